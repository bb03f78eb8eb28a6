"""Names of all kinds come back as they are written, from every file and through every command."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import tocsin as tc
from tocsin.results.result import Result

ROOT = Path(__file__).parents[2]
KINDS = {
    "like missing values": {"West": "NA", "East": "null", "Alpha": "nan", "Beta": "None"},
    "of all letters": {
        "West": "Батыс Қазақстан </script><b>", "East": 'مدينة "شرق" & co',
        "Alpha": "Ұлытау\u0301 \U0001f469\u200d\U0001f467", "Beta": "O'B, \"Q\"; =2+3", "Farms": "a\nb",
        "young men": "жас $x_1$ %", "police": "police: [/b] {0}",
    },
}  # fmt: skip


@pytest.fixture(scope="module", params=KINDS, ids=str)
def named(request, two_towns, tmp_path_factory):
    """Two runs of the two towns under other names: (names, result)."""
    names = KINDS[request.param]

    def put(x):
        if isinstance(x, dict):
            return {names.get(key, key): put(value) for key, value in x.items()}
        return [put(value) for value in x] if isinstance(x, list) else names.get(x, x)

    folder = tmp_path_factory.mktemp("names")
    data = put(two_towns.edit(set={"clock.hours": 60, "parameters.shock": 0.8}).copy_of_data())
    (folder / "n.json").write_text(json.dumps(data, default=str), encoding="utf-8")
    scenario = tc.load(folder / "n.json")
    return names, tc.simulate(scenario, runs=2, threads=1, out=folder / "r", report=False)


def test_they_come_back_from_the_folder(named):
    names, result = named
    again = Result(result.path)
    regions = {names["West"], names["East"]}
    places = [names["Alpha"], names["Beta"], names.get("Farms", "Farms")]
    assert set(again.scenario.spec.regions) == regions
    assert set(again.data.region.values) == regions
    assert again.data.place_name.values.tolist() == places
    assert {f"dead_by_region.{r}" for r in regions} <= set(again.members.columns)
    assert set(again.chronicle().place) <= {"", *places}
    assert (again.chronicle().place != "").any()
    assert len(again.why(names["Alpha"])) == 60


def test_they_come_back_from_exports(named, tmp_path):
    names, result = named
    places = [names["Alpha"], names["Beta"], names.get("Farms", "Farms")]
    table = pd.read_csv(
        result.export("csv", tmp_path / "csv") / "places.csv", keep_default_na=False
    )
    assert table.name.tolist() == places
    geo = pytest.importorskip("pyogrio")
    file = result.export("gpkg", tmp_path / "x.gpkg")
    layer = next(name for name, _ in geo.list_layers(file) if "place" in name)
    assert set(geo.raw.read(file, layer=layer, columns=["name"])[3][0]) == set(places)


def test_a_variant_may_be_called_anything(two_towns, tmp_path):
    name = "a/b $x_ {} \u202e<i>"
    short = two_towns.set("clock.hours", 3)
    found = tc.compare(short, f"{name}: without sweeps", runs=1, out=tmp_path / "c")
    assert [v["name"] for v in found.summary()["variants"]] == [name]
    assert (
        "<i>" not in (tmp_path / "c" / "report.html").read_text(encoding="utf-8").split("<main")[0]
    )


def test_a_name_like_a_formula_is_kept_and_the_page_on_exports_warns(named, tmp_path):
    """A table is data: it is the spreadsheet that would calculate."""
    scenario = named[1].scenario.edit(set={"clock.hours": 1, "places.beta.name": "=1+2"})
    one = tc.simulate(scenario, out=tmp_path / "r", threads=1, report=False)
    table = pd.read_csv(one.export("csv", tmp_path / "csv") / "places.csv")
    assert "=1+2" in table.name.tolist()
    assert "formula" in (ROOT / "docs/exports.md").read_text(encoding="utf-8")
