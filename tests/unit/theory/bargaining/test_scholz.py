"""Car-emission standards of the European Community: a regression test, not a validated forecast."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.theory.bargaining import Actors, expected_utility

#: Capability, position (years of delay, 4 to 10) and salience: Netherlands, Belgium, Luxembourg,
#: Germany, France, Italy, United Kingdom, Ireland, Denmark, Greece; from Scholz et al. 2011.
CAPABILITY = [0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08]
POSITION = [4, 7, 4, 4, 10, 10, 10, 7, 4, 7]
SALIENCE = [0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7]


@pytest.fixture(scope="module")
def actors():
    return Actors.line(POSITION, SALIENCE, CAPABILITY, low=4, high=10)


def years(x):
    return 4 + 6 * np.asarray(x)


def test_median_and_mean_before_any_round(actors):
    done = expected_utility(actors)
    assert years(done.median[0]) == pytest.approx(7)
    assert years(done.mean[0]) == pytest.approx(7.39, abs=5e-3)


def test_exponents_of_risk_of_the_first_round(actors):
    expected = [1.4057, 0.7542, 0.5089, 1.4057, 1.0465, 1.0465, 1.9649, 0.5, 2, 1.1121]
    assert expected_utility(actors).risk[0] == pytest.approx(expected, abs=5.1e-5)


def test_medians_by_round(actors):
    """Losing a confrontation goes before compromise, and the least move within a kind."""
    medians = years(expected_utility(actors, 6).median)
    assert medians == pytest.approx([7, 8.4159, 9.6109, 9.9620, 9.9996, 10, 10], abs=5.1e-5)


def test_the_least_move_of_any_kind_differs_from_the_second_round_on(actors):
    medians = years(expected_utility(actors, 6, pick="least-move").median)
    assert medians == pytest.approx([7, 8.4159, 9.4747, 9.9318, 9.9988, 10, 10], abs=5.1e-5)


def test_the_textbook_denominator_collapses_to_seven(actors):
    done = expected_utility(actors, 6, denominator="pair")
    assert years(done.median) == pytest.approx(np.full(7, 7.0), abs=1e-6)
    assert years(done.position[-1]) == pytest.approx(np.full(10, 7.0), abs=1e-6)


def test_who_moves_in_the_first_round(actors):
    done = expected_utility(actors)
    assert done.offer[0].tolist() == [3, 1, 0, 3, 3, 3, 3, 0, 3, 3]
    assert done.partner[0].tolist() == [-1, 4, 1, -1, -1, -1, -1, 2, -1, -1]
