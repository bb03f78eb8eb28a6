"""The median willing person of a place: by whom a report tells what moved people there.

Among those who may join, weighted by how willing they are, the medians of hardship and risk aversion
on a coarse grid of traits; where nobody is willing, the person who comes nearest to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.people.jit import kernel
from tocsin.world.population import GRID_H, GRID_R

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.world import World


@kernel
def _medians(
    weight: Any, gain: Any, price: Any, ill: Any, pull: Any, risk: Any, tau: float,
    hardship: Any, aversion: Any,
) -> None:  # fmt: skip
    by_h = np.empty(GRID_H)
    by_r = np.empty(GRID_R)
    for p in range(gain.size):
        by_h[:] = 0.0
        by_r[:] = 0.0
        total = 0.0
        best, best_h, best_r = -1e300, 0, 0
        for a in range(GRID_H - 1, -1, -1):
            g = max(0.0, (a + 0.5) / GRID_H * gain[p] + price[p]) * ill[p]
            # rows fall in hardship: if the least averse cannot do better than zero, no row below can
            most = g + pull[p] - risk[p] * 0.5 / GRID_R
            if most <= -2.0 * tau and best > most:
                break
            for b in range(GRID_R):
                w = weight[p, a * GRID_R + b]
                if w <= 0.0:
                    continue
                net = g + pull[p] - risk[p] * (b + 0.5) / GRID_R
                if net > best:
                    best, best_h, best_r = net, a, b
                y = min(max(net / (4.0 * tau) + 0.5, 0.0), 1.0)
                w *= y * y * (3.0 - 2.0 * y)
                by_h[a] += w
                by_r[b] += w
                total += w
        if total > 0.0:
            run = 0.0
            for a in range(GRID_H):
                run += by_h[a]
                if run >= 0.5 * total:
                    best_h = a
                    break
            run = 0.0
            for b in range(GRID_R):
                run += by_r[b]
                if run >= 0.5 * total:
                    best_r = b
                    break
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
        _medians(self.weight, gain, price, ill, pull, risk, self.tau, h, r)
        grievance = np.maximum(0, h * gain + price) * ill
        return {
            "grievance": grievance,
            "price": grievance - np.maximum(0, h * gain) * ill,
            "risk": r * risk,
        }
