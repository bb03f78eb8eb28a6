"""Edited copies for checks say what they are, and findings follow from runs."""

from __future__ import annotations

import numpy as np
import pytest

from tests.valley import FILE
from tocsin.errors import InputError
from tocsin.experiments.checks import check, worlds
from tocsin.experiments.checks.same import same
from tocsin.experiments.checks.trials import Trial, Trials
from tocsin.experiments.checks.twice import doubled
from tocsin.scenario import load


def people(scenario):
    return {p.id: p.population for p in scenario.spec.places}


def test_cutting_towns_keeps_people_and_leaves_small_places_whole(two_towns):
    cut, towns = worlds.split(two_towns, 4)
    assert towns == 2
    assert cut.persons == two_towns.persons
    after = people(cut)
    assert sum(v for k, v in after.items() if k.startswith("alpha")) == people(two_towns)["alpha"]
    assert after["farms"] == people(two_towns)["farms"]


def test_parts_of_a_town_keep_its_shares_by_place(flagship):
    cut, _ = worlds.split(flagship, 2)
    for name, stratum in cut.spec.strata.items():
        before = flagship.spec.strata[name].by_place
        for place, share in before.items():
            assert stratum.by_place[place].value == share.value
            part = f"{place}-part-2"
            if part in people(cut):
                assert stratum.by_place[part].value == share.value


def test_a_moved_shock_makes_its_new_region_the_most_exposed(two_towns):
    moved = worlds.struck(two_towns, "East")
    assert moved.spec.shock.regions == ["East"]
    exposure = {n: r.exposure.value for n, r in moved.spec.regions.items()}
    assert exposure["East"] > exposure["West"]


def test_other_regions_come_by_their_people(flagship):
    names = worlds.elsewhere(flagship, 3)
    assert not set(names) & set(flagship.spec.shock.regions)
    assert len(names) == 3


def test_ten_times_the_police_leaves_foreign_troops_alone(two_towns):
    many = worlds.policed(two_towns, 10)
    assert many.spec.services["police"].personnel["West"].value == 300
    assert many.spec.services["allies"] == two_towns.spec.services["allies"]


def trials(scenario, dead):
    made = ({"dead": float(d), "peak_active": 100.0, "sites_captured": 0.0} for d in dead)
    return Trials(scenario, tuple(Trial(o, ()) for o in made))


def test_medians_beyond_tolerance_and_noise_are_not_the_same(two_towns):
    rng = np.random.default_rng(1)
    base = trials(two_towns, rng.normal(100, 5, 40))
    near = trials(two_towns, rng.normal(105, 5, 40))
    far = trials(two_towns, rng.normal(150, 5, 40))
    assert all(f.passed for f in same("x", base, near))
    assert [f.name for f in same("x", base, far) if not f.passed] == ["x: dead"]


def test_noise_widens_what_few_runs_may_differ_by(two_towns):
    rng = np.random.default_rng(1)
    base = trials(two_towns, rng.normal(100, 60, 6))
    other = trials(two_towns, rng.normal(130, 60, 6))
    assert all(f.passed for f in same("x", base, other))


def test_a_check_that_there_is_not_is_told(two_towns):
    with pytest.raises(InputError, match="did you mean 'quiet'"):
        check(two_towns, only=["quite"])


def test_parts_of_a_town_keep_the_shares_of_workplaces(flagship):
    cut, _ = worlds.split(flagship, 2)
    for name, shop in cut.spec.workplaces.items():
        for place, share in flagship.spec.workplaces[name].places.items():
            assert shop.places[place].value == share.value
            assert shop.places[f"{place}-part-2"].value == share.value


def test_a_copy_beside_the_country_has_the_same_of_everything(flagship):
    both = doubled(flagship)
    assert both.persons == 2 * flagship.persons
    assert len(both.spec.sites) == 2 * len(flagship.spec.sites)
    assert set(both.spec.shock.regions) == {"Mangystau", "Mangystau 2"}
    guard = flagship.spec.services["guard"]
    assert both.spec.services["guard"].reserve.value == 2 * guard.reserve.value


def test_progress_counts_all_runs_once_and_what_is_not_asked_is_told():
    """Two checks of one variant share its runs; the valley has no town that can be cut."""
    told = []
    valley = load(FILE).set("clock.hours", 2)
    report = check(valley, 2, progress=lambda done, total: told.append((done, total)), workers=1)
    assert [done for done, _ in told] == list(range(1, len(told) + 1))
    # the moved one is left out, since no crowd forms
    assert {total for _, total in told} == {2 * 8}
    split = next(f for f in report.findings if f.name == "split towns")
    assert (split.asked, split.value, split.expected) == (False, None, "not asked")
    assert report.asked == len(report.findings) - sum(not f.asked for f in report.findings)
    assert report.asked < len(report.findings)
