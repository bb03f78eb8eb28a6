"""The chronicle reads like a news agency's timeline."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc
from tocsin.mechanisms.forces.force import BURNT, CAPTURED, RECAPTURED
from tocsin.record.chronicle import chronicle, key_events


@pytest.fixture
def recorder(two_towns):
    """A record written by hand: a crowd, a capture, deaths, calm."""
    simulation = tc.Simulation(two_towns, threads=1)
    r = simulation.recorder
    a = r.arrays
    hours = np.arange(168)
    crowd = np.interp(hours, [20, 60, 100, 120], [0, 12_000, 12_000, 0]).astype(int)
    a["marching"][:, 0] = crowd
    a["rioting"][50:80, 0] = 150
    a["site_state"][70:80, 0] = CAPTURED
    a["site_state"][80:90, 0] = RECAPTURED
    a["site_state"][90:, 0] = BURNT
    a["site_attackers"][60:70, 0] = 40
    a["site_attackers"][90, 0] = 12
    a["dead"][75:, 0] = 3
    a["dead"][90:, 1] = 9
    a["dead_forces"][90:, 1] = 2
    r.final["lever_time"][0] = 0
    r.final["lever_time"][1] = [66, np.inf]  # emergency in one region
    return r


def told(recorder, kind):
    return [e for e in chronicle(recorder, 7) if e.kind == kind]


def test_first_protest_and_sizes_of_crowds(recorder):
    (first,) = told(recorder, "protest")
    assert (first.run, first.place, first.region) == (7, "Alpha", "West")
    hour = int(np.argmax(recorder.active[:, 0] >= 50))
    assert first.time_utc == f"2030-06-0{3 + hour // 24}T{hour % 24:02d}:00Z"
    assert first.value == str(recorder.active[hour, 0])
    assert [e.text for e in told(recorder, "crowd")] == [
        "More than 1,000 are out in Alpha", "More than 10,000 are out in Alpha",
    ]  # fmt: skip


def test_sites_fall_come_back_and_burn(recorder):
    kinds = [e.kind for e in chronicle(recorder, 0) if e.kind in ("capture", "retaken", "burnt")]
    assert kinds == ["capture", "retaken", "burnt"]
    attacks = told(recorder, "attack")
    assert [e.value for e in attacks] == ["40", "12"]  # told again after twelve quiet hours


def test_deaths_are_told_by_region_and_toll(recorder):
    first, second = told(recorder, "death")
    assert first.text == "First deaths: 3 in West"
    assert second.text.startswith("First deaths in the region: 9")
    (toll,) = told(recorder, "toll")
    assert toll.text == "12 dead so far, 2 of them officers"


def test_acts_are_told_with_actor_and_region(recorder):
    (emergency,) = told(recorder, "emergency")
    assert (emergency.actor, emergency.region) == ("minister", "West")
    assert emergency.time_utc == "2030-06-05T18:00Z"
    (order,) = told(recorder, "order")
    assert order.text == "Police disperse and arrest"


def test_ends_of_orders_are_told(recorder):
    recorder.arrays["emergency"][66:100, 0] = 1
    recorder.arrays["shutdown"][70:90, :] = 0.5
    recorder.arrays["shutdown"][90:95, 1] = 0.5
    (end,) = told(recorder, "emergency ends")
    assert (end.text, end.time_utc) == ("The emergency ends", "2030-06-07T04:00Z")
    assert [e.text for e in told(recorder, "shutdown ends")] == [
        "The internet is back: West",
        "The internet is back",
    ]


def test_calm_and_the_peak(recorder):
    (calm,) = told(recorder, "calm")
    (peak,) = told(recorder, "peak")
    busy = np.flatnonzero(recorder.active.sum(1) >= 500)[-1]
    assert calm.time_utc == f"2030-06-0{3 + (busy + 1) // 24}T{(busy + 1) % 24:02d}:00Z"
    assert peak.value == str(recorder.active.sum(1).max())


def test_acts_come_before_what_follows_in_the_same_hour(recorder):
    recorder.final["lever_time"][1] = [70, 70]
    at = [e.kind for e in chronicle(recorder, 0) if e.time_utc == "2030-06-05T22:00Z"]
    assert at.index("emergency") < at.index("capture")


def test_key_events_are_few_in_order_and_varied(recorder):
    events = chronicle(recorder, 0)
    few = key_events(events, 8)
    assert len(few) == 8
    assert [e.time_utc for e in few] == sorted(e.time_utc for e in few)
    assert {"shock", "death", "calm", "capture"} <= {e.kind for e in few}


def test_a_quiet_run_has_only_acts(two_towns):
    simulation = tc.Simulation(two_towns.without("shock"), threads=1)
    simulation.run(24)
    assert {e.kind for e in chronicle(simulation.recorder, 0)} <= {"order"}
