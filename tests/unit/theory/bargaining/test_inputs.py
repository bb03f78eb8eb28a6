"""Mistakes are named, with what was expected."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.errors import InputError
from tocsin.theory.bargaining import (
    Actors,
    Rules,
    bargain,
    expected_utility,
    patronage,
    prospects,
    standing,
    victory,
    views,
    vote,
)

X, S, C = [[0.1], [0.9]], [[0.5], [0.5]], [1.0, 2.0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (([[0.1], [1.9]], S, C), "position: expected 0 to 1, got 0.1 to 1.9"),
        ((X, [[0.5], [1.5]], C), "salience: expected"),
        ((X, [[0.0], [0.5]], C), "salience: expected"),
        ((X, S, [0.0, 0.0]), "capability: expected"),
        ((X, S, [-1.0, 2.0]), "capability: expected"),
        ((X, S, [1.0, 2.0, 3.0]), "capability: shape"),
        ((X, [[0.5, 0.5]], C), "salience: shape"),
        (([0.1, 0.9], S, C), "position: shape"),
        (([[0.1], [np.nan]], S, C), "position: expected finite"),
        ((X, S, ["many", "few"]), "capability: expected numbers"),
        ((X, S, C, X, [0.0, 2.0]), "risk: expected"),
        ((np.zeros((3, 2, 1)), S, np.ones((2, 2))), "do not fit each other"),
    ],
)
def test_actors(arguments, told):
    with pytest.raises(InputError, match=told.replace(".", r"\.")):
        Actors(*arguments)


def test_names_are_suggested():
    with pytest.raises(InputError, match="did you mean 'binary'"):
        Rules(vote="binari")
    with pytest.raises(InputError, match="did you mean 'octic'"):
        victory(np.eye(2), "octik")
    with pytest.raises(InputError, match="did you mean 'uniform'"):
        standing(np.eye(2), rule="unifrom")
    with pytest.raises(InputError, match="voting rule 'x' is unknown"):
        vote(0.1, rule="x")


def test_numbers_of_rounds_draws_and_followers():
    who = Actors(X, S, C)
    for wrong in (
        {"rounds": 0},
        {"draws": np.ones((10, 2))},
        {"draws": np.zeros((3, 2))},
        {"follow": np.eye(3)},
    ):
        with pytest.raises(InputError):
            bargain(who, **wrong)
    with pytest.raises(InputError, match="at least two"):
        bargain(Actors([[0.1]], [[0.5]], [1.0]))


def test_expected_utility_wants_one_issue_and_a_dispute():
    with pytest.raises(InputError, match="one issue"):
        expected_utility(Actors([[0.1, 0.2], [0.3, 0.4]], [[0.5, 0.5]] * 2, C))
    with pytest.raises(InputError, match="nothing to decide"):
        expected_utility(Actors([[0.3], [0.3]], S, C))


def test_capabilities_may_differ_by_run_where_positions_do_not():
    who = Actors(X, S, [[1.0, 2.0], [2.0, 1.0], [1.0, 1.0]])
    assert who.position.shape == (3, 2, 1)
    assert bargain(who, 2).outcome.shape == (3, 3, 1)


def test_a_salience_so_small_that_its_square_is_none():
    """Only ratios count on one issue, so that the size of a salience says nothing of distances."""
    usual = views(Actors([[0.1], [0.5], [0.9]], [[0.5]] * 3, [1.0] * 3)).value
    for tiny in (1e-170, 5e-324):
        who = Actors([[0.1], [0.5], [0.9]], [[tiny], [0.5], [0.5]], [1.0] * 3)
        np.testing.assert_array_equal(views(who).value, usual)
        assert np.isfinite(prospects(who)).all()


@pytest.mark.parametrize("capability", [[1e308, 1e308], [1e-100, 0.0]])
def test_capabilities_in_an_impossible_unit(capability):
    with pytest.raises(InputError, match="choose another unit"):
        Actors(X, S, capability)


def test_actors_need_positions():
    with pytest.raises(InputError, match="position"):
        Actors(None, S, C)


def test_patronage_of_numbers_too_far_apart():
    assert np.isfinite(patronage(100, 1e308, 1e300, 1e-9, 0.5).kept)
    with pytest.raises(InputError, match="too far apart"):
        patronage(1e200, 1e200, 1e300, 1e-300, 0.5)
