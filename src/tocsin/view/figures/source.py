"""Series for figures: bands over runs where there are several, else those of the one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.totals import total
from tocsin.errors import InputError
from tocsin.plural import counted

if TYPE_CHECKING:
    import xarray as xr
    from numpy.typing import NDArray

    from tocsin.results.result import Result


def national(result: Result, name: str) -> NDArray[np.float64]:
    """(quantile, time) of the country, the 5, 25, 50, 75 and 95 %; (1, time) of a single run."""
    if result.kept.holds("quantiles"):
        return np.asarray(result.quantiles[f"{name}_national"].values, float)
    run = result.data.isel(run=0)
    # of an ensemble the quantiles have totals already
    return np.asarray(total(name, lambda part: run[part].values.sum(-1, dtype=float)))[None]


def by_place(
    result: Result, names: tuple[str, ...], run: int | None
) -> tuple[str, list[NDArray[np.float64]]]:
    """(time, place) of variables, and in words of what: a run, or the medians over runs.

    run : number of a run; the first where its hours were kept, by default
    Raises InputError for a run that there is not.
    """
    data, what = _of(result, run)
    return what, [np.asarray(data[name].values, float) for name in names]


def _of(result: Result, run: int | None) -> tuple[xr.Dataset, str]:
    runs = result.summary()["runs"]
    if run is not None:
        known = [int(r) for r in result.data.run.values]
        if run not in known:
            raise InputError(f"there is no run {run}; there are {known[0]} to {known[-1]}")
        return result.data.sel(run=run), f"run {run}"
    if result.kept.holds("") or result.kept.holds("first"):
        first = result.first.isel(run=0)
        number = int(first.run)
        return first, "one run" if runs == 1 else f"run {number} of {runs}"
    return result.quantiles.sel(quantile=0.5), f"medians of {counted(runs, 'run')}"
