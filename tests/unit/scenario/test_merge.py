"""Laying documents over one another; setting a value at a path."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest

import tocsin as tc
from tests.valley import FILE, problem, problems
from tocsin.errors import InputError
from tocsin.hour.parameters import parameters as draw
from tocsin.scenario import load
from tocsin.scenario.reading.merge import lay_over
from tocsin.scenario.reading.yamlfile import read_yaml


@pytest.fixture(scope="module")
def valley():
    return load(FILE)


# --- laying over ---------------------------------------------------------------------------------


def test_sections_are_merged_and_everything_else_is_replaced():
    base = read_yaml("a: {b: 1, c: [1, 2], d: {e: 1}}\nf: 1\n", "base")
    top = read_yaml("a:\n  c: [3]\n  d: null\n  g: 4\nf: {h: 5}\n", "top")
    out = lay_over(base, top)
    assert out.data == {"a": {"b": 1, "c": [3], "g": 4}, "f": {"h": 5}}
    assert list(out.data["a"]) == ["b", "c", "g"]  # in the order of the base
    marks = {".".join(map(str, path)): mark for path, mark in out.marks.items()}
    assert marks["a.b"] == ("base", 1)
    assert marks["a.c"] == marks["a.c.0"] == ("top", 2)
    assert marks["f.h"] == ("top", 5)
    assert "a.c.1" not in marks
    assert base.data["a"]["c"] == [1, 2]


# --- setting -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "where", "value"),
    [
        ("clock.hours=12", "clock.hours", 12),
        ("parameters.k=2.3", "parameters.k.value", 2.3),  # the passport stays
        ("parameters.kappa=0.02", "parameters.kappa.value", 0.02),  # left to the model by the file
        ("parameters.kappa.prior=uniform(0, 1)", "parameters.kappa.prior", "uniform(0, 1)"),
        ("parameters.t_legit=3 d", "parameters.t_legit.value", 72),
        ("places.town.population=5", "places.1.population", 5),
        ("places.Town.population=5", "places.1.population", 5),
        ("places.0.population=5", "places.0.population", 5),
        ("places.1.population=5", "places.0.population", 5),  # an id goes before a number
        ("places.St. Anne.population=5", "places.0.population", 5),
        ("places.'St. Anne'.population=5", "places.0.population", 5),
        ('sites."Town hall".guards.police=3', "sites.0.guards.police.value", 3),
        ("sites.Town hall.value=0.5", "sites.0.value", 0.5),
        ("levers.throttle.level=80 %", "levers.throttle.level", 0.8),
        ("levers.throttle.after=2 d", "levers.throttle.after", 48),
        ("levers.new={kind: sweeps, actor: mayor, at: 2030-06-04}", "levers.new.kind", "sweeps"),
        ("shock.regions=[Lower]", "shock.regions", ["Lower"]),
        ("shock.regions.0=Lower", "shock.regions", ["Lower"]),
        ("strata.young men.share=20 %", "strata.young men.share.value", 0.2),
        ("references.dead_by_region.Upper.0.low=7", "references.dead_by_region¦Upper.0.low", 7),
        ("ties.long_share=0.1", "ties.long_share", 0.1),
        ("title=a=b", "title", "a=b"),
        ("levers.release.title=", "levers.release.title", ""),
        ("cells.enabled=false", "cells.enabled", False),
    ],
)
def test_a_path_leads_to_its_value(edit, where, value):
    at = load(FILE, set=[edit]).spec.model_dump()
    for step in where.split("."):
        at = at[int(step)] if isinstance(at, list) else at[step.replace("¦", ".")]
    assert at == value


def test_a_figure_that_is_set_loses_its_range(valley):
    """Its low and high were those of another value."""
    changed = valley.set("regions.Upper.exposure", 0.1).spec.regions["Upper"].exposure
    assert (changed.value, changed.low, changed.high) == (0.1, None, None)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ("clock.hours", "expected PATH=VALUE"),
        ("=3", "expected PATH=VALUE"),
        ("..=3", "expected a path"),
        ("clock.=3", "expected a path"),
        ("levers.throtle.level=1", "did you mean 'throttle'"),
        ("places.Twon.population=1", "did you mean 'Town'"),
        ("places.9.population=1", "there is no '9'"),
        ("places.².population=1", "there is no '²'"),
        ("places.-1.population=1", "there is no '-1'"),
        ("shock.regions.5=Upper", "there is no '5'"),
        ("title.x=1", "leads nowhere"),
        ("places.'Town'x.population=1", "expected a dot"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(edit, says):
    with pytest.raises(InputError) as caught:
        load(FILE, set=[edit])
    assert says in str(caught.value)
    assert "`set`" in str(caught.value)


def test_a_name_that_several_have_needs_the_id(valley):
    with pytest.raises(InputError, match="several have the name 'Town'"):
        valley.set("places.farms.name", "Town").set("places.Town.population", 3)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ("places.town.population=-3", "--set places.town.population: -3: expected 1 or more"),
        ("levers.throttle.level=180 %", "--set levers.throttle.level: '180 %': expected 1 or less"),
        ("levers.throttle.lvel=1", "unknown key; did you mean 'level'"),
        ("shock.regions=[Uper]", "--set shock.regions: shock.regions.0: unknown region 'Uper'"),
        ("parameters.kapa=1", "did you mean 'kappa'"),
        ("parameters.kappa=abc", "--set parameters.kappa: 'abc': expected a number"),
        ("parameters.kappa=.nan", "--set parameters.kappa: nan: expected a finite number"),
        ("clock=3", "--set clock: 3: expected names with values"),
        ("title=a: b", "--set title: expected text, not names with values"),
        ("nonsense=1", "--set nonsense: unknown key"),
    ],
)
def test_a_bad_value_is_laid_to_the_edit_and_not_to_a_file(edit, says):
    assert says in str(problem(FILE, set=[edit]))


def test_an_edit_that_spoils_something_else_names_that_in_the_file():
    (found,) = problems(FILE, set=["levers.throttle.at=2030-06-04"])
    assert found.file == str(FILE)
    assert found.path == "levers.throttle"
    assert "both 'at' and 'when'" in found.message


def test_python_values_become_plain_data(valley, write):
    changed = valley.edit(
        set={
            "places.town.population": np.int64(7),
            "rhythm.join": np.full(24, 0.5),
            "shock.at": datetime.datetime(2030, 6, 3, 4),
            "shock.regions": ("Lower",),
            "title": Path("x"),
        }
    )
    assert changed.hour_of(changed.spec.shock.at) == 4
    assert load(write("again.yaml", changed.to_yaml())).digest == changed.digest


@pytest.mark.parametrize("value", [object(), {1, 2}, b"x", lambda: 1, 1j])
def test_what_is_no_plain_data_is_refused(valley, value):
    with pytest.raises(InputError, match="expected plain data"):
        valley.set("title", value)


def test_an_edit_leaves_the_original_alone(valley):
    before = valley.digest
    valley.set("parameters.kappa", 1.0).without("concession").with_("release")
    assert valley.digest == load(FILE).digest == before


# --- switching -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "off"),
    [
        ("price", {"price"}),  # a lever
        ("concession", {"price", "resign"}),  # a part
        ("live_fire", {"live-fire"}),  # a kind
        ("alliance", {"alliance"}),
        ("shutdown", {"throttle"}),
    ],
)
def test_without_switches_a_lever_a_part_or_a_kind(valley, name, off):
    without = valley.without(name)
    on = {n for n, lever in without.levers.items() if lever.enabled}
    assert set(valley.levers) - on == {*off, "release"}
    assert all(lever.enabled for n, lever in without.with_(name).levers.items() if n != "release")


def test_shock_and_cells_are_switched_as_a_whole(valley):
    assert not valley.without("shock").spec.shock.enabled
    assert not valley.without("cells").spec.cells.enabled
    assert valley.without("cells").with_("cells").spec.cells.enabled


@pytest.mark.parametrize("option", ["without", "with_"])
def test_an_unknown_name_is_refused_with_a_hint(option):
    with pytest.raises(InputError, match=f"`{option}` allience: .* did you mean 'alliance'"):
        load(FILE, **{option: ["allience"]})


def test_a_value_that_is_set_is_fixed():
    """Who sets a value means it: no prior draws another one; a prior that is given with it counts."""
    scenario = tc.load("two-towns").set("parameters.kappa", 0.5)
    for mode in ("point", "prior"):
        drawn = draw(scenario, 1, 3, mode)
        assert drawn.values[drawn.names.index("kappa")] == 0.5
        assert drawn.values[drawn.names.index("n_share")] == 0.02  # set by the scenario
    free = scenario.set("parameters.kappa", {"value": 0.5, "prior": "uniform(0, 1)"})
    drawn = draw(free, 1, 3, "prior")
    assert drawn.values[drawn.names.index("kappa")] not in (0.5, 5.0)
    with pytest.raises(tc.errors.ScenarioError, match="lies outside of its prior"):
        scenario.set("parameters.kappa", {"value": 2, "prior": "uniform(0, 1)"})


@pytest.mark.parametrize("kind", ["stand_down", "mobilise", "alliance"])
def test_levers_of_a_site_or_service_have_no_regions(kind):
    name = {"stand_down": "x", "mobilise": "call-up", "alliance": "alliance"}[kind]
    scenario = tc.load("two-towns")
    if kind == "stand_down":
        lever = {
            "kind": kind,
            "actor": "minister",
            "site": "Beta town hall",
            "at": "2030-06-03T05:00",
        }
        scenario = scenario.set("levers.x", lever)
    with pytest.raises(tc.errors.ScenarioError, match="acts as a whole"):
        scenario.set(f"levers.{name}.regions", ["West"])
