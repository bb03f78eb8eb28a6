"""Places of the user's own, from a CSV file as spreadsheets write them.

Commas, semicolons or tabs; a mark at the beginning (BOM); decimal commas; spaces, dots or commas
between thousands; column names in several spellings.  Every mistake is told at once, with its line.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from tocsin.errors import Problem, ScenarioError, did_you_mean
from tocsin.scenario.reading.document import read_text
from tocsin.scenario.reading.table import MOST_COLUMNS
from tocsin.world.atlas.lookup import plain

COLUMNS = {
    "id": ("id", "code", "geonameid"),
    "name": ("name", "place", "town", "city", "settlement"),
    "region": ("region", "province", "state", "admin1", "oblast", "department"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "long", "lng", "longitude", "x"),
    "population": ("population", "pop", "people", "inhabitants", "residents"),
}
NEEDED = ("name", "lat", "lon", "population")
MOST = 9_000


@dataclass(frozen=True)
class Row:
    """A place as the user gave it; without a region it gets that of the nearest town."""

    line: int
    id: str
    name: str
    region: str
    lat: float
    lon: float
    population: int


def read(path: str | Path) -> list[Row]:
    """The rows of a file; raises ScenarioError with every mistake in it."""
    file = str(path)
    lines = read_text(Path(path), "CSV table").splitlines(keepends=True)
    first = next((i for i, line in enumerate(lines) if line.strip() and line[0] != "#"), None)
    if first is None:
        raise ScenarioError([Problem(file, 1, "", f"is empty; expected a line with {_listed()}")])
    delimiter = max(",;\t", key=lines[first].count)
    reader = csv.reader(io.StringIO("".join(lines[first:]), newline=""), delimiter=delimiter)
    try:
        rows = [(first + reader.line_num, row) for row in reader if any(c.strip() for c in row)]
    except csv.Error as error:
        message = f"cannot be read as a table: {error}"
        raise ScenarioError([Problem(file, first + reader.line_num, "", message)]) from None
    columns, problems = _columns(file, *rows[0])
    if problems:
        raise ScenarioError(problems)
    found = []
    for line, cells in rows[1:]:
        if cells[0].startswith("#"):
            continue
        row, wrong = _row(file, line, cells, columns, delimiter)
        problems += wrong
        if row:
            found.append(row)
    problems += _twice(file, found)
    if not found and not problems:
        problems.append(Problem(file, rows[0][0], "", "has no places; expected a row for each"))
    if len(found) > MOST:
        problems.append(
            Problem(file, 0, "", f"has {len(found):,} places; expected {MOST:,} at most")
        )
    if problems:
        raise ScenarioError(problems)
    return found


def _columns(file: str, line: int, header: list[str]) -> tuple[dict[str, int], list[Problem]]:
    if len(header) > MOST_COLUMNS:
        message = f"has {len(header):,} columns; expected {MOST_COLUMNS:,} at most"
        return {}, [Problem(file, line, "", message)]
    known = {name: column for column, names in COLUMNS.items() for name in names}
    columns: dict[str, int] = {}
    problems = []
    for i, cell in enumerate(header):
        column = known.get(plain(cell))
        if column and column in columns:
            problems.append(
                Problem(file, line, "", f"has two columns for {column}: {cell!r} again")
            )
        elif column:
            columns[column] = i
    for column in NEEDED:
        if column not in columns:
            hint = did_you_mean(column, [c for c in header if c.strip()])
            problems.append(
                Problem(file, line, "", f"has no column {column!r}; expected {_listed()}{hint}")
            )
    return columns, problems


def _listed() -> str:
    return "columns name, lat, lon, population, and region and id if you like"


def _row(
    file: str, line: int, cells: list[str], columns: dict[str, int], delimiter: str
) -> tuple[Row | None, list[Problem]]:
    problems: list[Problem] = []

    def cell(column: str) -> str:
        at = columns.get(column, len(cells))
        return cells[at].strip() if at < len(cells) else ""

    def number(column: str, low: float, high: float, example: str) -> float:
        text = cell(column)
        value = _whole(text) if column == "population" else _degrees(text)
        if value is not None and low <= value <= high:
            return value
        hint = " (a row with decimal commas needs semicolons between cells)" if (
            delimiter == "," and len(cells) > max(columns.values()) + 1) else ""  # fmt: skip
        message = f"{text!r}: expected {example}{hint}" if text else f"is empty; expected {example}"
        problems.append(Problem(file, line, column, message))
        return 0.0

    name = cell("name")
    if not name:
        problems.append(Problem(file, line, "name", "is empty; expected the name of the place"))
    elif len(name) > 200 or not name.isprintable():
        message = "expected plain text of 200 characters at most"
        problems.append(Problem(file, line, "name", message))
    lat = number("lat", -90, 90, "degrees from -90 to 90, such as -16.5")
    lon = number("lon", -180, 180, "degrees from -180 to 180, such as 68.15")
    people = number("population", 1, 2e9, "a whole number of people, 1 or more")
    row = Row(line, cell("id"), name, cell("region"), lat, lon, round(people))
    return (None, problems) if problems else (row, problems)


def _degrees(text: str) -> float | None:
    text = text.replace("−", "-").replace(" ", "").replace(" ", "").removesuffix("°")
    if re.fullmatch(r"[-+]?\d+(?:[.,]\d+)?", text):
        return float(text.replace(",", "."))
    return None


def _whole(text: str) -> float | None:
    """1234567, 1 234 567, 1.234.567, 1,234,567, or with zeros behind a point."""
    text = re.sub(r"[\s  ']", "", text)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text) or text.isdecimal():
        return float(re.sub(r"[.,]", "", text))
    if re.fullmatch(r"\d+[.,]0+", text):
        return float(re.split("[.,]", text)[0])
    return None


def _twice(file: str, rows: list[Row]) -> list[Problem]:
    seen: dict[str, int] = {}
    problems = []
    for row in rows:
        if row.id and row.id in seen:
            message = f"{row.id!r}: stands in line {seen[row.id]} already; expected an id once"
            problems.append(Problem(file, row.line, "id", message))
        seen.setdefault(row.id, row.line)
    return problems
