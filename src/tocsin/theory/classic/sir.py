"""The epidemic arithmetic behind contagion of riots: final sizes and extinction, in closed form.

W. O. Kermack, A. G. McKendrick, 'A contribution to the mathematical theory of epidemics', Proc. R.
Soc. A 115 (1927); applied to riots by S. L. Burbeck, W. J. Raine, M. J. A. Stark, 'The dynamics of
riot growth', J. Math. Sociology 6 (1978).  dS/dt = -beta S I, dI/dt = beta S I - omega I: no
outbreak iff R0 = beta S0 / omega < 1, and a share a = 1 - exp(-R0 a) takes part.  Next door:
`riot_sir`, in space and fitted to counts; `hawkes`, its counterpart for single events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.theory.classic import checks
from tocsin.theory.classic.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SOURCE = "Kermack & McKendrick 1927; Burbeck et al. 1978, J. Math. Sociol. 6:1"


def sir_final_size(r0: float) -> float:
    """The share ever reached from a small spark: the positive solution of a = 1 - exp(-r0 a), else 0.

    0.31370 for r0 = 1.2, 0.79681 for 2.  Raises InputError if r0 is below 0.
    """
    from scipy.special import lambertw

    r0 = checks.number("r0", r0, 0)
    if r0 <= 1:
        return 0.0
    return float(1 + np.real(lambertw(-r0 * np.exp(-r0))) / r0)


def branching_extinction(r0: float) -> float:
    """The chance that one spark with Poisson(r0) direct followers, each alike, dies out.

    q = exp(-r0 (1 - q)): the share that the epidemic does not reach.
    """
    return 1.0 - sir_final_size(r0)


def sir(r0: float = 2.0, omega: float = 0.25, spark: float = 1e-4, *, days: float = 60.0) -> Result:
    """The course of an epidemic in one well-mixed place, in shares of its people.

    r0 : beta S0 / omega; omega : rate of leaving, 1/day; spark : share active at first
    returns : data.susceptible, data.active, data.ever (time,), time in days
    Raises InputError for a value out of range.
    """
    import xarray as xr
    from scipy.integrate import solve_ivp

    r0, omega = checks.number("r0", r0, 0, 1000), checks.number("omega", omega, above=0, high=1000)
    spark = checks.number("spark", spark, above=0, below=1)
    days = checks.number("days", days, above=0, high=100_000)
    t = np.linspace(0, days, 601)

    def slope(_: float, y: np.ndarray) -> list[float]:
        new = r0 * omega * y[0] * y[1]
        return [-new, new - omega * y[1]]

    s, i = solve_ivp(slope, (0, days), [1 - spark, spark], t_eval=t, rtol=1e-9, atol=1e-12,
                     method="LSODA").y  # fmt: skip
    data = xr.Dataset(
        {name: ("time", v, {"units": "1"}) for name, v in
         {"susceptible": s, "active": i, "ever": 1 - s}.items()},
        coords={"time": ("time", t, {"units": "day"})},
        attrs={"model": "sir", "source": SOURCE, "r0": r0, "omega": omega, "spark": spark},
    )  # fmt: skip
    numbers = {
        "final_size": sir_final_size(r0), "ever": 1 - s[-1], "peak_active": i.max(),
        "peak_day": t[i.argmax()], "extinction": branching_extinction(r0),
    }  # fmt: skip
    told = (f"{numbers['ever']:.1%} ever take part by day {days:g}; "
            f"in the end {sir_final_size(r0):.2%}.",
            f"A single spark dies out with a chance of {numbers['extinction']:.0%}.")  # fmt: skip
    return Result("sir", SOURCE, data, numbers, told, ("active by day", i.tolist()), _draw)


def _draw(figure: Figure, result: Result) -> None:
    from tocsin.theory.classic import drawing as d

    left, right = figure.subplots(1, 2)
    left.plot(result.data.time, result.data.active, color=d.ORANGE, label="active")
    left.plot(result.data.time, result.data.ever, color=d.BLUE, label="ever active")
    left.legend()
    d.finish(left, "day", "share", f"R0 = {result.data.attrs['r0']:g}")
    r0 = np.linspace(0, 4, 401)
    right.plot(r0, [sir_final_size(x) for x in r0], color=d.BLUE)
    d.finish(right, "R0", "share ever active", "no outbreak below 1")
