"""Random hazards and small populations for the engines' tests."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.people.hazards import COLUMNS, Hazards
from tocsin.people.layout import Layout, layout
from tocsin.people.states import STATES

Array = NDArray[Any]


def hazards(places: int, strata: int, rng: np.random.Generator) -> Hazards:
    """Everything possible happens, with rates from small to large."""
    rate = {name: rng.uniform(0, 0.5, places) for name in COLUMNS}
    rate["gain"] = rng.uniform(0.5, 1.5, places)
    rate["price"] = rng.uniform(0, 0.4, places)
    rate["illegitimacy"] = rng.uniform(0.3, 0.7, places)
    rate["pull"] = rng.uniform(-0.5, 0.1, places)
    rate["quarter_tau"] = np.full(places, 1 / (4 * 0.03))
    return Hazards(
        **rate,
        join=rng.uniform(0, 0.3, (strata, places)),
        escalate=rng.uniform(0, 0.3, (strata, places)),
    )


def people(
    sizes: Array, rng: np.random.Generator, mixed: bool = True
) -> tuple[Layout, Array, Array, Array]:
    """Layout, sorted traits, and states (all of them, if mixed)."""
    lay = layout(sizes)
    h = np.zeros(lay.padded, np.uint8)
    r = np.zeros(lay.padded, np.uint8)
    for a, b in zip(lay.segment_start[:-1], lay.segment_start[1:], strict=True):
        traits = rng.integers(0, 256, (b - a, 2))
        traits = traits[np.lexsort((traits[:, 1], traits[:, 0]))]
        h[a:b], r[a:b] = traits.T
    state = np.zeros(lay.padded, np.uint8)
    if mixed:
        state[: lay.persons] = rng.integers(0, STATES, lay.persons)
    return lay, h, r, state


def counts(lay: Layout, state: Array) -> Array:
    """(state, stratum, place) counts."""
    out = np.zeros((STATES, lay.strata, lay.places), np.int64)
    segment = np.repeat(np.arange(len(lay.segment_start) - 1), np.diff(lay.segment_start))
    np.add.at(out, (state[: lay.persons], segment % lay.strata, segment // lay.strata), 1)
    return out
