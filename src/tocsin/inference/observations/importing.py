"""A file in, observations out: the one door for all formats.

Everything that must be mended is told at once, and then nothing is written; what does not belong to the
scenario or must not be kept is left out, row by row or cell by cell, and told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InputError, Problem, ScenarioError, did_you_mean
from tocsin.inference.observations import private
from tocsin.inference.observations import table as tables
from tocsin.inference.observations.draft import Draft, Settling
from tocsin.inference.observations.formats import FORMATS, csv, guess, maildir
from tocsin.inference.observations.formats.format import Format
from tocsin.inference.observations.observation import Observation

if TYPE_CHECKING:
    from tocsin.inference.observations.table import Findings, Row
    from tocsin.scenario import Scenario


@dataclass
class Imported:
    """What came in.

    rows : figures that the file had, before any was left out
    notes : what was left out, dropped or read in a certain way, with file and line
    """

    observations: list[Observation] = field(default_factory=list)
    rows: int = 0
    notes: list[str] = field(default_factory=list)


def read(
    path: str | Path, scenario: Scenario, format: str, *, country: str = "", encoding: str = ""
) -> Imported:
    """The observations in a file that belong to a scenario.

    country : whose rows are taken, as the file calls it; without it that of most rows that fit
    encoding : of a file that is neither UTF-8 nor UTF-16

    Raises ScenarioError with every problem, InputError for an unknown format or encoding.
    """
    if format not in FORMATS:
        raise InputError(f"--format {format}: there is none{did_you_mean(format, FORMATS)}")
    chosen = FORMATS[format]
    path = Path(path)
    findings = tables.Findings(str(path), tips=chosen.tips)
    drafts: list[Draft] = []
    for row in _rows(path, chosen, findings, encoding):
        drafts += chosen.drafts(row)
    settling = Settling(scenario, findings, country)
    found = settling.all(drafts)
    if findings.problems:
        raise ScenarioError(findings.problems)
    if country and drafts and not found:
        findings.note(f"no row is of {country!r} and in the scenario", 0)
    return Imported(found, len(drafts), findings.told())


def _rows(path: Path, chosen: Format, findings: Findings, encoding: str) -> Iterator[Row]:
    if chosen.folder:
        if not any((path / name).is_dir() for name in maildir.FOLDERS):
            message = "is no folder of mail; expected one with the folders cur and new"
            raise ScenarioError([Problem(str(path), 0, "", message)])
        yield from maildir.rows(path, findings)
        return
    for table in tables.read(path, findings, encoding, chosen.head):
        renamed = csv.rename(table.head) if chosen is csv.FORMAT else {}
        head = [renamed.get(name, name) for name in table.head]
        if not chosen.head:
            _check(chosen, head, findings, table.line)
        if chosen is csv.FORMAT:
            _left_out(table.head, renamed, findings, table.line)
        for row in table.rows:
            if renamed:
                row.cells = {renamed.get(name, name): x for name, x in row.cells.items()}
            yield row


def _check(chosen: Format, head: list[str], findings: Findings, line: int) -> None:
    """Raise ScenarioError for a head that is of another format, or lacks columns."""
    if chosen.fits(head):
        return
    other = guess(head)
    if other:
        message = (
            f"its columns are those of {FORMATS[other].title}, not of {chosen.title}; expected "
            f"--format {other}"
        )
        findings.problem(line, "", message)
    else:
        for name in chosen.sign:
            if name not in head:
                safe = [h for h in head if h and not private.looks_like(h)]
                near = did_you_mean(name, safe)
                hint = near if "did you mean" in near else ""
                findings.problem(
                    line, "", f"the column {name!r} of {chosen.title} is missing{hint}"
                )
    raise ScenarioError(findings.problems)


def _left_out(head: list[str], renamed: dict[str, str], findings: Findings, line: int) -> None:
    """Columns of a table that are not stored, with what they seem to hold."""
    for name in head:
        if not name or name in renamed or name in csv.COLUMNS:
            continue
        holds = private.column(name)
        told = f"may hold {holds}; " if holds else ""
        findings.note(f"the column {private.shown(name)} {told}is not stored", line)
