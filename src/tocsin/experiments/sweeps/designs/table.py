"""A user's own points: a CSV table with a path in each column and a point in each row."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.errors import InputError, Problem, ScenarioError
from tocsin.experiments.sweeps.designs.factors import ON_OFF, SWITCH, Factor, canonical, edits
from tocsin.experiments.sweeps.designs.samples import Design
from tocsin.plural import counted
from tocsin.scenario.reading.document import read_text
from tocsin.scenario.reading.table import no_head, number

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

#: As YAML and `--set` have it; what spreadsheets write in capitals too.
TRUTH = {"true": True, "false": False}
#: Different numbers of a column that are tried one by one; of more, the lowest and the highest.
TRIED = 50


def read(scenario: Scenario, path: Path) -> Design:
    """The design of a table; empty cells leave the scenario as it is.

    Raises ScenarioError with every mistake: file, line, column, value, what was expected.
    """
    file = str(path)
    try:
        lines = list(_lines(read_text(path, "CSV table")))
    except csv.Error as error:
        raise ScenarioError([Problem(file, 0, "", f"is no CSV: {error}")]) from None
    if len(lines) < 2:
        raise ScenarioError([Problem(file, 0, "", "expected a head with paths, and rows")])
    (at, head), rows = lines[0], lines[1:]
    if message := no_head(head):
        raise ScenarioError([Problem(file, at, "", message)])
    names = [canonical(cell) for cell in head]
    problems = []
    for i, name in enumerate(names):
        if not name:
            problems.append(Problem(file, at, "", f"column {i + 1} has no name; expected a path"))
        elif name in names[:i]:
            problems.append(Problem(file, at, "", f"the column {name!r} stands twice"))
    for line, row in rows:
        if len(row) != len(names):
            message = f"has {counted(len(row), 'column')}; the head has {len(names)}"
            problems.append(Problem(file, line, "", message))
    if problems:
        raise ScenarioError(problems)
    points: list[dict[str, Any]] = [{} for _ in rows]
    factors = []
    for i, name in enumerate(names):
        cells = [(line, row[i].strip()) for line, row in rows]
        values = [_value(name, cell) for _, cell in cells]
        problems += _check(scenario, file, at, name, cells, values)
        for point, value in zip(points, values, strict=True):
            if value != "":
                point[name] = value
        factors.append(Factor(name, values=tuple(dict.fromkeys(v for v in values if v != ""))))
    if problems:
        raise ScenarioError(problems)
    return Design("table", factors, points)


def _lines(text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [
        (reader.line_num, row)
        for row in reader
        if any(cell.strip() for cell in row) and not row[0].lstrip().startswith("#")
    ]


def _value(name: str, cell: str) -> Any:
    if name.startswith(SWITCH):
        on = ON_OFF.get(cell.casefold())
        return cell if on is None else "on" if on else "off"
    if cell.casefold() in TRUTH:
        return TRUTH[cell.casefold()]
    return number(cell) if cell else ""


def _check(
    scenario: Scenario,
    file: str,
    head: int,
    name: str,
    cells: list[tuple[int, str]],
    values: list[Any],
) -> list[Problem]:
    """Each different value of a column alone, so that a mistake is told at its cell."""
    first: dict[Any, int] = {}
    for (line, _), value in zip(cells, values, strict=True):
        if value != "":
            first.setdefault(value, line)
    if not first:
        return [Problem(file, head, "", f"the column {name!r} is empty")]
    numbers = sorted(v for v in first if isinstance(v, int | float) and not isinstance(v, bool))
    if len(numbers) > TRIED:
        skipped = set(numbers[1:-1])
        first = {v: line for v, line in first.items() if v not in skipped}
    problems = []
    for value, line in first.items():
        if name.startswith(SWITCH) and value not in ("on", "off"):
            problems.append(
                Problem(file, line, "", f"column {name}: {value!r}: expected on or off")
            )
            continue
        try:
            scenario.edit(**edits({name: value}))
        except ScenarioError as error:
            told = [p.message for p in error.problems[:3]]
            if all(m.startswith("unknown parameter") for m in told):
                return [Problem(file, head, "", f"column {name}: {told[0]}")]
            problems += [Problem(file, line, "", _told(name, value, m)) for m in told]
        except InputError as error:  # the path leads nowhere: one mistake of the head
            message = re.sub(r"^--(set|with|without) ('.*'|\S+): ", "", str(error))
            return [Problem(file, head, "", f"column {name}: {message}")]
    return problems


def _told(name: str, value: object, message: str) -> str:
    shown = (
        "" if message.startswith(repr(value)) or message.startswith(f"{value}:") else f"{value!r}: "
    )
    return f"column {name}: {shown}{message}"
