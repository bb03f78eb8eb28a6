"""`run.zarr`: what an ensemble leaves, opened by `xarray.open_zarr`; Zarr format 3.

    (root)      every variable by hour, dimensions (run, time) and at most one more, a chunk for each
                run; without runs' records kept, the coordinates only
    first       without them, every hour of the first run, as in the root
    quantiles   over runs, dimensions (quantile, time) and place or region
    daily       counts (run, day, region)

Runs leave their chunks encoded, beside the store, which is made when all have ended: it holds no run
that failed.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.hour.kept import VARIABLES, variables
from tocsin.mechanisms.given.acts import acts
from tocsin.parts.plans import politics
from tocsin.record.variables import Variable

if TYPE_CHECKING:
    import zarr

    from tocsin.record.recorder import Recorder
    from tocsin.scenario import Scenario
    from tocsin.world import World


GROUPS = ("first", "quantiles", "daily", "pairs")


def encode(recorder: Recorder) -> dict[str, bytes]:
    """The chunk of each variable of a run, as the store has it."""
    from numcodecs import Zstd

    codec = Zstd(level=LEVEL)
    out = {}
    for v in recorder.variables:
        array = recorder.arrays[v.name]
        if array.size:
            plain = np.ascontiguousarray(array, np.dtype(v.dtype).newbyteorder("<"))
            out[v.name] = bytes(codec.encode(plain))
    return out


def create(
    path: Path, scenario: Scenario, world: World, run_numbers: list[int], hourly: bool
) -> zarr.Group:
    """A new store for these runs with its coordinates; with `hourly`, empty variables."""
    import zarr

    shutil.rmtree(path, ignore_errors=True)
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
    names = axis_names(scenario, world)
    axes = {axis: len(found) for axis, found in names.items()}
    coordinates(group, scenario, world, run_numbers, ["run", "time", *axes])
    for v in variables(scenario) if hourly else ():
        attributes: dict[str, Any] = {"units": v.unit, "long_name": v.about} | beside(v.axis)
        shape = [len(run_numbers), scenario.hours] + ([axes[v.axis]] if v.axis else [])
        dims = ["run", "time"] + ([v.axis] if v.axis else [])
        group.create_array(
            v.name, shape=shape, chunks=(1, *(max(1, n) for n in shape[1:])), dtype=v.dtype,
            dimension_names=dims, fill_value=0, compressors=[_compressor()],
            attributes=attributes,
        )  # fmt: skip
    return group


def axis_names(scenario: Scenario, world: World) -> dict[str, list[str]]:
    """Names along the axes of the record; those of the political layer where a variable has them."""
    known = {
        "place": world.places.ids,
        "region": world.regions.names,
        "stratum": world.strata.names,
        "site": world.sites.names,
        "service": world.services.names,
        **politics(scenario, world, acts(scenario)).names,
    }
    used = {v.axis for v in variables(scenario)}
    return {axis: names for axis, names in known.items() if axis in used}


def coordinates(
    group: zarr.Group, scenario: Scenario, world: World, run_numbers: list[int], dims: list[str]
) -> None:
    """Coordinates of some dimensions."""
    places, regions = world.places, world.regions
    if "run" in dims:
        numbers = np.array(run_numbers, np.int64)
        put(group, "run", numbers, ["run"], {"long_name": "number of the run"})
    if "time" in dims:
        since = scenario.start.strftime("%Y-%m-%d %H:%M:%S")
        put(group, "time", np.arange(scenario.hours), ["time"], {
            "units": f"hours since {since}", "calendar": "proleptic_gregorian",
            "long_name": "beginning of the hour, UTC; states are those at its end",
        })  # fmt: skip
    for axis, found in axis_names(scenario, world).items():
        if axis in dims:
            put_text(group, axis, found, axis)
    if "place" in dims:
        put_text(group, "place_name", places.names, "place")
        put_text(group, "place_region", [regions.names[r] for r in places.region], "place")
        units = {"lat": "degrees_north", "lon": "degrees_east", "population": "persons"}
        for name, unit in units.items():
            put(group, name, getattr(places, name), ["place"], {"units": unit})
    if "site" in dims:
        put_text(group, "site_place", [places.ids[p] for p in world.sites.place], "site")
        put_text(group, "site_kind", world.sites.kind, "site")


def beside(axis: str) -> dict[str, str]:
    """The attribute that names further coordinates of an axis."""
    if axis == "place":
        return {"coordinates": "place_name place_region lat lon population"}
    return {"coordinates": "site_place site_kind"} if axis == "site" else {}


def take_in(path: Path, position: int, chunks: Path, stem: str) -> None:
    """Take in the chunks of a run, files `chunks`/`stem`.NAME, without copying where that can be."""
    for v in _held(path):
        source = chunks / f"{stem}.{v.name}"
        if not source.exists() and not _size(path / v.name):
            continue
        zeros = ["0"] * (2 if v.axis else 1)
        target = (path / v.name / "c").joinpath(str(position), *zeros)
        target.parent.mkdir(parents=True, exist_ok=True)
        link(source, target)


def keep_first(
    path: Path, scenario: Scenario, world: World, number: int, chunks: Path, stem: str
) -> None:
    """The group `first`: every hour of one run, where the others' are not kept."""
    create(path / "first", scenario, world, [number], hourly=True)
    take_in(path / "first", 0, chunks, stem)


