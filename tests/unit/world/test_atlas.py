"""Any country: what the packed file holds, how a country is found, how a nation is shared out."""

from __future__ import annotations

import pytest

from tocsin.errors import InputError, ScenarioError
from tocsin.world.atlas import table
from tocsin.world.atlas.archive import attribution, countries, digest
from tocsin.world.atlas.lookup import SeveralCountries, find
from tocsin.world.atlas.plan import plan
from tocsin.world.atlas.state import state

#: One from each corner: a city state, islands on both sides of 180 degrees, uncounted towns.
SOME = ("SG", "FJ", "ID", "CU", "MT", "KE", "HK", "NZ", "GE", "BO")


def test_the_packed_file_is_what_its_hash_says():
    said, found = digest()
    assert said == found


def test_all_sources_are_named():
    text = attribution()
    for name in ("GeoNames", "Natural Earth", "World Population Prospects", "Factbook", "CLDR"):
        assert name in text


def test_every_country_has_people_towns_and_a_capital():
    table = countries()
    assert len(table) > 230
    for c in table.values():
        assert c.persons(2026) > 0, c.name
        assert c.places > 0, c.name
        assert c.capital != "0", c.name


@pytest.mark.parametrize("iso", SOME)
def test_places_add_up_to_the_nation_and_no_region_is_empty(iso):
    country = countries()[iso]
    made = plan(country, 2026.2)
    assert sum(p.population for p in made.places) == country.persons(2026.2)
    assert all(p.population > 0 for p in made.places)
    assert {p.region for p in made.places} == set(made.regions)
    ids = [p.id for p in made.places]
    assert len(set(ids)) == len(ids)
    assert {made.capital, *made.capitals} <= set(ids)


def test_what_is_left_of_fiji_lies_between_its_islands():
    made = plan(countries()["FJ"], 2026)
    assert all(abs(p.lon) > 176 for p in made.places)


@pytest.mark.parametrize(
    ("word", "iso"),
    [("Bolivia", "BO"), ("bo", "BO"), ("BOL", "BO"), ("Burma", "MM"), ("Zaire", "CD"),
     ("Côte d’Ivoire", "CI"), ("Ivory Coast", "CI"), ("the Gambia", "GM"), ("ESPAÑA", "ES"),
     ("Swaziland", "SZ"), ("Ceylon", "LK")],
)  # fmt: skip
def test_a_country_is_found_by_any_of_its_names(word, iso):
    assert find(word).country.iso == iso


@pytest.mark.parametrize("word", ["Congo", "Korea", "Yugoslavia"])
def test_a_word_for_several_countries_is_asked_back(word):
    with pytest.raises(SeveralCountries, match="can mean"):
        find(word)


@pytest.mark.parametrize(("word", "other"), [("Guinea", "Papua New Guinea"), ("Georgia", "state")])
def test_a_name_that_others_share_is_told(word, other):
    assert other in find(word).note


def test_an_unknown_country_gets_suggestions():
    with pytest.raises(InputError, match="did you mean Bolivia"):
        find("Bolivya")


def test_a_state_that_shoots_more_often_has_odds_above_one():
    assert state("MENA").odds["shoot"] > 1 > state("Europe").odds["shoot"]
    assert state("").odds["shoot"] == pytest.approx(1)


def test_a_spreadsheet_with_semicolons_and_decimal_commas_is_read(write):
    path = write("p.csv", "\ufeffTown;Latitude;Longitude;Population\nAlfa;-16,5;-68,15;1 200 000\n"
                 "Beta;-17,25;-66,1;630.000\n")  # fmt: skip
    rows = table.read(path)
    assert [(r.name, r.lat, r.population) for r in rows] == [
        ("Alfa", -16.5, 1_200_000), ("Beta", -17.25, 630_000)
    ]  # fmt: skip


def test_all_mistakes_of_a_table_are_told_with_their_lines(write):
    path = write("p.csv", "name,lat,lon,population\n,1,2,3\nB,95,2,3\nC,1,x,-4\n")
    with pytest.raises(ScenarioError) as caught:
        table.read(path)
    assert [(p.line, p.path) for p in caught.value.problems] == [
        (2, "name"), (3, "lat"), (4, "lon"), (4, "population")
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["\u00b2", "1\u00b2", "1e5", "-3", "0x10", "many"])
def test_what_is_no_count_of_people_is_told_with_its_line(write, text):
    """A raised two is a digit, and no number."""
    path = write("p.csv", f"name,lat,lon,population\nA,1,2,{text}\n")
    with pytest.raises(ScenarioError, match="expected a whole number of people") as caught:
        table.read(path)
    assert [(p.line, p.path) for p in caught.value.problems] == [(2, "population")]


def test_a_head_without_an_end_is_refused(write):
    with pytest.raises(ScenarioError, match="has 100,001 columns; expected 1,000 at most"):
        table.read(write("p.csv", "x," * 100_000 + "\n1\n"))


def test_places_of_the_users_own_keep_their_counts(write):
    path = write("p.csv", "name,lat,lon,population\nLa Paz,-16.5,-68.15,900000\n")
    country = countries()["BO"]
    made = plan(country, 2026, own=table.read(path), file="p.csv")
    assert made.place("La Paz").population == 900_000
    assert sum(p.population for p in made.places) == country.persons(2026)
    assert {p.region for p in made.places} == {r.name for r in country.regions}
