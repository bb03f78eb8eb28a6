"""CSV: a folder of tables in which a row is one thing at one time, with a `datapackage.json`.

The package follows the Frictionless Data specification: every column with type, unit and meaning.
What was not kept has no table.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.totals import total
from tocsin.export import held
from tocsin.export.package import PACKAGE, package
from tocsin.export.recorded import recorded, sources
from tocsin.hour.kept import VARIABLES
from tocsin.results.directory import write_json

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from numpy.typing import NDArray

    from tocsin.results.result import Result

#: National variables of the hour: sums over places, and those that are national in the record.
SUMS = (
    "marching", "rioting", "detained", "ever_detained", "dead", "dead_bystanders", "dead_forces",
    "injured", "injured_forces", "premises_damaged", "vehicles_damaged",
)  # fmt: skip
NATIONAL = ("news", "outrage", "fear", "freed", "allied_troops")
#: Those of the political layer, where the scenario has that part of it.
POLITICAL = (
    "street", "tension", "hold", "coup_hazard", "incumbent", "guarantee", "resentment", "airlift",
)  # fmt: skip
#: Axes of the long table of the political layer.
AXES = ("actor", "service", "member", "power", "figure")


def write(result: Result, path: Path) -> None:
    """Write all tables that the result can fill, and the package beside them."""
    path.mkdir()
    columns: dict[str, dict[str, str]] = {}
    for name, table in tables(result):
        table.to_csv(path / f"{name}.csv", index=False, lineterminator="\n")
        columns[name] = {c: t.kind for c, t in table.dtypes.items()}
    write_json(path / PACKAGE, package(result, columns, path))


def tables(result: Result) -> Iterator[tuple[str, pd.DataFrame]]:
    """Tables by name, one in memory at a time."""
    import pandas as pd

    data = held.hourly(result)
    if data is not None:
        yield "national_hourly", _national(data)
        political = _by_name(data, [v.name for v in VARIABLES if v.axis in AXES])
        if political is not None:
            yield "politics_hourly", political
        known = {v.name for v in VARIABLES}
        own = _by_name(data, [str(n) for n in data if n not in known and "time" in data[n].dims])
        if own is not None:
            yield "own_hourly", own
    runs, names, regions, arrays = held.regions_by_day(result)
    if arrays:
        yield "regions_daily", _long(runs, names, "region", regions, arrays)
    if data is not None:
        days, found = held.by_day(data, result.scenario, regions=False)
        places = [str(p) for p in data.place.values]
        yield "places_daily", _long(data.run.values, days, "place", places, found)
    members = held.outcomes(result)
    if members is not None:
        yield "outcomes", members
    yield "statistics", held.statistics(result)
    for name, told in (("recorded", recorded), ("sources", sources)):
        found = told(result.scenario)
        if len(found):
            yield name, found
    yield (
        "places",
        pd.DataFrame(
            {
                "place": [p.id for p in result.scenario.spec.places],
                "name": [p.name for p in result.scenario.spec.places],
                "region": [p.region for p in result.scenario.spec.places],
                "lat": [float(p.lat) for p in result.scenario.spec.places],
                "lon": [float(p.lon) for p in result.scenario.spec.places],
                "population": [int(p.population) for p in result.scenario.spec.places],
            }
        ),
    )
    yield "chronicle", result.chronicle()


def _national(data: xr.Dataset) -> pd.DataFrame:
    """A row for each run and hour."""
    import pandas as pd

    runs, hours = data.sizes["run"], data.sizes["time"]
    stamps = pd.DatetimeIndex(data.time.values).strftime("%Y-%m-%dT%H:%M:%SZ")
    columns: dict[str, NDArray[Any]] = {
        "run": np.repeat(data.run.values, hours),
        "time_utc": np.tile(stamps.to_numpy(object), runs),
    }
    for name in SUMS:
        columns[name] = data[name].values.sum(2, dtype=np.int64).ravel()
    for name in ("active", "dead_participants"):
        columns[name] = total(name, columns.__getitem__)
    for name in (*NATIONAL, *(n for n in POLITICAL if n in data)):
        columns[name] = data[name].values.ravel()
    return pd.DataFrame(columns)


def _by_name(data: xr.Dataset, variables: list[str]) -> pd.DataFrame | None:
    """A row for each run, hour, actor (service, member, place ...) and variable; none without any."""
    import pandas as pd

    stamps = pd.DatetimeIndex(data.time.values).strftime("%Y-%m-%dT%H:%M:%SZ")
    parts = []
    for variable in variables:
        if variable not in data:
            continue
        axis = next((str(d) for d in data[variable].dims if d not in ("run", "time")), "")
        names = [str(name) for name in data[axis].values] if axis else [""]
        keys = [data.run.values, stamps.to_numpy(object), names]
        index = pd.MultiIndex.from_product(keys, names=["run", "time_utc", "name"])
        values = data[variable].transpose("run", "time", ...).values.ravel()
        part = pd.DataFrame({"value": values.astype(np.float32)}, index=index).reset_index()
        part.insert(2, "axis", axis)
        part.insert(4, "variable", variable)
        parts.append(part)
    return pd.concat(parts, ignore_index=True) if parts else None


def _long(
    runs: NDArray[Any],
    names: list[str],
    axis: str,
    keys: list[str],
    arrays: dict[str, NDArray[Any]],
) -> pd.DataFrame:
    """A row for each run, day and place or region."""
    import pandas as pd

    index = pd.MultiIndex.from_product([runs, names, keys], names=["run", "date", axis])
    table = pd.DataFrame({name: x.ravel() for name, x in arrays.items()}, index=index)
    return table.reset_index()
