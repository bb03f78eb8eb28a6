"""The arrays say what the plain loops say, for any actors and rules."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.theory.bargaining import (
    Rules,
    bargain,
    coalitions,
    expected_utility,
    judge,
    move,
    reference,
    reference_scholz,
    risk,
    standing,
    victory,
    vote,
)
from tocsin.theory.bargaining.rounds import chosen
from tocsin.theory.bargaining.rules import MEETINGS, PROPOSALS, THIRD_PARTIES
from tocsin.theory.bargaining.standings import STANDINGS
from tocsin.theory.bargaining.victories import VICTORIES
from tocsin.theory.bargaining.voting import VOTES

from .made import line, some

SEEDS = st.integers(0, 2**32 - 1)


@settings(deadline=None, derandomize=True)
@given(
    st.floats(-1, 1) | st.sampled_from([0.0, 3e-9, -3e-9]),
    st.floats(0, 100),
    st.sampled_from(sorted(VOTES)),
)
def test_votes(du, weight, rule):
    assert vote(du, weight, rule) == pytest.approx(reference.vote(du, weight, rule), abs=1e-12)


@settings(deadline=None, derandomize=True)
@given(st.floats(1e-8, 100), st.floats(1e-8, 100), st.sampled_from(VICTORIES))
def test_victory(a, b, rule):
    p = victory(np.array([[0, a], [b, 0]]), rule)
    assert p[0, 1] == pytest.approx(reference.beats(a, b, rule), abs=1e-12)
    assert p[1, 0] == pytest.approx(reference.beats(b, a, rule), abs=1e-12)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(SEEDS, st.sampled_from(sorted(VOTES)), st.sampled_from(STANDINGS))
def test_coalitions_and_standing(seed, rule, how):
    rng = np.random.default_rng(seed)
    u, w = rng.uniform(0, 1, (4, 5)), rng.uniform(0.1, 10, 4)
    c = reference.coalitions(u.tolist(), w.tolist(), rule)
    assert coalitions(u, w, rule) == pytest.approx(np.array(c), rel=1e-9, abs=1e-12)
    expected = reference.standing(c, "linear", how)
    assert standing(np.array(c), "linear", how) == pytest.approx(expected, abs=1e-9)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(SEEDS, st.sampled_from(VICTORIES), st.sampled_from(STANDINGS))
def test_closed_options_are_as_if_they_were_not_there(seed, win, how):
    rng = np.random.default_rng(seed)
    c = rng.uniform(0.1, 10, (6, 6))
    keep = rng.permutation(6)[: rng.integers(1, 6)]
    among = np.isin(np.arange(6), keep)
    p = standing(c, win, how, among)
    assert (p[~among] == 0).all()
    assert p[among] == pytest.approx(standing(c[np.ix_(among, among)], win, how), abs=1e-9)


@pytest.mark.parametrize("span", ["min", "mid", "max"])
@given(seed=SEEDS)
@settings(max_examples=10, deadline=None, derandomize=True)
def test_attitudes(span, seed):
    p = np.random.default_rng(seed).dirichlet(np.ones(5))
    assert risk(p, span) == pytest.approx(reference.attitudes(p.tolist(), span), abs=1e-12)


RULES = st.builds(
    Rules,
    vote=st.sampled_from(sorted(VOTES)),
    victory=st.sampled_from(["linear", "square"]),
    standing=st.sampled_from(STANDINGS),
    risk=st.sampled_from(["min", "mid", "max", "given"]),
    insight=st.sampled_from([0.0, 1 / 3, 1.0]),
    third_parties=st.sampled_from(THIRD_PARTIES),
    meeting=st.sampled_from(MEETINGS),
    proposals=st.sampled_from(PROPOSALS),
    digits=st.sampled_from([None, 4]),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SEEDS, RULES, st.integers(2, 5), st.integers(1, 3), st.booleans())
def test_a_round(seed, rules, actors, issues, held):
    """Targets, gains, likely bargains and moves; with ideals apart from positions in half of them."""
    who = some(seed, actors=actors, issues=issues)
    if held:
        other = some(seed + 1, actors=actors, issues=issues)
        given = 2 * other.position[:, 0] - 1 if rules.risk == "given" else None
        who = replace(who, ideal=other.position, risk=given)
    now = judge(who, rules)
    plain = reference.one_round(
        who.position.tolist(),
        who.aim.tolist(),
        who.salience.tolist(),
        who.capability.tolist(),
        rules,
        None if who.risk is None else who.risk.tolist(),
    )
    target, gain, likely, moved = plain
    assert now.target.tolist() == target
    assert now.gain == pytest.approx(gain, abs=1e-9)
    to, _ = move(who, now.table, chosen(now.likely, None))
    for k, options in enumerate(likely):
        worth = now.worth[:, list(options)]
        gaps = np.abs(worth[:, :, None] - worth[:, None, :]) + np.eye(len(options))
        if gaps.max(0).min() < 1e-4:
            continue  # two bargains alike: the plain iteration takes for ever, or rounding decides
        p = sorted(options.values())
        assert now.likely[k, list(options)] == pytest.approx(list(options.values()), abs=1e-5)
        assert now.likely[k].sum() == pytest.approx(1)
        if len(p) == 1 or p[-1] - p[-2] > 1e-4:
            assert to[k] == pytest.approx(moved[k], abs=1e-7)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    SEEDS,
    st.integers(2, 6),
    st.sampled_from(["all-pairs", "pair"]),
    st.sampled_from(["by-kind", "least-move"]),
)
def test_a_round_of_expected_utility(seed, actors, denominator, pick):
    who = line(seed, actors)
    done = expected_utility(who, 1, denominator, pick)
    x = who.position[:, 0]
    r, moved = reference_scholz.one_round(
        x.tolist(),
        who.salience[:, 0].tolist(),
        who.capability.tolist(),
        float(x.max() - x.min()),
        denominator,
        pick,
    )
    assert done.risk[0] == pytest.approx(r, abs=1e-9)
    assert done.position[1] == pytest.approx(moved, abs=1e-7)


def test_a_batch_of_runs_is_each_run_alone_to_the_bit():
    rules = Rules(proposals="both")
    who = some(7, runs=(2, 3), actors=6, issues=2)
    draws = np.random.default_rng(1).random((2, 3, 4, 6))
    many = bargain(who, 4, rules, draws)
    one_line = some(8, runs=(5,), actors=6, issues=1)
    others = expected_utility(one_line, 3)
    for at in np.ndindex(2, 3):
        alone = bargain(
            type(who)(who.position[at], who.salience[at], who.capability[at]), 4, rules, draws[at]
        )
        for name in (
            "position",
            "ideal",
            "standing",
            "outcome",
            "risk",
            "gain",
            "target",
            "partner",
        ):
            assert np.array_equal(getattr(many, name)[at], getattr(alone, name)), name
    for k in range(5):
        alone = expected_utility(
            type(who)(one_line.position[k], one_line.salience[k], one_line.capability[k]), 3
        )
        assert np.array_equal(others.position[k], alone.position)
        assert np.array_equal(others.risk[k], alone.risk)
