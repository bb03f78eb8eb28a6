"""What moves people belongs to squares and shares, sees no ceiling, and keeps the hours of a day."""

from __future__ import annotations

import copy

import numpy as np
import pytest

import tocsin as tc
from tocsin.scenario.load import build
from tocsin.scenario.reading.document import Document


def changed(scenario, change):
    data = copy.deepcopy(scenario.copy_of_data())
    change(data)
    return build(Document(data, {}), scenario.folder)


def at(scenario, hour, run=0):
    simulation = tc.Simulation(scenario, 1, run, threads=1, terms=False)
    simulation.run(hour)
    return simulation


def cut(data, parts=4):
    """Every town in parts at the same coordinates."""
    places = []
    for p in data["places"]:
        n = 1 if p.get("kind") == "rural" else parts
        for k in range(n):
            name = p["id"] + (f"-{k}" if k else "")
            places.append(dict(p, id=name, population=p["population"] // n))
    data["places"] = places


def test_a_square_of_parts_is_the_square_of_the_whole(two_towns):
    """Half visible at the same crowd, seen with the same weights, with the same people and sites."""
    whole = at(two_towns, 1)
    parts = at(changed(two_towns, cut), 1)
    for town in ("alpha", "beta"):
        i, j = whole.world.places.ids.index(town), parts.world.places.ids.index(town)
        assert parts.state["crowd_scale"][j] == pytest.approx(
            whole.state["crowd_scale"][i], rel=1e-3
        )
        assert parts.world.places.crowd_population[j] == pytest.approx(
            whole.world.places.crowd_population[i], rel=1e-3
        )
    a, b = whole.world.places.acts_in, parts.world.places.acts_in
    x, y = np.unique(a), np.unique(b)
    np.testing.assert_allclose(
        whole.world.ties[np.ix_(x, x)], parts.world.ties[np.ix_(y, y)], atol=1e-6
    )
    assert set(parts.world.sites.place) <= set(y)


def test_the_next_death_counts_however_many_died_before(two_towns):
    """Outrage and fear have no ceiling, and fall with distance."""
    simulation = at(two_towns, 1)
    s, step = simulation.state, simulation.step
    before, rises = 0.0, []
    for _ in range(4):
        s["deaths_now"][:] = 0
        s["deaths_now"][0] = 100
        step()
        for _ in range(5):
            s["deaths_now"][:] = 0
            step()
        now = float(s["outrage_here"][0]), float(s["fear_here"][0])
        rises.append((now[0] - before, now[1]))
        before = now[0]
    assert all(rise > 0.05 for rise, _ in rises)
    assert np.all(np.diff([fear for _, fear in rises]) > 0.05)


def test_harm_far_away_is_heard_less(two_towns):
    far = changed(two_towns, lambda data: data["places"][1].update(lon=60.0))
    simulation = at(far, 1)
    s = simulation.state
    s["deaths_now"][simulation.world.places.ids.index("alpha")] = 10
    for _ in range(6):
        simulation.step()
        s["deaths_now"][:] = 0
    assert s["deaths_minded"][0] > 2 * s["deaths_minded"][1] > 0


def test_steps_of_half_an_hour_leave_an_hourly_record(two_towns):
    half = at(two_towns.set("clock.dt", "30 min"), 60)
    assert half.steps == 120
    assert half.hour == 60
    assert (half.recorder.active[:60].sum(1) > 0).any()
    assert len(half.recorder.arrays["dead"]) == two_towns.hours


@pytest.mark.parametrize("text", ["7 min", "2 h", "0"])
def test_a_step_is_a_whole_part_of_an_hour(two_towns, text):
    with pytest.raises(tc.errors.TocsinError):
        two_towns.set("clock.dt", text)


def test_half_a_step_fades_half_as_much(two_towns):
    hour, half = at(two_towns, 1).now, at(two_towns.set("clock.dt", "30 min"), 1).now
    assert half.fading(10.0) ** 2 == pytest.approx(hour.fading(10.0))
    assert 1 - half.toward(3.0) == pytest.approx((1 - hour.toward(3.0)) ** 0.5)


def test_marchers_go_home_before_midnight(two_towns):
    """At three in the morning fewer than a third of six in the evening are out."""
    active = at(two_towns, two_towns.hours).recorder.active.sum(1)
    days = active[: 24 * 7].reshape(7, 24)
    busy = days[days[:, 18] > 50]
    assert len(busy)
    assert busy[:, 3].sum() < busy[:, 18].sum() / 3


def test_a_call_brings_people_out_at_its_hour(two_towns):
    call = {"kind": "call", "actor": "mayor", "at": "2030-06-05T12:00", "until": "2030-06-05T16:00"}
    called = two_towns.edit(set={"levers.rally": call, "parameters.b_call": 0.1})
    pairs = [(at(called, 65, k), at(two_towns, 65, k)) for k in range(3)]
    with_, without = (
        np.array([s.recorder.active[:65].sum(1) for s in x]) for x in zip(*pairs, strict=True)
    )
    np.testing.assert_array_equal(with_[:, :60], without[:, :60])
    assert with_[:, 60:].sum() > without[:, 60:].sum()


def test_workers_who_have_struck_move_only_when_a_price_rises(two_towns):
    """And colleagues in another town hear of it at work."""
    shop = {"works": {"places": {"alpha": 0.3, "beta": 0.05}, "struck": 1}}
    struck = two_towns.edit(set={"workplaces": shop, "parameters.c_strike": 1})
    world = at(struck, 1).world
    assert world.workplaces.spread.sum() == pytest.approx(1)
    quiet = at(struck.without("shock"), 72).recorder.active
    assert quiet.max() == 0
    more = sum(at(struck, 72, k).recorder.active[:72].sum() for k in range(3))
    less = sum(at(two_towns, 72, k).recorder.active[:72].sum() for k in range(3))
    assert more > 1.2 * less


def alone(simulation, name):
    """One step of one mechanism."""
    steps = {m.name: part for m, part in zip(simulation._order, simulation._loop, strict=True)}
    step, view, values = steps[name]
    step(view, values, simulation.now)


def test_a_few_who_are_out_draw_few_officers(two_towns):
    """Two in a region of hundreds of officers move hardly any; a crowd as large as they are does."""

    def near(data):
        data["places"].append(dict(data["places"][0], id="gamma", name="Gamma", lon=20.1))
        data["services"]["police"]["personnel"]["West"] = 300

    simulation = at(changed(two_towns.without("shock"), near), 1)
    s, gamma = simulation.state, simulation.world.places.ids.index("gamma")
    there = []
    for crowd in (0, 2, 2000):
        s["active"][gamma] = crowd
        for _ in range(48):
            alone(simulation, "force")
        there.append(s["force"][gamma])
    assert there[0] < there[1] < 1.05 * there[0]
    assert there[2] > 1.5 * there[0]


def test_officers_of_a_suburb_of_another_region_rest_in_the_suburb(two_towns):
    """They are not piled up in the capital of their own region."""

    def suburb(data):
        home = dict(data["places"][0], id="ring", name="Ring", lon=20.45, acts_in="beta")
        data["places"].append(home)

    s, world = (x := at(changed(two_towns, suburb), 1)).state, x.world
    alpha, ring = (world.places.ids.index(name) for name in ("alpha", "ring"))
    assert s["base"][ring] > 0
    assert s["base"][alpha] + s["base"][ring] == pytest.approx(1)


def test_a_town_that_burns_for_days_is_drawn_less_to_its_crowd(two_towns):
    simulation = at(two_towns.edit(set={"parameters.spent": 0.5}), 1)
    s = simulation.state
    s["visibility"][:] = 1
    alone(simulation, "mobilisation")
    fresh = s["pull_own"].copy()
    s["weariness"][:] = 1
    alone(simulation, "mobilisation")
    np.testing.assert_allclose(s["pull_own"], 0.5 * fresh)


def test_of_a_larger_town_a_smaller_share_is_near_its_square(two_towns):
    """And cutting it in parts changes nothing."""
    large = two_towns.set("places.alpha.population", 80_000)
    share = [at(x, 1).state["attendance"][0] for x in (two_towns, large, changed(large, cut))]
    assert share[1] < share[0] < 1
    assert share[2] == pytest.approx(share[1])
