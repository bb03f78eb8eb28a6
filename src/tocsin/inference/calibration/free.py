"""The parameters that vary: each a point of (0, 1) by its prior's quantile.

Draws are uniform there.  A region of the unit cube stands for a prior that is cut; everything that is
fitted is fitted on the logits of the place inside of that region, so that no draw leaves the prior.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tocsin.errors import InputError, did_you_mean
from tocsin.scenario.former import former
from tocsin.scenario.sections.priors import Prior

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.scenario import Scenario

EDGE = 1e-6  # a quantile of 0 or 1 may be infinite, and so are its logits
DIGITS = 9  # of a value: rounded before it is used, so that a table holds what ran
PRIORS = 4001  # quantiles by which a prior's own spread is known


@dataclass(frozen=True)
class Free:
    """Names with priors.

    points : values of the scenario, beside which draws are shown
    """

    names: tuple[str, ...]
    priors: tuple[Prior, ...]
    points: tuple[float, ...]

    def values(self, unit: NDArray[np.float64]) -> NDArray[np.float64]:
        """(set, parameter) values from places on the unit cube."""
        inside = np.clip(unit, EDGE, 1 - EDGE)
        columns = [
            [float(f"{prior.quantile(float(u), point):.{DIGITS}g}") for u in column]
            for prior, point, column in zip(self.priors, self.points, inside.T, strict=True)
        ]
        return np.array(columns, float).T.reshape(unit.shape)

    def spread(self, i: int) -> tuple[NDArray[np.float64], float]:
        """5, 50 and 95 % of a prior, and its standard deviation."""
        u = (np.arange(PRIORS) + 0.5) / PRIORS
        x = np.array([self.priors[i].quantile(float(each), self.points[i]) for each in u])
        return np.quantile(x, (0.05, 0.5, 0.95)), float(x.std())


@dataclass(frozen=True)
class Region:
    """A box of the unit cube, low and high by parameter."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def inside(self, unit: NDArray[np.float64]) -> NDArray[np.bool_]:
        """(set,) which of these places lie in it."""
        return np.asarray(((unit >= self.low) & (unit <= self.high)).all(1))

    def logits(self, unit: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of places inside of it."""
        u = np.clip((unit - self.low) / (self.high - self.low), EDGE, 1 - EDGE)
        return np.log(u / (1 - u))

    def places(self, logits: NDArray[np.float64]) -> NDArray[np.float64]:
        """The places on the cube that have these logits."""
        from scipy.special import expit

        return np.asarray(self.low + (self.high - self.low) * expit(logits))


def whole(k: int) -> Region:
    """All of the cube."""
    return Region(np.zeros(k), np.ones(k))


def free_parameters(scenario: Scenario, names: Iterable[str] = ()) -> Free:
    """The named parameters, or all that have a prior.

    Raises InputError for a name that there is not, one given twice, or one that is fixed.
    """
    table = scenario.spec.parameters
    listed = [str(n).removeprefix("parameters.") for n in names]
    for name in listed:
        if name not in table:
            near = former(name) or did_you_mean(name, table)
            raise InputError(f"--free {name}: unknown parameter{near}")
        if listed.count(name) > 1:
            raise InputError(f"--free {name}: given twice")
        if Prior.parse(table[name].prior).family == "fixed":
            raise InputError(
                f"--free {name}: it is fixed at {table[name].value:g}; give it a prior in the "
                f"scenario, such as parameters: {{{name}: {{value: {table[name].value:g}, "
                "prior: 'uniform(low, high)'}}"
            )
    chosen = listed or [n for n, p in table.items() if Prior.parse(p.prior).family != "fixed"]
    if not chosen:
        raise InputError(
            f"{scenario.name} has no parameter with a prior, so that nothing can be fitted"
        )
    return Free(
        tuple(chosen),
        tuple(Prior.parse(table[n].prior) for n in chosen),
        tuple(float(table[n].value) for n in chosen),
    )


def drawn(region: Region, start: int, n: int, seed: int, stage: int) -> NDArray[np.float64]:
    """(n, parameter) places in a region, scrambled Sobol' points from number `start` on.

    The first so many are the same whatever n.
    """
    from scipy.stats import qmc

    k = len(region.low)
    engine = qmc.Sobol(k, scramble=True, rng=np.random.default_rng([seed, 11, stage]))
    if start:
        engine.fast_forward(start)
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that n is no power of two: it need not be
        u = engine.random(n)
    return np.asarray(region.low + (region.high - region.low) * np.clip(u, EDGE, 1 - EDGE))
