"""The scores: by hand for few rows, held out in truth, and what they come to is said in the docs."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.theory.requests.evaluate import base_rates, evaluate, leave_one_out, scores
from tocsin.theory.requests.requests import requests


@pytest.fixture(scope="module")
def found():
    return evaluate()


def test_scores_by_hand():
    rows = requests()[:3]  # refused, refused, sent
    assert [r.deployed for r in rows] == [False, False, True]
    np.testing.assert_allclose(base_rates(rows), [2 / 4, 2 / 4, 1 / 4])
    s = scores(rows, np.array([0.5, 0.2, 0.9]), base_rates(rows))
    assert s["brier_score"]["model"] == pytest.approx((0.25 + 0.04 + 0.01) / 3)
    assert s["log_score"]["model"] == pytest.approx(-np.log(0.5 * 0.8 * 0.9) / 3)
    assert s["log_score"]["gain"] == pytest.approx(
        s["log_score"]["base_rate"] - s["log_score"]["model"]
    )


def test_a_request_is_judged_by_a_model_that_has_not_seen_it():
    """Its own outcome does not move its held-out probability."""

    class Turned:
        def __init__(self, row):
            self.seen, self.deployed = row.seen, not row.deployed

    rows = requests()[:12]
    turned = (*rows[:4], Turned(rows[4]), *rows[5:])
    before, after = leave_one_out(rows), leave_one_out(turned)
    assert after[4] == pytest.approx(before[4], abs=0.03)  # other random numbers, same law
    assert np.abs(after - before).max() > 0.05


def test_all_requests_beat_the_base_rate_and_the_first_table_alone_does_not(found):
    """Fifty requests with fourteen refusals tell something; seventeen with three do not."""
    gain = found["all"]["log_score"]
    assert gain["gain"] > 2 * gain["standard_error"] > 0
    core = found["core"]["log_score"]
    assert abs(core["gain"]) < 2 * core["standard_error"]
    assert (found["core"]["n"], found["all"]["n"]) == (17, len(requests()))


def test_probabilities_and_intervals_are_calibrated(found):
    c = found["calibration"]
    assert abs(c["expected"] - c["observed"]) < 2 * c["expected_sd"]
    assert sum(b["n"] for b in c["bins"]) == found["all"]["n"]
    for name in ("troops", "lag_days"):
        a = found[name]
        assert 0.8 <= a["in_90"] <= 1  # binomial, n some 37: 90 % +- 10
        assert 0.33 <= a["in_50"] <= 0.67
        assert len(a["cases"]) == a["n"]


def test_every_case_has_its_held_out_probability(found):
    assert [c["id"] for c in found["cases"]] == [r.id for r in requests()]
    assert all(0 < c["probability"] < 1 for c in found["cases"])
