"""The model moves with its causes, and labels change nothing."""

from __future__ import annotations

import copy
from functools import cache

import numpy as np
import pytest

import tocsin as tc
from tocsin.record.outcomes import outcomes
from tocsin.scenario.load import build
from tocsin.scenario.reading.document import Document


def run(scenario, seed=1, run=0, **options):
    simulation = tc.Simulation(scenario, seed, run, threads=1, **options)
    simulation.run()
    return simulation


@pytest.fixture(scope="module")
def base(two_towns):
    """The record of two towns as they are, by seed; each run once for all tests of this file."""
    return cache(lambda seed: run(two_towns, seed).recorder)


def changed(scenario, change):
    """A scenario whose plain data were changed by a function."""
    data = copy.deepcopy(scenario.copy_of_data())
    change(data)
    return build(Document(data, {}), scenario.folder)


def mirrored(data):
    """Everything that makes Alpha special goes to Beta: region, exposure, industry."""
    data["regions"]["West"]["exposure"], data["regions"]["East"]["exposure"] = 0.2, 0.8
    data["shock"]["regions"] = ["East"]
    works = data["workplaces"]["Alpha works"]["places"]
    works["alpha"], works["beta"] = works["beta"], works["alpha"]


def test_moving_the_shock_moves_the_origin(two_towns, base):
    """The first crowd forms where the price rises, wherever that is."""
    other = changed(two_towns, mirrored)
    for record, town in ((base, "Alpha"), (lambda seed: run(other, seed).recorder, "Beta")):
        first = [outcomes(record(seed))["first_active_place"] for seed in range(5)]
        assert first == [town] * 5


def test_names_of_regions_and_places_are_labels(two_towns, base):
    def rename(data):
        text = {"West": "East", "East": "West"}
        data["regions"] = {text[k]: v for k, v in data["regions"].items()}
        data["shock"]["regions"] = [text[r] for r in data["shock"]["regions"]]
        for place in data["places"]:
            place["region"] = text[place["region"]]
            place["name"] = place["name"][::-1]
        for service in data["services"].values():
            personnel = service.get("personnel", {})
            service["personnel"] = {text[k]: personnel[k] for k in personnel}
        for stratum in list(data["strata"]):
            data["strata"][f"the {stratum}"] = data["strata"].pop(stratum)

    b = run(changed(two_towns, rename))
    for name, array in base(1).arrays.items():
        np.testing.assert_array_equal(array, b.recorder.arrays[name], err_msg=name)


def test_the_calendar_is_a_label(two_towns, base):
    """Everything a week later: the same run."""

    def shift(data):
        def week(value):
            if isinstance(value, str):
                return value.replace("2030-06-0", "2030-06-1")
            if isinstance(value, dict):
                return {k: week(v) for k, v in value.items()}
            return [week(v) for v in value] if isinstance(value, list) else value

        # 2030-06-03 becomes 2030-06-13: ten days, whole days all the same
        data.update(week(data))

    b = run(changed(two_towns, shift))
    assert b.scenario.spec.clock.start.startswith("2030-06-13")
    for name, array in base(1).arrays.items():
        np.testing.assert_array_equal(array, b.recorder.arrays[name], err_msg=name)


def test_the_hour_of_the_day_is_none(two_towns, base):
    """Half a day later is another run: the rhythm of the day is a cause."""
    noon = "2030-06-03T12:00"
    later = two_towns.edit(set={"clock.start": noon, "shock.at": noon})
    assert (base(1).active != run(later).recorder.active).any()


def test_without_officers_no_officer_dies(two_towns):
    def disarm(data):
        for service in data["services"].values():
            service.pop("personnel", None)
            service.pop("reserve", None)
        for site in data["sites"]:
            site["guards"] = {}
        del data["levers"]["alliance"], data["levers"]["summit"]

    scenario = changed(two_towns.set("parameters.e0", 0.05), disarm)
    for seed in range(3):
        record = run(scenario, seed).recorder
        last = {k: v[-1].sum() for k, v in record.arrays.items() if v.ndim == 2}
        assert last["dead_forces"] == 0
        assert last["injured_forces"] == 0
        assert last["ever_detained"] == 0
        assert outcomes(record)["peak_rioting"] > 10  # there was a riot


def test_twice_the_town_is_at_most_about_twice_the_crowd(two_towns, base):
    """Visibility goes by heads: a larger town has larger crowds, but not more than in proportion."""
    double = two_towns.set("places.alpha.population", 16_000)
    one = np.median([base(s).active[:, 0].max() for s in range(6)])
    two = np.median([run(double, s).recorder.active[:, 0].max() for s in range(6)])
    assert 1.2 * one < two < 2.5 * one


def test_another_seed_and_another_run_are_other_runs(two_towns, base):
    active = base(1).active
    assert (active != base(2).active).any()
    assert (active != run(two_towns, 1, 1).recorder.active).any()
    np.testing.assert_array_equal(active, run(two_towns, 1, 0).recorder.active)


def change(other, base, seed, outcome):
    """What another scenario has more of than the two towns as they are, at the same random numbers."""
    return outcomes(run(other, seed).recorder)[outcome] - outcomes(base(seed))[outcome]


@pytest.mark.parametrize(
    ("name", "factor", "outcome", "sign"),
    [
        ("shock", 0.6, "peak_active", -1),
        ("T", 1.05, "peak_active", -1),
        ("kappa", 1.5, "peak_active", +1),
        ("kill", 5, "dead_participants", +1),
        ("e_prov", 0.2, "peak_rioting", -1),
        ("arrest", 5, "detained", +1),
        ("inj_f", 4, "injured_forces", +1),
        ("gk", 60, "sites_captured", -1),
        ("wreck", 3, "premises_damaged", +1),
        ("chk", 8, "dead_bystanders", +1),
    ],
)
def test_a_parameter_moves_what_it_stands_for(two_towns, base, name, factor, outcome, sign):
    """Mean over 6 pairs of runs that share their random numbers."""
    value = two_towns.spec.parameters[name].value
    other = two_towns.set(f"parameters.{name}", value * factor)
    assert sign * np.mean([change(other, base, s, outcome) for s in range(6)]) > 0


@pytest.mark.parametrize(
    ("name", "value", "outcome", "sign"),
    [
        ("without:live-fire", None, "dead_participants", -1),
        ("with:cells", None, "peak_rioting", +1),
        ("levers.price-cut", {"kind": "price_cap", "actor": "mayor", "at": "2030-06-03T12:00"},
         "peak_active", -1),
        ("levers.orders.rules", "observe", "injured", -1),
    ],
)  # fmt: skip
def test_a_lever_moves_what_it_is_for(two_towns, base, name, value, outcome, sign):
    kind, _, what = name.partition(":")
    other = {"without": two_towns.without, "with": two_towns.with_}.get(kind)
    other = other(what) if other else two_towns.set(name, value)
    assert sign * np.mean([change(other, base, s, outcome) for s in range(6)]) > 0


def test_pairs_share_their_random_numbers(two_towns, base):
    """A lever that acts on Friday changes nothing before it."""
    late = two_towns.set(
        "levers.orders-late",
        {"kind": "rules_of_engagement", "actor": "minister", "rules": "observe",
         "at": "2030-06-07T00:00"},
    )  # fmt: skip
    a, b = base(1).active, run(late).recorder.active
    np.testing.assert_array_equal(a[:96], b[:96])
    assert (a[96:] != b[96:]).any()
