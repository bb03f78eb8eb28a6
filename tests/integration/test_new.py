"""`tocsin new` and `tc.new`: a draft that stands, and mistakes that are told in words."""

from __future__ import annotations

import json
import sys

import pytest

import tocsin as tc
from tocsin import cli
from tocsin.scenario.carried import carried_over
from tocsin.scenario.sections.priors import Prior
from tocsin.world.atlas.new import draft


@pytest.fixture
def tocsin(capsys, monkeypatch):
    """Run a command in this process; returns (exit code, stdout, stderr)."""

    def call(*arguments: str):
        monkeypatch.setattr(sys, "argv", ["tocsin", *arguments])
        monkeypatch.setenv("COLUMNS", "120")
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_a_draft_loads_and_has_the_national_total(tocsin, tmp_path):
    out = tmp_path / "malta"
    code, said, _ = tocsin("new", "Malta", "--shock-at", "Victoria", "--out", str(out), "--json")
    told = json.loads(said)
    scenario = tc.load(told["scenario"])
    assert code == 0
    assert scenario.persons == told["population"] == told["national_total"]
    assert scenario.spec.shock.regions == ["Gozo"]
    assert 0.5 < told["coverage"] <= 1
    assert told["replace_first"]
    assert (out / "regions.geojson").exists()


def test_nothing_of_a_draft_acts_by_the_clock():
    scenario = tc.new("Malta")
    assert all(lever.at is None for lever in scenario.spec.levers.values())
    assert not scenario.spec.workplaces
    assert not any(p.earlier for p in scenario.spec.places)


def test_the_thresholds_of_a_state_are_drawn_by_its_world_region():
    egypt, spain = tc.new("Egypt").spec.parameters, tc.new("Spain").spec.parameters
    for name in ("st_disperse", "st_shoot", "arrest", "kill"):
        assert egypt[name].scope == spain[name].scope == "by country"
        assert Prior.parse(egypt[name].prior).family == "lognormal"
    assert egypt["st_shoot"].value < spain["st_shoot"].value / 5
    assert egypt["kill"].value > 5 * spain["kill"].value


def test_fits_of_another_case_that_a_draft_carries_are_told_and_none_by_country_is():
    scenario = tc.new("Malta")
    carried = carried_over(scenario)
    assert "kappa" in carried
    assert not [n for n in carried if scenario.spec.parameters[n].scope == "by country"]


def test_names_in_other_letters_stand_beside_the_latin_ones():
    assert "Tbilisi,თბილისი" in draft("Georgia").texts["names.csv"]


def test_the_same_command_gives_the_same_draft():
    assert draft("Singapore").texts == draft("SGP").texts


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Bolivya",), "did you mean Bolivia"),
        (("Congo",), "can mean DR Congo"),
        (("Malta", "--shock-at", "Valeta"), "did you mean Valletta"),
        (("Malta", "--start", "2026-13-01"), "is no date"),
        (("Malta", "--start", "1926-01-01"), "expected a year from"),
        (("Malta", "--from", "nowhere.csv"), "no such file"),
        ((), "COUNTRY is missing"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(tocsin, tmp_path, arguments, said):
    out = tmp_path / "d"
    code, _, err = tocsin("new", *arguments, "--out", str(out))
    assert code == 2
    assert said in err
    assert not out.exists()


def test_a_folder_that_holds_something_else_is_never_replaced(tocsin, tmp_path):
    (tmp_path / "diary.txt").write_text("mine")
    code, _, err = tocsin("new", "Malta", "--out", str(tmp_path), "--overwrite")
    assert code == 2
    assert "diary.txt" in err


def test_countries_and_places_are_listed(tocsin):
    listed = json.loads(tocsin("countries", "--json")[1])["countries"]
    assert {"KZ", "MT", "CN"} <= {c["code"] for c in listed}
    found = json.loads(tocsin("places", "Georgia", "--region", "Tbilisi", "--json")[1])["places"]
    assert found[0]["local"] == "თბილისი"
