"""Numbers of KTAB's shipped example, read in its log (examples/smp/doc, 20170530_ref-smpExample).

The log prints 3 or 4 digits, positions on 0 to 100 with one; tolerances are half of the last digit.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tocsin.theory.bargaining import (
    KTAB_EXAMPLE,
    Actors,
    challenges,
    judge,
    meet,
    move,
    prospects,
    standing,
    victory,
)

C = np.array([[0, 12.099, 54.921], [10.333, 0, 27.079], [5.007, 55.047, 0]])
POSITION = [
    [0.528, 0.398, 0.396],
    [0.159, 0.614, 0.720],
    [0.611, 0.865, 0.445],
    [0.263, 0.165, 0.159],
    [0.733, 0.611, 0.263],
]
SALIENCE = [
    [0.323, 0.224, 0.134],
    [0.252, 0.345, 0.265],
    [0.288, 0.286, 0.182],
    [0.156, 0.420, 0.143],
    [0.397, 0.199, 0.158],
]
CAPABILITY = [117.7, 93.2, 61.4, 135.4, 63.8]
#: How each actor's ideal follows the positions, in the same example.
FOLLOW = np.diag([0.87, 0.75, 0.65, 0.57, 1.0])
FOLLOW[1, 0], FOLLOW[2, 3] = 0.07, 0.13
#: Which bargain each took in the 14 steps of the log, by the number of its initiator plus 1; 0 to
#: stay. KTAB drew them.
TAKEN = [
    [3, 2, 4, 0, 1], [4, 0, 5, 4, 5], [1, 2, 3, 0, 5], [1, 0, 0, 3, 0], [4, 0, 2, 4, 5],
    [1, 2, 3, 0, 5], [1, 2, 1, 4, 5], [0, 0, 0, 0, 2], [0, 5, 3, 4, 1], [2, 5, 3, 0, 4],
    [1, 2, 5, 0, 3], [1, 2, 5, 0, 2], [0, 2, 3, 0, 0], [1, 0, 3, 0, 0],
]  # fmt: skip


@pytest.fixture(scope="module")
def actors():
    return Actors(POSITION, SALIENCE, CAPABILITY)


@pytest.fixture(scope="module")
def first(actors):
    return judge(actors, KTAB_EXAMPLE)


def test_chances_by_the_square_of_strength():
    v = victory(C, "square")
    assert [v[0, 1], v[0, 2], v[1, 2]] == pytest.approx([0.5782, 0.9918, 0.1948], abs=5e-5)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("uniform", [0.6351, 0.2148, 0.1501]),
        ("incentive", [0.5094, 0.2796, 0.2110]),
        ("conditional", [0.8659, 0.1241, 0.0100]),
    ],
)
def test_three_options(rule, expected):
    assert standing(C, "square", rule) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("rule", ["uniform", "incentive", "conditional"])
def test_two_options_stand_by_their_chances_whatever_the_rule(rule):
    c = np.array([[0, 51.212], [19.714, 0]])
    assert standing(c, "square", rule) == pytest.approx([0.8709, 0.1291], abs=5e-5)


def test_values_and_attitudes_of_the_example(first):
    expected = [1, 0.673, 0.739, 0.747, 0.799]
    assert first.views.value[0] == pytest.approx(expected, abs=5.1e-4)
    assert first.views.risk == pytest.approx([1.000, -0.387, -0.500, -0.001, -0.298], abs=5.1e-4)
    assert first.views.utility[0, 1] == pytest.approx(0.8931, abs=5.1e-5)
    assert first.views.utility[1, 0] == pytest.approx(0.6278, abs=5.1e-5)


def test_what_others_take_the_utilities_to_be(first):
    assert first.views.seen[0, 1, 0] == pytest.approx(0.8190, abs=5.1e-5)
    assert first.views.seen[4, 3, 2] == pytest.approx(0.3126, abs=5.1e-5)


def test_challenges_of_the_first_step(first):
    assert first.target.tolist() == [4, 2, 0, 2, 2]
    assert first.gain == pytest.approx([0.0115, 0.2315, 0.0975, 0.4318, 0.0632], abs=5.1e-5)
    assert first.chance == pytest.approx([0.5257, 0.7180, 0.4396, 0.7837, 0.5467], abs=5.1e-5)


def test_bargains_of_the_first_step(first):
    assert first.table.to_initiator[4] == pytest.approx([0.7006, 0.7600, 0.3498], abs=1e-9)
    assert first.table.to_target[4] == pytest.approx([0.7006, 0.7601, 0.3498], abs=1e-9)
    assert first.table.to_initiator[3] == pytest.approx([0.3348, 0.1889, 0.1904], abs=1e-9)


def test_what_the_third_actor_is_likely_to_take(first):
    """Its options: to stay, and the bargains that actors 0, 1, 2, 3, 4 initiated."""
    expected = [0.0859, 0, 0.1976, 0.2255, 0.4215, 0.0695]
    assert first.likely[2] == pytest.approx(expected, abs=5.1e-5)
    assert first.likely[3] == pytest.approx([0.3948, 0, 0, 0, 0.6052, 0], abs=5.1e-5)


def test_the_same_challenge_in_the_eyes_of_its_target(actors, first):
    """Actor 0 on being challenged by 2."""
    eyes = challenges(actors, first.views.seen, "proportional-cubic", "committed", eyes="target")
    assert eyes.chance[2, 0] == pytest.approx(0.6698, abs=5.1e-5)
    assert eyes.gain[2, 0] == pytest.approx(0.1098, abs=5.1e-5)
    assert eyes.gain_target[2, 0] == pytest.approx(-0.0373, abs=5.1e-5)


def test_the_target_proposes_by_its_chance_where_ktab_takes_its_gain(actors):
    """KTAB's stored source puts the gain, 0.1098, where the chance, 0.6698, belongs; ours does not."""
    x, s = actors.position, actors.salience
    theirs = meet(x[2], x[0], s[2], s[0], np.array(0.1098), "s2p2")[1]
    assert theirs == pytest.approx([0.5290, 0.4093, 0.3973], abs=1e-4)
    ours = judge(actors, replace(KTAB_EXAMPLE, proposals="both", digits=None)).table.to_target[7]
    right = meet(x[2], x[0], s[2], s[0], np.array(0.6698), "s2p2")[1]
    assert ours == pytest.approx(right, abs=1e-4)


def test_the_log_replayed_to_its_end(actors):
    """The 14 steps of the log, taking the bargains that it drew, end where it ends."""
    now = actors
    for step in TAKEN:
        table = judge(now, KTAB_EXAMPLE).table
        moved, _ = move(now, table, np.array(step))
        gap = moved[None] - now.aim[:, None]
        now = now.at(moved, now.aim + (FOLLOW[:, :, None] * gap).sum(1))
    expected = [
        [0.413, 0.496, 0.538],
        [0.416, 0.499, 0.575],
        [0.417, 0.444, 0.500],
        [0.424, 0.248, 0.290],
        [0.415, 0.505, 0.582],
    ]
    assert now.position == pytest.approx(np.array(expected), abs=5.1e-4)
    chances = prospects(now, KTAB_EXAMPLE)
    assert chances == pytest.approx([0.2290, 0.4282, 0.1358, 0.0381, 0.1688], abs=5.1e-5)
