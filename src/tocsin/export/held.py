"""What a result holds: every hour of every run, or of many runs quantiles and daily counts.

Days are local days of the scenario's zone.  Of a day: the largest number at once (`peak_`), and what
there was by its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from tocsin.declare.outcome import OUTCOMES
from tocsin.declare.totals import total
from tocsin.results.reading import damaged, reading

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from numpy.typing import NDArray

    from tocsin.results.result import Result
    from tocsin.scenario import Scenario

#: name: (variable of the record, whether the day's largest, what it is)
DAILY = {
    "peak_active": ("active", True, "largest number active at once in the day"),
    "peak_rioting": ("rioting", True, "largest number rioting at once in the day"),
    "detained": ("ever_detained", False, "detentions by the end of the day"),
    "dead": ("dead", False, "dead by the end of the day, all"),
    "dead_participants": ("dead_participants", False, "participants dead by the end of the day"),
    "dead_bystanders": ("dead_bystanders", False, "bystanders dead by the end of the day"),
    "dead_forces": ("dead_forces", False, "officers dead by the end of the day"),
    "injured": ("injured", False, "injured by the end of the day, all"),
    "injured_forces": ("injured_forces", False, "officers injured by the end of the day"),
}
#: Columns of a table of outcomes.
OUTCOME = ("run", "outcome", "key", "value", "text")


def hourly(result: Result) -> xr.Dataset | None:
    """Every hour of every run, None where that was not kept."""
    return result.data if result.kept.holds("") else None


def group(result: Result, name: Literal["quantiles", "daily"]) -> xr.Dataset | None:
    """A group of the store, None where there is none."""
    return result.kept.dataset(name) if result.kept.holds(name) else None


def days(scenario: Scenario, hours: int) -> tuple[list[str], NDArray[np.int64]]:
    """The local days of a run, and the day of each hour."""
    names, index = np.unique(scenario.dates(hours), return_inverse=True)
    return list(map(str, names)), index


def by_day(
    data: xr.Dataset, scenario: Scenario, regions: bool
) -> tuple[list[str], dict[str, NDArray[np.int64]]]:
    """Days, and arrays (run, day, place or region) of `DAILY` from hourly data."""
    names, index = days(scenario, data.sizes["time"])
    ends = np.append(np.flatnonzero(np.diff(index)), len(index) - 1)
    starts = np.append(0, ends[:-1] + 1)
    found: dict[str, NDArray[np.int64]] = {}
    for name, (variable, largest, _) in DAILY.items():
        values = _hours(data, variable)
        if regions:
            values = _sums(values, data)
        if largest:
            found[name] = np.maximum.reduceat(values, starts, axis=1)
        else:
            found[name] = values[:, ends]
    return names, found


def _hours(data: xr.Dataset, variable: str) -> NDArray[np.int64]:
    """(run, time, place) of a variable of the record, or of one that is made of several."""
    return np.asarray(total(variable, lambda part: data[part].values.astype(np.int64)))


def _sums(values: NDArray[np.int64], data: xr.Dataset) -> NDArray[np.int64]:
    """(run, time, region) from (run, time, place)."""
    names = list(data.region.values)
    region = np.array([names.index(r) for r in data.place_region.values])
    out = np.zeros((*values.shape[:2], len(names)), np.int64)
    for i in range(len(names)):
        out[..., i] = values[..., region == i].sum(-1)
    return out


def regions_by_day(result: Result) -> tuple[NDArray[Any], list[str], list[str], dict[str, Any]]:
    """Runs, days, regions, and arrays (run, day, region) of `DAILY`; none if nothing was kept."""
    kept = group(result, "daily")
    if kept is not None:
        arrays = {name: kept[name].values for name in DAILY if name in kept}
        return kept.run.values, list(map(str, kept.day.values)), list(kept.region.values), arrays
    data = hourly(result)
    if data is None:
        return np.empty(0, int), [], [], {}
    names, found = by_day(data, result.scenario, regions=True)
    return data.run.values, names, list(data.region.values), found


def outcomes(result: Result) -> pd.DataFrame | None:
    """Outcomes of each run in long form: run, outcome, key, value, text; None if not kept.

    `key` is the day, region, site, ... of a table; `text` stands for what is no number.
    """
    import pandas as pd

    path = result.path / "members.csv"
    if not path.is_file():
        return None
    with reading(path):
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    if "run" not in table:
        raise damaged(path, "it lacks the column run")
    parts = []
    for column in table.columns:
        name, _, key = column.partition(".")
        if name not in OUTCOMES:
            continue
        cells = table[column]
        text = OUTCOMES[name].kind == "name"
        known = table[cells != ""]
        with reading(path):
            parts.append(
                pd.DataFrame(
                    {
                        "run": known["run"].astype(int),
                        "outcome": name,
                        "key": key,
                        "value": np.nan if text else pd.to_numeric(known[column]),
                        "text": known[column] if text else "",
                    }
                )
            )
    if not parts:
        return None
    out = pd.concat(parts).sort_values("run", kind="stable")
    return out[list(OUTCOME)].reset_index(drop=True)


def statistics(result: Result) -> pd.DataFrame:
    """Statistics over runs in long form, from summary.json.

    `runs` is how many did not fail, `n` how many of these have the outcome (a run that never calms has
    no hour of calm): the statistics are those of the n.  Of few of them `low` and `high`, the least and
    the most, stand in place of the quantiles `p05` and `p95`.
    """
    import pandas as pd

    rows: list[dict[str, Any]] = []
    summary = result.summary()
    runs = summary["runs"] - summary.get("failed", 0)
    for name, values in summary["outcomes"].items():
        keyed = {"": values} if "unit" in values else values
        for key, each in keyed.items():
            value = each.get("value")
            rows.append(
                {
                    "outcome": name,
                    "key": key,
                    **{k: each.get(k) for k in ("median", "low", "high", "p05", "p95")},
                    "share": each.get("share", value if not isinstance(value, str) else None),
                    "text": value if isinstance(value, str) else "",
                    "unit": each.get("unit", OUTCOMES[name].unit if name in OUTCOMES else ""),
                    "n": each.get("n", runs),
                    "runs": runs,
                }
            )
    return pd.DataFrame(rows)
