"""What a comparison keeps by the hour, so that variants can be seen on one clock.

    hours/SLUG.zarr    group `first`, every hour of the first run; `quantiles` over runs, as an
                       ensemble has them; of variants `pairs`, variant less base
    hours/SLUG.csv     the chronicle of that first run

While runs go on each leaves its pack in DIR.partial/members, as the runs of an ensemble do.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tocsin.experiments.comparisons.figures import BASE, slugs
from tocsin.record import chronicle
from tocsin.results import statistics, store
from tocsin.results.packs import Pack, is_whole
from tocsin.results.quantiles import QUANTILES, of_sorted
from tocsin.results.sheets import COUNTS
from tocsin.results.writing import writing
from tocsin.world import build

if TYPE_CHECKING:
    from tocsin.results.folder import Leavings
    from tocsin.scenario import Scenario

HOURS, MEMBERS = "hours", "members"
#: Of these there are differences, by place their mean over pairs and of the country quantiles.
PAIRED = ("active", "rioting", "dead")


def keep(folder: Path, index: int, left: Leavings) -> None:
    """What a run leaves, beside its row."""
    with writing(folder, resume=True):
        (folder / MEMBERS).mkdir(exist_ok=True)
        first = len(left.files) > 2  # its hours are there, so that its chronicle is wanted too
        for end, data in left.files.items():
            if end == "pack" or first:
                (folder / MEMBERS / f"{index}.{end}").write_bytes(data)


def lost(folder: Path, index: int) -> bool:
    """Whether a run has to be done again since what it left is spoiled."""
    return not is_whole(folder / MEMBERS / f"{index}.pack")


def conclude(
    folder: Path, scenarios: dict[str, Scenario], runs: int, done: dict[int, int], threads: int
) -> None:
    """Make `hours` of what runs left.

    done : number of the run by index, of those that did not fail; indices go pair by pair
    """
    with writing(folder, resume=True):
        (folder / HOURS).mkdir(exist_ok=True)
        files = {name: Path(file).stem for name, file in slugs(list(scenarios)).items()}
        of = {
            name: {k: k * len(scenarios) + v for k in range(runs) if k * len(scenarios) + v in done}
            for v, name in enumerate(scenarios)
        }
        for name, scenario in scenarios.items():
            if of[name]:
                path = folder / HOURS / f"{files[name]}.zarr"
                _one(folder, path, scenario, of[name], done, threads)
                if name != BASE and same_places(scenario, scenarios[BASE]):
                    _pairs(folder, path, scenario, of[BASE], of[name])
                store.finish(path)


def same_places(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios have the same places in the same order, with as many people or not."""
    return [p.id for p in one.spec.places] == [p.id for p in other.spec.places]


def clear(folder: Path) -> None:
    """Remove what runs left, of a comparison that is complete."""
    shutil.rmtree(folder / MEMBERS, ignore_errors=True)


def _one(
    folder: Path,
    path: Path,
    scenario: Scenario,
    indices: dict[int, int],
    done: dict[int, int],
    threads: int,
) -> None:
    left, world = folder / MEMBERS, build(scenario)
    root = store.create(path, scenario, world, [done[i] for i in indices.values()], hourly=False)
    if 0 in indices:
        first = indices[0]
        store.keep_first(path, scenario, world, done[first], left, str(first))
        with path.with_suffix(".csv").open("wb") as file:
            file.write((",".join(chronicle.COLUMNS) + "\n").encode())
            file.write((left / f"{first}.csv").read_bytes())
    packs = statistics.packs_in(left, list(indices.values()))
    statistics.write_quantiles(root, scenario, world, packs, threads)


def _pairs(
    folder: Path, path: Path, scenario: Scenario, base: dict[int, int], variant: dict[int, int]
) -> None:
    """Variant less base by the hour, over the pairs of which both runs came to their end."""
    import zarr

    both = sorted(set(base) & set(variant))
    if not both:
        return
    left, world = folder / MEMBERS, build(scenario)
    packs = [(Pack(left / f"{variant[k]}.pack"), Pack(left / f"{base[k]}.pack")) for k in both]
    hours = scenario.hours
    if any(pack.head["nation"]["shape"][0] != hours for pack in packs[0]):
        return
    group = zarr.open_group(path, mode="a").create_group("pairs")
    group.attrs["pairs"] = len(both)
    store.coordinates(group, scenario, world, [], ["time", "place"])
    store.put(group, "quantile", np.array(QUANTILES), ["quantile"], {"units": "1"})
    for name in PAIRED:
        about = f"{statistics.ABOUT[name][1]}: variant less base"
        attrs = {"units": "persons", "long_name": f"{about}, mean over pairs"}
        total = np.zeros((hours, len(world.places)))
        for one, other in packs:
            total += one.table(f"place.{name}").astype(float) - other.table(f"place.{name}")
        mean = (total / len(both)).astype(np.float32)
        store.put(group, name, mean, ["time", "place"], attrs | store.beside("place"))
    column = {name: i for i, name in enumerate(COUNTS)}
    nation = np.array([one.table("nation").astype(np.int64) - other.table("nation")
                       for one, other in packs])  # fmt: skip
    nation.sort(axis=0)
    found = of_sorted(nation)
    for name in PAIRED:
        about = (
            f"quantile over pairs: {statistics.ABOUT[name][1]}; variant less base, in the country"
        )
        values = np.ascontiguousarray(found[:, :, column[name]])
        store.put(group, f"{name}_national", values, ["quantile", "time"],
                  {"units": "persons", "long_name": about})  # fmt: skip
