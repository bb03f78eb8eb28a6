"""Watts 2002: a single spark on a sparse random network, and the window in which it can sweep all.

D. J. Watts, 'A simple model of global cascades on random networks', PNAS 99: 5766-5771.  A person
becomes active once at least a share phi of their ties is.  People with k <= 1/phi ties are
vulnerable: one active tie is enough.  Cascades of the size of the network are possible if the
vulnerable form a giant cluster, which on a Poisson network of mean degree z is so where sum_k
k(k-1) p_k rho_k / z > 1: for phi = 0.18 between z = 1.02 and 5.76.  Next door: `siegel`, where
people weigh ties against a motivation of their own; `networks` draws the ties."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tocsin.theory.classic import checks
from tocsin.theory.classic.networks import MOST_PEOPLE, Network, draw
from tocsin.theory.classic.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SOURCE = "Watts 2002, PNAS 99:5766"
GLOBAL = 0.1  # share of the network above which a cascade counts as global


def watts_window(phi: float = 0.18, sd: float = 0.0) -> tuple[float, float] | None:
    """The mean degrees between which one spark can sweep a Poisson network; None if nowhere.

    phi : mean threshold, a share of ties; sd : of normally distributed thresholds, 0 for all alike
    Raises InputError for a value out of range.
    """
    from scipy.optimize import brentq

    phi = checks.number("phi", phi, 0.005, 1)
    sd = checks.number("sd", sd, 0)
    z = np.concatenate([np.linspace(0.01, 20, 4000), np.linspace(20, 3 / phi + 50, 2000)[1:]])
    over = _spread(z, phi, sd) > 1
    if not over.any():
        return None
    first, last = int(np.argmax(over)), len(z) - 1 - int(np.argmax(over[::-1]))

    def gap(x: float) -> float:
        return float(_spread(np.array([x]), phi, sd)[0]) - 1

    return (float(brentq(gap, z[first - 1], z[first], xtol=1e-12)),
            float(brentq(gap, z[last], z[last + 1], xtol=1e-12)))  # fmt: skip


def watts(
    phi: float = 0.18,
    z: float | None = None,
    *,
    sd: float = 0.0,
    people: int = 10_000,
    sparks: int = 1,
    runs: int = 100,
    network: Network | None = None,
    seed: int = 1,
) -> Result:
    """The cascade window, and with `z` or `network` the sizes of cascades in random networks.

    phi, sd : see `watts_window`; z : mean number of ties
    people, sparks, runs : size of each network, who is active at first, number of networks
    network : one network for all runs instead (`networks.from_edges`)
    returns : `window` [low, high] or None; data.size (run,) share active in the end
    Raises InputError for a value out of range.
    """
    window = watts_window(phi, sd)
    people = (
        network.people if network is not None else checks.whole("people", people, 2, MOST_PEOPLE)
    )
    sparks = checks.whole("sparks", sparks, 1, people)
    runs = checks.whole("runs", runs, 1, 100_000)
    rng = checks.generator(seed)
    sizes = np.zeros(0)
    if z is not None or network is not None:
        if z is not None:
            z = checks.number("z", z, 0, people - 1)
        sizes = _sizes(phi, sd, z or 0.0, people, sparks, runs, network, rng)
    return _result(phi, sd, z, people, window, sizes)


def _spread(z: NDArray[np.float64], phi: float, sd: float) -> NDArray[np.float64]:
    """sum_k k(k-1) p_k rho_k / z for Poisson degrees of mean z: vulnerable people that each reaches.

    With k(k-1) p_k / z = z p_(k-2) it is z times the mean of rho_(k+2), rho_k the share of people
    with k ties whom one active tie moves."""
    from scipy.special import gammaln, ndtr, pdtr, xlogy

    if sd == 0:
        return np.asarray(z * pdtr(math.floor(1 / phi + 1e-12) - 2, z))
    k = np.arange(0, 800)
    rho = ndtr((1 / (k + 2) - phi) / sd)
    p = np.exp(xlogy(k, z[:, None]) - z[:, None] - gammaln(k + 1))
    return np.asarray(z * (p @ rho))


def _sizes(
    phi: float, sd: float, z: float, people: int, sparks: int, runs: int, given: Network | None,
    rng: np.random.Generator,
) -> NDArray[np.float64]:  # fmt: skip
    sizes = np.empty(runs)
    for run in range(runs):
        net = given if given is not None else draw("poisson", people, rng, ties=z)
        threshold = np.full(people, phi) if sd == 0 else rng.normal(phi, sd, people)
        active = np.zeros(people, bool)
        active[rng.choice(people, sparks, replace=False)] = True
        sizes[run] = cascade(net, threshold, active).mean()
    return sizes


def cascade(
    net: Network, threshold: NDArray[np.float64], active: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Who is active in the end; only the ties of those newly active are looked at.

    threshold : (people,) share of active ties that moves a person; active : (people,) at first
    """
    active = active.copy()
    needed = np.maximum(np.ceil(threshold * net.degree - 1e-9), 0)  # at least that many ties
    needed[net.degree == 0] = np.inf
    met = np.zeros(net.people)
    active |= needed <= 0
    new = np.nonzero(active)[0]
    while len(new):
        first, count = net.start[new], net.degree[new]
        at = np.repeat(first - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
        reached = net.to[at + np.arange(len(at))]
        np.add.at(met, reached, 1)
        reached = np.unique(reached)
        ready = ~active[reached] & (met[reached] >= needed[reached])
        new = np.asarray(reached[ready], np.int64)
        active[new] = True
    return active


def _result(
    phi: float,
    sd: float,
    z: float | None,
    people: int,
    window: tuple[float, float] | None,
    sizes: NDArray[np.float64],
) -> Result:
    import xarray as xr

    data = xr.Dataset(
        {"size": ("run", sizes, {"units": "1", "long_name": "share active in the end"})},
        attrs={"model": "watts", "source": SOURCE, "phi": phi, "sd": sd, "people": people},
    )
    numbers: dict[str, Any] = {"window": window, "phi": phi, "sd": sd, "z": z}
    if window:
        told = [f"One spark can sweep a Poisson network of {window[0]:.4f} to {window[1]:.4f} ties "
                f"on average, where everybody moves once {phi:g} of their ties do."]  # fmt: skip
    else:
        told = [f"One spark can sweep no Poisson network at a threshold of {phi:g}."]
    if len(sizes):
        data.attrs["z"] = z if z is not None else float("nan")
        swept = sizes > GLOBAL
        numbers |= {
            "runs": len(sizes), "people": people, "global_share": swept.mean(),
            "global_size": sizes[swept].mean() if swept.any() else None, "largest": sizes.max(),
        }  # fmt: skip
        told.append(f"{swept.sum()} of {len(sizes)} sparks reached more than {GLOBAL:.0%} of "
                    f"{people:,} people"
                    + (f", {sizes[swept].mean():.0%} on average." if swept.any() else "."))  # fmt: skip
    return Result("watts", SOURCE, data, numbers, tuple(told),
                  ("sizes of cascades, sorted", np.sort(sizes).tolist()), _draw)  # fmt: skip


def _draw(figure: Figure, result: Result) -> None:
    from tocsin.theory.classic import drawing as d

    left, right = figure.subplots(1, 2)
    phi, sd = result.data.attrs["phi"], result.data.attrs["sd"]
    # the window changes where 1/phi is whole: steps between, each drawn as one
    at = np.unique(
        np.concatenate(
            [np.linspace(0.08, 0.3, 45), 1 / np.arange(4, 13), 1 / np.arange(4, 13) + 1e-6]
        )
    )
    found = [watts_window(p, sd) for p in at]
    low, high = ([w[i] if w else np.nan for w in found] for i in (0, 1))
    left.fill_between(at, low, high, color=d.BLUE, alpha=0.25, linewidth=0)
    left.plot(at, low, color=d.BLUE)
    left.plot(at, high, color=d.BLUE)
    left.axvline(phi, color=d.ORANGE, linewidth=0.8, label=f"phi = {phi:g}")
    left.legend(loc="upper right")
    d.finish(
        left, "threshold phi", "mean number of ties z", "shaded: one spark can sweep the network"
    )
    zs, sweeps, mean = np.linspace(0.5, 8, 26), [], []
    rng = checks.generator(1)
    for z in zs:
        sizes = _sizes(phi, sd, float(z), 2000, 1, 40, None, rng)
        swept = sizes > GLOBAL
        sweeps.append(swept.mean())
        mean.append(sizes[swept].mean() if swept.any() else np.nan)
    right.plot(zs, sweeps, "o-", color=d.BLUE, markersize=3, label="share of sparks that sweep")
    right.plot(zs, mean, "s", color=d.ORANGE, markersize=3, label="share swept, if so")
    for edge in result.numbers["window"] or ():
        right.axvline(edge, color=d.GREY, linewidth=0.8, linestyle=":")
    right.legend()
    d.finish(right, "mean number of ties z", "", f"40 sparks, 2,000 people, phi = {phi:g}")
