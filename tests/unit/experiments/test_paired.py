"""Statistics of pairs: known truths are covered as often as said, ties and gaps are kept honest."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.experiments.comparisons.paired import alike, fewest, paired, share
from tocsin.view.verdicts import agreement


def test_the_same_values_differ_by_nothing_and_correlate_fully():
    a = [3.0, 5.0, 4.0, 9.0, 1.0, 0.1]
    found = paired(a, a)
    assert found["difference"] == {"mean": 0, "se": 0, "low": 0, "high": 0, "median": 0}
    assert found["correlation"] == 1
    assert found["variance_ratio"] == 0
    assert found["clear"] is None
    assert found["equal"]["share"] == 1


@pytest.mark.parametrize("n", [6, 20, 200])
def test_the_interval_covers_the_known_difference_as_often_as_it_says(n):
    """Pairs with mean difference 3 and correlation 0.8; 95 % within four errors of 2,000 tries."""
    rng = np.random.default_rng(5)
    tries, hits, correlations = 2000, 0, []
    for _ in range(tries):
        shared, own = rng.normal(size=n), rng.normal(size=(2, n))
        a, b = 10 + np.sqrt(0.8) * shared + np.sqrt(0.2) * own
        found = paired(list(a), list(b + 3), few=0)
        hits += found["difference"]["low"] <= 3 <= found["difference"]["high"]
        correlations.append(found["correlation"])
    assert abs(hits / tries - 0.95) < 4 * np.sqrt(0.05 * 0.95 / tries)
    assert np.mean(correlations) == pytest.approx(0.8, abs=0.05)


def test_skewed_counts_are_covered_nearly_as_often():
    """Differences of counts of a heavy right tail, 20 pairs: below the nominal 95 %, above 88 %."""
    rng = np.random.default_rng(6)
    hits = 0
    for _ in range(1000):
        d = rng.poisson(rng.gamma(0.7, 30, 20))
        found = paired([0.0] * 20, list(d.astype(float)))["difference"]
        hits += found["low"] <= 21 <= found["high"]
    assert 0.88 < hits / 1000 < 0.96


def test_pairing_makes_the_error_smaller_by_what_it_says():
    rng = np.random.default_rng(7)
    shared = rng.normal(size=4000)
    a = shared + rng.normal(size=4000) / 2
    b = shared + rng.normal(size=4000) / 2
    found = paired(list(a), list(b))
    assert found["correlation"] == pytest.approx(0.8, abs=0.02)
    assert found["variance_ratio"] == pytest.approx(0.2, abs=0.02)
    assert found["difference"]["se"] == pytest.approx(np.sqrt(0.5 / 4000), rel=0.05)


def test_runs_of_one_parameter_set_count_as_one():
    """Two sets, ten runs each: twenty runs that say the same know no more than two."""
    base, variant = [0.0] * 20, [1.0, 2.0] * 10
    loose = paired(base, variant)["difference"]
    tight = paired(base, variant, groups=[0, 1] * 10)["difference"]
    assert loose["low"] > 1
    assert tight["low"] < 0
    assert tight["se"] == pytest.approx(np.std([1, 2], ddof=1) / np.sqrt(2))


def test_shares_of_runs_in_sets_know_no_more_than_the_sets():
    """The sign is decided by the set: 200 runs of four sets know what four runs know."""
    sets = [k % 4 for k in range(200)]
    variant = [-1.0 if s == 0 else 1.0 for s in sets]
    loose, tight = (paired([0.0] * 200, variant, groups=g)["higher"] for g in (None, sets))
    assert loose["share"] == tight["share"] == 0.75
    assert loose["high"] - loose["low"] < 0.13
    four = share(3, 4)
    assert tight["low"] <= four["low"] < four["high"] <= tight["high"]
    names = alike(["A"] * 200, ["B" if s == 0 else "A" for s in sets], groups=sets)["same"]
    assert names == tight
    same = paired([0.0] * 200, [1.0] * 200, groups=sets)["higher"]
    assert (same["low"], same["high"]) == (share(4, 4)["low"], 1)


def test_shares_of_sets_that_do_not_matter_are_nearly_those_of_runs():
    rng = np.random.default_rng(8)
    variant = list(rng.choice([-1.0, 1.0], 600))
    loose, tight = (
        paired([0.0] * 600, variant, groups=g)["higher"]
        for g in (None, [k % 60 for k in range(600)])
    )
    assert tight["high"] - tight["low"] == pytest.approx(loose["high"] - loose["low"], rel=0.25)


def test_sets_that_disagree_on_the_sign_leave_it_undecided():
    """Of ten sets of four runs: what nine say is decided, what six say is not, whatever chance adds."""
    rng = np.random.default_rng(6)
    groups = np.repeat(np.arange(10), 4)
    for less, decided in ((9, True), (6, False)):
        d = np.where(groups < less, -5.0, 5.0) + rng.normal(size=40)
        found = paired([0.0] * 40, list(d), groups=list(groups))
        assert found["sets"] == {"count": 10, "agree": less / 10, "decided": decided}
        told = agreement(found)
        assert ("not decided by the data" in told) != decided
    assert "sets" not in paired([0.0] * 4, [1.0] * 4)
    assert not paired([0.0] * 4, [0.0] * 4, groups=[0, 0, 1, 1])["sets"]["decided"]


def test_only_pairs_with_both_values_count():
    found = paired([1.0, None, 3.0, 4.0], [2.0, 5.0, None, 5.0])
    assert found["n"] == 2
    assert found["difference"]["mean"] == 1
    assert (found["base"]["known"], found["variant"]["known"]) == (3, 3)
    nothing = paired([None, 1.0], [1.0, None])
    assert nothing["n"] == 0
    assert nothing["difference"]["mean"] is None
    assert nothing["lower"]["share"] is None


def test_few_pairs_that_differ_are_never_clear():
    assert fewest(0.95) == 6
    assert paired([0.0] * 5, [1.0, 1.1, 0.9, 1.0, 1.0])["clear"] is None
    assert paired([0.0] * 6, [1.0, 1.1, 0.9, 1.0, 1.0, 1.0])["clear"] == "higher"
    rare = paired([0.0] * 20, [1.0] * 5 + [0.0] * 15)
    assert rare["difference"]["low"] > 0
    assert rare["clear"] is None


def test_of_few_pairs_no_interval_is_claimed():
    """Of 19 the least and the most difference."""
    d = [0.0] * 5 + [float(x) for x in range(1, 15)]
    found = paired([0.0] * 19, d)
    assert (found["difference"]["low"], found["difference"]["high"]) == (0, 14)
    assert found["clear"] == "higher"
    assert found["lower"] == {"share": 0, "low": None, "high": None}
    assert (found["variant"]["low"], found["variant"]["high"]) == (0, 14)
    assert "p05" not in found["variant"]
    assert alike(["A"] * 19, ["A"] * 19)["same"] == {"share": 1, "low": None, "high": None}
    more = paired([0.0] * 20, [0.0, *d])
    assert more["difference"]["low"] > 0
    assert more["lower"]["high"] > 0
    assert "p05" in more["variant"]


def test_shares_have_jeffreys_intervals():
    """Brown, Cai and DasGupta (2001): 3 of 10, Beta(3.5, 7.5)."""
    found = share(3, 10)
    assert found["share"] == 0.3
    assert found["low"] == pytest.approx(0.0927, abs=2e-3)
    assert found["high"] == pytest.approx(0.6058, abs=2e-3)
    assert share(0, 8)["low"] == 0
    assert share(8, 8)["high"] == 1
    assert share(0, 0)["share"] is None


def test_names_are_compared_by_how_often_they_agree():
    found = alike(["A", "A", "B", None], ["A", "B", "B", "A"])
    assert found["n"] == 3
    assert found["same"]["share"] == pytest.approx(2 / 3, abs=1e-6)
    assert found["base"]["value"] == "A"
