"""What a store holds hour by hour, packed for a report.

Of every run's hours: the first run, as it was.  Of quantiles over runs: bands of the country, and at
each place the median, which is no run that ever happened.  Of pairs: variant less base.  Whatever
variable a store has goes in; of those that it lacks the report shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.hour.kept import VARIABLES
from tocsin.results.kept import Kept
from tocsin.view.report.packing import COARSE, FINE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.results.kept import Array, Group
    from tocsin.scenario import Scenario
    from tocsin.scenario.sections.spec import Spec
    from tocsin.view.report.packing import Packer

#: Axes that a variable may have beside time, and the list of `Meta` that has their names.
AXES = {
    "place": "", "region": "", "site": "", "stratum": "", "service": "services",
    "actor": "actors", "member": "members", "power": "powers", "figure": "figures",
}  # fmt: skip
NATIONAL, REGIONAL = "_national", "_by_region"
#: Of these a report has bands by place too.
PLACE_BANDS = ("active", "dead", "detained")
#: What a variant of a comparison has by place: there are several, and a report should stay small.
BRIEF = ("marching", "rioting", "detained", "dead", "dead_bystanders", "dead_forces", "force")


def pack_layers(
    packer: Packer, case: int, store: Path, brief: bool = False
) -> list[dict[str, Any]]:
    """Pack the hours of a store as those of a case; what its `layers` say.

    brief : of variables by place those in `BRIEF` alone, and no bands of them
    """
    layers: list[dict[str, Any]] = []
    kept = Kept(store)
    hourly: Group | None = "" if kept.holds("") else "first" if kept.holds("first") else None
    if hourly is not None:
        arrays = kept.arrays(hourly)
        layers.append({"id": "run", "run": int(arrays["run"][:][0])})
        for name, axes, array in _by_time(arrays, "run"):
            if not array.size or (brief and axes == ["place"] and name not in BRIEF):
                continue
            _put(packer, f"{case}.run.{name}", axes, _time_last(array[0]))
    if kept.holds("quantiles"):
        layers.append({"id": "median"})
        _bands(packer, case, kept.arrays("quantiles"), brief)
    if kept.holds("pairs"):
        _pairs(packer, case, kept.arrays("pairs"))
    return layers


def axes_of(store: Path, scenario: Scenario) -> dict[str, list[dict[str, str]]]:
    """Names along the axes of the political layer, with what the scenario says of each."""
    arrays, said = Kept(store).arrays(""), _said(scenario.spec)
    out = {}
    for axis, name in AXES.items():
        if name and axis in arrays:
            names = [str(x) for x in arrays[axis][:]]
            out[name] = [{"name": n} | said.get((axis, n), {}) for n in names]
    return out


def own_fields(store: Path) -> dict[str, list[dict[str, str]]]:
    """What a user's own mechanisms leave by place, for the map: name, unit and words of each."""
    kept = Kept(store)
    known = {v.name for v in VARIABLES}
    group: Group = "" if kept.holds("") else "first"
    found = [
        {"name": name, "unit": array.attrs["units"], "about": array.attrs["long_name"]}
        for name, array in (kept.arrays(group) if kept.holds(group) else {}).items()
        if name not in known and array.dims == ("run", "time", "place")
    ]
    return {"own": found} if found else {}


def _said(spec: Spec) -> dict[tuple[str, str], dict[str, str]]:
    """Title and note of services, actors, members and powers, where a scenario has such."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    found |= {("service", n): (s.title, "") for n, s in spec.services.items()}
    found |= {("actor", n): (a.office, a.faction or "") for n, a in spec.actors.items()}
    found |= {("power", n): (p.title, "") for n, p in spec.powers.items()}
    if spec.alliance is not None:
        roles = ("chair", spec.alliance.chair), ("dominant", spec.alliance.lead)
        for n, member in spec.alliance.members.items():
            found["member", n] = (member.title, ", ".join(role for role, who in roles if who == n))
    return {
        key: {name: x for name, x in (("title", title), ("note", note)) if x}
        for key, (title, note) in found.items()
    }


def _by_time(arrays: dict[str, Array], first: str) -> Iterator[tuple[str, list[str], Array]]:
    """Arrays by name whose first dimension is this and the next time, with their further axis."""
    for name, array in arrays.items():
        dims = list(array.dims)
        if dims[:2] == [first, "time"] and set(dims[2:]) <= set(AXES):
            yield name, dims[2:], array


def _time_last(values: NDArray[Any]) -> NDArray[Any]:
    return np.ascontiguousarray(values.T)


def _bands(packer: Packer, case: int, arrays: dict[str, Array], brief: bool) -> None:
    middle = list(arrays["quantile"][:]).index(0.5)
    for name, axes, array in _by_time(arrays, "quantile"):
        if name.endswith(REGIONAL) or not array.size:
            continue
        if axes == ["place"]:
            wanted = name in BRIEF if brief else name != "active"  # that is marching and rioting
            banded = name in PLACE_BANDS and not brief
            if not wanted and not banded:
                continue
            values = array[:]
            if wanted:
                _put(packer, f"{case}.median.{name}", axes, _time_last(values[middle]))
            if banded:
                _put(packer, f"{case}.place_bands.{name}", ["quantile", *axes],
                     np.ascontiguousarray(values.swapaxes(1, 2)))  # fmt: skip
        else:
            values = np.ascontiguousarray(np.moveaxis(array[:], 1, -1))
            name = name.removesuffix(NATIONAL)
            _put(packer, f"{case}.bands.{name}", ["quantile", *axes], values)


def _pairs(packer: Packer, case: int, arrays: dict[str, Array]) -> None:
    for name, _, array in _by_time(arrays, "quantile"):
        _put(packer, f"{case}.pair_bands.{name.removesuffix(NATIONAL)}", ["quantile"], array[:])
    for name, array in arrays.items():
        if array.dims == ("time", "place"):
            _put(packer, f"{case}.pairs.{name}", ["place"], _time_last(array[:]))


def _put(packer: Packer, name: str, axes: list[str], values: NDArray[Any]) -> None:
    """Counts exactly, also when they are halves, as medians can be; all else on a grid."""
    dims = [*axes, "time"]
    if values.dtype.kind in "iu":
        packer.count(name, dims, values)
        return
    twice = values * 2
    if (
        np.isfinite(values).all()
        and np.abs(twice).max() < 2**31
        and (twice == np.rint(twice)).all()
    ):
        halves = bool((values != np.rint(values)).any())
        whole = np.rint(twice if halves else values).astype(np.int64)
        packer.count(name, dims, whole, 0.5 if halves else 1.0)
    else:
        packer.figure(name, dims, values, COARSE if "place" in axes else FINE)
