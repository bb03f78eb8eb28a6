"""Anybody's table, row by row: encoding, separator and lines are found; what is wrong has its line.

UTF-8 (with or without mark) and UTF-16 are read as they are; any other encoding must be named.  Columns
are separated by commas, semicolons, tabs or bars: whichever the head has most of.  Rows are read one
after the other, so that a large file costs no memory.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from tocsin.errors import InputError, Problem, ScenarioError
from tocsin.inference.observations import cells as written
from tocsin.inference.observations.private import shown
from tocsin.plural import counted

MOST_BYTES = 2_000_000_000
MOST_COLUMNS = 1000
MOST_PROBLEMS = 1000  # after which reading stops
SEPARATORS = ",;\t|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = (
    (b"PK\x03\x04", "a spreadsheet or an archive; expected a CSV file: save it as CSV"),
    (b"PAR1", "a parquet file; expected a CSV file: save it as CSV"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet; expected a CSV file: save it as CSV"),
    (b"%PDF", "a PDF; expected a CSV file"),
    (b"SQLite format", "a database; expected a CSV file"),
    (b"\x1f\x8b", "compressed; expected a CSV file: unpack it first"),
)


@dataclass
class Findings:
    """What is said about a file: problems, for which nothing is written, and notes.

    file : as it was named
    tips : written by people, whose words are not repeated
    """

    file: str
    tips: bool = False
    problems: list[Problem] = field(default_factory=list)
    notes: dict[str, list[int]] = field(default_factory=dict)

    def problem(self, line: int, path: str, message: str) -> None:
        """Something that must be mended; raises ScenarioError when there are too many."""
        self.problems.append(Problem(self.file, line, path, message))
        if len(self.problems) > MOST_PROBLEMS:
            raise ScenarioError(self.problems)

    def note(self, message: str, line: int) -> None:
        """Something that was left out or read in a certain way; all lines of it are told together."""
        self.notes.setdefault(message, []).append(line)

    def told(self) -> list[str]:
        """The notes, each with its file and the lines."""
        out = []
        for message, lines in self.notes.items():
            where = f"{self.file}:{lines[0]}" if lines[0] else self.file
            more = f" (and in {len(lines) - 1:,} more)" if len(lines) > 1 else ""
            out.append(f"{where}: {message}{more}")
        return out


@dataclass
class Row:
    """A row by the names of its columns; what cannot be read is a problem and None."""

    line: int
    cells: dict[str, str]
    findings: Findings
    commas: bool = True

    def text(self, *names: str) -> str:
        """The first of some cells that is not empty."""
        return next((self.cells[n].strip() for n in names if self.cells.get(n, "").strip()), "")

    def amount(self, name: str, none: tuple[str, ...] = ()) -> float | None:
        """A figure; None for an empty cell or one of `none`."""
        text = self.text(name)
        if not text or text in none:
            return None
        try:
            return written.amount(text, self.commas)
        except ValueError as error:
            self.wrong(name, str(error))
            return None

    def when(self, *names: str, month_first: bool = False) -> written.When | None:
        """A time; None for an empty cell."""
        name = next((n for n in names if self.text(n)), "")
        if not name:
            return None
        try:
            found = written.when(self.text(name), month_first)
        except ValueError as error:
            self.wrong(name, str(error))
            return None
        if found.serial:
            self.findings.note(f"{name}: read as a spreadsheet's day number", self.line)
        return found

    def wrong(self, name: str, message: str) -> None:
        """A problem with a cell: what stands there, what was expected."""
        self.findings.problem(
            self.line, name, f"{shown(self.text(name), self.findings.tips)} {message}"
        )


@dataclass
class Table:
    """An open table: its head, and its rows to go through once."""

    head: list[str]
    line: int
    rows: Iterator[Row]


def name_of(head: str) -> str:
    """A column's name without case and with underscores: 'Event Date' is event_date."""
    return "_".join(head.strip().strip("\ufeff").casefold().replace("-", " ").split())


def read(
    path: Path, findings: Findings, encoding: str = "", head: tuple[str, ...] = ()
) -> Iterator[Table]:
    """The table of a file, once; a generator so that the file is closed after the last row.

    head : names of the columns of a file that has none, which are separated by tabs then

    Raises ScenarioError for what is no table at all; rows that do not fit are problems.
    """
    with _open(path, findings, encoding) as file:
        yield _table(file, findings, head)


