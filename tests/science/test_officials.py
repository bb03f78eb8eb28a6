"""Official figures and claims stand beside the truth of a run and change nothing in it."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc
from tocsin.errors import ScenarioError
from tocsin.record.chronicle import chronicle
from tocsin.record.outcomes import outcomes

RECORD = [{"value": 1, "source": "x"}]
OWN = {"reported", "counted"}


def run(scenario, seed=1, run=0):
    return tc.Simulation(scenario, seed, run, threads=1).run()


@pytest.fixture(scope="module")
def towns(two_towns):
    """Two towns where people die early and figures slip out."""
    return two_towns.edit(
        set={
            "parameters.of_slip": 1,
            "levers.live-fire": {"kind": "live_fire", "actor": "minister",
                                 "at": "2030-06-03T00:00", "warning": False},
            "parameters.kill": 0.02,
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def record(towns):
    return run(towns)


def test_without_feedback_the_same_happens_as_without_the_section(towns):
    record = run(towns.set("officials.feedback", False))
    bare = run(towns.set("officials", None))
    assert not set(bare.arrays) & OWN
    for name, array in bare.arrays.items():
        assert np.array_equal(array, record.arrays[name]), name
    ours = outcomes(record)
    for name, value in outcomes(bare).items():
        assert ours[name] == value


def test_what_is_reported_is_late_and_short(record):
    true = record.arrays["counted"]
    assert true[-1, 0] == record.arrays["dead"][-1].sum() > 5
    assert (record.arrays["reported"] <= true).all()
    ratio = outcomes(record)["report_ratio"]
    assert 0 <= ratio["dead"] < 1
    assert 0 < ratio["detained"] <= 1


def test_a_figure_is_taken_back_in_the_record_and_the_chronicle(record):
    out = outcomes(record)
    lines = [e for e in chronicle(record, 0) if e.kind == "retraction"]
    assert lines
    assert out["retracted"]["dead"] > 0
    assert "is taken back" in lines[0].text
    assert "in this run" in lines[0].text
    assert out["retracted"]["detained"] is None  # nothing of it is held back


def test_one_figure_less_changes_no_other(towns, record):
    data = {
        k: v for k, v in towns.copy_of_data()["officials"]["figures"].items() if k != "detained"
    }
    fewer = run(towns.set("officials.figures", data))
    assert np.array_equal(fewer.arrays["reported"], record.arrays["reported"][:, :2])


def test_what_is_counted_twice_is_drawn_once_for_a_run_from_its_range(towns):
    wide = towns.edit(
        set={
            "parameters.of_slip": 0,
            "officials.figures.dead.withheld": 0,
            "officials.figures.dead.delay": 0,
            "officials.figures.dead.double": {"value": 0.5, "low": 0.1, "high": 1},
        }
    )
    ratios = []
    for k in range(4):
        record_ = run(wide, run=k)
        at = np.flatnonzero(record_.arrays["counted"][:, 0] > 0)
        assert len(at)
        out = outcomes(record_)["report_ratio"]["dead"]
        assert 1.05 <= out <= 2
        ratios.append(out)
    assert len({round(x, 2) for x in ratios}) > 1


def test_claims_have_the_truth_beside_them(towns):
    scenario = towns.set(
        "officials.claims",
        {
            "a": {"actor": "minister", "text": "many", "at": "2030-06-07T12:00", "said": 2000,
                  "of": ["rioting"], "place": "beta"},
            "b": {"actor": "minister", "text": "many", "at": "2030-06-07T12:00", "times": 3,
                  "of": ["active"], "how": "now"},
            "c": {"actor": "minister", "text": "in all", "at": "2030-06-03T12:00", "said": 7,
                  "of": ["dead", "cells"], "how": "whole"},
            "d": {"actor": "minister", "text": "never", "when": "active > 1e6", "of": ["dead"]},
        },
    )  # fmt: skip
    r = run(scenario)
    out = outcomes(r)
    end = 108  # hours to noon of the fifth day
    rioting, active = r.arrays["rioting"], r.active.sum(1)
    assert out["claim_true"]["a"] == rioting[:end, 1].max() > 0
    assert out["claim_true"]["b"] == active[end - 1]
    assert out["claim_said"]["b"] == 3 * active[end - 1]
    assert out["claim_true"]["c: dead"] == r.arrays["dead"][-1].sum()
    assert out["claim_true"]["c: cells"] == 0  # they are off
    assert out["claim_true"]["d"] is None
    lines = [e for e in chronicle(r, 0) if e.kind == "claim"]
    assert [e.value for e in lines] == ["7", "2000", out_text(out["claim_said"]["b"])]
    assert all("in this run" in e.text for e in lines)
    assert lines[1].time_utc == "2030-06-07T12:00Z"


def out_text(x):
    return f"{x:.12g}"


def test_a_claim_waits_for_its_condition(towns):
    claim = {"actor": "minister", "text": "order", "when": "fired('emergency')", "after": "5 h",
             "of": ["dead"]}  # fmt: skip
    r = run(towns.set("officials.claims", {"a": claim}))
    emergency = np.argmax((r.arrays["emergency"] > 0).any(1))
    assert abs(r.final["claim_at"][0] - (emergency + 1 + 5)) <= 1


def test_interrupted_and_taken_up_it_says_the_same(towns, record, tmp_path):
    first = tc.Simulation(towns, threads=1)
    first.run(100)
    first.save(tmp_path / "state.npz")
    second = tc.Simulation(towns, threads=1)
    second.load(tmp_path / "state.npz")
    again = second.run()
    assert np.array_equal(again.arrays["reported"], record.arrays["reported"])
    for name, values in record.final.items():
        assert np.array_equal(again.final[name], values, equal_nan=True), name


def test_claims_are_listed_as_imposed(two_towns):
    from tocsin.results.ledger import ledger

    imposed = {e["name"]: e for e in ledger(two_towns)["imposed"]}
    assert imposed["rioters"]["what"] == "claim"
    bare = ledger(two_towns.set("officials", None))
    assert not [e for e in bare["predicted"] if e["name"].startswith(("reported", "claim"))]


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("officials.actor", "spokesmann", "unknown actor 'spokesmann'; did you mean 'spokesman'"),
        ("officials.figures.dead.counts", ["deat"], "deat"),
        ("officials.figures.dead.counts", ["dead", "dead"], "counts something twice"),
        ("officials.figures.dead.every", 0, "officials.figures.dead.every"),
        ("officials.figures.dead.withheld", 2, "a share from 0 to 1"),
        ("officials.figures.dead.delay", "of_dela", "unknown parameter 'of_dela'"),
        ("officials.claims.rioters.place", "betta", "did you mean 'beta'"),
        ("officials.claims.rioters.actor", "nobody", "unknown actor 'nobody'"),
        ("officials.claims.rioters.when", "fired('emergancy')", "did you mean 'emergency'"),
        ("officials.claims.rioters.when", "here.active > 5", "'here' means nothing"),
        ("officials.claims.rioters.at", "2030-06-05T12:00", "one of 'at' and 'when'"),
        ("officials.claims.rioters.times", 2, "has both 'said' and 'times'"),
        ("officials.claims.rioters.of", [], "officials.claims.rioters.of"),
        ("references", {"reported_by.deat 2030-06-05": RECORD}, "unknown figure 'deat'"),
        ("references", {"claim_true.rioters": RECORD}, "unknown claim 'rioters'; did you mean"),
        ("parameters.of_takeback", 0, "expected a number above zero"),
    ],
)  # fmt: skip
def test_mistakes_in_the_section(two_towns, path, value, told):
    with pytest.raises(ScenarioError) as found:
        two_towns.set(path, value)
    assert told in str(found.value)


def test_no_truth_is_missing():
    """Whatever a scenario may name, the run has."""
    from typing import get_args

    from tocsin.parts.officials import true_numbers
    from tocsin.scenario.sections.officials import Beside, Counted

    assert set(true_numbers.COUNTED) == set(get_args(Counted))
    assert set(true_numbers.BESIDE) == set(true_numbers.WORDS) == set(get_args(Beside))
