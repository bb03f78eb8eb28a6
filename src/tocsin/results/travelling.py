"""Directories of results opened for reading, and on their way to another process.

A result made without `out` is in memory.  It has a folder once somebody asks for one: a temporary one
that goes with the object, and so with a worker that returns it; pickled, it takes what is in the folder
along and lays it down anew where it arrives.
"""

from __future__ import annotations

import io
import tempfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

from tocsin.errors import InputError
from tocsin.results.writing import check_writable

T = TypeVar("T", covariant=True)
Temporary = tempfile.TemporaryDirectory[str]


class Opens(Protocol[T]):
    """A class of results, made of a folder, the temporary one around it, and a note."""

    def __call__(self, path: Path, keep: Temporary | None, note: str) -> T: ...  # noqa: D102


class Opened:
    """A directory of results opened for reading; `Result`, `Comparison` and `Sweep` are such.

    path : the directory; keep : the temporary folder around it, which goes with the object
    note : what could not be done, such as the report
    later : makes the directory, and the temporary one around it, when it is first asked for

    Raises InputError for a directory of something else, or of an unfinished job.
    """

    #: The file by which such a directory is known, and what it is called.
    SIGN: ClassVar[str]
    CALLED: ClassVar[str]

    def __init__(
        self,
        path: str | Path,
        keep: Temporary | None = None,
        note: str = "",
        *,
        later: Callable[[], tuple[Path, Temporary]] | None = None,
    ) -> None:
        self._path, self.note = Path(path), note
        self._keep = keep  # a temporary folder goes with its result, whose data are then in memory
        self._later, self._laying = later, threading.Lock()
        if later is None:
            self._check()

    def _check(self) -> None:
        path = self._path
        if not (path / self.SIGN).is_file():
            hint = ""
            if Path(f"{path.resolve()}.partial").exists():
                hint = " (there is an unfinished one; continue it with --resume)"
            raise InputError(f"{path} is no {self.CALLED}{hint}")

    @property
    def path(self) -> Path:
        """The directory; of a result in memory a temporary one, made when it is first asked for."""
        with self._laying:
            if self._later is not None:
                self._path, self._keep = self._later()
                self._later = None
        return self._path

    @property
    def in_memory(self) -> bool:
        """Whether the result was made without `out`."""
        return self._keep is not None or self._later is not None

    def __reduce__(self) -> tuple[Any, ...]:
        """What travels to another process: one in memory takes its folder along."""
        if not self.in_memory:
            return type(self), (self.path, None, self.note)
        return unpacked, (type(self), self.path.name, packed(self.path), self.note)


def folder(out: str | Path | None, name: str) -> tuple[Path, Temporary | None]:
    """Where a job writes: `out`, or a temporary folder that goes with the result; it can be written."""
    keep = None
    if out is None:
        keep = tempfile.TemporaryDirectory(prefix="tocsin-")
        out = Path(keep.name) / name
    check_writable(Path(out))
    return Path(out), keep


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