def link(source: Path, target: Path) -> None:
    """The same file under a second name, or a copy where the file system has no such thing."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def missing(path: Path, runs: int) -> list[str]:
    """Names of variables that lack the chunk of a run, which readers would take for zeros."""
    return [
        v.name
        for v in _held(path)
        if len(list((path / v.name / "c").glob("*"))) < runs and _size(path / v.name)
    ]


def holds_hours(path: Path) -> bool:
    """Whether runs were kept hour by hour."""
    return (path / VARIABLES[0].name).is_dir()


def _held(path: Path) -> list[Variable]:
    return [v for v in VARIABLES if (path / v.name / "zarr.json").exists()]


def _size(path: Path) -> int:
    shape: list[int] = json.loads((path / "zarr.json").read_text())["shape"]
    return math.prod(shape)


def finish(path: Path) -> None:
    """Put all metadata in one place, so that opening is quick; of each group too."""
    import zarr

    with warnings.catch_warnings():
        # readers that do not know consolidated metadata fall back to the arrays' own
        warnings.simplefilter("ignore")
        for group in GROUPS:
            if (path / group).is_dir():
                zarr.consolidate_metadata(path / group)
        zarr.consolidate_metadata(path)


def put(
    group: zarr.Group, name: str, values: Any, dims: list[str], attrs: dict[str, Any],
    chunks: tuple[int, ...] | None = None,
) -> None:  # fmt: skip
    """An array that has no missing values, whole: its fill value cannot occur."""
    values = np.asarray(values)
    fill = np.iinfo(values.dtype).min if values.dtype.kind == "i" else np.nan
    array = group.create_array(
        name, shape=values.shape, chunks=chunks or tuple(max(1, n) for n in values.shape),
        dtype=values.dtype, dimension_names=dims, fill_value=fill, compressors=[_compressor()],
        attributes=attrs,
    )  # fmt: skip
    if values.size:
        array[...] = values


def put_text(group: zarr.Group, name: str, values: list[str], dim: str) -> None:
    """An array of texts along a dimension."""
    size = max(1, len(values))
    array = group.create_array(
        name, shape=(len(values),), chunks=(size,), dtype=str, dimension_names=[dim]
    )
    if values:
        array[:] = np.array(values, dtype=object)


LEVEL = 0  # of Zstandard: its default


def _compressor() -> Any:
    from zarr.codecs import ZstdCodec

    return ZstdCodec(level=LEVEL)
