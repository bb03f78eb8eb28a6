"""Rows of a job's file: a line of JSON for each finished task, each with a checksum of itself.

`directory` says when rows are written and whose they are.  A line that no job wrote, or that is no
longer as it was, is never taken for a row: who resumes a job does its task again, all others refuse.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tocsin.errors import InputError
from tocsin.files import replacing

#: Makes an object of what JSON has in braces.
Pairs = Callable[[list[tuple[str, Any]]], Any]
CHECK = "check"
_END = re.compile(rb', "check": (\d+)\}\n?')


def line_of(row: dict[str, Any]) -> str:
    """A row as it stands in the file; it must have something in it."""
    text = json.dumps(row, ensure_ascii=False, allow_nan=False)[:-1]
    return f'{text}, "{CHECK}": {zlib.crc32(text.encode())}}}\n'


def row_of(line: bytes, path: Path, pairs: Pairs | None = None) -> dict[str, Any]:
    """A line as a row; raises InputError for one that is not as a job wrote it."""
    row = _read(line, pairs)
    if row is None:
        raise InputError(f"{path.parent} is damaged ({path.name}); start again with --overwrite")
    return row


def rows_in(path: Path) -> list[dict[str, Any]]:
    """All rows of a file as they stand in it, none of a file that there is not; raises InputError."""
    return [row_of(line, path) for line in _lines(path)]


def count(path: Path) -> int:
    """Number of whole rows in a file."""
    return sum(_read(line, None) is not None for line in _lines(path))


def mend(path: Path) -> None:
    """Leave out of a file what is no whole row: a line torn by a crash, or one that was damaged."""
    lines = _lines(path)
    whole = [x for x in lines if x.endswith(b"\n") and _read(x, None) is not None]
    if len(whole) < len(lines):
        with replacing(path) as file:
            file.write(b"".join(whole))


def _lines(path: Path) -> list[bytes]:
    try:
        with path.open("rb") as file:
            return file.readlines()
    except FileNotFoundError:
        return []


def _read(line: bytes, pairs: Pairs | None) -> dict[str, Any] | None:
    end = _END.search(line, max(0, len(line) - 40))
    if end is None or end.end() < len(line) or zlib.crc32(line[: end.start()]) != int(end[1]):
        return None
    try:
        row = json.loads(line, object_pairs_hook=pairs)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict) or not isinstance(row.get("index"), int):
        return None
    del row[CHECK]
    return row
