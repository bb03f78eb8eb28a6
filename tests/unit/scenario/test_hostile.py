"""Inputs of the wrong shape or size: told in words, in bounded time, and never a traceback."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import numpy as np
import pytest

import tocsin as tc
from tocsin.errors import InputError, ScenarioError, did_you_mean
from tocsin.scenario.reading.document import EFFORT, Document
from tocsin.scenario.sections.spec import Spec
from tocsin.world.world import build

FILE = Path(__file__).parents[2] / "data" / "valley.yaml"
WRONG = [
    7,
    -1.5,
    "text",
    True,
    None,
    [],
    [7],
    ["text"],
    {},
    {"a": 7},
    {"a": {"b": []}},
    [{"id": 3}],
]


@pytest.fixture(scope="module")
def valley():
    return tc.load(FILE)


@pytest.mark.parametrize("section", sorted(Spec.model_fields))
def test_a_section_of_any_shape_is_read_or_told(valley, section):
    for value in WRONG:
        data = valley.copy_of_data()
        try:
            tc.load(valley, set={section: value})
        except (ScenarioError, InputError) as error:
            told = str(error)
            assert told
        assert data == valley.copy_of_data()


@pytest.mark.parametrize("section", ["places", "cloud", "mechanisms", "extends", "levers"])
def test_a_section_of_a_file_may_be_of_any_shape(valley, section, tmp_path):
    file = tmp_path / "s.yaml"
    for value in WRONG[:-1]:
        file.write_text(json.dumps({**valley.copy_of_data(), section: value}), encoding="utf-8")
        with contextlib.suppress(ScenarioError, InputError):
            tc.load(file)


@pytest.mark.parametrize("index", ["00000000001000", "³", "٣", "-1", "+1", "1_0", "3", "01"])
def test_only_a_plain_index_of_a_list_leads_somewhere(valley, index):
    with pytest.raises(InputError, match="there is no"):
        valley.set(f"places.{index}.name", "x")
    assert valley.set("places.2.name", "x").spec.places[2].name == "x"


@pytest.mark.parametrize("code", ["0301", "007", "1_000", "+7", "00"])
def test_a_code_as_a_name_comes_back_as_written(valley, code):
    edited = tc.load(valley, set=[f"places.farms.name={code}"])
    assert edited.spec.places[-1].name == code
    assert f"name: {code}" in edited.to_yaml() or f'name: "{code}"' in edited.to_yaml()


@pytest.mark.parametrize(("code", "hours"), [("024", 24), ("0x1F", 31), ("1_0", 10), ("+7", 7)])
def test_a_code_as_a_number_is_read_as_one(valley, code, hours):
    assert tc.load(valley, set=[f"clock.hours={code}", "shock.at=2030-06-03T00:00"]).hours == hours


def test_a_code_that_is_a_key_is_the_same_as_a_value(tmp_path):
    file = tmp_path / "codes.yaml"
    file.write_text(FILE.read_text(encoding="utf-8").replace("Upper", "03"), encoding="utf-8")
    spec = tc.load(file).spec
    assert "03" in spec.regions
    assert spec.places[0].region == "03"


@pytest.mark.parametrize("bad", ["\x1b[31m", "a\x00", "\x9b", "\x7f", "a\rb"])
def test_names_do_not_steer_the_terminal(valley, bad):
    regions = valley.copy_of_data()["regions"]
    for edit in ({"places.farms.name": bad}, {"title": bad}, {"regions": {**regions, bad: {}}}):
        with pytest.raises(ScenarioError, match="has the control character U"):
            tc.load(valley, set=edit)
    assert valley.set("places.farms.name", "a\nb").spec.places[-1].name == "a\nb"


def test_a_name_in_another_unicode_form_is_told_as_such():
    assert "two forms of Unicode" in did_you_mean("Cafe\u0301", ["Caf\u00e9", "Bar"])


def test_suggestions_among_many_names_find_the_near_one():
    names = [f"Region of the north {i:05d}" for i in range(2000)]
    assert did_you_mean("Regoin of the north 01234", names) == (
        "; did you mean 'Region of the north 01234'?"
    )


def test_suggestions_end_after_a_bounded_number_of_comparisons():
    document, names = Document({}), [f"name {i}" for i in range(1000)]
    told = [document.near(f"nmae {i}", names) for i in range(200)]
    assert all(told[: EFFORT // 1000])
    assert not any(told[EFFORT // 1000 :])


def test_a_value_below_its_limit_is_told_with_its_unit_too(valley):
    with pytest.raises(
        ScenarioError, match=r"parameters\.jail\.value: -\d+: expected zero or more"
    ):
        valley.set("parameters.jail", {"value": "-2 d", "unit": "h", "source": "the test"})


def test_leanings_in_per_cent_are_summed_like_shares(two_towns):
    actors = two_towns.copy_of_data()["actors"]
    name = next(n for n, a in actors.items() if a.get("leans"))
    leans = dict.fromkeys(actors[name]["leans"], "70 %")
    with pytest.raises(ScenarioError, match=r"leans sum to 1\.4; expected 1 at most"):
        two_towns.set(f"actors.{name}.leans", leans)


def test_cells_cannot_be_switched_on_where_there_are_none(valley):
    none = valley.set("cells", {"enabled": False})
    with pytest.raises(InputError, match="the scenario has no cells"):
        none.with_("cells")
    assert none.without("cells").spec.cells.enabled is False


def test_rhythm_and_travel_may_be_left_out(valley):
    rhythm, travel = valley.spec.rhythm, valley.spec.travel
    least = tc.load(valley, set={"rhythm": {}, "travel": {}})
    assert least.spec.rhythm.join == rhythm.join
    assert travel.depot == "town"
    assert least.spec.travel.depot is None
    hours = [build(s).regions.air_hours for s in (valley.set("travel.assembly", "2 h"), least)]
    np.testing.assert_array_equal(*hours)  # the town is the most populous place
