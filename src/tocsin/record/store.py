"""`run.zarr`: the records of all runs, one chunk per run, opened by `xarray.open_zarr`.

Zarr format 3, dimensions (run, time) and at most one more.  Runs are written one by one into their
own chunks, from any thread; coordinates and metadata are written first.
"""

from __future__ import annotations

import json
import math
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.record.variables import VARIABLES

if TYPE_CHECKING:
    import zarr

    from tocsin.record.recorder import Recorder
    from tocsin.scenario import Scenario
    from tocsin.world import World


_CONFIG = threading.Lock()  # zarr's settings belong to the process, not to a thread


def create(path: Path, scenario: Scenario, world: World, run_numbers: list[int]) -> None:
    """An empty store for these runs, with its coordinates."""
    import zarr

    group = zarr.open_group(path, mode="w", zarr_format=3)
    group.attrs.update(
        {
            "Conventions": "CF-1.11",
            "title": scenario.spec.title,
            "scenario": scenario.name,
            "source": "Tocsin simulation; not observations",
            "attribution": "; ".join(scenario.spec.attribution),
        }
    )
    places, regions = world.places, world.regions
    axes: dict[str, list[str]] = {
        "place": places.ids,
        "region": regions.names,
        "stratum": world.strata.names,
        "site": world.sites.names,
    }
    _put(group, "run", np.array(run_numbers, np.int64), ["run"], {"long_name": "number of the run"})
    since = scenario.start.strftime("%Y-%m-%d %H:%M:%S")
    time = np.arange(scenario.hours)
    _put(group, "time", time, ["time"], {
        "units": f"hours since {since}", "calendar": "proleptic_gregorian",
        "long_name": "beginning of the hour, UTC; states are those at its end",
    })  # fmt: skip
    for axis, names in axes.items():
        _put_text(group, axis, names, axis)
    _put_text(group, "place_name", places.names, "place")
    _put_text(group, "place_region", [regions.names[r] for r in places.region], "place")
    units = {"lat": "degrees_north", "lon": "degrees_east", "population": "persons"}
    for name, unit in units.items():
        _put(group, name, getattr(places, name), ["place"], {"units": unit})
    _put_text(group, "site_place", [places.ids[p] for p in world.sites.place], "site")
    _put_text(group, "site_kind", world.sites.kind, "site")
    coordinates = "place_name place_region lat lon population"
    for v in VARIABLES:
        shape = [len(run_numbers), scenario.hours] + ([len(axes[v.axis])] if v.axis else [])
        dims = ["run", "time"] + ([v.axis] if v.axis else [])
        attrs = {"units": v.unit, "long_name": v.about}
        if v.axis == "place":
            attrs["coordinates"] = coordinates
        elif v.axis == "site":
            attrs["coordinates"] = "site_place site_kind"
        array = group.create_array(
            v.name, shape=shape, chunks=(1, *(max(1, n) for n in shape[1:])), dtype=v.dtype,
            dimension_names=dims, fill_value=0,
        )  # fmt: skip
        array.attrs.update(attrs)


def write_run(path: Path, index: int, recorder: Recorder) -> None:
    """The record of the run at position `index`."""
    import zarr

    # zeros are written too: a chunk that is missing must mean a run that is missing
    with _CONFIG, zarr.config.set({"array.write_empty_chunks": True}):
        arrays: list[Any] = [zarr.open_array(path / v.name, mode="r+") for v in VARIABLES]
    for v, array in zip(VARIABLES, arrays, strict=True):
        array[index] = recorder.arrays[v.name]


def missing(path: Path, runs: int) -> list[str]:
    """Names of variables that lack the chunk of a run, which readers would take for zeros."""
    return [
        v.name
        for v in VARIABLES
        if len(list((path / v.name / "c").glob("*"))) < runs and _size(path / v.name)
    ]


def _size(path: Path) -> int:
    shape: list[int] = json.loads((path / "zarr.json").read_text())["shape"]
    return math.prod(shape)


def finish(path: Path) -> None:
    """Put all metadata in one place, so that opening is quick."""
    import zarr

    with warnings.catch_warnings():
        # readers that do not know consolidated metadata fall back to the arrays' own
        warnings.simplefilter("ignore")
        zarr.consolidate_metadata(path)


def _put(group: zarr.Group, name: str, values: Any, dims: list[str], attrs: dict[str, str]) -> None:
    values = np.asarray(values)
    # a coordinate has no missing values: a fill value that cannot occur
    fill = np.iinfo(values.dtype).min if values.dtype.kind == "i" else np.nan
    array = group.create_array(
        name, shape=values.shape, chunks=values.shape, dtype=values.dtype, dimension_names=dims,
        fill_value=fill,
    )  # fmt: skip
    array[:] = values
    array.attrs.update(attrs)


def _put_text(group: zarr.Group, name: str, values: list[str], dim: str) -> None:
    size = max(1, len(values))
    array = group.create_array(
        name, shape=(len(values),), chunks=(size,), dtype=str, dimension_names=[dim]
    )
    if values:
        array[:] = np.array(values, dtype=object)
