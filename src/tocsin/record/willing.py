"""The median willing person of a place: by whom a report tells what moved people there.

Among those who may join, weighted by how willing they are, the medians of hardship and risk aversion
on a coarse grid of traits; where nobody is willing, the person who comes nearest to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.people.kernels.jit import Jit, kernel
from tocsin.record.variables import Variable
from tocsin.world.population import GRID_H, GRID_R

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.world import World

#: What is told of the median willing person of each place.
TERMS = (
    Variable("grievance", "place", "1", "grievance of the median willing person"),
    Variable("price", "place", "1", "part of that grievance that the price adds"),
    Variable("risk", "place", "1", "risk as the median willing person weighs it"),
)


@kernel
def _half(values: Jit, total: float) -> Jit:
    """Index at which half of the total is reached."""
    run = 0.0
    for i in range(values.size):
        run += values[i]
        if run >= 0.5 * total:
            return i
    return values.size - 1


@kernel
def _nearest(
    weight: Jit, first: int, gain: float, price: float, ill: float, pull: float, risk: float
) -> Jit:
    """Who comes nearest to being willing: rows fall in hardship, and in a row aversion rises."""
    best, best_h, best_r = -1e300, 0, 0
    for a in range(first, -1, -1):
        g = max(0.0, (a + 0.5) / GRID_H * gain + price) * ill
        if best > g + pull - risk * 0.5 / GRID_R:
            break
        for b in range(GRID_R):
            net = g + pull - risk * (b + 0.5) / GRID_R
            if weight[a * GRID_R + b] > 0.0 and net > best:
                best, best_h, best_r = net, a, b
    return best_h, best_r


@kernel
def _medians(
    weight: Jit, first: Jit, gain: Jit, price: Jit, ill: Jit, pull: Jit, risk: Jit, tau: float,
    hardship: Jit, aversion: Jit,
) -> None:  # fmt: skip
    by_h = np.empty(GRID_H)
    by_r = np.empty(GRID_R)
    willing = np.empty(GRID_R)  # a loop of its own, which the compiler makes vectors of
    q = 1.0 / (4.0 * tau)
    for p in range(gain.size):
        by_h[:] = 0.0
        by_r[:] = 0.0
        total = 0.0
        slope = q * risk[p] / GRID_R
        for a in range(first[p], -1, -1):
            g = max(0.0, (a + 0.5) / GRID_H * gain[p] + price[p]) * ill[p]
            # rows fall in hardship: if the least averse of one are not willing, no row below is
            most = q * (g + pull[p]) + 0.5
            if most - slope * 0.5 <= 0.0:
                break
            row = weight[p, a * GRID_R : (a + 1) * GRID_R]
            for b in range(GRID_R):
                y = min(max(most - slope * (b + 0.5), 0.0), 1.0)
                willing[b] = row[b] * (y * y * (3.0 - 2.0 * y))
            for b in range(GRID_R):
                by_r[b] += willing[b]
                by_h[a] += willing[b]
            total += by_h[a]
        if total > 0.0:
            best_h, best_r = _half(by_h, total), _half(by_r, total)
        else:
            best_h, best_r = _nearest(
                weight[p], first[p], gain[p], price[p], ill[p], pull[p], risk[p]
            )
        hardship[p] = (best_h + 0.5) / GRID_H
        aversion[p] = (best_r + 0.5) / GRID_R


class Willing:
    """Medians of the willing, hour by hour.

    join : (stratum,) multipliers of joining, which say who counts and how much
    """

    def __init__(self, world: World, join: NDArray[np.float64], tau: float, threshold: float):
        strata = len(world.strata)
        cells = world.grid.reshape(-1, strata, world.grid.shape[1])
        self.weight = np.einsum("g,pgc->pc", join, cells.astype(float))
        rows = self.weight.reshape(len(self.weight), GRID_H, GRID_R).any(2)
        self.first = GRID_H - 1 - np.argmax(rows[:, ::-1], axis=1)  # the highest with anybody
        self.tau, self.threshold = tau, threshold
        self.q = world.places.acts_in

    def terms(self, state: Any) -> dict[str, NDArray[np.float64]]:
        """(place,) grievance, the price's part of it, and risk, for the median willing person."""
        ill = 1 - state["legitimacy"]
        price, gain, risk = state["price_in_force"], state["gain"], state["risk"][self.q]
        pull = (
            state["pull_own"]
            + state["pull_ties"]
            + state["pull_news"]
            + state["pull_outrage"]
            - self.threshold
        )
        h, r = np.empty(len(gain)), np.empty(len(gain))
        _medians(self.weight, self.first, gain, price, ill, pull, risk, self.tau, h, r)
        grievance = np.maximum(0, h * gain + price) * ill
        return {
            "grievance": grievance,
            "price": grievance - np.maximum(0, h * gain) * ill,
            "risk": r * risk,
        }
