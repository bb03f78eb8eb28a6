"""What one section says of another, and what must add up; see also `data/mistakes.txt`."""

from __future__ import annotations

import pytest

from tests.valley import FILE, TEXT, changed, line_of, problem, problems
from tocsin.errors import ScenarioError
from tocsin.scenario import load


def test_names_may_be_written_as_whole_numbers():
    assert load(FILE).spec.regions["Upper"].capital == load(FILE).spec.places[0].id == "1"


def test_an_id_stands_once(write):
    text = (
        changed("{id: farms", "{id: town").replace(", acts_in: town", "").replace("farms: 0.05", "")
    )
    found = problem(write("v.yaml", text))
    assert (found.path, found.line) == ("places.town.id", line_of(text, "name: Farms"))
    assert found.message == f"'town' stands twice; first on line {line_of(text, 'name: Town')}"


def test_a_name_of_a_site_stands_once(write):
    text = changed("name: Arms shop", "name: Town hall")
    found = problem(write("v.yaml", text))
    assert (found.path, found.line) == ("sites.Town hall.name", line_of(text, "kind: arms_shop"))


def test_people_act_in_a_town_that_is_their_own(write):
    text = changed("acts_in: town", "acts_in: 1").replace("single_industry: true", "acts_in: town")
    assert "'1' itself acts elsewhere" in problem(write("v.yaml", text)).message
    text = changed("single_industry: true", "kind: rural").replace("acts_in: town", "acts_in: 1")
    assert "'1' is rural, not a town" in problem(write("v.yaml", text)).message


def test_every_region_has_a_place(write):
    text = changed("  Lower: {", "  Empty: {capital: town}\n  Lower: {")
    assert {p.message for p in problems(write("v.yaml", text))} == {
        "has no place",
        "'town' lies in 'Lower'",
    }


def test_a_misspelt_section_is_not_reported_at_every_reference_to_it(write):
    found = problems(write("v.yaml", changed("places:\n", "plcaes:\n")))
    missing = "is missing; expected a list, each with id, name, region, lat, lon, population"
    assert {p.message for p in found} == {missing, "unknown key; did you mean 'places'?"}


AT = '  at: "2030-06-03T00:00"\n  regions'
UNTIL = 'until: "2030-06-03T18:00"'


@pytest.mark.parametrize(
    ("old", "new", "path", "says"),
    [
        (AT, AT.replace("06-03", "06-05"), "shock.at", "after the end of the run"),
        (AT, AT.replace("06-03", "06-02"), "shock.at", "before the start of the run"),
        (UNTIL, UNTIL.replace("T18", "T11"), "levers.stand-down.until", "is not after"),
        (UNTIL, f"after: 7 h, {UNTIL}", "levers.stand-down.until", "and 7 h more"),
        ("lasts: 1 d", "until: 2030-06-01", "levers.throttle.until", "not after the start"),
    ],
)
def test_what_would_never_act_is_named(write, old, new, path, says):
    found = problem(write("v.yaml", changed(old, new)))
    assert found.path == path
    assert says in found.message


# --- sums ----------------------------------------------------------------------------------------

REST = "complement: true\n    join"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (REST, "share: 0.9\n    join", {"1.1 in 'St. Anne'", "0.95 in 'Farms'"}),
        (REST, "share: 0.8\n    join", {"0.9 in 'Town'", "0.85 in 'Farms'"}),
    ],
)
def test_shares_sum_to_one_in_every_place(write, old, new, says):
    found = problems(write("v.yaml", changed(old, new)))
    assert {p.message.split("sum to ")[1].split(";")[0] for p in found} == says
    assert {p.line for p in found} == {line_of(TEXT, "strata:")}


def test_a_complement_takes_no_less_than_nothing(write):
    traits = "".join(
        f"    {t}: {{mean: 0.4, concentration: 7}}\n" for t in ("hardship", "risk_aversion")
    )
    text = changed("  others:\n", f"  women:\n    share: 0.9\n{traits}  others:\n")
    found = problem(write("v.yaml", text))
    assert "sum to 1.1 in 'St. Anne'; expected 1 at most" in found.message


def test_places_with_the_same_wrong_sum_are_named_once(write):
    text = changed("by_place: {farms: 0.05}", "").replace(
        "complement: true\n    join", "share: 0.7\n    join"
    )
    text = text.replace("by_region: {Upper: {value: 0.2, source: guess}}", "")
    found = problem(write("v.yaml", text))
    assert "sum to 0.8 in 'St. Anne' and 2 other places" in found.message


def test_a_complement_takes_what_is_left(write):
    text = changed("share: 10 %", "share: 100 %").replace("farms: 0.05", "farms: 1")
    load(write("v.yaml", text.replace("Upper: {value: 0.2", "Upper: {value: 1")))


def test_a_complement_has_no_shares_of_its_own(write):
    found = problem(write("v.yaml", changed("    join: mu_women", "    by_region: {Upper: 0.1}")))
    assert "no effect on a complement" in found.message


@pytest.mark.parametrize(
    ("old", "new", "path", "says"),
    [
        ("{police: 10, guard: 5}", "{police: 49, guard: 5}", "services.police.personnel.Lower",
         "in Lower need 49 guards of police, but 48 are deployable"),
        ("guards: {police: 1}", "guards: {guard: 1}", "services.guard",
         "in Upper need 1 guards of guard, but 0 are deployable"),
    ],
)  # fmt: skip
def test_guards_are_taken_out_of_what_is_there(write, old, new, path, says):
    found = problem(write("v.yaml", changed(old, new)))
    assert found.path == path
    assert says in found.message


def test_what_is_deployable_may_hang_on_a_parameter(write):
    path = write("v.yaml", changed("deployable: 80 %", "deployable: commit"))
    load(path, set=["parameters.commit=0.5"])
    found = problem(path, set=["parameters.commit=0.1"])
    assert "need 10 guards of police, but 6 are deployable" in found.message


def test_persons_are_not_more_than_can_be_numbered(write):
    text = changed("population: 1000", "population: 1_900_000_000").replace(
        "population: 800", "population: 1e9"
    )
    assert "persons in all" in problem(write("v.yaml", text)).message


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [("tau", 0, "above zero"), ("live", -1, "above zero"), ("kappa", -0.1, "zero or more")],
)
def test_parameters_that_divide_or_pace_are_bounded(two_towns, name, value, expected):
    with pytest.raises(ScenarioError, match=expected):
        two_towns.set(f"parameters.{name}", value)


def test_zero_switches_an_effect_off_and_pulls_may_be_negative(two_towns):
    for name, value in (("kill", 0), ("e_prov", 0), ("u_local", -0.2), ("dL_conc", -0.01)):
        assert two_towns.set(f"parameters.{name}", value).spec.parameters[name].value == value
