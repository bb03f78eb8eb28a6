"""The groups `quantiles` and `daily` of `run.zarr`, from the packs of all runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tocsin.hour.kept import VARIABLES
from tocsin.record.outcomes import days_of
from tocsin.results import store
from tocsin.results.packs import Pack
from tocsin.results.quantiles import QUANTILES, table_quantiles
from tocsin.results.sheets import COUNTS, DAILY, FIGURES, MADE, NATIONAL, OWN

if TYPE_CHECKING:
    import zarr
    from numpy.typing import NDArray

    from tocsin.scenario import Scenario
    from tocsin.world import World

CHUNK = 1000  # runs in a chunk of daily counts
BYTES = 16_000_000  # of a chunk of quantiles, at most

ABOUT = {v.name: (v.unit, v.about) for v in VARIABLES} | MADE
_ENDS = {True: "largest number at once in the day", False: "by the end of the day"}


def write_quantiles(
    root: zarr.Group, scenario: Scenario, world: World, packs: list[Pack], threads: int
) -> None:
    """Quantiles over runs by hour and place, region and country."""
    group = root.create_group("quantiles")
    group.attrs["runs"] = len(packs)
    own = [v for v in OWN if f"own.{v.name}" in packs[0].head]
    axes = ["time", "place", "region", *(v.axis for v in own if v.axis)]
    store.coordinates(group, scenario, world, [], axes)
    store.put(group, "quantile", np.array(QUANTILES), ["quantile"], {"units": "1"})
    regions = len(world.regions)

    def put(name: str, values: NDArray[np.float32], end: str, axis: str) -> None:
        unit, about = ABOUT[name]
        attrs = {"units": unit, "long_name": f"quantile over runs: {about}{end}"}
        rows = max(1, BYTES // (4 * max(1, values[:, 0].size)))
        store.put(
            group, name if name in PLAIN else name + _END[axis], values,
            ["quantile", "time", *([axis] if axis else [])],
            attrs | store.beside(axis),
            (len(QUANTILES), min(rows, values.shape[1]), *(max(1, n) for n in values.shape[2:])),
        )  # fmt: skip

    for name in (*COUNTS, *FIGURES):
        put(name, table_quantiles(packs, f"place.{name}", threads), "", "place")
    tables: tuple[tuple[tuple[str, ...], str], ...] = ((COUNTS, ""), (FIGURES, ".float"))
    for names, end in tables:
        found = table_quantiles(packs, f"region{end}", threads)
        for i, name in enumerate(names):
            values = np.ascontiguousarray(found[:, :, i * regions : (i + 1) * regions])
            put(name, values, "; by region", "region")
    tables = ((COUNTS, ""), ((*FIGURES, *NATIONAL), ".float"))
    for names, end in tables:
        found = table_quantiles(packs, f"nation{end}", threads)
        for i, name in enumerate(names):
            told = "" if name in NATIONAL else "; in the country"
            put(name, np.ascontiguousarray(found[:, :, i]), told, "")

    for v in own:
        values = table_quantiles(packs, f"own.{v.name}", threads)
        put(v.name, values if v.axis else np.ascontiguousarray(values[:, :, 0]), "", v.axis)


PLAIN = {*NATIONAL, *(v.name for v in OWN)}
#: What is added to a variable's name; national variables of the record keep theirs.
_END = {"place": "", "region": "_by_region", "": "_national"}


def write_daily(
    root: zarr.Group, scenario: Scenario, world: World, numbers: list[int], packs: list[Pack]
) -> None:
    """Counts by run, day and region."""
    group = root.create_group("daily")
    store.coordinates(group, scenario, world, numbers, ["run", "region"])
    names = [name for name, _ in days_of(scenario)]
    store.put_text(group, "day", names, "day")
    regions, runs = len(world.regions), len(packs)
    arrays = []
    for name, variable, largest in DAILY:
        unit, about = ABOUT[variable]
        about = about.replace(" at the end of the hour", "")
        array = group.create_array(
            name, shape=(runs, len(names), regions), chunks=(min(runs, CHUNK), len(names), regions),
            dtype=np.int32, dimension_names=["run", "day", "region"], fill_value=-1,
            compressors=[store.compressor()], config={"write_empty_chunks": True},
            attributes={"units": unit, "long_name": f"{about}; {_ENDS[largest]}"},
        )  # fmt: skip
        arrays.append(array)
    for first in range(0, runs, CHUNK):
        some = np.stack([p.table("daily") for p in packs[first : first + CHUNK]])
        for i, array in enumerate(arrays):
            array[first : first + CHUNK] = some[:, :, i * regions : (i + 1) * regions]


def packs_in(folder: Path, indices: list[int]) -> list[Pack]:
    """The packs of runs."""
    return [Pack(folder / f"{i}.pack") for i in indices]
