"""Results in memory on their way to another process: their temporary folder travels along.

A result made without `out` lies in a temporary folder that goes with the object, and so with a worker
that returns it; pickled, it takes what is in the folder along and lays it down anew where it arrives.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import Protocol, TypeVar

T = TypeVar("T", covariant=True)
Temporary = tempfile.TemporaryDirectory[str]


class Opens(Protocol[T]):
    """A class of results, made of a folder, the temporary one around it, and a note."""

    def __call__(self, path: Path, keep: Temporary | None, note: str) -> T: ...  # noqa: D102


def packed(path: Path) -> bytes:
    """All files of a folder; they are compressed already."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for each in sorted(path.rglob("*")):
            if each.is_file():
                file.write(each, each.relative_to(path).as_posix())
    return out.getvalue()


def unpacked(kind: Opens[T], name: str, data: bytes, note: str) -> T:
    """A result with such files, in a temporary folder of its own."""
    keep = tempfile.TemporaryDirectory(prefix="tocsin-")
    path = Path(keep.name) / name
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        file.extractall(path)
    return kind(path, keep, note)
