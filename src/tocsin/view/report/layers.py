"""What a store holds hour by hour, packed for a report.

Of every run's hours: the first run, as it was.  Of quantiles over runs: bands of the country, and at
each place the median, which is no run that ever happened.  Of pairs: variant less base.  Whatever
variable a store has goes in; of those that it lacks the report shows nothing.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.errors import InputError
from tocsin.record.store import holds_hours, missing
from tocsin.view.report.packing import COARSE, FINE

if TYPE_CHECKING:
    import xarray as xr
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
        kept = opened(store, hourly)
        lacking = missing(store / hourly, kept.sizes["run"])
        if lacking:
            raise InputError(f"{store} is damaged: {lacking[0]} lacks data; run it again")
        first = kept.isel(run=0)
        layers.append({"id": "run", "run": int(first.run)})
        for name, variable in first.data_vars.items():
            axes = [str(d) for d in variable.dims if d != "time"]
            if brief and axes == ["place"] and name not in BRIEF:
                continue
            if "time" in variable.dims and set(axes) <= set(AXES) and variable.size:
                _put(packer, f"{case}.run.{name}", axes, variable.transpose(..., "time").values)
    if (store / "quantiles").is_dir():
        layers.append({"id": "median"})
        _bands(packer, case, opened(store, "quantiles"), brief)
    if (store / "pairs").is_dir():
        _pairs(packer, case, opened(store, "pairs"))
    return layers


def opened(store: Path, group: str = "") -> xr.Dataset:
    """A group of a store, without its runs' numbers read."""
    import xarray as xr

    with warnings.catch_warnings(action="ignore"):  # of a root without metadata in one place
        found: xr.Dataset = xr.open_zarr(store, group=group or None, chunks=None)
    return found


def axes_of(store: Path, scenario: Scenario) -> dict[str, list[dict[str, str]]]:
    """Names along the axes of the political layer, with what the scenario calls them."""
    found = opened(store)
    titles = {
        "service": {name: s.title for name, s in scenario.spec.services.items()},
        "actor": {name: a.office for name, a in scenario.spec.actors.items()},
    }
    out = {}
    for axis, name in AXES.items():
        if name and axis in found.coords:
            known = titles.get(axis, {})
            names = [str(x) for x in found[axis].values]
            out[name] = [{"name": n} | ({"title": known[n]} if known.get(n) else {}) for n in names]
    return out


def _bands(packer: Packer, case: int, quantiles: xr.Dataset, brief: bool) -> None:
    middle = [float(q) for q in quantiles["quantile"].values].index(0.5)
    for key, variable in quantiles.data_vars.items():
        name = str(key)
        axes = [str(d) for d in variable.dims if d not in ("quantile", "time")]
        if variable.dims[:1] != ("quantile",) or "time" not in variable.dims or not variable.size:
            continue
        if name.endswith(REGIONAL):
            continue
        values = variable.transpose("quantile", ..., "time").values
        if axes == ["place"]:
            if name in BRIEF if brief else name != "active":  # that is marching and rioting
                _put(packer, f"{case}.median.{name}", axes, values[middle])
            if name in PLACE_BANDS and not brief:
                _put(packer, f"{case}.place_bands.{name}", ["quantile", *axes], values)
        elif set(axes) <= set(AXES):
            name = name.removesuffix(NATIONAL)
            _put(packer, f"{case}.bands.{name}", ["quantile", *axes], values)


def _pairs(packer: Packer, case: int, pairs: xr.Dataset) -> None:
    for key, variable in pairs.data_vars.items():
        name, values = str(key), variable.transpose(..., "time").values
        if "quantile" in variable.dims:
            name = name.removesuffix(NATIONAL)
            _put(packer, f"{case}.pair_bands.{name}", ["quantile"], values)
        elif "place" in variable.dims:
            _put(packer, f"{case}.pairs.{name}", ["place"], values)


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
