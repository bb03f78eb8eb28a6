"""Strength: what services weigh where offices contend for them, in coups (`coups`) and purges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields


def sizes(now: Now) -> NDArray[np.float64]:
    """(service,) officers in all; none of a foreign one."""
    known: NDArray[np.float64] | None = now.cache.get("sizes of services")
    if known is None:
        services = now.world.services
        known = np.where(services.foreign, 0.0, services.personnel.sum(1) + services.reserve)
        now.cache["sizes of services"] = known
    return known


def obeying(s: Fields, now: Now) -> float:
    """Share of all officers of the country who obey who leads; 1 where there are none."""
    size = sizes(now)
    total = float(size.sum())
    return float(size @ s.loyalty) / total if total > 0 else 1.0


def misalignment(s: Fields) -> NDArray[np.float64]:
    """(service,) how far from the leader those stand who command it, by their shares."""
    gap = np.abs(s.position - s.position[int(s.leader_is)])
    found: NDArray[np.float64] = (gap[:, None] * s.control).sum(0)
    return found


def against(s: Fields, now: Now, who: NDArray[np.bool_]) -> float:
    """R / L: officers who follow these offices and do not obey the leader, for each who does obey.

    `contest` makes a chance of it.
    """
    size = sizes(now)
    theirs = float((size * (1 - s.loyalty) * s.control[who].sum(0)).sum())
    return theirs / max(float(size @ s.loyalty), 1e-9)


def contest(ratio: float, exponent: float) -> float:
    """The chance that the side `ratio` times as strong prevails (Tullock 1980)."""
    if ratio <= 0:
        return 0.0
    return float(1 / (1 + ratio**-exponent))
