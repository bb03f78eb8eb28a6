"""Outcomes of one run, from its record.  The definitions are those of the contract:

active            marching or rioting at the end of an hour, all at once
active_by_day     largest simultaneous number of each local day (the scenario's zone)
places_active     places with at least 50 active at once in some hour
regions_active    regions with at least 500 active at once (recorded counts are of mass events)
regions_with_any  regions with at least 50
first_active_place  first with 20 active (the largest of several in the same hour)
hours_to_calm     from the start to the last hour with 500 active nationwide; none if there is no
                  such hour, or if it is the last of the run
internet_off_hours  hours with nine tenths cut, in the region that had most of them
detained          ever detained; detained_by: by each day's end
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.parts import told as political

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.record.recorder import Recorder
    from tocsin.scenario import Scenario

ANY, MASS, FIRST, CALM, OFF = 50, 500, 20, 500, 0.9

Value = float | str | None | dict[str, float | None]


def days(recorder: Recorder) -> list[tuple[str, NDArray[np.int64]]]:
    """The local days of a run with the hours that lie in each."""
    return days_of(recorder.scenario)


def days_of(scenario: Scenario) -> list[tuple[str, NDArray[np.int64]]]:
    """The local days of a scenario with the hours that lie in each."""
    array = np.array(scenario.dates())
    names = sorted(set(map(str, array)))
    return [(name, np.flatnonzero(array == name)) for name in names]


def outcomes(recorder: Recorder) -> dict[str, Value]:
    """All outcomes of a finished run by name; tables are mappings."""
    a, world = recorder.arrays, recorder.world
    regions, region = world.regions.names, world.places.region
    active = recorder.active
    national = active.sum(1)
    rioting = a["rioting"].astype(np.int64)
    by_region = _by_region(active, region, len(regions))
    calendar = days(recorder)
    last = {name: array[-1] for name, array in a.items()}
    dead = {name: int(last[name].sum()) for name in ("dead", "dead_bystanders", "dead_forces")}
    busy = np.flatnonzero(national >= CALM)
    off = (a["shutdown"] >= OFF).sum(0)
    dead_by_region = np.bincount(region, last["dead"], minlength=len(regions))
    out: dict[str, Value] = {
        "dead": dead["dead"],
        "dead_participants": dead["dead"] - dead["dead_bystanders"] - dead["dead_forces"],
        "dead_bystanders": dead["dead_bystanders"],
        "dead_forces": dead["dead_forces"],
        "injured": int(last["injured"].sum()),
        "injured_forces": int(last["injured_forces"].sum()),
        "detained": int(last["ever_detained"].sum()),
        "detained_by": {day: int(a["ever_detained"][hours[-1]].sum()) for day, hours in calendar},
        "peak_active": int(national.max()),
        "peak_rioting": int(rioting.sum(1).max()),
        "active_by_day": {day: int(national[hours].max()) for day, hours in calendar},
        "person_hours_active": int(national.sum()),
        "places_active": int((active.max(0) >= ANY).sum()),
        "regions_active": int((by_region.max(0) >= MASS).sum()),
        "regions_active_by_day": {
            day: int((by_region[hours].max(0) >= MASS).sum()) for day, hours in calendar
        },
        "regions_with_any": int((by_region.max(0) >= ANY).sum()),
        "sites_captured": int(np.isfinite(recorder.final["captured_at"]).sum()),
        "premises_damaged": int(last["premises_damaged"].sum()),
        "vehicles_damaged": int(last["vehicles_damaged"].sum()),
        "first_active_place": _first(active, world.places.names),
        "hours_to_calm": _calm(busy, len(national)),
        "internet_off_hours": int(off.max()),
        "dead_by_region": {n: int(x) for n, x in zip(regions, dead_by_region, strict=True)},
        **_alliance(recorder),
        **_sites(recorder),
        "rioting_share": _rioting_share(rioting, active, region, regions),
        **_composition(recorder),
        "largest_crowd": _crowds(recorder, active, calendar),
        **political.outcomes(recorder),
    }
    return out


def _by_region(active: NDArray[np.int64], region: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    out = np.zeros((len(active), n), np.int64)
    np.add.at(out.T, region, active.T)
    return out


def _calm(busy: NDArray[np.int64], hours: int) -> float | None:
    return float(busy[-1] + 1) if len(busy) and busy[-1] + 1 < hours else None


def _first(active: NDArray[np.int64], names: list[str]) -> str | None:
    hours = np.flatnonzero((active >= FIRST).any(1))
    return names[int(np.argmax(active[hours[0]]))] if len(hours) else None


def _alliance(recorder: Recorder) -> dict[str, Value]:
    imposed = [act.lever.kind == "alliance" for act in recorder.plan.acts]
    acted = (recorder.final["lever_time"] < recorder.scenario.hours).any(1)
    asked = bool((acted & np.array(imposed, bool)).any())
    if recorder.plan.politics.league is not None:
        asked = asked or bool(recorder.arrays["asked"][-1] > 0)
    troops = recorder.arrays["allied_troops"]
    came = np.flatnonzero(troops > 0)
    return {
        "alliance_requested": float(asked),
        "alliance_troops": round(float(troops[-1])),
        "alliance_arrival_hours": float(came[0]) if len(came) else None,
        "forces_freed": round(float(recorder.arrays["freed"][-1])),
    }


def _sites(recorder: Recorder) -> dict[str, Value]:
    names = recorder.world.sites.names
    at = recorder.final["captured_at"]
    return {
        "site_captured": {n: float(np.isfinite(t)) for n, t in zip(names, at, strict=True)},
        "site_captured_hour": {
            n: float(t) if np.isfinite(t) else None for n, t in zip(names, at, strict=True)
        },
    }


def _rioting_share(
    rioting: NDArray[np.int64],
    active: NDArray[np.int64],
    region: NDArray[np.int64],
    names: list[str],
) -> dict[str, float | None]:
    r = np.bincount(region, rioting.sum(0), minlength=len(names))
    a = np.bincount(region, active.sum(0), minlength=len(names))
    return {n: float(x / y) if y else None for n, x, y in zip(names, r, a, strict=True)}


def _composition(recorder: Recorder) -> dict[str, Value]:
    """Shares of person-hours out, and of the population, by stratum."""
    a, world = recorder.arrays, recorder.world
    out = (a["marching_by_stratum"] + a["rioting_by_stratum"]).sum(0).astype(float)
    sizes = np.diff(world.layout.segment_start).reshape(-1, len(world.strata)).sum(0)
    total = out.sum()
    names = world.strata.names
    return {
        "participants_by_stratum": {
            n: float(x / total) if total else None for n, x in zip(names, out, strict=True)
        },
        "population_by_stratum": {
            n: float(x / sizes.sum()) for n, x in zip(names, sizes, strict=True)
        },
    }


def _crowds(
    recorder: Recorder, active: NDArray[np.int64], calendar: list[tuple[str, NDArray[np.int64]]]
) -> dict[str, float | None]:
    """Largest crowd of a place on a day, for the places and days that have a recorded figure."""
    wanted = [
        key.partition(".")[2]
        for key in recorder.scenario.spec.references
        if key.startswith("largest_crowd.")
    ]
    names = recorder.world.places.names
    hours = dict(calendar)
    population = recorder.world.places.population
    out: dict[str, float | None] = {}
    for key in wanted:
        place, _, day = key.rpartition(" ")
        same = [i for i, name in enumerate(names) if name == place]
        if same and day in hours:
            biggest = max(same, key=lambda i: int(population[i]))  # names repeat in a country
            out[key] = int(active[hours[day], biggest].max())
    return out
