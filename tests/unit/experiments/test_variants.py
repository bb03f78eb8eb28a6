"""Variants as people write them: names are found, edits land, mistakes are told."""

from __future__ import annotations

import pytest

import tocsin as tc
from tests.valley import FILE
from tocsin.errors import InputError, ScenarioError
from tocsin.experiments.comparisons.variants import make, read


@pytest.fixture(scope="module")
def valley():
    return tc.load(FILE)


def made(base, text):
    return make(base, read(text)[1])


def test_a_variant_is_read_with_its_name_and_edits():
    name, edits = read("price at 12:00, calm: without sweeps; lever price.at=2030-06-03T12:00")
    assert name == "price at 12:00, calm"
    assert edits == [("without", "sweeps"), ("lever", "price.at=2030-06-03T12:00")]
    assert read("without sweeps; --with cells")[0] == "without sweeps; with cells"


def test_a_lever_moves_in_time_and_its_condition_goes(valley):
    for text in ("lever price.at=2030-06-03T12:00", "lever price=2030-06-03T12:00"):
        lever = made(valley, text).levers["price"]
        assert (lever.at, lever.when, lever.after) == ("2030-06-03T12:00", None, 0)
    local = made(valley, "lever emergency.at=2030-06-03T12:00").levers["emergency"]
    assert (local.when, local.each, local.after) == (None, None, 0)


def test_several_fields_of_a_lever_in_one_variant(valley):
    lever = made(valley, "lever throttle.level=1; lever throttle.lasts=2 d").levers["throttle"]
    assert (lever.level, lever.lasts) == (1, 48)


def test_a_lever_that_is_off_acts_once_it_is_moved(valley):
    assert not valley.levers["release"].enabled
    assert made(valley, "lever release.share=20 %").levers["release"].enabled
    assert made(valley, "lever release").levers["release"].enabled
    assert not made(valley, "lever sweeps=off").levers["sweeps"].enabled
    assert not made(valley, "lever release.enabled=false").levers["release"].enabled


@pytest.mark.parametrize("name", ["live-fire", "live_fire", "LiveFire", "live fires"])
def test_spellings_of_a_name_are_the_same(valley, name):
    assert made(valley, f"lever {name}.warning=true").levers["live-fire"].warning


def test_a_kind_stands_for_the_one_lever_that_has_it(valley):
    assert (
        made(valley, "lever rules_of_engagement.rules=observe").levers["orders"].rules == "observe"
    )
    lever = made(valley, "lever resignation.at=2030-06-03T08:00").levers["resign"]
    assert lever.at == "2030-06-03T08:00"


def test_of_several_levers_the_message_says_which(flagship):
    with pytest.raises(InputError, match="shutdown-full, shutdown-regions") as caught:
        made(flagship, "lever shutdown.level=1")
    assert "throttle" in str(caught.value)


def test_price_cap_of_the_flagship_is_the_cap_for_the_whole_country(flagship):
    found = made(flagship, "lever price_cap.at=2022-01-03T12:00")
    assert found.levers["price-caps"].at == "2022-01-03T12:00"
    assert found.levers["price-deal"] == flagship.levers["price-deal"]


def test_a_kind_that_no_lever_has_makes_a_new_lever(two_towns):
    assert "resignation" not in two_towns.levers
    lever = made(two_towns, "lever resignation.at=2030-06-04T08:00").levers["resignation"]
    assert (lever.kind, lever.at, lever.legitimacy) == (
        "resignation",
        "2030-06-04T08:00",
        "dL_conc",
    )
    assert lever.actor in two_towns.spec.actors
    text = "lever release.at=2030-06-05T08:00; lever release.share=0.5; lever release.actor=mayor"
    assert made(two_towns, text).levers["release"].share == 0.5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lever sweps", "did you mean 'sweeps'"),
        ("lever sweps.at=2030-06-03T12:00", "did you mean 'sweeps'"),
        ("lever sweeps.untill=2030-06-03T12:00", "did you mean 'until'"),
        ("lever sweeps=7", "expected a time"),
        ("without aliance", "did you mean 'alliance'"),
        ("set parameters.kapa=1", "kappa"),
        ("withot alliance", "is no edit"),
        ("calm:", "is no edit"),
        ("", "no edits"),
    ],
)
def test_mistakes_are_told(valley, text, message):
    with pytest.raises((InputError, ScenarioError), match=message):
        made(valley, text)


def test_a_new_lever_needs_a_time(two_towns):
    with pytest.raises(InputError, match=r"resignation\.at=TIME"):
        made(two_towns, "lever resignation")


def test_the_seven_of_the_guide_change_the_flagship(flagship):
    for text in (
        "without alliance", "lever alliance.at=2022-01-05T06:00",
        "lever price_cap.at=2022-01-03T12:00", "without shutdown", "without live-fire", "with cells",
        "lever resignation.at=2022-01-04T08:00",
    ):  # fmt: skip
        assert made(flagship, text).digest != flagship.digest, text
    assert sum(g.size for g in made(flagship, "with cells").spec.cells.groups) == 300


def test_what_was_edited_can_be_given_on_the_command_line(two_towns):
    """As `--set` takes it, with null, true and whole sections."""
    for text in (
        "lever emergency.at=2030-06-04T08:00", "lever resignation.at=2030-06-04T08:00",
        "set levers.sweeps.enabled=false",
    ):  # fmt: skip
        found = made(two_towns, text)
        again = two_towns.edit(set=[edit.removeprefix("--set ") for edit in found.edits])
        assert again.digest == found.digest != two_towns.digest
