"""Reading a CSV table into rows with the line of each."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.errors import Problem, ScenarioError, did_you_mean
from tocsin.plural import counted
from tocsin.scenario.reading.document import Document, read_text
from tocsin.scenario.reading.yamlfile import resolve

if TYPE_CHECKING:
    from _csv import Reader


MOST_COLUMNS = 1000


def number(text: str) -> Any:
    """A number if it is one, else the text, which is then found fault with where it is used."""
    value = resolve(text)
    return text if value is None or isinstance(value, bool) else value


def truth(text: str) -> Any:
    """true or false, also as yes, no, 1, 0; else the text."""
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    return words.get(text.casefold(), text)


@dataclass(frozen=True)
class Column:
    """A column: whether a table must have it, and how a cell is read."""

    needed: bool = False
    read: Callable[[str], Any] = str


def read_csv(path: Path, file: str, columns: dict[str, Column] | None = None) -> Document:
    """Rows of a CSV file as mappings without the empty cells; lines with '#' first are skipped.

    columns : those that a table may have; without them, any names and numbers

    Raises ScenarioError with every row and column that does not fit.
    """
    text = read_text(path, "CSV table")
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return _rows(lines, file, columns)
    except csv.Error as error:
        raise ScenarioError([Problem(file, lines.line_num, "", f"is no CSV: {error}")]) from None


def _rows(lines: Reader, file: str, columns: dict[str, Column] | None) -> Document:
    document = Document([])
    problems: list[Problem] = []
    header: list[str] = []
    for row in lines:
        line = lines.line_num
        if not any(cell.strip() for cell in row) or row[0].lstrip().startswith("#"):
            continue
        if not header:
            header = [name.strip() for name in row]
            if columns is None:
                columns = dict.fromkeys(header, Column(read=number))
            problems = _header(header, file, line, columns)
            if problems:
                break
            continue
        if len(row) != len(header):
            message = f"has {counted(len(row), 'column')}; the head has {len(header)}"
            if len(row) < len(header):
                message += " (an empty cell needs its comma too)"
            problems.append(Problem(file, line, "", message))
            continue
        assert columns is not None  # set with the header
        document.marks[(len(document.data),)] = (file, line)
        document.data.append(
            {
                name: columns[name].read(cell.strip())
                for name, cell in zip(header, row, strict=True)
                if cell.strip()
            }
        )
    if not header:
        problems.append(Problem(file, 0, "", "is empty; expected a head and rows"))
    if problems:
        raise ScenarioError(problems)
    return document


def no_head(header: list[str]) -> str:
    """Why a first line can be no head: it has no end, or its columns are not separated by commas."""
    if len(header) > MOST_COLUMNS:
        return f"has {len(header):,} columns; expected {MOST_COLUMNS:,} at most"
    for mark in ";\t|":
        if len(header) == 1 and mark in header[0]:
            return f"its columns are separated by {mark!r}; expected commas"
    return ""


def _header(header: list[str], file: str, line: int, columns: dict[str, Column]) -> list[Problem]:
    if message := no_head(header):
        return [Problem(file, line, "", message)]
    problems = []
    for i, name in enumerate(header):
        if name not in columns:
            hint = did_you_mean(name, columns)
            problems.append(Problem(file, line, "", f"unknown column {name!r}{hint}"))
        elif name in header[:i]:
            problems.append(Problem(file, line, "", f"the column {name!r} stands twice"))
    for name, column in columns.items():
        if column.needed and name not in header:
            problems.append(Problem(file, line, "", f"the column {name!r} is missing"))
    return problems
