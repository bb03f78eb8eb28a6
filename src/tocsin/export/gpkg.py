"""GeoPackage for QGIS: places and regions as points in WGS 84, with outcomes over runs, also by day.

    places, regions              what a run came to: median and 90 % interval over runs, of few runs
                                 least and most (`_low`, `_high`)
    places_daily, regions_daily  the same by local day; `date` is what QGIS' temporal controller takes
    recorded, sources            figures that others published, and where to read them; no points

Scenarios have no borders: a region is the point of its capital.  Needs pyogrio (the extra `gis`).
"""

from __future__ import annotations

import struct
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.errors import InputError
from tocsin.export import held
from tocsin.export.recorded import recorded, sources
from tocsin.results.citing import cite
from tocsin.results.summary import FEW

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from numpy.typing import NDArray

    from tocsin.results.result import Result

CRS = "EPSG:4326"
STATISTICS = {"median": 0.5, "p05": 0.05, "p95": 0.95}
RECORDED = "Recorded figures: published by others, no output of the simulation, contested."
CAPITALS = "Regions as the points of their capitals: the scenario has no borders."

Columns = dict[str, "NDArray[Any]"]
#: By name and statistic, (day, place) or (place,).
Figures = dict[str, Columns]


def write(result: Result, path: Path) -> None:
    """Write all layers that the result can fill; raises InputError without pyogrio."""
    try:
        import pyogrio  # noqa: F401
    except ImportError:
        raise InputError(
            "a GeoPackage needs pyogrio; install it with: pip install pyogrio"
        ) from None
    spec = result.scenario.spec
    where = {p.id: (float(p.lon), float(p.lat)) for p in spec.places}
    told = cite(result.summary(), result.manifest()["version"])
    days, found, whole, over = _places(result)
    about = {
        "place": np.array([p.id for p in spec.places], object),
        "name": np.array([p.name for p in spec.places], object),
        "region": np.array([p.region for p in spec.places], object),
        "population": np.array([int(p.population) for p in spec.places]),
    }
    _layers(path, "place", list(where.values()), about, days, found, whole,
            f"{told} {over}".strip())  # fmt: skip
    _, days, names, arrays = held.regions_by_day(result)
    regions = list(spec.regions)
    order = [names.index(r) for r in regions]
    found, whole = _statistics({name: x[:, :, order] for name, x in arrays.items()})
    residents = [sum(p.population for p in spec.places if p.region == r) for r in regions]
    about = {
        "region": np.array(regions, object),
        "capital": np.array([spec.regions[r].capital for r in regions], object),
        "population": np.array(residents),
    }
    capitals = [where[spec.regions[r].capital] for r in regions]
    _layers(path, "region", capitals, about, days, found, whole, f"{told} {CAPITALS}")
    _write(path, "recorded", None, _columns(recorded(result.scenario)), RECORDED)
    _write(
        path, "sources", None, _columns(sources(result.scenario)), "Sources of recorded figures."
    )


def _columns(table: pd.DataFrame) -> Columns:
    """Columns of a table as arrays."""
    return {str(name): table[name].to_numpy() for name in table}


def _places(result: Result) -> tuple[list[str], Figures, Figures, str]:
    """Days, figures by day and of the whole run, and what must be said of them."""
    data = held.hourly(result)
    if data is not None:
        days, arrays = held.by_day(data, result.scenario, regions=False)
        return days, *_statistics(arrays), ""
    kept = held.group(result, "quantiles")
    if kept is None:
        return [], {}, {}, ""
    days, index = held.days(result.scenario, kept.sizes["time"])
    found = _of_quantiles(kept, index)
    whole = {
        name: {k: x.max(0) if held.DAILY[name][1] else x[-1] for k, x in each.items()}
        for name, each in found.items()
    }
    return days, found, whole, "Of peaks: the largest of the hours' quantiles."


def _statistics(arrays: dict[str, NDArray[Any]]) -> tuple[Figures, Figures]:
    """Statistics over runs of (run, day, place): by day, and of the whole run."""
    whole = {n: x.max(1) if held.DAILY[n][1] else x[:, -1] for n, x in arrays.items()}
    return (
        {name: _over_runs(x) for name, x in arrays.items()},
        {name: _over_runs(x) for name, x in whole.items()},
    )


def _of_quantiles(kept: xr.Dataset, index: NDArray[Any]) -> Figures:
    """By day from quantiles by hour: exact for what adds up, and of peaks the largest hour's."""
    ends = np.append(np.flatnonzero(np.diff(index)), len(index) - 1)
    starts = np.append(0, ends[:-1] + 1)
    out: Figures = {}
    for name, (variable, largest, _) in held.DAILY.items():
        if variable not in kept:
            continue
        out[name] = {}
        for statistic, q in STATISTICS.items():
            if statistic != "median" and kept.attrs.get("runs", FEW) < FEW:
                continue  # least and most were not kept, and no interval is claimed of few
            values = kept[variable].sel(quantile=q, method="nearest").values
            out[name][statistic] = (
                np.maximum.reduceat(values, starts, axis=0) if largest else values[ends]
            )
    return out


def _over_runs(values: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Statistics over runs, which are the first axis; of few least and most, no interval."""
    wanted = STATISTICS if len(values) >= FEW else {"median": 0.5, "low": 0.0, "high": 1.0}
    found = np.quantile(values, list(wanted.values()), axis=0)
    return dict(zip(wanted, found, strict=True))


def _layers(
    path: Path,
    axis: str,
    points: list[tuple[float, float]],
    about: Columns,
    days: list[str],
    found: Figures,
    whole: Figures,
    told: str,
) -> None:
    """A layer of what the run came to, and one by day."""
    end, daily = dict(about), {k: np.tile(x, len(days)) for k, x in about.items()}
    daily = {"date": np.repeat(np.array(days, "datetime64[D]"), len(points))} | daily
    for name, statistics in found.items():
        for statistic, values in statistics.items():
            daily[f"{name}_{statistic}"] = np.asarray(values, float).ravel()
            end[f"{name}_{statistic}"] = np.asarray(whole[name][statistic], float)
    _write(path, f"{axis}s", points, end, told)
    if days:
        _write(path, f"{axis}s_daily", points * len(days), daily, f"{told} By local day.")


def _write(
    path: Path,
    layer: str,
    points: list[tuple[float, float]] | None,
    columns: Columns,
    told: str,
) -> None:
    """A layer of points, or a table without any; of no rows there is none."""
    from pyogrio.raw import write

    if not len(next(iter(columns.values()))):
        return
    shapes, about = None, {"DESCRIPTION": told, "FID": "fid"}
    if points is not None:
        # well-known binary: byte order, type 1 (a point), longitude, latitude
        shapes = np.array([struct.pack("<BIdd", 1, 1, *p) for p in points], object)
        about["GEOMETRY_NAME"] = "geom"
    with warnings.catch_warnings():  # a name is the user's choice
        warnings.filterwarnings("ignore", "(?s).*extension", RuntimeWarning)
        write(
            path, shapes, list(columns.values()), list(columns), layer=layer, driver="GPKG",
            geometry_type=None if shapes is None else "Point", crs=None if shapes is None else CRS,
            append=path.exists(), layer_options=about,
        )  # fmt: skip
