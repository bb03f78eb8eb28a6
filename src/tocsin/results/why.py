"""Why there: what moved people at a place over time, the terms of N for its median willing person.

N = hardship + price + own crowd + ties + news + outrage - risk - threshold
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.results.result import Result

#: Terms in the order in which they are shown; risk and threshold count against going.
TERMS = ("hardship", "price", "own crowd", "ties", "news", "outrage", "risk", "threshold")
_VARIABLE = {
    "own crowd": "pull_own",
    "ties": "pull_ties",
    "news": "pull_news",
    "outrage": "pull_outrage",
    "price": "price",
    "risk": "risk",
    "threshold": "threshold",
}


@dataclass(frozen=True)
class Why:
    """Series by hour, medians over runs.

    note : which place it is where several have the name
    times : local time of the place, beginning of each hour
    terms : by name, signed as they enter N; their sum is `net`
    """

    place: str
    region: str
    times: list[datetime]
    active: NDArray[np.float64]
    rioting: NDArray[np.float64]
    terms: dict[str, NDArray[np.float64]]
    note: str = ""

    @property
    def net(self) -> NDArray[np.float64]:
        """What remains when all is weighed; at zero a person joins at half of the highest rate."""
        return np.asarray(np.sum(list(self.terms.values()), axis=0))

    def rows(self, hours: list[int]) -> list[dict[str, Any]]:
        """The chosen hours as plain data."""
        return [
            {
                "time_local": self.times[t].isoformat(timespec="minutes"),
                "active": float(self.active[t]),
                "rioting": float(self.rioting[t]),
                **{name: round(float(x[t]), 4) for name, x in self.terms.items()},
                "net": round(float(self.net[t]), 4),
            }
            for t in hours
        ]


def why(result: Result, place: str, run: int | None = None) -> Why:
    """The terms at a place, by name or id; `run` for one run instead of the median over runs.

    Raises InputError for an unknown place or run.
    """
    data = result.data
    i, note = _place(data, place)
    here = data.isel(place=i)
    if run is not None:
        runs = [int(r) for r in data.run.values]
        if run not in runs:
            raise InputError(f"there is no run {run}; there are {runs[0]} to {runs[-1]}")
        here = here.sel(run=[run])

    def series(name: str) -> NDArray[np.float64]:
        return np.asarray(np.median(here[name].values.astype(float), axis=0))

    terms = {"hardship": series("grievance") - series("price")}
    for name in TERMS[1:]:
        sign = -1.0 if name in ("risk", "threshold") else 1.0
        terms[name] = sign * series(_VARIABLE[name])
    region = str(data.place_region.values[i])
    scenario = result.scenario
    zone = scenario.zone_of(region)
    start = scenario.start.astimezone(zone)
    rioting = series("rioting")
    return Why(
        place=str(data.place_name.values[i]),
        region=region,
        times=[start + timedelta(hours=t) for t in range(len(rioting))],
        active=series("marching") + rioting,
        rioting=rioting,
        terms=terms,
        note=note,
    )


def _place(data: Any, place: str) -> tuple[int, str]:
    """Number of a place by id, name or 'NAME (REGION)', and a note where several have the name."""
    ids = [str(x) for x in data.place.values]
    names = [str(x) for x in data.place_name.values]
    regions = [str(x) for x in data.place_region.values]
    if place in ids:
        return ids.index(place), ""
    wanted = place.casefold()
    full = [f"{name} ({region})".casefold() for name, region in zip(names, regions, strict=True)]
    same = [i for i, name in enumerate(names) if wanted in (name.casefold(), full[i])]
    if not same:
        raise InputError(f"unknown place {place!r}{did_you_mean(place, names)}")
    population = data.population.values
    i = max(same, key=lambda k: int(population[k]))  # names repeat in a country
    if len(same) == 1:
        return i, ""
    others = ", ".join(f"{ids[k]} ({regions[k]})" for k in same if k != i)
    return (
        i,
        f"{len(same)} places are called {names[i]!r}: this is {ids[i]} ({regions[i]}), the "
        f"largest; the others go by their id: {others}",
    )
