"""NetCDF by the CF conventions: one file, opened by xarray, ncdf4, stars, CDO, Panoply, ...

Counts of persons have the unit 1, as CF wants it, and say what they count in `long_name`.  Needs
netCDF4 (the extra `export`).
"""

from __future__ import annotations

import importlib.util
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.errors import InputError
from tocsin.export import held
from tocsin.export.recorded import lines
from tocsin.plural import counted
from tocsin.results.citing import cite

if TYPE_CHECKING:
    import xarray as xr

    from tocsin.results.result import Result

#: Units of ours that UDUNITS does not know, which are counts.
COUNTS = {"persons", "places", "sites", "regions", "premises", "vehicles", "share"}
STANDARD = {"lat": "latitude", "lon": "longitude", "time": "time"}
ABOUT = {
    "run": "number of the run",
    "place": "id of the place",
    "region": "region",
    "stratum": "stratum of the population",
    "site": "site",
    "member": "member of the alliance",
    "actor": "actor of the elites",
    "power": "external power",
    "service": "service",
    "lat": "latitude of the place",
    "lon": "longitude of the place",
    "population": "residents of the place",
    "place_name": "name of the place",
    "place_region": "region of the place",
    "site_place": "id of the place of the site",
    "site_kind": "kind of the site",
    "figure": "official figure",
    "quantile": "quantile over runs",
}
STATES = "held lost retaken burnt"


def write(result: Result, path: Path) -> None:
    """Write what the result holds; raises InputError without netCDF4."""
    if importlib.util.find_spec("netCDF4") is None:
        raise InputError("NetCDF needs netCDF4; install it with: pip install netCDF4")
    data = _conform(_all(result), result)
    encoding: dict[str, dict[str, Any]] = {}
    for name, variable in data.variables.items():
        if variable.dtype.kind in "if" and variable.ndim > 1:
            encoding[str(name)] = {"zlib": True, "complevel": 4, "shuffle": True}
        if variable.dtype.kind in "if":
            encoding.setdefault(str(name), {})["_FillValue"] = None
    data.to_netcdf(path, engine="netcdf4", encoding=encoding)


def _all(result: Result) -> xr.Dataset:
    """Everything in one dataset; times stay numbers with their unit."""
    if held.hourly(result) is not None:
        opened = result.kept.dataset(decode=False)
    else:
        if not result.kept.holds("quantiles"):
            raise InputError(f"{result.path} holds neither hours nor quantiles; nothing to export")
        opened = result.kept.dataset("quantiles", decode=False)
    runs, names, regions, arrays = held.regions_by_day(result)
    if arrays:
        if "run" not in opened.coords and "run" not in opened:
            opened = opened.assign_coords(run=("run", np.asarray(runs)))
        first = np.datetime64(names[0])
        number = (np.array(names, "datetime64[D]") - first).astype(np.int64)
        opened = opened.assign_coords(
            day=("day", number, {
                "units": f"days since {first}", "calendar": "proleptic_gregorian",
                "long_name": f"local day, {result.scenario.spec.clock.zone}",
            }),
        )  # fmt: skip
        for name, values in arrays.items():
            about = {"units": "persons", "long_name": f"by region: {held.DAILY[name][2]}"}
            dims = ("run", "day", "region")
            if "region" not in opened.variables:
                opened = opened.assign_coords(region=("region", np.array(regions, object)))
            opened[f"daily_{name}"] = (dims, np.asarray(values, np.int32), about)
    return opened


def _conform(data: xr.Dataset, result: Result) -> xr.Dataset:
    """Attributes as the conventions have them."""
    for key, variable in data.variables.items():
        name = str(key)
        unit = variable.attrs.get("units")
        if unit in COUNTS:
            variable.attrs["units"] = "1"
        if name in STANDARD:
            variable.attrs["standard_name"] = STANDARD[name]
        if name in ABOUT:
            variable.attrs.setdefault("long_name", ABOUT[name])
        if name in ("time", "day"):
            variable.attrs["axis"] = "T"
        if "time" in variable.dims and name != "time":
            variable.attrs["cell_methods"] = "time: point"
        variable.attrs.pop("_FillValue", None)
        variable.attrs.pop("coordinates", None)
    data = data.set_coords([n for n in ABOUT if n in data.variables])
    if "site_state" in data:
        flags = np.arange(4, dtype=data.site_state.dtype)
        data.site_state.attrs |= {"flag_values": flags, "flag_meanings": STATES}
    s, manifest = result.summary(), result.manifest()
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    data.attrs = {
        "Conventions": "CF-1.11",
        "title": s["title"],
        "source": f"Tocsin {manifest['version']}, a simulation; not observations",
        "history": f"{made} exported from a run directory by tocsin export",
        "references": f"scenario {s['scenario']}, fingerprint {manifest['scenario_digest']}",
        "comment": f"{counted(s['runs'], 'run')}, seed {s['seed']}, engine {s['engine']}, parameters "
        f"{s.get('parameters', 'point')}. Recorded figures that the scenario draws on are contested.",
    }
    data.attrs["citation"] = cite(s, manifest["version"])
    if told := lines(result.scenario):
        data.attrs["recorded_figures"] = told
    if result.scenario.spec.attribution:
        data.attrs["attribution"] = "; ".join(result.scenario.spec.attribution)
    return data