def _open(path: Path, findings: Findings, encoding: str) -> TextIO:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise _unfit(findings, "is a folder" if path.is_dir() else "is no file", "a CSV file")
        if size > MOST_BYTES:
            raise _unfit(findings, f"has {size:,} bytes", f"{MOST_BYTES:,} at most: split it")
        raw = path.open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise _unfit(findings, f"cannot be read: {reason}", "a CSV file") from None
    begin = raw.read(512)
    raw.seek(0)
    for mark, what in _OTHERS:
        if begin.startswith(mark):
            raw.close()
            raise ScenarioError([Problem(findings.file, 0, "", f"is {what}")])
    found = next((name for mark, name in _MARKS if begin.startswith(mark)), encoding or "utf-8")
    try:
        codecs.lookup(found)
        return io.TextIOWrapper(raw, encoding=found, newline="")
    except LookupError:
        raw.close()
        raise InputError(
            f"--encoding {encoding}: there is none; expected such as cp1251 or latin-1"
        ) from None


def _unfit(findings: Findings, what: str, expected: str) -> ScenarioError:
    return ScenarioError([Problem(findings.file, 0, "", f"{what}; expected {expected}")])


def _table(file: TextIO, findings: Findings, head: tuple[str, ...]) -> Table:
    first, line = "", 0
    try:
        while not first.strip(" \t\r\n\ufeff") or (first.startswith("#") and not head):
            first, line = file.readline(1_000_000), line + 1
            if not first:
                raise _unfit(findings, "is empty", "a head and rows, separated by commas")
    except UnicodeError as error:
        raise _undecoded(findings, error, line + 1) from None
    separator = "\t" if head else max(SEPARATORS, key=first.count)
    if head and first.count(separator) + 1 != len(head):
        has = f"has {counted(first.count(separator) + 1, 'column')} separated by tabs"
        raise _unfit(findings, has, f"{len(head)}, and no head")
    again = _chain(first, file)
    reader = csv.reader(again, delimiter=separator)
    names = list(head)
    if not head:
        try:
            names = [name_of(cell) for cell in next(reader)]
        except csv.Error as error:
            raise _unfit(findings, f"is no CSV: {error}", "a head and rows") from None
    if len(names) > MOST_COLUMNS:
        raise _unfit(
            findings, f"has {len(names):,} columns", f"{MOST_COLUMNS:,} at most: is it a table?"
        )
    line -= 1  # the reader counts the first one too
    head_line = line + (0 if head else reader.line_num)
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        findings.problem(head_line, "", f"the column {twice[0]!r} stands twice; expected it once")
    return Table(names, head_line, _rows(reader, names, findings, separator, line))


def _chain(first: str, file: TextIO) -> Iterator[str]:
    yield first
    yield from file


def _rows(
    reader: Iterator[list[str]], names: list[str], findings: Findings, separator: str, base: int
) -> Iterator[Row]:
    number = getattr  # the reader's own count of lines, those inside of quotes too
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            line = base + number(reader, "line_num")
            findings.problem(line, "", f"is no CSV: {error}; expected a row")
            return
        except UnicodeError as error:
            raise _undecoded(findings, error, base + number(reader, "line_num") + 1) from None
        line = base + number(reader, "line_num")
        if not any(cell.strip() for cell in row) or row[0].startswith("#"):
            continue
        if len(row) > len(names) and not any(cell.strip() for cell in row[len(names) :]):
            row = row[: len(names)]
        if len(row) != len(names):
            findings.problem(
                line, "", f"has {counted(len(row), 'column')}; expected {len(names)} as in the head"
            )
            continue
        yield Row(line, dict(zip(names, row, strict=True)), findings, separator == ",")


def _undecoded(findings: Findings, error: UnicodeError, line: int) -> ScenarioError:
    known = getattr(error, "encoding", "UTF-8").upper()
    return ScenarioError(
        [
            Problem(
                findings.file, line, "",
                f"about here something is no {known} text; expected UTF-8: save it so, or say "
                "--encoding cp1251 (or latin-1, ...)",
            )
        ]
    )  # fmt: skip
