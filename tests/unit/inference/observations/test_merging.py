"""Reports put together: said twice, passed on, revised, taken back; what cannot both be true."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.inference.observing.made import START, observation
from tocsin.errors import InputError, ScenarioError
from tocsin.inference.observations import file
from tocsin.inference.observations.contradictions import contradictions, figure
from tocsin.inference.observations.merging import merge

LATER = START + timedelta(hours=5)


def test_the_same_report_again_is_kept_once_from_its_first_hour():
    a, b = observation(reported=LATER), observation(reported=START + timedelta(hours=2))
    merged = merge([a], [b])
    assert (merged.new, merged.known, len(merged.observations)) == (0, 1, 1)
    assert merged.observations[0].reported == START + timedelta(hours=2)
    assert merge([a], [a]).observations == [a]


def test_a_report_that_is_taken_back_changes_its_status_and_no_longer_stands():
    merged = merge([observation()], [observation(status="retracted")])
    assert (merged.changed, [o.stands for o in merged.observations]) == (1, [False])


def test_a_retraction_has_the_hour_of_the_report_that_brings_it():
    """Before it the figure stood; whichever of the two is read first."""
    told = observation(reported=START + timedelta(hours=1))
    back = observation(status="retracted", reported=LATER)
    for given in ([told, back], [back, told]):
        (o,) = merge([], given).observations
        assert (o.reported, o.fell) == (told.reported, LATER)
        assert o.stood(LATER - timedelta(hours=1))
        assert not o.stood(LATER)
        assert not o.stood(START)
    (o,) = merge([], [back]).observations  # when it was told first nobody said
    assert (o.fell, o.stood(LATER)) == (None, False)


def test_a_revised_figure_stood_until_the_newer_came():
    old = observation(what="dead", best=3.0, channel="acled", event="a", reported=START)
    new = observation(what="dead", best=5.0, channel="acled", event="a", reported=LATER)
    fell = {o.best: o.fell for o in merge([], [old, new]).observations}
    assert fell == {3.0: LATER, 5.0: None}


def test_when_a_figure_fell_is_kept_in_the_file(tmp_path):
    kept = [observation(status="retracted", reported=START, fell=LATER)]
    assert file.read(file.write(tmp_path / "obs.csv", kept)) == kept


def test_a_report_that_was_passed_on_is_a_duplicate_of_the_first():
    first = observation(counted_by="witness", reported=START + timedelta(hours=1))
    later = observation(channel="press", counted_by="unknown", reported=LATER)
    for given in ([first, later], [later, first]):
        merged = merge([], given)
        assert merged.duplicates == 1
        assert {o.status for o in merged.observations} == {"", f"duplicate of {first.id}"}


def test_two_who_counted_the_same_confirm_each_other():
    given = [observation(counted_by="witness"), observation(counted_by="officials")]
    assert merge([], given).duplicates == 0


def test_two_events_of_one_database_are_two():
    given = [observation(what="dead", best=1.0, channel="acled", event=e) for e in ("a", "b")]
    merged = merge([], given)
    assert (len(merged.observations), merged.duplicates) == (2, 0)


def test_a_database_that_changes_an_event_revises_it():
    old = observation(what="dead", best=3.0, channel="acled", event="a", reported=START)
    new = observation(what="dead", best=5.0, channel="acled", event="a", reported=LATER)
    for given in ([old, new], [new, old]):
        merged = merge([], given)
        assert {o.best: o.status for o in merged.observations} == {3.0: "revised", 5.0: ""}


def test_merging_again_changes_nothing():
    given = [
        observation(best=x, counted_by=c) for x in (500.0, 700.0) for c in ("press", "unknown")
    ]
    once = merge([], given).observations
    again = merge(once, given)
    assert again.observations == once
    assert (again.new, again.changed) == (0, 0)


def test_counts_apart_by_more_than_a_factor_of_two_contradict():
    told = [observation(best=x) for x in (500.0, 900.0, 5000.0)]
    found = contradictions(told)
    assert [(c.one.best, c.other.best) for c in found] == [(500, 5000), (900, 5000)]
    assert contradictions([told[0], told[2].marked("retracted")]) == []
    assert contradictions([told[0], observation(best=5000.0, place="Beta", region="East")]) == []


def test_two_events_of_one_database_do_not_contradict():
    told = [observation(best=x, channel="acled", event=e) for x, e in ((50.0, "a"), (900.0, "b"))]
    assert contradictions(told) == []


def test_a_total_does_not_fall():
    told = [
        observation(what="dead", so_far=True, best=x, until=START + timedelta(hours=h))
        for x, h in ((26.0, 4), (164.0, 9), (44.0, 20))
    ]
    (found,) = contradictions(told)
    assert (found.kind, found.one.best, found.other.best) == ("falling", 164, 44)
    assert "a total does not fall" in found.text


def test_dead_of_two_events_do_not_contradict():
    assert contradictions([observation(what="dead", best=x) for x in (1.0, 30.0)]) == []


@pytest.mark.parametrize(
    ("figures", "told"),
    [({"best": 1200.0}, "1,200"), ({"best": None, "low": 60.0}, "at least 60"),
     ({"best": None, "high": 9.0}, "at most 9"), ({"best": None}, "seen"),
     ({"low": 7.0, "best": 8.0, "high": 10.0}, "7 to 10")],
)  # fmt: skip
def test_figures_are_told(figures, told):
    assert figure(observation(**figures)) == told


def test_a_file_is_read_as_it_was_written(tmp_path, two_towns):
    given = [
        observation(), observation(best=None, low=1.0, high=2.0, status="estimate"),
        observation(best=None, place="", region="", what="shutdown", reported=LATER),
        observation(what="dead", so_far=True, best=3.0, status=f"duplicate of {observation().id}"),
        observation(event="0123456789", channel="acled", part="Alpha town hall", what="site"),
    ]  # fmt: skip
    path = file.write(tmp_path / "obs.csv", given)
    assert file.read(path, two_towns) == given
    assert file.is_one(path)


def test_a_damaged_file_tells_all_that_is_wrong(tmp_path, two_towns):
    path = file.write(tmp_path / "obs.csv", [observation(), observation(best=7.0)])
    text = path.read_text().replace("press", "Ivan").replace("Alpha", "Alhpa")
    path.write_text(text.replace("2030-06-04T13:00Z", "2030-06-04T11:00Z"))
    with pytest.raises(ScenarioError) as caught:
        file.read(path, two_towns)
    told = str(caught.value)
    assert "2: counted_by: 'Ivan' is not known" in told
    assert "3: place: 'Alhpa' is no place of West in two-towns; did you mean 'Alpha'?" in told
    assert "until: '2030-06-04T11:00Z' is not after time" in told
    assert len(caught.value.problems) == 6
    with pytest.raises(InputError, match="no such file"):
        file.read(tmp_path / "none.csv")


def test_every_recorded_figure_of_the_flagship_is_an_observation(flagship, tmp_path):
    from tocsin.inference.observations.references import references

    found = references(flagship)
    listed = flagship.spec.references
    assert len(found) == sum(map(len, listed.values()))
    path = file.write(tmp_path / "obs.csv", found)
    assert file.read(path, flagship) == found
    crowd = next(o for o in found if o.what == "crowd" and o.place == "Zhanaozen")
    assert (crowd.region, crowd.precision) == ("Mangystau", "place")
    retracted = [o for o in found if o.what == "dead" and not o.stands]
    assert [o.best for o in retracted if not o.region] == [164]
    assert retracted[0].until < max(o.until for o in found)
    assert all(o.counted_by == "officials" for o in found if o.status == "official")
    assert sum(not o.counted for o in found) == 1  # the first place, which is a name
