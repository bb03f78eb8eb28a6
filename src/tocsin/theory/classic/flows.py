"""Who goes where: flows between towns by gravity and by radiation.

Gravity: T_ij = K m_i^a m_j^b f(d_ij), with f a power or an exponential of distance; K, a, b are
fitted to something, or set.  Radiation: F. Simini, M. C. Gonzalez, A. Maritan, A.-L. Barabasi, 'A
universal model for mobility and migration patterns', Nature 484: 96-100 (2012): T_ij = T_i m_i m_j
/ ((m_i + s_ij) (m_i + m_j + s_ij)), s_ij the people nearer to i than j is; without parameters, and
row i sums to T_i (1 - m_i / M) exactly.  The arithmetic is that of `tocsin.world.ties`, where the
simulation has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError
from tocsin.theory.classic import checks
from tocsin.theory.classic.result import Result
from tocsin.world.ties import radiation as radiation_shares

if TYPE_CHECKING:
    from matplotlib.figure import Figure

RADIATION = "Simini et al. 2012, Nature 484:96"
GRAVITY = "gravity model, T = K m^a m^b f(d)"
MOST = 5000  # towns
EARTH = 6371.0  # km
DECAYS = {"power": "d ** -c", "exponential": "exp(-d / c)"}


def radiation(
    population: object, lat: object = None, lon: object = None, *,
    distance: object = None, names: object = None,
    trips: object = None,
) -> Result:  # fmt: skip
    """Flows by radiation.

    population : (town,) persons; lat, lon : (town,) degrees, or distance : (town, town) km
    trips : (town,) that start in each town, by default its population
    returns : data.flow (origin, destination), data.leaving (origin,)
    Raises InputError for towns that do not fit together.
    """
    m, d, names = _towns(population, lat, lon, distance, names)
    if not (m > 0).all():
        raise InputError("population: every town needs people for radiation")
    start = m if trips is None else checks.numbers("trips", trips, 0)
    if len(start) != len(m):
        raise InputError(f"trips: {len(start)} numbers for {len(m)} towns")
    flow = start[:, None] * radiation_shares(m, d)
    return _result("radiation", RADIATION, flow, m, d, names, (lat, lon), {})


def gravity(
    population: object, lat: object = None, lon: object = None, *,
    distance: object = None, names: object = None,
    a: float = 1.0, b: float = 1.0, c: float = 2.0, decay: str = "power", trips: float | None = None,
) -> Result:  # fmt: skip
    """Flows by gravity.

    a, b : exponents of the sizes of origin and destination; c : of distance, or km of exp(-d / c)
    trips : flow in all, which sets K; by default the sum of populations
    Distances below 1 km count as 1 km.  Otherwise as `radiation`.
    """
    m, d, names = _towns(population, lat, lon, distance, names)
    a, b = checks.number("a", a, -10, 10), checks.number("b", b, -10, 10)
    checks.choice("decay", decay, DECAYS)
    c = checks.number("c", c, above=0, high=1e6)
    near = np.maximum(d, 1.0)
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        flow = m[:, None] ** a * m[None, :] ** b
        flow = flow * (near**-c if decay == "power" else np.exp(-d / c))
    np.fill_diagonal(flow, 0.0)
    total = flow.sum()
    if not (np.isfinite(total) and total > 0):
        raise InputError(
            "gravity: no flow is left; expected towns with people, and a c that fits them"
        )
    wanted = m.sum() if trips is None else checks.number("trips", trips, 0)
    about = {"a": a, "b": b, "c": c, "decay": decay, "K": wanted / total}
    return _result("gravity", GRAVITY, flow * wanted / total, m, d, names, (lat, lon), about)


def great_circle(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distances between points in degrees, (n, n) km on a sphere."""
    y, x = np.radians(lat), np.radians(lon)
    half = np.sin((y[:, None] - y) / 2) ** 2
    half = half + np.cos(y[:, None]) * np.cos(y) * np.sin((x[:, None] - x) / 2) ** 2
    return np.asarray(2 * EARTH * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def random_towns(
    towns: int = 30, seed: int = 1
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], list[str]]:
    """Made-up towns for examples: populations by rank (1 million over rank), latitudes, longitudes,
    names."""
    n = checks.whole("towns", towns, 2, MOST)
    rng = checks.generator(seed)
    population = np.round(1e6 / np.arange(1, n + 1))
    lat, lon = rng.uniform(48, 52, n), rng.uniform(10, 16, n)
    return population, lat, lon, [f"town {i + 1}" for i in range(n)]


