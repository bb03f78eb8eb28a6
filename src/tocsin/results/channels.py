"""Channels: which outcomes each part of politics was found to move, and where none was found.

`channels.json` is the verdict of a study, made by `python tools/validation/politics`: parts of the
flagship taken out and doubled, in pairs of runs on the same random numbers.  A part has a channel if
the mean difference of an outcome in `JUDGED` has a 95 % interval off zero in one of these comparisons.
Where none has, terminal, report and page say `NONE`, in these words; and also where influence alone
moved, which is the result of powers and reaches nobody by itself.

A part is a section of a scenario, or a kind of lever.  The study is of one country: for other scenarios
its verdict is an assumption, so that it is told with its name.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.plural import counted

if TYPE_CHECKING:
    from tocsin.scenario.sections.spec import Spec

FILE = Path(__file__).with_name("channels.json")
NONE = "no channel in this model"
#: Outcomes by which a part is judged, and their words.
JUDGED = {
    "dead_participants": "dead participants",
    "dead_bystanders": "dead bystanders",
    "dead_forces": "dead officers",
    "sites_captured": "sites captured",
    "hold_least": "lowest hold",
    "incumbent_survives": "survival of the leader",
    "guarded_lost": "guarded objects lost",
    "influence_after": "influence",
}
ALONE = {"influence_after"}


@lru_cache(maxsize=1)
def verdict() -> dict[str, Any]:
    """The whole file: `study` says of what and how many pairs, `parts` has the outcomes that moved."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def channels(spec: Spec) -> dict[str, Any]:
    """What the study says of the parts that a scenario has.

    Returns {} if it has none of them, else `study` and `parts`: a list of {'part', 'name', 'moves',
    'channel'}, the last whether what it moves is harm, sites, guarded objects, hold or survival.
    """
    found = verdict()
    parts = [
        {"part": part, "name": name, "moves": moves, "channel": bool(set(moves) - ALONE)}
        for part, moves in found["parts"].items()
        if (name := _named(spec, part))
    ]
    return {"study": found["study"], "parts": parts} if parts else {}


def without_channel(found: dict[str, Any]) -> list[str]:
    """Names of the parts for which the words stand."""
    return [_with(row) for row in found.get("parts", []) if not row["channel"]]


def with_channel(found: dict[str, Any]) -> list[str]:
    """Names of the others, with what they move."""
    return [_with(row) for row in found.get("parts", []) if row["channel"]]


def basis(found: dict[str, Any]) -> str:
    """On what the verdict rests, in a few words."""
    study = found["study"]
    return f"{counted(study['pairs'], 'pair')} of runs of {study['scenario']}, {study['date']}"


def _with(row: dict[str, Any]) -> str:
    alone = "" if row["channel"] else " alone"
    moves = "; ".join(JUDGED.get(x, x) for x in row["moves"]) + alone
    return f"{row['name']} ({moves})" if row["moves"] else str(row["name"])


def _named(spec: Spec, part: str) -> str:
    """How a part is called in a scenario; empty if it is not there, or off."""
    if part in type(spec).model_fields:
        section = getattr(spec, part)
        return part if section and getattr(section, "enabled", True) else ""
    titles = [x.title or n for n, x in spec.levers.items() if x.enabled and x.kind == part]
    return "; ".join(titles)
