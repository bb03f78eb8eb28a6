"""What a report says of the scenario: where, what stands there, who can act, by which numbers."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.outcome import OUTCOMES, Outcome
from tocsin.declare.totals import TOTALS
from tocsin.results.summary import FEW
from tocsin.scenario import beside
from tocsin.scenario.carried import CASE, carried_over
from tocsin.view.outlines.areas import areas
from tocsin.view.outlines.country import outlines, side_by_side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.scenario import Scenario

SOURCE = "Natural Earth 1:50m, public domain, by way of world-atlas"


def setting(scenario: Scenario) -> dict[str, Any]:
    """The part of the report's `Meta` that follows from the scenario alone."""
    spec = scenario.spec
    names = list(spec.regions)
    at = side_by_side(np.array([[p.lon, p.lat] for p in spec.places]))
    region = np.array([names.index(p.region) for p in spec.places])
    cells = areas(at, region, len(names))
    index = {p.id: i for i, p in enumerate(spec.places)}
    about = {
        "title": spec.title,
        "scenario": scenario.name,
        "description": spec.description,
        "persons": scenario.persons,
        "start": scenario.start.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "hours": scenario.hours,
        "zone": _offsets(scenario, scenario.zone),
        "zone_name": spec.clock.zone,
        "places": {
            "id": [str(p.id) for p in spec.places],
            "name": [p.name for p in spec.places],
            "region": region.tolist(),
            "lat": [round(p.lat, 4) for p in spec.places],
            "lon": [round(float(x), 4) for x in at[:, 0]],
            "population": [p.population for p in spec.places],
            "rural": [int(p.kind == "rural") for p in spec.places],
        },
        "regions": [
            {"name": name, "zone": _offsets(scenario, scenario.zone_of(name))}
            | ({"cells": [_flat(ring) for ring in rings]} if rings else {})
            for name, rings in zip(names, cells, strict=True)
        ],
        "sites": [
            {"name": s.name, "kind": s.kind, "place": index.get(s.place, -1), "value": s.value}
            for s in spec.sites
        ],
        "strata": [{"name": name} for name in spec.strata],
        "offices": {name: actor.office for name, actor in spec.actors.items()},
        "parameter_table": [
            {"name": name, "value": p.value, "unit": p.unit, "prior": p.prior, "source": p.source}
            for name, p in spec.parameters.items()
        ],
        "levers": [
            {
                "name": name, "title": lever.title or name, "kind": lever.kind,
                "actor": spec.actors[lever.actor].office if lever.actor in spec.actors
                else lever.actor,
                "at": lever.at, "when": lever.when, "source": lever.source,
                "enabled": lever.enabled,
            }
            for name, lever in spec.levers.items()
        ],
        "about": {name: o.about for name, o in OUTCOMES.items()},
        "outcomes": [_outcome(o) for o in OUTCOMES.values()],
        "totals": {name: dict(t.parts) for name, t in TOTALS.items()},
        "few": FEW,
        "attribution": list(spec.attribution),
        **_sources(scenario.name),
        **_names(scenario),
        **_carried(scenario),
    }  # fmt: skip
    found = outlines(at)
    if found:
        neighbours: dict[str, list[list[int]]] = {}
        for outline in found:
            if not outline.own:
                neighbours.setdefault(outline.country, []).append(_flat(outline.ring))
        about["map"] = {
            "country": [_flat(o.ring) for o in found if o.own],
            "neighbours": [{"name": name, "rings": rings} for name, rings in neighbours.items()],
            "source": SOURCE,
        }
    return about


def _outcome(o: Outcome) -> dict[str, Any]:
    """Where and how the page tells an outcome; what is not said is empty or false."""
    said = {
        "group": o.group, "under": o.under, "elsewhere": o.elsewhere, "dated": o.dated,
    }  # fmt: skip
    return {"name": o.name, "reads": o.reads} | {key: x for key, x in said.items() if x}


def _sources(name: str) -> dict[str, dict[str, str]]:
    """What the ids of sources stand for."""
    found = {
        s.code: ", ".join(filter(None, (s.note, s.url))) for s in beside.sources(name).values()
    }
    return {"sources": found} if found else {}


def _names(scenario: Scenario) -> dict[str, dict[str, dict[str, str]]]:
    """Names in other languages, by language, of a bundled scenario that has them."""
    rows = beside.rows(scenario.name, "names.csv")
    languages = [key for key in (rows[0] if rows else ()) if key != "name"]
    found = {key: {r["name"]: r[key] for r in rows if r[key]} for key in languages}
    return {"names": found} if found else {}


def _carried(scenario: Scenario) -> dict[str, dict[str, Any]]:
    names = carried_over(scenario)
    return {"carried": {"case": CASE, "names": names}} if names else {}


def _offsets(scenario: Scenario, zone: tzinfo) -> int | list[list[int]]:
    """Minutes east of UTC; [from which hour on, minutes] where clocks are changed during the run."""
    found: list[list[int]] = []
    for t in range(scenario.hours + 1):
        offset = scenario.moment_of(t).astimezone(zone).utcoffset()
        minutes = 0 if offset is None else round(offset.total_seconds() / 60)
        if not found or minutes != found[-1][1]:
            found.append([t, minutes])
    return found[0][1] if len(found) == 1 else found


def _flat(ring: NDArray[np.float64]) -> list[int]:
    """A ring in hundredths of a degree, the first point and then the differences."""
    grid = np.rint(ring * 100).astype(int)
    moves = np.diff(grid, axis=0, prepend=np.zeros((1, 2), int))
    moves = moves[np.append(True, (moves[1:] != 0).any(1))]
    flat: list[int] = moves.ravel().tolist()
    return flat
