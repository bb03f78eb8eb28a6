"""Measures give the figures that events were made with."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.inference.world.events import Events, drawn, ordered
from tocsin.inference.world.measures import CLASSES, MEASURES

RESPONSES = (
    "arrests", "accomodation", "beatings", "crowddispersal", "ignore", "killings", "shootings",
)  # fmt: skip


def events(n=4000, **given):
    """Events of ten crises of 14 days in one country, of 100 cities."""
    rng = np.random.default_rng(1)
    blank = np.full(n, -1)
    city = rng.integers(0, 100, n)
    base = {
        "unit": rng.integers(0, 10, n), "country": np.zeros(n, int), "city": city,
        "region": np.full(n, "Africa"), "people": 1e4 * 1.05**city, "nation": np.full(n, 1e7),
        "size": np.full(n, 100.0), "violent": np.zeros(n, bool), "first": rng.integers(0, 14, n),
        "days": np.ones(n, int), "hour": np.full(n, 16),
        **{k: np.zeros(n, bool) for k in RESPONSES},
        "next_violent": blank, "before": blank, "after": blank,
    }  # fmt: skip
    return ordered(Events(**base | given), np.zeros(10, int), np.full(10, 14))


def pareto(n, alpha):
    u = (np.arange(n) + 0.5) / n
    return 1000 * u ** (-1 / (alpha - 1))


def test_a_tail_is_found_with_its_exponent():
    assert MEASURES["F08"](*events(size=pareto(4000, 1.6))) == pytest.approx(1.6, abs=0.01)


def test_the_classes_of_size_share_all_events():
    found = events(size=np.geomspace(50, 1e6, 4000))
    assert sum(MEASURES[f"F0{i}"](*found) for i in range(1, 7)) == pytest.approx(1)
    assert len(CLASSES) == 6


def test_a_crowd_that_grows_with_its_city_shows_in_both_slopes():
    people = 1e4 * 1.05 ** np.tile(np.arange(100), 40)
    found = events(city=np.tile(np.arange(100), 40), people=people, size=people**0.5)
    assert MEASURES["F12"](*found) == pytest.approx(0.5, abs=1e-6)
    assert MEASURES["F13"](*found) == pytest.approx(0.5, abs=1e-6)


def test_who_is_violent_once_is_so_again_only_if_made_so():
    n = 4000
    violent = np.arange(n) % 4 == 0
    first = MEASURES["F32.violent"](*events(violent=violent))
    assert first == pytest.approx(0.25, abs=0.05)
    always = events(violent=np.ones(n, bool))
    assert MEASURES["F32.violent"](*always) == 1


def test_events_spread_evenly_are_not_clustered():
    assert MEASURES["F41"](*events()) == pytest.approx(1, abs=0.05)
    assert MEASURES["F41"](*events(first=np.full(4000, 3))) != MEASURES["F41"](*events())


def test_as_many_come_after_as_before_where_nothing_follows_from_anything():
    shot = events(shootings=np.ones(4000, bool))
    assert MEASURES["F37"](*shot) == pytest.approx(1, abs=0.1)


def test_days_of_one_event_count_as_active_again():
    n = 400
    city = np.tile(np.arange(40), 10)
    unit = np.repeat(np.arange(10), 40)
    found = events(n, city=city, unit=unit, first=np.full(n, 3), days=np.full(n, 3))
    assert MEASURES["F44.again"](*found) == pytest.approx(2 / 3)
    assert MEASURES["F44.brief"](*found) == 0


def test_monday_is_the_first_day():
    assert MEASURES["F55.Monday"](*events(first=np.full(4000, 7))) == 1
    assert MEASURES["F55.Sunday"](*events(first=np.full(4000, 6))) == 1


def test_crises_drawn_again_have_their_own_events():
    all_, units = events()
    some, few = drawn(all_, units, np.array([2, 2, 5]))
    assert set(some.unit) == {2, 5}
    assert len(few) == 3
    assert len(some) == 2 * (all_.unit == 2).sum() + (all_.unit == 5).sum()


def test_nothing_is_said_of_nothing():
    none = events(0)
    with np.errstate(all="ignore"):
        assert all(np.isnan(measure(*none)) for measure in MEASURES.values())
