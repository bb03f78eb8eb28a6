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

from tocsin.errors import InputError
from tocsin.results.store import holds_hours
from tocsin.view.report.packing import COARSE, FINE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.scenario import Scenario
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
    hourly = "" if holds_hours(store) else "first" if holds_hours(store / "first") else None
    if hourly is not None:
        numbers = _group(store / hourly)["run"][:]
        layers.append({"id": "run", "run": int(numbers[0])})
        for name, axes, array in _arrays(store / hourly, "run"):
            if not array.size or (brief and axes == ["place"] and name not in BRIEF):
                continue
            if len(list((store / hourly / name / "c").glob("*"))) < len(numbers):
                raise InputError(f"{store} is damaged: {name} lacks data; run it again")
            _put(packer, f"{case}.run.{name}", axes, _time_last(array[0]))
    if (store / "quantiles").is_dir():
        layers.append({"id": "median"})
        _bands(packer, case, store / "quantiles", brief)
    if (store / "pairs").is_dir():
        _pairs(packer, case, store / "pairs")
    return layers


def axes_of(store: Path, scenario: Scenario) -> dict[str, list[dict[str, str]]]:
    """Names along the axes of the political layer, with what the scenario says of each."""
    group, said = _group(store), _said(scenario.spec)
    out = {}
    for axis, name in AXES.items():
        if name and axis in group:
            names = [str(x) for x in group[axis][:]]
            out[name] = [{"name": n} | said.get((axis, n), {}) for n in names]
    return out


def _said(spec: Any) -> dict[tuple[str, str], dict[str, str]]:
    """Title and note of services, actors, members and powers, where a scenario has such."""
    found: dict[tuple[str, str], tuple[str, Any]] = {}
    found |= {("service", n): (s.title, "") for n, s in spec.services.items()}
    found |= {("actor", n): (a.office, getattr(a, "faction", "")) for n, a in spec.actors.items()}
    found |= {("power", n): (p.title, "") for n, p in getattr(spec, "powers", {}).items()}
    league: Any = getattr(spec, "alliance", None)
    for n, member in league.members.items() if league else ():
        roles = ("chair", league.chair), ("dominant", league.lead)
        found["member", n] = (member.title, ", ".join(role for role, who in roles if who == n))
    return {
        key: {name: x for name, x in (("title", title), ("note", note)) if x}
        for key, (title, note) in found.items()
    }


def _group(path: Path) -> Any:
    """A group of a store; read with zarr alone, since a run should not wait for more to load."""
    import zarr

    return zarr.open_group(path, mode="r", use_consolidated=False)


def _arrays(path: Path, first: str) -> Iterator[tuple[str, list[str], Any]]:
    """Arrays by name whose first dimension is this and the next time, with their further axis."""
    for name, array in sorted(_group(path).arrays()):
        dims = list(array.metadata.dimension_names or ())
        if dims[:2] == [first, "time"] and set(dims[2:]) <= set(AXES):
            yield name, dims[2:], array


def _time_last(values: NDArray[Any]) -> NDArray[Any]:
    return np.ascontiguousarray(values.T)


def _bands(packer: Packer, case: int, path: Path, brief: bool) -> None:
    middle = list(_group(path)["quantile"][:]).index(0.5)
    for name, axes, array in _arrays(path, "quantile"):
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


def _pairs(packer: Packer, case: int, path: Path) -> None:
    for name, _, array in _arrays(path, "quantile"):
        _put(packer, f"{case}.pair_bands.{name.removesuffix(NATIONAL)}", ["quantile"], array[:])
    for name, array in sorted(_group(path).arrays()):
        if list(array.metadata.dimension_names or ()) == ["time", "place"]:
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
