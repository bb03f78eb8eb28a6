"""Designs on the unit cube: grid, Latin hypercube, Sobol, Morris; the same seed gives the same points.

Sources: Latin hypercube, McKay, Beckman & Conover 1979; Sobol' points in Saltelli's arrangement,
Saltelli et al. 2010; Morris 1991 with trajectories spread by Ruano et al. 2012.  Libraries: scipy and
SALib.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.errors import InputError
from tocsin.plural import counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.experiments.sweeps.designs.factors import Factor

#: Number of points (lhs), levels (grid), base points (sobol) or trajectories (morris, screen).
DEFAULTS = {"screen": 4, "lhs": 100, "grid": 3, "sobol": 64, "morris": 4}
LEVELS = 4  # of a Morris design; it jumps half of them at a time
MOST = 1_000_000  # points


@dataclass(frozen=True)
class Design:
    """Points of a design.

    kind : 'lhs', 'grid', 'sobol', 'morris' or 'table'
    factors : what varies
    points : (point,) changes by factor
    unit : (point, factor) places on the unit cube; empty for a table
    block : number of points that belong together: a trajectory, a base point with its neighbours
    """

    kind: str
    factors: list[Factor]
    points: list[dict[str, Any]]
    unit: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))
    block: int = 1

    @property
    def blocks(self) -> int:
        """Number of blocks."""
        return len(self.points) // self.block

    def says(self) -> str:
        """How the number of points comes about."""
        n, k = len(self.points), len(self.factors)
        factors = "1 factor" if k == 1 else f"{k} factors"
        if self.kind == "morris":
            return f"Morris: {self.blocks} trajectories x ({factors} + 1) = {counted(n, 'point')}"
        if self.kind == "sobol":
            return f"Sobol: {self.blocks} base points x ({factors} + 2) = {counted(n, 'point')}"
        names = {"lhs": "Latin hypercube", "grid": "grid", "table": "table"}
        return f"{names[self.kind]}: {n} points of {factors}"


def design(kind: str, factors: list[Factor], points: int, seed: int) -> Design:
    """The design of a kind; `points` counts as `DEFAULTS` says. Raises InputError."""
    if points < 1:
        raise InputError(f"--points {points}: expected 1 or more")
    makers = {"lhs": _lhs, "grid": _grid, "sobol": _sobol, "morris": _morris}
    return makers[kind](factors, points, seed)


def salib() -> None:
    """Raise InputError if SALib is missing."""
    try:
        import SALib  # noqa: F401
    except ImportError:
        raise InputError(
            "Sobol and Morris designs need SALib; install it with: pip install SALib"
        ) from None


def problem(factors: list[Factor]) -> dict[str, Any]:
    """The factors on the unit cube, as SALib wants them."""
    names = [f.name for f in factors]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def _at(kind: str, factors: list[Factor], unit: NDArray[np.float64], block: int = 1) -> Design:
    points = [{f.name: f.at(float(u)) for f, u in zip(factors, row, strict=True)} for row in unit]
    return Design(kind, factors, points, unit, block)


def _lhs(factors: list[Factor], n: int, seed: int) -> Design:
    from scipy.stats import qmc

    _few(n)
    sampler = qmc.LatinHypercube(len(factors), seed=np.random.default_rng([seed, 1]))
    return _at("lhs", factors, sampler.random(n))


def _grid(factors: list[Factor], n: int, seed: int) -> Design:
    levels = [f.levels(n) for f in factors]
    _few(math.prod(len(x) for x in levels))
    names = [f.name for f in factors]
    points = [dict(zip(names, values, strict=True)) for values in product(*levels)]
    return Design("grid", factors, points)


def _sobol(factors: list[Factor], n: int, seed: int) -> Design:
    salib()
    from SALib.sample import sobol

    if n & (n - 1):
        lower = 1 << (n.bit_length() - 1)
        raise InputError(
            f"--points {n}: a Sobol design needs a power of two, such as {lower} or {2 * lower}"
        )
    _few(n * (len(factors) + 2))
    rng = np.random.default_rng([seed, 2])
    unit = sobol.sample(problem(factors), n, calc_second_order=False, seed=rng)
    return _at("sobol", factors, unit, len(factors) + 2)


def _morris(factors: list[Factor], n: int, seed: int) -> Design:
    salib()
    from SALib.sample import morris

    _few(n * (len(factors) + 1))
    rng = np.random.default_rng([seed, 3])
    pool = 5 * n if 2 <= n <= 20 else 0  # beyond, chance spreads them well enough
    options = {"optimal_trajectories": n} if pool else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        unit = morris.sample(problem(factors), pool or n, num_levels=LEVELS, seed=rng, **options)
    level = np.rint(unit * (LEVELS - 1)).astype(int)
    points = [
        {f.name: f.level(int(i), LEVELS) for f, i in zip(factors, row, strict=True)}
        for row in level
    ]
    return Design("morris", factors, points, unit, len(factors) + 1)


def _few(n: int) -> None:
    if n > MOST:
        raise InputError(f"the design has {n:,} points; expected {MOST:,} at most")
