"""Why there: what moved people at a place over time, the terms of N for its median willing person.

N = hardship + price + own crowd + ties + news + outrage - risk - threshold
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.errors import InputError, did_you_mean
from tocsin.results.reading import reading

if TYPE_CHECKING:
    import xarray as xr
    from numpy.typing import NDArray

    from tocsin.results.result import Result
    from tocsin.scenario import Scenario

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

    times : local time of the place, beginning of each hour
    terms : by name, signed as they enter N; their sum is `net`
    """

    place: str
    region: str
    times: list[datetime]
    active: NDArray[np.float64]
    rioting: NDArray[np.float64]
    terms: dict[str, NDArray[np.float64]]

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
    with reading(result.path):
        return terms(result.data, result.scenario, place, run)


def terms(data: xr.Dataset, scenario: Scenario, place: str, run: int | None = None) -> Why:
    """The same of hours that are at hand: (run, time, place).

    Raises InputError as `why`.
    """
    i = _place(data, place)
    here = data.isel(place=i)
    if run is not None:
        runs = [int(r) for r in data.run.values]
        if run not in runs:
            raise InputError(f"there is no run {run}; there are {runs[0]} to {runs[-1]}")
        here = here.sel(run=[run])

    def series(name: str) -> NDArray[np.float64]:
        return np.asarray(np.median(here[name].values.astype(float), axis=0))

    found = {"hardship": series("grievance") - series("price")}
    for name in TERMS[1:]:
        sign = -1.0 if name in ("risk", "threshold") else 1.0
        found[name] = sign * series(_VARIABLE[name])
    region = str(data.place_region.values[i])
    rioting = series("rioting")
    return Why(
        place=str(data.place_name.values[i]),
        region=region,
        times=[scenario.local(t, region) for t in range(len(rioting))],
        active=series("marching") + rioting,
        rioting=rioting,
        terms=found,
    )


def _place(data: xr.Dataset, place: str) -> int:
    """The place of an id, a name, or a name with its region as reports write it: 'Abay (Karaganda)'.

    Raises InputError with the choices where several places bear the name.
    """
    ids, names, regions = (
        [str(x) for x in data[key].values] for key in ("place", "place_name", "place_region")
    )
    if place in ids:
        return ids.index(place)
    wanted = unicodedata.normalize("NFC", place.strip()).casefold()
    full = [f"{name} ({region})" for name, region in zip(names, regions, strict=True)]
    for told in (names, full):
        plain = [unicodedata.normalize("NFC", x).casefold() for x in told]
        same = [i for i, x in enumerate(plain) if x == wanted]
        if len(same) == 1:
            return same[0]
        if same:
            choices = ", ".join(f"{full[i]!r} or {ids[i]!r}" for i in same)
            raise InputError(f"{len(same)} places are called {place!r}; expected one of {choices}")
    near = did_you_mean(place, [*names, *ids])
    # a list of all would have each place twice, by its name and by its id
    hint = near if "did you mean" in near else did_you_mean(place, names)
    raise InputError(f"unknown place {place!r}{hint}")
