"""Berestycki, Nadal and Rodriguez 2015: a riot as an excitable medium.

H. Berestycki, J.-P. Nadal, N. Rodriguez, 'A model of riots dynamics: shocks, diffusion and
thresholds', Networks and Heterogeneous Media 10: 443-475.  Activity u and tension v on a line or a
square: u_t = d1 Lap u + r(v) u (1 - u) - omega u,      r(v) = Gamma / (1 + exp(-beta (v - a))), v_t
= d2 Lap v - theta v / (1 + u)^p + vb,      shock: tension added around one point at the start.
Activity that slows the decay of tension (p > 0, enhancing) may last and travel; activity that
spends it (p < 0, inhibiting) bursts and is over.  Activity grows from nothing iff v > a - log(Gamma
/ omega - 1) / beta.  Parameters are ours, chosen to show both; the paper's proofs are about
existence, not numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError
from tocsin.theory.classic import checks
from tocsin.theory.classic.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SOURCE = "Berestycki, Nadal & Rodriguez 2015, NHM 10:443"
MOST_WORK = 5e9  # cells times steps
KEPT = 200  # moments that are kept
WORDS = {
    "lasting": "Activity lasts",
    "burst": "A burst, then calm",
    "quiet": "Activity does not take off",
}
ACTIVE = 0.1  # activity above which a point counts as active


def critical_tension(Gamma: float, omega: float, beta: float, a: float) -> float | None:
    """The tension above which activity grows from nothing: r(v) = omega; None if there is none."""
    if Gamma <= omega or omega <= 0 or beta <= 0:
        return None
    return float(a - np.log(Gamma / omega - 1) / beta)


def reaction_diffusion(
    *, p: float = 1.0, d1: float = 0.1, d2: float = 0.1, Gamma: float = 5.0, beta: float = 10.0,
    a: float = 1.0, omega: float = 1.0, theta: float = 1.0, vb: float = 0.75, shock: float = 1.5,
    width: float = 1.0, length: float = 40.0, cells: int = 200, time: float = 40.0, dim: int = 1,
    u0: float = 0.01,
) -> Result:  # fmt: skip
    """Activity and tension in space and time.

    p : feedback of activity on tension, above 0 enhancing, below 0 inhibiting
    d1, d2 : diffusion of activity and tension; Gamma, beta, a, omega, theta, vb : see above
    shock, width : tension added at the middle, and how far it reaches; u0 : activity everywhere at
        first
    length, cells, time, dim : of the line (1) or square (2); nothing flows over its edge
    returns : data.u, data.v (time, x[, y]); data.mean_u (time,)
    Raises InputError for a value out of range.
    """
    k = {
        "p": checks.number("p", p, -20, 20), "d1": checks.number("d1", d1, 0, 1e6),
        "d2": checks.number("d2", d2, 0, 1e6), "Gamma": checks.number("Gamma", Gamma, 0, 1e4),
        "beta": checks.number("beta", beta, 0, 1e4), "a": checks.number("a", a),
        "omega": checks.number("omega", omega, 0, 1e4), "theta": checks.number("theta", theta, 0, 1e4),
        "vb": checks.number("vb", vb, 0, 1e6),
    }  # fmt: skip
    u0, shock = checks.number("u0", u0, 0, 1), checks.number("shock", shock, 0, 1e6)
    width, length = (
        checks.number(n, v, above=0) for n, v in (("width", width), ("length", length))
    )
    cells, dim = checks.whole("cells", cells, 3, 100_000), checks.whole("dim", dim, 1, 2)
    time = checks.number("time", time, above=0)
    dx = length / cells
    fastest = 4 * dim * max(d1, d2) / dx**2 + Gamma + omega + theta * 2 ** abs(p)
    steps = int(np.ceil(time * fastest / 0.5)) + 1
    if steps * cells**dim > MOST_WORK:
        raise InputError(f"cells: {cells:,} need {steps:,} steps: too much work; take fewer cells or a "
                         "shorter time")  # fmt: skip
    x = (np.arange(cells) + 0.5) * dx - length / 2
    away = x**2 if dim == 1 else x[:, None] ** 2 + x**2
    u = np.full(away.shape, u0)
    rest = vb / theta if theta > 0 else vb
    v = rest + shock * np.exp(-away / (2 * width**2))
    t, us, vs = _run(u, v, k, dx, time / steps, steps)
    return _result(k, rest, x, t, us, vs)


def _laplace(f: NDArray[np.float64], dx: float) -> NDArray[np.float64]:
    """With edges that nothing crosses."""
    out = np.zeros_like(f)
    for axis in range(f.ndim):
        step = np.diff(f, axis=axis)
        lead, tail = [slice(None)] * f.ndim, [slice(None)] * f.ndim
        lead[axis], tail[axis] = slice(0, -1), slice(1, None)
        out[tuple(lead)] += step
        out[tuple(tail)] -= step
    return out / dx**2


def _slope(u: Any, v: Any, k: dict[str, float], dx: float) -> tuple[Any, Any]:
    r = k["Gamma"] / (1 + np.exp(np.clip(-k["beta"] * (v - k["a"]), -700, 700)))
    du = r * u * (1 - u) - k["omega"] * u
    dv = k["vb"] - k["theta"] * v / (1 + u) ** k["p"]
    du = du + k["d1"] * _laplace(u, dx) if k["d1"] else du
    dv = dv + k["d2"] * _laplace(v, dx) if k["d2"] else dv
    return du, dv


def _run(
    u: object, v: object, k: dict[str, float], dx: float, dt: float, steps: int
) -> tuple[Any, Any, Any]:
    """Heun's method; about KEPT moments."""
    every = max(1, steps // KEPT)
    times, us, vs = [0.0], [u], [v]
    for step in range(1, steps + 1):
        du, dv = _slope(u, v, k, dx)
        du2, dv2 = _slope(u + dt * du, v + dt * dv, k, dx)
        u, v = u + dt / 2 * (du + du2), v + dt / 2 * (dv + dv2)
        if step % every == 0 or step == steps:
            times.append(step * dt)
            us.append(u)
            vs.append(v)
    return np.array(times), np.array(us), np.array(vs)


def _result(k: dict[str, float], rest: float, x: Any, t: Any, us: Any, vs: Any) -> Result:
    import xarray as xr

    dims = ("time", "x", "y")[: us.ndim]
    flat = us.reshape(len(t), -1)
    mean, active = flat.mean(1), (flat > ACTIVE).mean(1)
    data = xr.Dataset(
        {
            "u": (dims, us, {"long_name": "activity"}), "v": (dims, vs, {"long_name": "tension"}),
            "mean_u": ("time", mean),
            "active": ("time", active, {"long_name": "share of space active"}),
        },
        coords={"time": t, "x": x, **({"y": x} if us.ndim == 3 else {})},
        attrs={"model": "reaction-diffusion", "source": SOURCE, **k},
    )  # fmt: skip
    lasts = bool(mean[-1] > 0.5 * mean.max() and active[-1] > 0)
    out = np.nonzero(active > 0)[0]
    numbers = {
        "outcome": "lasting" if lasts else "burst" if active.any() else "quiet",
        "peak_mean": mean.max(), "final_mean": mean[-1], "reached": active.max(),
        "active_for": t[out[-1]] - t[out[0]] if len(out) else 0.0, "speed": _speed(us, x, t),
        "critical_tension": critical_tension(k["Gamma"], k["omega"], k["beta"], k["a"]),
        "tension_at_rest": rest, "parameters": k,
    }  # fmt: skip
    told = [
        f"{WORDS[numbers['outcome']]}: at its height {active.max():.0%} of space is active; above "
        f"{ACTIVE:g} somewhere for {numbers['active_for']:.3g} units of time."
    ]
    if numbers["speed"] is not None:
        told.append(f"It travels at {numbers['speed']:.3g} units of length in a unit of time.")
    if numbers["critical_tension"] is not None:
        told.append(f"Activity grows where tension is above {numbers['critical_tension']:.3g}; at rest "
                    f"it is {rest:.3g}.")  # fmt: skip
    return Result("reaction-diffusion", SOURCE, data, numbers, tuple(told),
                  ("mean activity", mean.tolist()), _draw)  # fmt: skip


def _speed(us: Any, x: Any, t: Any) -> float | None:
    """How fast the front moves outwards, while it is well away from middle and edge."""
    line = us if us.ndim == 2 else us[:, :, us.shape[2] // 2]
    half = line.shape[1] // 2
    right = line[:, half:] > ACTIVE
    front = np.where(right.any(1), x[half:][right.shape[1] - 1 - right[:, ::-1].argmax(1)], np.nan)
    use = (front > 0.25 * x[-1]) & (front < 0.85 * x[-1])
    if use.sum() < 4 or np.ptp(front[use]) == 0:
        return None
    return float(np.polyfit(t[use], front[use], 1)[0])


def _draw(figure: Figure, result: Result) -> None:
    from tocsin.theory.classic import drawing as d

    k = result.data.attrs
    left, right = figure.subplots(1, 2)
    for axes, sign, title in ((left, 1, "tension-enhancing: it lasts and travels"),
                              (right, -1, "tension-inhibiting: a burst")):  # fmt: skip
        own = (k["p"] > 0) == (sign > 0) and result.data.u.ndim == 2
        data = result.data if own else reaction_diffusion(
            **{n: k[n] for n in ("d1", "d2", "Gamma", "beta", "a", "omega", "theta", "vb")},
            p=sign * max(abs(k["p"]), 0.5)).data  # fmt: skip
        shown = axes.pcolormesh(data.time, data.x, data.u.values.T, cmap="magma", vmin=0, vmax=1)
        d.finish(axes, "time", "place", f"{title} (p = {sign * max(abs(k['p']), 0.5):g})")
    figure.colorbar(shown, ax=right, label="activity")
