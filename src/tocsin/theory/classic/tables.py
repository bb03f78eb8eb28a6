"""CSV tables that users give to the classics: cells by column, every mistake with its line.

`counts` reads days from them, the command line thresholds and places.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.errors import InputError, did_you_mean

MOST_BYTES = 200_000_000
MOST_COLUMNS = 1000
MOST_TOLD = 20  # mistakes that are listed


@dataclass(frozen=True)
class Row:
    """A row of a table: its line in the file, and the cells by column."""

    line: int
    cells: dict[str, str]


class Mistakes:
    """Collects what is wrong in a file; `check` raises it all at once."""

    def __init__(self, path: str | Path) -> None:
        self.path = path
        self.told: list[str] = []

    def add(self, line: int, message: str) -> None:
        """One mistake; line 0 is the whole file."""
        self.told.append(f"{self.path}:{line}: {message}" if line else f"{self.path}: {message}")

    def check(self) -> None:
        """Raise InputError with every mistake, if there is one."""
        n = len(self.told)
        if n:
            more = [f"... and {n - MOST_TOLD} more"] if n > MOST_TOLD else []
            total = f"{n} {'error' if n == 1 else 'errors'}."
            raise InputError("\n".join([*self.told[:MOST_TOLD], *more, total]))

    def number(
        self, row: Row, column: str, read: Callable[[str, str], Any], empty: object = None
    ) -> Any:
        """A cell read by `read(name, text)`, which raises InputError; `empty` for an empty one."""
        text = row.cells.get(column, "")
        if not text:
            return empty
        try:
            return read(column, text)
        except InputError as error:
            self.add(row.line, str(error))
            return empty


def read(path: str | Path, needed: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """Rows of a CSV file with a head; empty lines and lines that start with '#' are skipped.

    Columns that are neither needed nor optional are left alone.  Raises InputError if the file
    cannot be read, lacks a needed column, or has rows of another length."""
    text = _text(Path(path))
    wrong = Mistakes(path)
    rows: list[Row] = []
    head: list[str] = []
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in lines:
            if not any(c.strip() for c in cells) or cells[0].lstrip().startswith("#"):
                continue
            if not head:
                head = [c.strip().casefold() for c in cells]
                _check_head(head, lines.line_num, needed, optional, wrong)
                wrong.check()
            elif len(cells) != len(head):
                wrong.add(lines.line_num, f"has {len(cells)} columns; the head has {len(head)}")
            else:
                found = {h: c.strip() for h, c in zip(head, cells, strict=True)}
                rows.append(Row(lines.line_num, found))
    except csv.Error as error:
        wrong.add(lines.line_num, f"is no CSV: {error}")
    if not rows and not wrong.told:
        wrong.add(0, "has no rows; expected a head and at least one row")
    wrong.check()
    return rows


def _check_head(
    head: list[str], line: int, needed: Sequence[str], optional: Sequence[str], wrong: Mistakes
) -> None:
    if len(head) > MOST_COLUMNS:
        wrong.add(line, f"has {len(head):,} columns; expected {MOST_COLUMNS:,} at most")
        return
    expected = ", ".join(needed)
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(head) == 1 and mark in head[0]:
            wrong.add(line, f"its columns are separated by {name}; expected commas")
            return
    for name in needed:
        if name not in head:
            near = did_you_mean(name, [h for h in head if h not in (*needed, *optional)][:5])
            hint = near.replace("did you mean", "is it") if "did you mean" in near else ""
            wrong.add(
                line, f"the column {name!r} is missing{hint}; expected a head with {expected}"
            )
    for name in {*needed, *optional} & {h for i, h in enumerate(head) if h in head[:i]}:
        wrong.add(line, f"the column {name!r} stands twice")


def _text(path: Path) -> str:
    if path.is_dir():
        raise InputError(f"{path}: is a folder; expected a CSV file")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path}: is larger than {MOST_BYTES // 1_000_000} MB")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(f"{path}:{line}: is no UTF-8 text; save it as UTF-8") from None
