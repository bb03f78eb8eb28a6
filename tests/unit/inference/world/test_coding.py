"""Events out of days and places: the rules of the data set."""

from __future__ import annotations

import pytest

from tocsin.inference.observing import errors
from tocsin.inference.world.coding import events_of
from tocsin.inference.world.watching import COLUMNS

EXACT = errors.exact()


def row(*days, gave_way=()):
    """What was watched at one square of 100,000 people; days as mappings of what is not zero."""
    kept = [[x.get(c, 0 if c != "hour" else 16) for c in COLUMNS] for x in days]
    return {"days": kept, "places": {"0": ["Town", "Region", 100_000, list(gave_way)]}}


def coded(*days, gave_way=()):
    return events_of(row(*days, gave_way=gave_way), 1, 0, EXACT)


def test_days_that_follow_one_another_are_one_event_and_a_gap_makes_two():
    found = coded({"day": 1, "size": 60}, {"day": 2, "size": 300}, {"day": 4, "size": 80})
    assert [(e.first, e.days, e.size) for e in found] == [(1, 2, 300), (4, 1, 80)]


def test_fewer_than_fifty_are_no_event():
    assert coded({"day": 1, "size": 49}) == []


def test_two_places_on_one_day_are_two_events():
    days = row({"day": 1, "size": 60}, {"day": 1, "size": 60})
    days["days"][1][0] = 1
    days["places"]["1"] = ["Other", "Region", 5000, []]
    assert [e.place for e in events_of(days, 1, 0, EXACT)] == [0, 1]


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        ("arrests", {"arrests": 3}), ("beatings", {"beaten": 10}), ("killings", {"dead": 1}),
        ("shootings", {"shots": 0.5}), ("crowddispersal", {"faced": 0.02}),
    ],
)  # fmt: skip
def test_an_answer_is_coded_where_it_was_seen_and_ignore_where_none_was(answer, seen):
    quiet, met = coded({"day": 1, "size": 500}), coded({"day": 1, "size": 500} | seen)
    assert quiet[0].answers["ignore"]
    assert [k for k, v in met[0].answers.items() if v] == [answer]


def test_a_concession_answers_the_events_that_it_ends():
    days = {"day": 1, "size": 500}, {"day": 6, "size": 500}
    first, second = coded(*days, gave_way=[2])
    assert first.answers["accomodation"]
    assert not second.answers["accomodation"]


def test_a_few_who_throw_stones_among_many_are_no_violent_protest():
    assert not coded({"day": 1, "size": 20_000, "rioting": 100})[0].violent
    assert coded({"day": 1, "size": 2000, "rioting": 100})[0].violent


def test_the_press_sees_large_crowds_more_often_than_small_ones():
    def share(size):
        days = row({"day": 1, "size": size})
        return sum(bool(events_of(days, 1, k)) for k in range(200)) / 200

    assert share(70) < 0.7 < 0.9 < share(5000)


def test_counts_err_by_crisis_and_are_the_same_again():
    days = row({"day": 1, "size": 3333})
    sizes = [events_of(days, 1, k)[0].size for k in range(20) if events_of(days, 1, k)]
    assert len(set(sizes)) > 3
    assert sizes == [events_of(days, 1, k)[0].size for k in range(20) if events_of(days, 1, k)]
