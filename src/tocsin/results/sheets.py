"""Sheets: what of a run goes into the statistics of an ensemble, as tables (time, column).

    place.NAME      one column for each place
    region, region.float    counts and other figures by region, variable after variable
    nation, nation.float    national ones, a column for each
    own.NAME        a figure of the political layer, a column for each service, actor, ...
    daily           (day, variables x region), for `run.zarr/daily`

Sums over places are taken here, in a fixed order, since the quantile of a sum is no sum of quantiles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.totals import TOTALS, total
from tocsin.hour.kept import VARIABLES
from tocsin.record.outcomes import days

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.record.recorder import Recorder

#: name: (unit, what it is) of what the record does not have; the others are described there.
MADE = {name: (made.unit, made.about) for name, made in TOTALS.items()}
COUNTS = (
    "marching", "rioting", "active", "detained", "ever_detained", "dead", "dead_participants",
    "dead_bystanders", "dead_forces", "injured", "injured_forces",
)  # fmt: skip
FIGURES = ("force", "legitimacy")
#: National ones that the record has as such.
NATIONAL = ("news", "outrage", "fear", "freed", "allied_troops")
#: Daily counts: name, variable, whether it is the day's largest or the number at its end.
DAILY = (
    ("peak_active", "active", True),
    ("peak_rioting", "rioting", True),
    ("detained", "ever_detained", False),
    ("dead", "dead", False),
    ("dead_participants", "dead_participants", False),
    ("dead_bystanders", "dead_bystanders", False),
    ("dead_forces", "dead_forces", False),
    ("injured", "injured", False),
    ("injured_forces", "injured_forces", False),
)

#: Figures of parts that a scenario may lack; states such as votes have no quantiles.
OWN = tuple(v for v in VARIABLES if getattr(v, "part", "") and v.dtype is not np.int8)

Sheets = dict[str, "NDArray[Any]"]


def sheets(recorder: Recorder) -> Sheets:
    """The tables of a finished run."""
    world, arrays = recorder.world, recorder.arrays
    region, regions = world.places.region, len(world.regions)
    # totals in each run, since quantiles cannot be subtracted
    by_place = {name: total(name, arrays.__getitem__) for name in (*COUNTS, *FIGURES)}
    out = {f"place.{name}": by_place[name] for name in (*COUNTS, *FIGURES)}
    by_region = {name: _sums(by_place[name], region, regions) for name in COUNTS}
    force = _sums(arrays["force"], region, regions)
    # a mean over persons, as conditions of levers have it
    persons = np.bincount(region, world.places.population, regions)
    weighted = _sums(arrays["legitimacy"] * world.places.population, region, regions)
    out["region"] = np.hstack([by_region[name] for name in COUNTS]).astype(np.int32)
    out["region.float"] = np.hstack([force, weighted / persons]).astype(np.float32)
    out["nation"] = np.column_stack([by_region[n].sum(1) for n in COUNTS]).astype(np.int32)
    national = [force.sum(1), weighted.sum(1) / persons.sum(), *(arrays[n] for n in NATIONAL)]
    out["nation.float"] = np.column_stack(national).astype(np.float32)
    for v in OWN:
        if v.name in arrays and arrays[v.name].size:
            columns = arrays[v.name].reshape(len(arrays[v.name]), -1)
            out[f"own.{v.name}"] = columns.astype(np.float32)
    daily = []
    for _, name, largest in DAILY:
        values = by_region[name]
        daily.append([values[h].max(0) if largest else values[h[-1]] for _, h in days(recorder)])
    out["daily"] = np.concatenate(daily, axis=1).astype(np.int32)
    return out


def _sums(values: NDArray[Any], region: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    """(time, region) sums of (time, place) values; of counts, exact."""
    hours = len(values)
    at = np.arange(hours)[:, None] * n + region
    flat = np.bincount(at.ravel(), values.ravel().astype(float), minlength=hours * n)
    return np.asarray(flat.reshape(hours, n))
