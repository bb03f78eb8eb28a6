"""Bonnasse-Gahot et al. 2018: riots as an epidemic that travels while rioters stay at home.

L. Bonnasse-Gahot, H. Berestycki, M.-A. Depuiset, M. B. Gordon, S. Roche, N. Rodriguez, J.-P. Nadal,
'Epidemiological modelling of the 2005 French riots', Scientific Reports 8: 107.  In place k,
dS_k/dt = -S_k Psi(Lambda_k),   dlambda_k/dt = -omega lambda_k + S_k Psi(Lambda_k), Lambda_k = sum_j
w(d_kj) lambda_j,   S_k(0) = zeta0 N_k, and the counts of a day are Poisson with mean lambda_k.
Kernels: power w = (1 + d/d0)^-delta, or exponential w = xi + (1 - xi) exp(-d/d0).  Response:
linear Psi = beta Lambda, or with a threshold Psi = eta (1 - exp(-gamma (Lambda - Lambda_c))) above
it.  One place is the riot SIR: no outbreak iff beta S0 < omega.  The paper's data are not public,
so its fit is not reproduced, only its shape; its parameter values were not at hand: our defaults
(omega 0.26/day, d0 8 km, delta 0.67) are from memory, unchecked. Fitting to counts:
`fitting.riot_sir`."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError
from tocsin.people.kernels.jit import Jit, kernel
from tocsin.theory.classic import checks
from tocsin.theory.classic.flows import great_circle
from tocsin.theory.classic.result import Result
from tocsin.theory.classic.sir import sir_final_size

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SOURCE = "Bonnasse-Gahot et al. 2018, Sci. Rep. 8:107"
KERNELS = {
    "power": "(1 + d/d0) ** -delta",
    "exponential": "xi + (1 - xi) exp(-d/d0)",
    "none": "own place",
}
MOST = 1000  # places
STEPS = 16  # a day


def weights(
    distance: NDArray[np.float64], kernel: str = "power", d0: float = 8.0, delta: float = 0.67,
    xi: float = 0.0,
) -> NDArray[np.float64]:  # fmt: skip
    """w(d): how much activity at a distance (km) counts; 1 at home.  Raises InputError."""
    checks.choice("kernel", kernel, KERNELS)
    d0 = checks.number("d0", d0, above=0)
    if kernel == "power":
        return np.asarray((1 + distance / d0) ** -checks.number("delta", delta, 0, 100))
    if kernel == "exponential":
        xi = checks.number("xi", xi, 0, 1)
        return np.asarray(xi + (1 - xi) * np.exp(-distance / d0))
    return np.eye(len(distance))


@kernel
def course(
    w: Jit, s: Jit, lam: Jit, omega: float, beta: float, eta: float, gamma: float, critical: float,
    days: int, steps: int, out: Jit, left: Jit,
) -> None:  # fmt: skip
    """Mean activity of each day and place into `out` (day, place), the susceptible at its end in
    `left`.

        Psi is linear where eta is 0.  Midpoint steps in which people can only leave what they are
        in: nothing gets negative, and the sum of what enters is what leaves, whatever the step."""
    n, dt = len(s), 1.0 / steps
    keep, half = exp(-omega * dt), exp(-omega * dt / 2)
    stay = (1 - keep) / (
        omega * dt
    )  # share of those who join within a step that are there at its end
    stay_half = (1 - half) / (omega * dt / 2)
    felt, middle = np.empty(n), np.empty(n)
    for day in range(days):
        for _ in range(steps):
            for part in range(2):
                at = lam if part == 0 else middle
                for k in range(n):
                    total = 0.0
                    for j in range(n):
                        total += w[k, j] * at[j]
                    if eta == 0.0:
                        felt[k] = beta * total
                    elif total > critical:
                        felt[k] = eta * (1 - exp(-gamma * (total - critical)))
                    else:
                        felt[k] = 0.0
                for k in range(n):
                    if part == 0:
                        new = s[k] * (1 - exp(-felt[k] * dt / 2))
                        middle[k] = lam[k] * half + new * stay_half
                    else:
                        new = s[k] * (1 - exp(-felt[k] * dt))
                        before = lam[k]
                        s[k] -= new
                        lam[k] = before * keep + new * stay
                        out[day, k] += (before + 4 * middle[k] + lam[k]) / 6 * dt
        for k in range(n):
            left[day, k] = s[k]


def riot_sir(
    lat: object = None, lon: object = None, population: object = 1000.0, *,
    start: int = 0, omega: float = 0.26,
    beta: float | None = None, r0: float = 2.0, zeta0: float = 1.0, a: float = 1.0,
    kernel: str = "power", d0: float = 8.0, delta: float = 0.67, xi: float = 0.0, eta: float = 0.0,
    gamma: float = 1.0, critical: float = 0.0, background: float = 0.0, days: int = 44, seed: int = 1,
) -> Result:  # fmt: skip
    """The course of a riot by day and place, and counts drawn from it.

    lat, lon : (place,) degrees, none for a single place; population : (place,) N_k
    start : number of the place where it begins, with activity a (events/day)
    omega : 1/day; beta : by default r0 omega / (zeta0 N_start), r0 as of that place alone
    kernel, d0, delta, xi : see `weights`; eta, gamma, critical : of the threshold, linear if eta is
        0
    background : events/day and place that are no riot
    returns : data.activity, data.count, data.susceptible (day, place)
    Raises InputError for a value out of range.
    """
    n_k = checks.numbers("population", population, 0)
    distance, places = _places(lat, lon, n_k)
    n_k = np.broadcast_to(n_k, (places,)).astype(float)
    start = checks.whole("start", start, 0, places - 1)
    omega, zeta0 = (
        checks.number("omega", omega, above=0, high=100),
        checks.number("zeta0", zeta0, 0),
    )
    days = checks.whole("days", days, 1, 10_000)
    s0 = zeta0 * n_k
    if beta is None:
        if s0[start] <= 0:
            raise InputError(
                "population: nobody is where it begins; expected more than 0, or a beta"
            )
        beta = checks.number("r0", r0, 0, 1000) * omega / s0[start]
    beta, background = (
        checks.number("beta", beta, 0),
        checks.number("background", background, 0, 1e9),
    )
    eta, gamma = checks.number("eta", eta, 0, 1000), checks.number("gamma", gamma, 0)
    lam = np.zeros(places)
    lam[start] = checks.number("a", a, 0, 1e9)
    w = weights(distance, kernel, d0, delta, xi)
    activity, left = np.zeros((days, places)), np.empty((days, places))
    critical = checks.number("critical", critical, 0)
    course(w, s0.copy(), lam, omega, beta, eta, gamma, critical, days, STEPS, activity, left)
    mean = activity + background
    counts = checks.generator(seed).poisson(np.minimum(mean, 1e15))
    about = {"omega": omega, "beta": beta, "zeta0": zeta0, "a": a, "kernel": kernel, "d0": d0,
             "delta": delta, "xi": xi, "eta": eta, "background": background,
             "start": start}  # fmt: skip
    return _result(mean, counts, left, s0, distance, about)


def _places(lat: object, lon: object, n_k: NDArray[np.float64]) -> tuple[NDArray[np.float64], int]:
    if (lat is None) != (lon is None):
        raise InputError("lat, lon: expected both or neither")
    if lat is None:
        if len(n_k) > 1:
            raise InputError("population: several places need lat and lon")
        return np.zeros((1, 1)), 1
    y, x = checks.numbers("lat", lat, -90, 90), checks.numbers("lon", lon, -180, 180)
    if len(y) != len(x) or len(n_k) not in (1, len(y)):
        raise InputError(
            f"lat, lon, population: {len(y)}, {len(x)} and {len(n_k)} numbers do not fit"
        )
    if len(y) > MOST:
        raise InputError(f"lat, lon: {len(y):,} places are too many; expected {MOST:,} at most")
    return great_circle(y, x), len(y)


def _result(
    mean: Any, counts: Any, left: Any, s0: Any, distance: Any, about: dict[str, Any]
) -> Result:
    import xarray as xr

    both = ("day", "place")
    data = xr.Dataset(
        {
            "activity": (both, mean, {"units": "events/day"}),
            "count": (both, counts, {"units": "events"}),
            "susceptible": (both, left, {"units": "events"}),
            "distance": ("place", distance[about["start"]], {"units": "km"}),
        },
        attrs={"model": "riot-sir", "source": SOURCE, **about},
    )
    total = mean.sum(1)
    peaks = mean.argmax(0)
    reached = 1 - left[-1] / np.where(s0 > 0, s0, 1)
    r0 = about["beta"] * s0[about["start"]] / about["omega"]
    numbers = {
        "r0": r0, "final_size_alone": sir_final_size(r0) if about["eta"] == 0 else None,
        "reached": float((s0 - left[-1]).sum() / s0.sum()) if s0.sum() > 0 else None,
        "peak_day": int(total.argmax()), "peak": total.max(), "events": int(counts.sum()),
        "places": len(s0), "places_reached": int((reached > 0.01).sum()), "parameters": about,
    }  # fmt: skip
    told = [f"{numbers['events']:,} events in {len(s0):,} {'place' if len(s0) == 1 else 'places'}; the "
            f"busiest day is {numbers['peak_day']} with {total.max():,.4g} expected."]  # fmt: skip
    if len(s0) > 1:
        told.append(
            f"{numbers['places_reached']} places are reached (more than 1 % of those who may)."
        )
        if np.ptp(distance[about["start"]]) > 0 and (mean.max(0) > 0).all():
            lag = np.polyfit(distance[about["start"]], peaks, 1)[0]
            numbers["days_later_per_100_km"] = 100 * lag
            told.append(f"Peaks come {100 * lag:.2g} days later with every 100 km.")
    told.append(f"R0 of the first place alone: {r0:.3g}.")
    return Result(
        "riot-sir", SOURCE, data, numbers, tuple(told), ("events by day", total.tolist()), _draw
    )


def _draw(figure: Figure, result: Result) -> None:
    from tocsin.theory.classic import drawing as d

    data = result.data
    left, right = figure.subplots(1, 2)
    day = np.arange(data.sizes["day"])
    left.bar(day, data["count"].sum("place"), color=d.FAINT, width=1, label="counts")
    left.plot(day, data.activity.sum("place"), color=d.BLUE, label="expected")
    left.legend()
    d.finish(left, "day", "events", "all places together")
    if data.sizes["place"] > 1:
        order = np.argsort(data.distance.values, kind="stable")
        shown = data.activity.values[:, order] / np.maximum(
            data.activity.values[:, order].max(0), 1e-12
        )
        right.imshow(shown.T, aspect="auto", origin="lower", cmap="magma", interpolation="nearest")
        d.finish(
            right, "day", "places by distance from the first", "activity over its own peak: a wave"
        )
    else:
        right.plot(day, data.susceptible, color=d.GREEN)
        right.set_ylim(bottom=0)
        d.finish(right, "day", "events that may still come", "susceptible")
