"""Rule A as arithmetic: the chance of arrest, and what a well-mixed crowd would do.

Grievance G = H (1 - L); chance of arrest P = 1 - exp(-k C/A); net risk N = R P; active if G - N >
T. Next door: `acts` applies it to a person, with P from the table made here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def arrest_chance(
    cops: NDArray[np.integer], actives: NDArray[np.integer], k: float = 2.3, ratio: str = "literal"
) -> NDArray[np.float64]:
    """P for so many cops and actives in view, the citizen among them; 0.89974 for one of each."""
    share = np.asarray(cops) / np.maximum(np.asarray(actives), 1)
    if ratio == "floor":
        share = np.floor(share)
    elif ratio == "round":
        share = np.rint(share)
    return 1.0 - np.exp(-k * share)


def table(seen: int, k: float, ratio: str) -> NDArray[np.float32]:
    """(cops, A): P for all that can be in view of a citizen who sees so many sites."""
    cops = np.arange(seen + 1)[:, None]
    return arrest_chance(cops, np.arange(seen + 3)[None, :], k, ratio).astype(np.float32)


def rebels(
    hardship: float, aversion: float, legitimacy: float, chance: float, threshold: float = 0.1
) -> bool:
    """Rule A for one citizen: strictly above the threshold."""
    return hardship * (1.0 - legitimacy) - aversion * chance > threshold


def mean_field_share(legitimacy: float, chance: float, threshold: float = 0.1) -> float:
    """The share of citizens with H, R ~ U(0, 1) who are active where the chance of arrest is P.

    With G0 = 1 - L: 1 - T/G0 at P = 0; (G0 - T)^2 / (2 G0 P) where P is at least G0 - T.
    """
    most = 1.0 - legitimacy
    if most <= threshold:
        return 0.0
    span = most - threshold
    if chance == 0.0:
        return span / most
    if chance >= span:
        return span**2 / (2.0 * most * chance)
    return 1.0 - (threshold + chance / 2.0) / most
