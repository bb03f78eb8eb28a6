"""The scenario of a crisis: the draft of its country, with the shock that was drawn.

The country's people are those of a draft's own start, so that all crises of a country share a world;
the clock starts on the day that was drawn.  How the state answers is the draft's: its rules, and the
priors of their parameters.
"""

from __future__ import annotations

import copy
import tempfile
from bisect import bisect_right
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.scenario.load import build, model_parameters, read
from tocsin.scenario.reading.document import Document
from tocsin.world.atlas.new import draft, write

if TYPE_CHECKING:
    from tocsin.inference.world.draws import Crisis
    from tocsin.scenario import Scenario
    from tocsin.world.atlas.plan import Placed

HOURS = 336
YEAR = 2026
SHOCK_AFTER = 8  # hours: the price rises in the morning of the first day
#: How exposed people are to the shock of the model's own case, of which `dose` is a multiple.
REFERENCE = 0.8


def scenario_of(crisis: Crisis, hours: int = HOURS) -> tuple[Scenario, str]:
    """The scenario, and the id of the town where the shock is."""
    towns, given, folder = _drafted(crisis.iso)
    document = Document(copy.deepcopy(given.data), dict(given.marks))
    data = document.data
    town = _town(towns, crisis.town)
    start = datetime(YEAR, 1, 1) + timedelta(days=crisis.day)
    data["clock"] |= {"start": f"{start:%Y-%m-%dT%H:%M}", "hours": hours}
    data["shock"]["at"] = f"{start + timedelta(hours=SHOCK_AFTER):%Y-%m-%dT%H:%M}"
    struck = list(data["regions"]) if crisis.national else [town.region]
    data["shock"] |= {"regions": struck, "exposure_reference": REFERENCE}
    for name, region in data["regions"].items():
        region["exposure"] = crisis.exposed if name in struck else crisis.elsewhere
    base = float(model_parameters().data["shock"]["value"])
    own = data["parameters"].get("shock")
    passport = own if isinstance(own, dict) else {}
    data["parameters"]["shock"] = passport | {"value": crisis.dose * base, "prior": "fixed"}
    return build(document, folder), town.id


@lru_cache(maxsize=2)
def _drafted(iso: str) -> tuple[list[Placed], Document, Path]:
    """Towns and document of a country's draft, which crises of that country change in copies."""
    made = draft(iso)
    with tempfile.TemporaryDirectory() as folder:
        path = write(made, Path(folder) / "draft")
        return [p for p in made.plan.places if not p.rural], read(path), path.parent


def _town(towns: list[Placed], u: float) -> Placed:
    """A town, as often as it has people."""
    people = list(accumulate(p.population for p in towns))
    return towns[min(bisect_right(people, u * people[-1]), len(towns) - 1)]
