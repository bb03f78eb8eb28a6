"""In the limit tau -> 0 the decision is a threshold rule: Granovetter's riots (1978).

One place, persons with thresholds in heads, an hour in which whoever is willing surely joins and
whoever is not surely leaves: then the number active follows r' = #{thresholds <= r}.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tocsin.people.engine import Persons
from tocsin.people.hazards import COLUMNS, Hazards
from tocsin.people.layout import layout
from tocsin.people.random import key
from tocsin.people.states import S

SURE = 16.0  # hazard of a certain event: 1 - exp(-16)


def riot(thresholds):
    """Final number active among persons with these thresholds (0 to 100), by the sweep."""
    thresholds = np.sort(np.asarray(thresholds))[::-1]
    n = len(thresholds)
    lay = layout(np.array([[n]]))
    hardship = np.zeros(lay.padded, np.uint8)
    hardship[:n] = 255 - 2 * thresholds  # two of 256 levels of hardship for a head
    people = Persons(lay, hardship, np.zeros(lay.padded, np.uint8), np.arange(1), key(1, 0))
    active, before = 0, -1
    hour = 0
    while active != before:
        zero = {name: np.zeros(1) for name in COLUMNS}
        level = (255 - 2 * active + 0.5) / 256  # hardship of those whose threshold is reached
        zero |= {
            "gain": np.ones(1),
            "illegitimacy": np.ones(1),
            "pull": np.array([-level + 0.5 / 256]),
            "quarter_tau": np.array([1 / (4 * 1e-4)]),
            "doubt": np.full(1, SURE),
            "rejoin": np.ones(1),
        }
        sure = np.full((1, 1), SURE)
        people.decide(Hazards(**zero, join=sure, escalate=np.zeros((1, 1))), hour)
        before, active = active, int(people.counts[S.MARCHING].sum())
        hour += 1
    return active


def iterate(thresholds):
    """Granovetter's own iteration."""
    r, before = 0, -1
    while r != before:
        before, r = r, int((np.asarray(thresholds) <= r).sum())
    return r


def test_the_bandwagon_and_its_broken_twin():
    """Thresholds 0 to 99: all hundred riot. With a 2 in place of the 1: exactly one."""
    uniform = np.arange(100)
    assert riot(uniform) == 100
    broken = uniform.copy()
    broken[1] = 2
    assert riot(broken) == 1


@pytest.mark.parametrize(("sigma", "expected"), [(12.21, 6), (12.22, 100)])
def test_normal_thresholds_jump_at_a_critical_spread(sigma, expected):
    """Mean 25, rounded quantiles: from 6 to nearly all between sigma 12.21 and 12.22."""
    q = stats.norm.ppf((np.arange(100) + 0.5) / 100, 25, sigma)
    thresholds = np.clip(np.round(q), 0, 100).astype(int)
    assert riot(thresholds) == expected


@pytest.mark.parametrize("seed", range(5))
def test_random_thresholds_follow_the_iteration(seed):
    thresholds = np.random.default_rng(seed).integers(0, 60, 100)
    thresholds[0] = 0
    assert riot(thresholds) == iterate(thresholds)
