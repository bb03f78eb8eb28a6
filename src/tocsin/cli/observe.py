"""`tocsin observe`: reported figures from any channel, without identities: import, add, list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tocsin.cli.common import Json, load, out, print_json
from tocsin.cli.options import Overwrite
from tocsin.cli.streams import say
from tocsin.plural import counted

if TYPE_CHECKING:
    from tocsin.inference.observations.merging import Merged
    from tocsin.inference.observations.observation import Observation

NAME = "observe"
app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Collect reported figures: who counted what, where, when, how well; never who a person is.",
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A table, or a folder of mail.")]
Observations = Annotated[Path, typer.Argument(metavar="OBS", help="A file of observations.")]
Scenario = Annotated[
    str,
    typer.Option("--scenario", metavar="S", help="Whose places, zone and clock they belong to."),
]


@app.command("import")
def import_(
    file: File,
    scenario: Scenario,
    format: Annotated[
        str, typer.Option("--format", help="acled, ged, mm, scad, gdelt, hub, csv or maildir.")
    ],
    obs: Annotated[Path, typer.Option("--out", metavar="OBS", help="File to write, or to add to.")],
    country: Annotated[
        str, typer.Option(metavar="NAME", help="Take rows of this country, as FILE calls it.")
    ] = "",
    encoding: Annotated[
        str, typer.Option(help="Of a file that is not UTF-8, such as cp1251.")
    ] = "",
    overwrite: Overwrite = False,
    json: Json = False,
) -> None:
    """Take the reported figures out of FILE that belong to a scenario, and add them to OBS.

    Names of persons, numbers, addresses, coordinates and free text are dropped.
    """
    from tocsin.errors import InputError
    from tocsin.inference.observations import file as files
    from tocsin.inference.observations.importing import read
    from tocsin.inference.observations.merging import merge
    from tocsin.results.writing import alone

    if not overwrite:
        _there(obs)  # what is wrong with it is told before anything is read
    found = read(file, load(scenario, None, None, None), format, country=country, encoding=encoding)
    for note in found.notes:
        say(note, error=True)
    if not found.observations:
        raise InputError(_nothing(file, found.rows, scenario, obs))
    with alone(obs):
        merged = merge([] if overwrite else _there(obs), found.observations)
        files.write(obs, merged.observations)
    if json:
        print_json(_counts(merged) | {"out": str(obs), "rows": found.rows, "notes": found.notes})
        return
    left = found.rows - len(found.observations)
    say(f"{len(found.observations):,} of {counted(found.rows, 'figure')} taken"
        + (f" ({left:,} left out)" if left else "") + f"; {_told(merged)}")  # fmt: skip
    say(f"{obs}: {counted(len(merged.observations), 'observation')}")


@app.command("add")
def add(
    obs: Observations,
    what: Annotated[str, typer.Option(help="crowd, riot, dead, injured, detained, site, ...")],
    time: Annotated[
        str, typer.Option(help="Of the fact: a day, or an hour such as 2022-01-05T08:00.")
    ],
    scenario: Annotated[
        str | None,
        typer.Option(metavar="S", help="Whose places and zone; OBS may have it already."),
    ] = None,
    place: Annotated[str, typer.Option(help="Where; without place and region the country.")] = "",
    region: Annotated[str, typer.Option(help="Where, less exactly.")] = "",
    until: Annotated[
        str, typer.Option(help="The last day or hour in which it may have been.")
    ] = "",
    so_far: Annotated[
        str, typer.Option("--so-far", help="yes: all up to then; no: in that time only.")
    ] = "",
    reported: Annotated[str, typer.Option(help="When it was reported.")] = "",
    low: Annotated[str, typer.Option(help="At least.")] = "",
    best: Annotated[str, typer.Option(help="The figure.")] = "",
    high: Annotated[str, typer.Option(help="At most.")] = "",
    counted_by: Annotated[
        str,
        typer.Option("--counted-by", help="officials, organisers, observers, press, witness, ..."),
    ] = "",
    channel: Annotated[str, typer.Option(help="mail, form, telephone, press, statement, ...")] = "",
    reliability: Annotated[str, typer.Option(help="A1 to F6, the usual grades.")] = "",
    status: Annotated[
        str, typer.Option(help="official, estimate, retracted, revised, 'duplicate of ID'.")
    ] = "",
    json: Json = False,
) -> None:
    """Add one reported figure to OBS; the same one again with another status changes it."""
    from tocsin.inference.observations import file as files
    from tocsin.inference.observations.adding import one
    from tocsin.inference.observations.merging import merge
    from tocsin.results.writing import alone

    cells = {
        "what": what, "place": place, "region": region, "time": time, "until": until,
        "so_far": so_far, "reported": reported, "low": low, "best": best, "high": high,
        "counted_by": counted_by, "channel": channel, "reliability": reliability, "status": status,
    }  # fmt: skip
    found = one(cells, load(scenario, None, None, None) if scenario else None, _there(obs))
    for note in found.notes:
        say(note, error=True)
    if not found.observations:
        say("nothing was added", error=True)
        raise typer.Exit(2)
    with alone(obs):  # whoever wrote in the meantime is not lost
        merged = merge(_there(obs), found.observations)
        files.write(obs, merged.observations)
    added = next(o for o in merged.observations if o.id == found.observations[0].id)
    if json:
        print_json(_counts(merged) | {"out": str(obs), "observation": _plain(added)})
    else:
        say(
            f"{added.id}: {_told(merged)}; {obs}: {counted(len(merged.observations), 'observation')}"
        )


@app.command("list")
def list_(obs: Observations, json: Json = False) -> None:
    """Show the observations of OBS, in the order of time, and what contradicts what."""
    from tocsin.inference.observations import file as files
    from tocsin.inference.observations.contradictions import contradictions

    found = files.read(obs)
    against = contradictions(found)
    if json:
        print_json({
            "observations": [_plain(o) for o in found],
            "contradictions": [
                {"ids": [c.one.id, c.other.id], "kind": c.kind, "text": c.text} for c in against
            ],
        })  # fmt: skip
        return
    _show(found)
    standing = sum(o.stands for o in found)
    say(f"{counted(len(found), 'observation')}, {standing:,} of which stand.")
    for c in against[:MOST_TOLD]:
        say(f"contradiction ({c.one.id[:SHORT]}, {c.other.id[:SHORT]}): {c.text}")
    if len(against) > MOST_TOLD:
        say(f"... and {len(against) - MOST_TOLD:,} contradictions more")


MOST_TOLD = 20
SHORT = 6  # letters of an id in the table


def _there(obs: Path) -> list[Observation]:
    """What a file has already; raises OutputError for one that is something else."""
    from tocsin.errors import OutputError
    from tocsin.inference.observations import file as files

    if not obs.exists():
        return []
    if obs.is_dir() or not files.is_one(obs):
        raise OutputError(f"{obs} is no file of observations; choose another, so that it stays")
    return files.read(obs)


def _nothing(file: Path, rows: int, scenario: str, obs: Path) -> str:
    """Why an import has left nothing."""
    if not rows:
        return f"{file} has no figures, only a head or nothing at all; {obs} is left as it was"
    what = "the one figure" if rows == 1 else f"none of the {counted(rows, 'figure')}"
    how = "is not usable" if rows == 1 else "is usable"
    return f"{file}: {what} {how} in {scenario}, for the reasons above; {obs} is left as it was"


def _counts(merged: Merged) -> dict[str, Any]:
    return {
        "observations": len(merged.observations), "new": merged.new, "known": merged.known,
        "changed": merged.changed, "revised": merged.revised, "duplicates": merged.duplicates,
    }  # fmt: skip


def _told(merged: Merged) -> str:
    said = [f"{merged.new:,} new"]
    for n, what in (
        (merged.known, "known already"), (merged.changed, "of these changed"),
        (merged.revised, "revised by another"), (merged.duplicates, "passed on (duplicates)"),
    ):  # fmt: skip
        said += [f"{n:,} {what}"] if n else []
    return ", ".join(said)


def _plain(o: Observation) -> dict[str, Any]:
    """An observation as JSON has it."""
    from tocsin.inference.observations.file import COLUMNS
    from tocsin.inference.observations.observation import hour_text

    times = {name: hour_text(getattr(o, name)) or None for name in ("time", "until", "reported")}
    plain = {name: getattr(o, name) for name in COLUMNS} | times
    return plain | {"precision": o.precision, "unit": o.unit, "stands": o.stands}


def _show(found: list[Observation]) -> None:
    from rich.markup import escape
    from rich.table import Table

    from tocsin.inference.observations.contradictions import figure

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    widths = {"counted by": 10, "figure": 8} | (
        {"status": 9} if any(o.status for o in found) else {}
    )
    for head in ("id", "when (UTC)", "what, where", "figure", "counted by", "status"):
        table.add_column(head, overflow="fold", justify="right" if head == "figure" else "left",
                         min_width=widths.get(head),
                         no_wrap=head in ("id", "when (UTC)"))  # fmt: skip
    for o in found:
        where = o.place or o.region or o.part or "nation"
        row = (
            o.id[:SHORT], _when(o), f"{o.what.replace('_', ' ')}, {where}", figure(o),
            f"{o.counted_by} {o.reliability}", _status(o.status),
        )  # fmt: skip
        table.add_row(*map(escape, row), style=None if o.stands else "dim")
    out().print(table)


def _status(text: str) -> str:
    of = text.rpartition(" ")[2]
    return text.replace(of, of[:SHORT]) if text.startswith("duplicate") else text


def _when(o: Observation) -> str:
    """The hour, the day or the span, in few letters."""
    hours = (o.until - o.time).total_seconds() / 3600
    if o.so_far:
        return f"to {o.until:%d %b %H}h"
    if hours <= 1:
        return f"{o.time:%d %b %H}h"
    return f"{o.time:%d %b %H}h+{hours:.0f}"
