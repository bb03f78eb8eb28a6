"""Rule A, what is seen, outbursts, and inputs: exact numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tocsin.errors import InputError
from tocsin.theory.classic.epstein import epstein, rule, statistics, vision
from tocsin.theory.classic.epstein.inputs import RUNS, chosen, cops_at, legitimacy_at


def test_chance_of_arrest_is_nine_in_ten_for_one_cop_and_one_active():
    """k = 2.3 makes P(1, 1) = 1 - exp(-2.3)."""
    assert rule.arrest_chance(np.int64(1), np.int64(1)) == pytest.approx(0.8997411563, abs=1e-10)
    assert rule.table(148, 2.3, "literal")[1, 1] == np.float32(1 - math.exp(-2.3))


def test_ratios_differ_where_the_literature_says():
    """1/2, 3/2 and 5/2 cops to an active: floor 0, 1, 2; round 0, 2, 2; literal as they are."""
    cops, actives = np.array([1, 3, 5]), np.array([2, 2, 2])
    for ratio, expected in (
        ("floor", [0, 1, 2]),
        ("round", [0, 2, 2]),
        ("literal", [0.5, 1.5, 2.5]),
    ):
        found = rule.arrest_chance(cops, actives, 2.3, ratio)
        assert found == pytest.approx([1 - math.exp(-2.3 * q) for q in expected])


def test_on_the_threshold_a_citizen_is_quiet():
    """G - N = T is not above T."""
    assert not rule.rebels(0.5, 0.7, 0.5, 0.0, 0.25)
    assert rule.rebels(np.nextafter(0.5, 1), 0.7, 0.5, 0.0, 0.25)


@pytest.mark.parametrize(
    ("legitimacy", "free", "feared"),
    [
        (0.82, 0.444444444, 0.0197530864),
        (0.80, 0.5, 0.0277777778),
        (0.70, 0.666666667, 0.0740740741),
        (0.90, 0.0, 0.0),
        (0.89, 0.0909090909, 0.000505050505),
    ],
)
def test_shares_of_a_well_mixed_crowd(legitimacy, free, feared):
    """Closed forms at P = 0 and P = 0.9, and the same by a grid over H and R."""
    assert rule.mean_field_share(legitimacy, 0.0) == pytest.approx(free, abs=1e-8)
    assert rule.mean_field_share(legitimacy, 0.9) == pytest.approx(feared, abs=1e-9)
    middle = (np.arange(1500) + 0.5) / 1500
    for chance in (0.0, 0.03, 0.9):
        active = (
            middle[:, None] * (1 - legitimacy) - middle[None, :] * chance > 0.1 + 1e-12
        )  # fmt: skip
        assert active.mean() == pytest.approx(rule.mean_field_share(legitimacy, chance), abs=0.001)


@pytest.mark.parametrize(
    ("shape", "reach", "sites"),
    [
        ("disc", 7, 148), ("diamond", 7, 112), ("square", 7, 224), ("disc", 1.7, 8),
        ("diamond", 1.7, 4), ("square", 1.7, 8),
    ],
)  # fmt: skip
def test_sites_in_view(shape, reach, sites):
    """Without the own site: NetLogo's disc of 7 has 148, Mesa's diamond 112."""
    seen = vision.offsets(shape, reach)
    assert len(seen) == sites
    assert int(vision.strips(shape, reach).sum()) == sites
    assert sorted(map(tuple, seen)) == sorted(map(tuple, -seen))


def test_outbursts_of_a_series_made_by_hand():
    """More than 50 begins, 50 ends; the one under way at the end is left out."""
    series = [0, 60, 70, 50, 0, 0, 51, 0, 90, 10, 99]
    found = statistics.outbursts(np.array(series), 50)
    assert found.start.tolist() == [1, 6, 8]
    assert found.end.tolist() == [3, 7, 9]
    assert found.activation.tolist() == [130, 51, 90]
    assert found.waits.tolist() == [3, 1]
    assert statistics.outbursts(np.array([60, 0, 60, 0])).start.tolist() == [2]
    assert statistics.outbursts(np.zeros(9)).start.tolist() == []


def test_slope_of_an_exponential_tail():
    """Waits of 30 plus an exponential of mean 1 / 0.07 give the slope -0.07 of the paper's figure 6."""
    waits = 30 + np.random.default_rng(1).exponential(1 / 0.07, 40_000)
    # the standard error of the slope is 0.07 / 200
    assert statistics.log_slope(waits) == pytest.approx(-0.07, abs=4 * 0.07 / 200)


