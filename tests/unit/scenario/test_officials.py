"""Mistakes in the section on official figures, and in the parameters of it."""

from __future__ import annotations

import pytest

import tocsin as tc
from tocsin.errors import ScenarioError

FIGURE = "officials.figures.dead."


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ({FIGURE + "counts": ["dead", "dead_forces"]}, "'dead' has 'dead_forces' in it already"),
        (
            {FIGURE + "counts": ["injured_civilians", "injured"]},
            "'injured' has 'injured_civilians' in it already",
        ),
        ({FIGURE + "delay": 337}, "337: expected 336 hours at most"),
        ({"parameters.of_delay": 400}, "400: expected a number from 0 to 336"),
        ({"parameters.of_delay.prior": "lognormal(6, 1)"}, "expected draws from 0 to 336"),
        ({"parameters.of_slipped": 1.2}, "1.2: expected a number from 0 to 1"),
        ({"parameters.of_rest": 2}, "2: expected a number from 0 to 1"),
        ({"parameters.of_rest": -0.1}, "-0.1: expected a number from 0 to 1"),
        ({"parameters.of_withheld.prior": "uniform(0.5, 1.5)"}, "expected draws from 0 to 1"),
        ({"parameters.of_noise": 5}, "5: expected a number from 0 to 1"),
        # a parameter that a figure names is held to what it is used for
        (
            {FIGURE + "withheld": "own", "parameters.own": {"value": 3}},
            "parameters.own.value: 3: expected a number from 0 to 1",
        ),
        (
            {FIGURE + "delay": "own", "parameters.own": {"value": 500}},
            "parameters.own.value: 500: expected a number from 0 to 336",
        ),
    ],
)
def test_a_mistake_is_told(edits, words):
    with pytest.raises(ScenarioError) as caught:
        tc.load("two-towns", set=edits)
    assert words in str(caught.value)


def test_parts_of_a_count_may_stand_together():
    counts = ["dead_participants", "dead_bystanders"]
    tc.load("two-towns", set={FIGURE + "counts": counts, FIGURE + "delay": 336})


def test_claims_of_the_state_by_rules_follow_from_what_happens():
    claims = tc.load("kazakhstan-2022-rules").spec.officials.claims
    assert all(claim.at is None and "fired(" in claim.when for claim in claims.values())