def _towns(
    population: Any, lat: Any, lon: Any, distance: Any, names: Any
) -> tuple[Any, Any, list[str]]:
    m = checks.numbers("population", population, 0, least=2)
    n = len(m)
    if n > MOST:
        raise InputError(f"population: {n:,} towns are too many; expected {MOST:,} at most")
    if distance is not None:
        d = np.asarray(distance, float)
        if d.shape != (n, n) or not np.isfinite(d).all() or (d < 0).any():
            raise InputError(f"distance: expected ({n}, {n}) km, none of them negative")
    elif lat is None or lon is None:
        raise InputError("flows need where the towns are: lat and lon, or distance")
    else:
        y, x = checks.numbers("lat", lat, -90, 90), checks.numbers("lon", lon, -180, 180)
        if len(y) != n or len(x) != n:
            raise InputError(f"lat, lon: {len(y)} and {len(x)} numbers for {n} towns")
        d = great_circle(y, x)
    found = [str(i + 1) for i in range(n)] if names is None else [str(x) for x in names]
    if len(found) != n:
        raise InputError(f"names: {len(found)} for {n} towns")
    return m, d, found


def _result(
    model: str, source: str, flow: Any, m: Any, d: Any, names: list[str], at: Any, about: Any
) -> Result:
    import xarray as xr

    data = xr.Dataset(
        {
            "flow": (("origin", "destination"), flow, {"units": "trips"}),
            "distance": (("origin", "destination"), d, {"units": "km"}),
            "population": ("origin", m, {"units": "persons"}),
            "leaving": ("origin", flow.sum(1), {"units": "trips"}),
        },
        coords={"origin": names, "destination": names},
        attrs={"model": model, "source": source, **about},
    )
    if at[0] is not None and at[1] is not None:
        data = data.assign_coords(lat=("origin", np.asarray(at[0], float)),
                                  lon=("origin", np.asarray(at[1], float)))  # fmt: skip
    best = np.argsort(-flow, axis=None, kind="stable")[:10]
    top = [
        (names[i], names[j], flow[i, j])
        for i, j in zip(*np.unravel_index(best, flow.shape), strict=True)
    ]
    total = flow.sum()
    numbers = {
        "towns": len(m), "trips": total,
        "mean_distance": (flow * d).sum() / total if total > 0 else None,
        "largest": [{"from": i, "to": j, "flow": f} for i, j, f in top], **about,
    }  # fmt: skip
    told = [
        f"{total:,.0f} trips between {len(m)} towns, "
        f"{numbers['mean_distance'] or 0:,.0f} km on average."
    ]
    told += [f"  {i} to {j}: {f:,.0f}" for i, j, f in top[:5]]
    return Result(model, source, data, numbers, tuple(told),
                  ("trips that leave, by town", flow.sum(1).tolist()), _draw)  # fmt: skip


def _draw(figure: Figure, result: Result) -> None:
    from tocsin.theory.classic import drawing as d

    left, right = figure.subplots(1, 2)
    data = result.data
    flow, away = data.flow.values, data.distance.values
    if "lat" in data.coords:
        x, y = data.lon.values, data.lat.values
        for k in np.argsort(flow, axis=None, kind="stable")[-200:]:
            i, j = divmod(int(k), len(x))
            width = 4 * np.sqrt(flow[i, j] / flow.max())
            left.plot([x[i], x[j]], [y[i], y[j]], color=d.BLUE, alpha=0.35, linewidth=width)
        size = data.population.values / data.population.values.max()
        left.scatter(x, y, s=200 * size + 3, color=d.ORANGE, zorder=3)
        left.set_aspect(1 / max(0.1, float(np.cos(np.radians(y.mean())))))
    d.finish(left, "longitude", "latitude", f"{result.model}: the largest flows")
    some = flow > flow.max() * 1e-9
    right.loglog(np.maximum(away[some], 1), flow[some], ".", color=d.BLUE, markersize=2)
    d.finish(right, "distance, km", "trips", "flow and distance")
