"""A lever with a time and an occasion (`provided`) acts only where the occasion is there."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc
from tests.science.test_levers import at, run
from tocsin.errors import ScenarioError
from tocsin.record.chronicle import chronicle
from tocsin.results.ledger import ledger

EM = {"kind": "emergency", "actor": "minister", "title": "Emergency"}


def hours_of(scenario, **lever):
    """Hours under emergency by the given lever, and the record of the run."""
    edited = scenario.without("emergency").set("levers.em", {**EM, **lever})
    record = run(edited, 120).recorder
    return np.flatnonzero(record.arrays["emergency"][:, 0]), record


def told(record, kind):
    return [e.text for e in chronicle(record, 0) if e.kind == kind]


def test_without_its_occasion_an_act_does_not_happen_and_the_chronicle_says_so(two_towns):
    hours, record = hours_of(two_towns, at=at(40), provided="active > 1e6")
    assert not hours.size
    assert told(record, "no occasion") == ["Emergency: no occasion (active > 1e6)"]
    assert not told(record, "emergency")


def test_an_occasion_that_is_always_there_changes_nothing(two_towns):
    plain = hours_of(two_towns, at="2030-06-04T16:30", lasts="30 h")[1]
    given = hours_of(two_towns, at="2030-06-04T16:30", lasts="30 h", provided="hour >= 0")[1]
    for name, kept in plain.arrays.items():
        np.testing.assert_array_equal(kept, given.arrays[name], err_msg=name)
    assert chronicle(plain, 0) == chronicle(given, 0)


def test_it_acts_from_the_first_hour_of_its_time_in_which_the_condition_holds(two_towns):
    hours, record = hours_of(two_towns, at=at(10), provided="hour >= 40")
    np.testing.assert_array_equal(hours, np.arange(40, 120))
    begun = next(e for e in chronicle(record, 0) if e.kind == "emergency")
    assert begun.time_local.startswith(at(40))


@pytest.mark.parametrize("end", [{"until": at(50)}, {"lasts": "40 h"}])
def test_its_time_is_fixed_however_late_the_occasion_comes(two_towns, end):
    assert hours_of(two_towns, at=at(10), provided="hour >= 40", **end)[0].tolist() == list(
        range(40, 50)
    )
    late = hours_of(two_towns, at=at(10), provided="hour >= 50", **end)
    assert not late[0].size
    assert told(late[1], "no occasion")


def test_an_occasion_is_looked_for_in_each_region(two_towns):
    lever = {**EM, "at": at(24), "provided": "here.active >= 30", "each": "region"}
    record = run(two_towns.without("emergency").set("levers.em", lever)).recorder
    for region in range(2):
        seen = record.active[:, region] >= 30
        due = np.flatnonzero(seen[23:])
        em = np.flatnonzero(record.arrays["emergency"][:, region])
        assert (em.min() if em.size else None) == (23 + due[0] + 1 if due.size else None)


def test_the_act_of_a_moment_waits_until_its_time_is_over(two_towns):
    purge = {"kind": "dismiss", "actor": "mayor", "target": "landlords", "at": at(10),
             "until": at(30)}  # fmt: skip
    base = two_towns.without("dismiss")
    late = run(base.set("levers.out", {**purge, "provided": "hour >= 20"}), 60).recorder
    assert np.isin(20, late.final["purged_at"])
    none = run(base.set("levers.out", {**purge, "provided": "hour >= 30"}), 60).recorder
    assert np.isinf(none.final["purged_at"]).all()
    with pytest.raises(ScenarioError, match="the act of a moment; it has no 'until'"):
        base.set("levers.out", purge)


@pytest.mark.parametrize(
    ("lever", "message"),
    [
        ({"when": "active > 5", "provided": "hour > 3"}, "'provided' goes with 'at'"),
        ({"at": at(1), "provided": "actve > 5"}, "unknown field 'actve'; did you mean 'active'"),
        ({"at": at(1), "provided": "fired('x')"}, "unknown lever 'x'"),
        ({"at": at(1), "provided": "here.active > 5"}, "'here' needs 'each: region'"),
    ],
)
def test_an_occasion_is_checked_like_any_condition(two_towns, lever, message):
    with pytest.raises(ScenarioError, match=message):
        two_towns.set("levers.em", {**EM, **lever})


def test_the_ledger_tells_an_act_as_imposed_only_in_its_time(two_towns):
    def entries(**lever):
        edited = two_towns.set("levers.em", {**EM, **lever})
        return [(e["what"], e["text"]) for e in ledger(edited)["imposed"] if e["name"] == "em"]

    assert entries(at=at(10)) == [("act", f"Emergency, at {at(10)}")]
    assert entries(at=at(10), after="2 h") == [("act", f"Emergency, at {at(12)}")]
    text = f"Emergency, from {at(10)} on, provided active > 10"
    assert entries(at=at(10), provided="active > 10") == [("occasion", text)]
    assert entries(at="2030-06-30") == []  # after the end of the run
    assert entries(at="2030-06-03T10:10", lasts="20 min") == []  # no hour in which it could act


LIMIT = {"value": 40, "prior": "uniform(20, 60)", "source": "made up"}


def test_a_condition_may_name_a_parameter_which_is_drawn_with_the_others(two_towns):
    lever = {**EM, "when": "hour >= parameter('limit')"}
    base = two_towns.without("emergency")
    edited = base.edit(set={"parameters.limit": LIMIT, "levers.em": lever})
    begun = []
    for mode, run_ in (("point", 0), ("prior", 0), ("prior", 1)):
        done = tc.Simulation(edited, 1, run_, parameters=mode, threads=1)
        done.run(70)
        begun.append(np.flatnonzero(done.recorder.arrays["emergency"][:, 0]).min())
    assert begun[0] == 40
    assert len(set(begun)) == 3


def test_a_condition_that_names_no_parameter_is_told(two_towns):
    with pytest.raises(ScenarioError, match="unknown parameter 'limitt'; did you mean 'limit'"):
        two_towns.edit(set={"parameters.limit": LIMIT, "levers.em": {
            **EM, "when": "hour > parameter('limitt') and hour > parameter('limit')"}})  # fmt: skip
