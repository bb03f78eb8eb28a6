"""`run.zarr`: what an ensemble leaves, opened by `xarray.open_zarr`; Zarr format 3.  `kept` reads it.

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
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.hour.kept import variables
from tocsin.mechanisms.given.acts import acts
from tocsin.parts.plans import names_along, politics

if TYPE_CHECKING:
    import zarr
    from numpy.typing import NDArray
    from zarr.codecs import ZstdCodec

    from tocsin.record.recorder import Recorder
    from tocsin.scenario import Scenario
    from tocsin.world import World


META = "zarr.json"
GROUPS = ("first", "quantiles", "daily", "pairs")


def encode(recorder: Recorder) -> dict[str, bytes]:
    """The chunk of each variable of a run, as the store has it."""
    from numcodecs import Zstd

    codec = Zstd(level=LEVEL, checksum=True)
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
            dimension_names=dims, fill_value=0, compressors=[compressor()],
            attributes=attributes,
        )  # fmt: skip
    return group


def axis_names(scenario: Scenario, world: World) -> dict[str, list[str]]:
    """Names along the axes of the record; those of the political layer where a variable has them."""
    known = names_along(world, politics(scenario, world, acts(scenario)))
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


def take_in(group: zarr.Group, stems: list[str], chunks: Path) -> None:
    """Take in the chunks of runs in their order, files `chunks`/STEM.NAME, without copying if possible.

    They are encoded already: to decode them and have zarr write regions gives the same bytes, but takes
    six times as long (0.66 s beside 0.11 s for a national week).  What a chunk is called, zarr says.
    """
    root = Path(str(group.store_path).removeprefix("file://"))
    for name, array in group.arrays():
        dims = list(getattr(array.metadata, "dimension_names", None) or ())
        if dims[:2] != ["run", "time"] or not array.size:
            continue
        for position, stem in enumerate(stems):
            key = array.metadata.encode_chunk_key((position, *(0 for _ in dims[1:])))
            target = root / name / key
            target.parent.mkdir(parents=True, exist_ok=True)
            link(chunks / f"{stem}.{name}", target)


def keep_first(
    path: Path, scenario: Scenario, world: World, number: int, chunks: Path, stem: str
) -> None:
    """The group `first`: every hour of one run, where the others' are not kept."""
    take_in(create(path / "first", scenario, world, [number], hourly=True), [stem], chunks)


def link(source: Path, target: Path) -> None:
    """The same file under a second name, or a copy where the file system has no such thing."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def finish(path: Path) -> None:
    """Put all metadata in one place, so that opening is quick; of each group too."""
    for group in (*GROUPS, ""):
        if (path / group).is_dir():
            _consolidate(path / group)


def _consolidate(path: Path) -> None:
    """What `zarr.consolidate_metadata` writes, without its warning.

    Warnings are silenced for all threads at once; in several, one would put back what another had
    put aside.  Readers that do not know consolidated metadata fall back to the arrays' own.
    """
    found = dict(_metadata(path, ""))
    metadata = {name: found[name] for name in sorted(found, key=lambda n: (n.count("/"), n))}
    file = path / META
    own = json.loads(file.read_text(encoding="utf-8"))
    kind = own.pop("node_type")
    own.pop("consolidated_metadata", None)
    own["consolidated_metadata"] = {
        "kind": "inline",
        "must_understand": False,
        "metadata": metadata,
    }
    file.write_text(json.dumps(own | {"node_type": kind}, indent=2), encoding="utf-8")


def _metadata(path: Path, prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The metadata of all arrays and groups in a group, by their paths in it."""
    for file in path.glob(f"*/{META}"):
        data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        name = prefix + file.parent.name
        if data["node_type"] == "group":
            data["consolidated_metadata"] = {
                "kind": "inline", "must_understand": False, "metadata": {},
            }  # fmt: skip
            yield from _metadata(file.parent, f"{name}/")
        yield name, data


def put(
    group: zarr.Group, name: str, values: NDArray[Any], dims: list[str], attrs: dict[str, Any],
    chunks: tuple[int, ...] | None = None,
) -> None:  # fmt: skip
    """An array that has no missing values, whole: its fill value cannot occur."""
    fill = np.iinfo(values.dtype).min if values.dtype.kind == "i" else np.nan
    array = group.create_array(
        name, shape=values.shape, chunks=chunks or tuple(max(1, n) for n in values.shape),
        dtype=values.dtype, dimension_names=dims, fill_value=fill, compressors=[compressor()],
        attributes=attrs, config={"write_empty_chunks": True},
    )  # fmt: skip
    if values.size:
        array[...] = values


def put_text(group: zarr.Group, name: str, values: list[str], dim: str) -> None:
    """An array of texts along a dimension."""
    size = max(1, len(values))
    array = group.create_array(
        name, shape=(len(values),), chunks=(size,), dtype=str, dimension_names=[dim],
        compressors=[compressor()],
    )  # fmt: skip
    if values:
        array[:] = np.array(values, dtype=object)


LEVEL = 0  # of Zstandard: its default; each chunk has its checksum


def compressor() -> ZstdCodec:
    """Of every array."""
    from zarr.codecs import ZstdCodec

    return ZstdCodec(level=LEVEL, checksum=True)
