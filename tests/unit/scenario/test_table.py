"""CSV tables as rows with lines."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valley import FILE, TEXT, problems
from tocsin.errors import ScenarioError
from tocsin.scenario import load
from tocsin.scenario.load import PLACE_COLUMNS
from tocsin.scenario.reading.table import read_csv

PLACES = """\
# settlements
id,name,region,lat,lon,population,kind,acts_in,single_industry
1,St. Anne,Upper,50.0,20.0,800,,,yes

town,"Town",Lower,50.0,20.5,1000,,,
farms,Farms,Lower,50.2,20.4,200,rural,town,
"""


@pytest.fixture
def valley(write):
    """Writes the valley with its places in a table; returns the path of the scenario."""

    def to(table: str | bytes):
        before, rest = TEXT.split("places:\n", 1)
        text = f"{before}places: {{file: places.csv}}\n\n{rest[rest.index('strata:') :]}"
        scenario = write("valley.yaml", text)
        raw = table.encode() if isinstance(table, str) else table
        (scenario.parent / "places.csv").write_bytes(raw)
        return scenario

    return to


@pytest.mark.parametrize("change", [str, lambda t: "\ufeff" + t.replace("\n", "\r\n")])
def test_places_from_a_table_are_those_written_out(valley, change):
    assert load(valley(change(PLACES))).digest == load(FILE).digest


def test_a_resolved_scenario_has_numbers_where_the_table_had_them(valley):
    place = load(valley(PLACES)).copy_of_data()["places"][0]
    assert place == {
        "id": "1", "name": "St. Anne", "region": "Upper", "lat": 50.0, "lon": 20.0,
        "population": 800, "single_industry": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("population", "popluation", 2, "did you mean 'population'"),
        ("lat,", "", 2, "'lat' is missing"),
        ("kind,", "name,", 2, "'name' stands twice"),
        (",", ";", 2, "expected commas"),
        ("1000,,,", "1000,,", 5, "has 8 columns; the head has 9"),
        ("1000,,,", "1000,,,,x", 5, "has 10 columns"),
        ("1000", "many", 5, "'many': expected a whole number"),
        ("1000", '"1,000"', 5, "nothing between thousands"),
        ("1000", "1\u00a0000", 5, "nothing between thousands"),
        ("50.0,20.5", '"50,0",20.5', 5, "a point for decimals"),
        (",", "|", 2, "separated by '|'; expected commas"),
        ("1000", "-5", 5, "-5: expected 1 or more"),
        ("1000", "", 5, "population: is missing"),
        ("50.0,20.5", "95,20.5", 5, "95: expected 90 or less"),
        ("50.0,20.5", "nan,20.5", 5, "'nan': expected a number"),
        ("50.0,20.5", ".nan,20.5", 5, "finite"),
        ("Upper", "Uper", 3, "did you mean 'Upper'"),
        ("rural", "rurl", 6, "did you mean 'rural'"),
        ("yes", "maybe", 3, "'maybe': expected true or false"),
        ("farms,Farms", "town,Farms", 6, "'town' stands twice; first on line 5"),
        ('"Town"', '"Town', 6, "is no CSV"),
    ],
)
def test_a_mistake_is_named_with_the_line_of_the_table(valley, old, new, line, says):
    found = problems(valley(PLACES.replace(old, new)))
    in_table = [p for p in found if p.file.endswith("places.csv")]
    assert any(p.line == line and says in str(p) for p in in_table), found


@pytest.mark.parametrize(
    ("table", "says"),
    [("", "is empty"), ("# nothing\n", "is empty"), (b"\xff\xfe\0", "not UTF-8"),
     ("x" * 200_000, "is no CSV"),
     ("x," * 100_000, "has 100,001 columns; expected 1,000 at most"), (b"\0\1\2\n", "unknown column"),
     ("id,name\n".encode("utf-16-le"), "but UTF-16; expected a CSV table, saved as UTF-8"),
     ("id,name\n".encode("utf-16"), "but UTF-16"), ("id,é".encode("cp1252"), "saved as UTF-8")],
)  # fmt: skip
def test_junk_is_named_with_the_file_of_the_table(valley, table, says):
    found = problems(valley(table))
    assert all(p.file.endswith("places.csv") for p in found)
    assert says in found[0].message or says in found[-1].message


def test_a_table_that_is_not_there_is_named_where_the_scenario_names_it(valley):
    scenario = valley(PLACES)
    (scenario.parent / "places.csv").unlink()
    (found,) = problems(scenario)
    assert found.path == "places.file"
    assert "places.csv" in found.message
    assert found.line == TEXT[: TEXT.index("places:")].count("\n") + 1


@given(st.binary(max_size=200))
def test_any_bytes_are_rows_or_a_scenario_error(tmp_path_factory, junk):
    path = tmp_path_factory.mktemp("junk", numbered=True) / "t.csv"
    path.write_bytes(b"id,name\n" + junk)
    with suppress(ScenarioError):
        rows = read_csv(path, "t.csv", {k: PLACE_COLUMNS[k] for k in ("id", "name")})
        assert all(set(row) <= {"id", "name"} for row in rows.data)
