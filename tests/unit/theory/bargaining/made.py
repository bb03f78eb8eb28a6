"""Actors made from a number, for properties that must hold for any actors."""

from __future__ import annotations

import numpy as np

from tocsin.theory.bargaining import Actors


def some(seed: int, runs: tuple[int, ...] = (), actors: int = 5, issues: int = 2) -> Actors:
    """Actors apart from each other: random positions, saliences and capabilities."""
    rng = np.random.default_rng(seed)
    salience = rng.uniform(0.05, 1.0, (*runs, actors, issues))
    salience *= rng.uniform(0.2, 1.0, (*runs, actors, 1)) / salience.sum(-1, keepdims=True)
    return Actors(
        rng.uniform(0, 1, (*runs, actors, issues)),
        salience,
        rng.uniform(1, 100, (*runs, actors)),
    )


def line(seed: int, actors: int = 5) -> Actors:
    """Actors on one issue."""
    return some(seed, actors=actors, issues=1)