def test_line_of_an_outburst_is_a_share_of_the_sites():
    """50 on the paper's 40 x 40."""
    assert statistics.line_for(1600) == 50
    assert statistics.line_for(10**6) == 31250


def test_legitimacy_falls_and_cops_leave_as_the_runs_say():
    """Run 3 loses 0.01 a period down to 0.2, run 4 jumps in period 77, run 5 loses a cop a period."""
    three, four, five = RUNS[3], RUNS[4], RUNS[5]
    assert legitimacy_at(three, 9) == 0.9
    assert legitimacy_at(three, 10) == pytest.approx(0.89)
    assert legitimacy_at(three, 79) == pytest.approx(0.2)
    assert legitimacy_at(three, 500) == pytest.approx(0.2)
    assert [legitimacy_at(four, t) for t in (76, 77)] == [0.9, 0.7]
    assert [cops_at(five, t, 118) for t in (29, 30, 31, 1000)] == [118, 117, 116, 0]


def test_table_of_runs():
    """The paper's inputs, as its table has them."""
    rows = {
        n: (i.cop_vision, i.vision, i.legitimacy, i.max_jail, i.movement, i.cop_density)
        for n, i in RUNS.items()
    }
    inf = math.inf
    assert rows == {
        1: (1.7, 1.7, 0.89, 15, False, 0.04),
        2: (7, 7, 0.82, 30, True, 0.04),
        3: (7, 7, 0.90, inf, True, 0.074),
        4: (7, 7, 0.90, inf, True, 0.074),
        5: (7, 7, 0.80, inf, True, 0.074),
        6: (1.7, 1.7, 0.90, 15, True, 0.0),
        7: (1.7, 1.7, 0.80, 15, True, 0.0),
        8: (1.7, 1.7, 0.80, 15, True, 0.04),
    }


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"run": 9}, "run: 9"),
        ({"run": True}, "run: True"),
        ({"variant": "netlog"}, "did you mean 'netlogo'"),
        ({"ratio": "flor"}, "did you mean 'floor'"),
        ({"schedule": "block"}, "did you mean 'blocks'"),
        ({"visoin": 3}, "did you mean 'vision'"),
        ({"steps": 0}, "steps: 0"),
        ({"size": "40by40"}, "such as 40 or 1000x1000"),
        ({"size": 10}, "reaches round the torus"),
        ({"density": 1.0}, "leave none vacant"),
        ({"density": 0.01}, "fewer than its 0.04 cops"),
        ({"vision": 12}, "more than 254 sites"),
        ({"max_jail": 2.5}, "no whole number"),
        ({"seed": -1}, "seed: -1"),
        ({"run": 7, "schedule": "blocks"}, "Model II"),
        ({"movement": 1}, "neither True nor False"),
    ],
)
def test_a_bad_input_is_named(given, words):
    """With its value and what was expected; nothing runs."""
    with pytest.raises(InputError, match=None) as told:
        epstein(**given)
    assert words in str(told.value)


def test_paper_choices_are_the_printed_rule():
    """Literal ratio, disc, self once, move then act, the jailed off the lattice."""
    i = chosen(2, "paper", {})
    assert (i.ratio, i.shape, i.self_count, i.order, i.jailed) == (
        "literal", "disc", "once", "move-then-act", "removed",
    )  # fmt: skip
