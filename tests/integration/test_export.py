"""Exports: what other programs open has the numbers of the run, its times, its places."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import struct
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import tocsin as tc
from tocsin.errors import InputError, OutputError
from tocsin.export import held


@pytest.fixture(scope="module")
def result(two_towns, tmp_path_factory):
    """Three runs whose days are not those of UTC, and in which participants are killed."""
    scenario = two_towns.edit(
        set={
            "clock.hours": 100,
            "levers.live-fire.when": "rioting > 0.0005 * people",
            "levers.live-fire.after": 0,
            "parameters.kill": 0.1,
            "clock.zone": "UTC+6",
            "references": {
                "dead": [
                    {"value": 7, "date": "2030-06-09", "status": "official", "source": "Ministry"}
                ],
                "dead_by_region.West": [{"low": 1, "high": 4, "source": "a list"}],
            },
            "attribution": ["Towns: invented (example.org), CC BY 4.0", "nobody else"],
        }
    )
    out = tmp_path_factory.mktemp("export") / "r"
    return tc.simulate(scenario, runs=3, seed=2, out=out, report=False)


@pytest.fixture(scope="module")
def data(result):
    return result.data.load()


# --- NetCDF ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def netcdf(result, tmp_path_factory):
    pytest.importorskip("netCDF4")
    return result.export("netcdf", tmp_path_factory.mktemp("nc") / "r.nc")


def test_netcdf_has_every_number_of_the_run(netcdf, data):
    with xr.open_dataset(netcdf) as found:
        for name, values in data.data_vars.items():
            np.testing.assert_array_equal(found[name].values, values.values, err_msg=name)
        np.testing.assert_array_equal(found.time.values, data.time.values)
        assert list(found.place_name.values) == ["Alpha", "Beta", "Farms"]
        assert list(found.marching.coords["lat"].values) == [50.0, 50.0, 50.2]


def test_netcdf_counts_by_day_are_those_of_the_summary(netcdf, result):
    with xr.open_dataset(netcdf) as found:
        dead = found.daily_dead.isel(day=-1).sum("region").median("run")
        assert float(dead) == result.outcome("dead").median
        days = [str(d)[:10] for d in found.day.values]
        assert days == list(result.outcome("active_by_day"))


def test_netcdf_follows_the_conventions(netcdf):
    netCDF4 = pytest.importorskip("netCDF4")
    with netCDF4.Dataset(netcdf) as file:
        assert file.Conventions == "CF-1.11"
        for text in ("title", "source", "history", "references", "comment"):
            assert getattr(file, text)
        assert "not observations" in file.source
        first = netCDF4.num2date(file["time"][0], file["time"].units, file["time"].calendar)
        assert first.isoformat() == "2030-06-02T18:00:00"
        assert file["lat"].units == "degrees_north"
        assert file["lon"].standard_name == "longitude"
        known = {"1/h", "1", "h", "degrees_north", "degrees_east"}
        for name, variable in file.variables.items():
            assert variable.long_name, name
            if variable.dtype is not str:
                unit = variable.units if "units" in variable.ncattrs() else "1"
                assert unit in known or " since " in unit, (name, unit)
            for other in getattr(variable, "coordinates", "").split():
                assert other in file.variables
        assert file["site_state"].flag_meanings.split()[1] == "lost"
        assert len(file["site_state"].flag_values) == 4


def test_netcdf_says_what_was_recorded_and_how_to_cite_it(netcdf):
    with xr.open_dataset(netcdf) as found:
        lines = found.attrs["recorded_figures"].splitlines()
        assert lines[0] == "dead: 7 (2030-06-09, official, Ministry)"
        assert lines[1].startswith("dead_by_region [West]: 1 to 4 (")
        assert "a simulation. Tocsin" in found.attrs["citation"]


# --- CSV -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(result, tmp_path_factory):
    return result.export("csv", tmp_path_factory.mktemp("csv") / "tables")


def test_tables_have_the_numbers_of_the_run(folder, data, result):
    hours = pd.read_csv(folder / "national_hourly.csv", parse_dates=["time_utc"])
    assert len(hours) == 3 * 100
    active = (data.marching + data.rioting).sum("place").values.ravel()
    assert list(hours.active) == list(active)
    assert hours.time_utc[0] == pd.Timestamp("2030-06-02T18:00Z")
    days = pd.read_csv(folder / "regions_daily.csv", parse_dates=["date"])
    dead = days[days.date == days.date.max()].groupby("run").dead.sum()
    assert dead.median() == result.outcome("dead").median
    by_place = pd.read_csv(folder / "places_daily.csv")
    assert list(by_place.groupby("run").dead.max()) == list(data.dead.max(["time", "place"]).values)
    assert days.dead_participants.max() > 0
    for table in (days, by_place, hours):
        groups = ["dead_participants", "dead_bystanders", "dead_forces"]
        assert (table[groups].sum(axis=1) == table.dead).all()
    alpha = by_place[(by_place.place == "alpha") & (by_place.run == 1)]
    peaks = (data.marching + data.rioting).sel(run=1, place="alpha").values
    assert alpha.peak_active.max() == peaks.max()
    # the first local day ends after 24 hours, since the scenario starts at its midnight
    assert alpha.peak_active.iloc[1] == peaks[24:48].max()


def test_the_political_layer_has_its_tables(folder, data):
    hours = pd.read_csv(folder / "national_hourly.csv")
    for name in ("street", "tension", "hold", "coup_hazard", "guarantee", "resentment"):
        np.testing.assert_allclose(hours[name], data[name].values.ravel(), rtol=1e-5)
    table = pd.read_csv(folder / "politics_hourly.csv")
    assert set(table.axis) == {"actor", "service", "member", "power", "figure"}
    one = table[(table.run == 2) & (table.variable == "loyalty") & (table.name == "guard")]
    np.testing.assert_allclose(one.value, data.loyalty.sel(run=2, service="guard"), rtol=1e-5)


def test_without_the_political_layer_there_is_no_table_of_it(two_towns, tmp_path):
    bare = two_towns.without("elites", "officials").set("clock.hours", 5)
    levers = bare.copy_of_data()["levers"]
    kept = {k: v for k, v in levers.items() if k not in ("alliance", "summit")}
    bare = bare.edit(set={"levers": kept, "alliance": None})
    result = tc.simulate(bare, out=tmp_path / "r", report=False)
    folder = result.export("csv", tmp_path / "t")
    assert {p.name for p in folder.iterdir()} >= {"national_hourly.csv", "chronicle.csv"}
    assert "hold" not in pd.read_csv(folder / "national_hourly.csv").columns
    assert not (folder / "politics_hourly.csv").exists()


def test_influence_is_told_before_and_after(result, capsys):
    from tocsin.cli.common import out
    from tocsin.view.terminal import show

    show(result, out(), [])
    told = capsys.readouterr().out
    for power in ("North", "South"):
        line = next(x for x in told.splitlines() if x.startswith(f"influence, {power}"))
        assert " -> " in line


def test_a_region_peaks_when_its_places_are_out_at_once(folder, data):
    days = pd.read_csv(folder / "regions_daily.csv")
    east = (data.marching + data.rioting).sel(place=["beta", "farms"]).sum("place")
    found = days[(days.region == "East") & (days.run == 0)].peak_active
    assert found.max() == int(east.sel(run=0).max())


def test_statistics_are_those_of_the_summary(folder, result):
    table = pd.read_csv(folder / "statistics.csv", keep_default_na=False).set_index(
        ["outcome", "key"]
    )
    assert float(table.loc[("injured", ""), "median"]) == result.outcome("injured").median
    west = result.outcome("dead_by_region")["West"].high
    assert float(table.loc[("dead_by_region", "West"), "high"]) == west
    assert table.loc[("first_active_place", ""), "text"] == "Alpha"


def test_statistics_say_how_many_runs_have_the_outcome(two_towns, tmp_path, capsys):
    """Two of three runs calm down, as the summary has it; one more failed."""
    from tocsin.cli.common import out
    from tocsin.view.terminal import show

    short = two_towns.edit(set={"clock.hours": 30})
    result = tc.simulate(short, runs=3, out=tmp_path / "r", report=False)
    summary = result.summary()
    summary["outcomes"]["hours_to_calm"] |= {
        "median": 20, "low": 20, "high": 20, "n": 2, "never": 1,
    }  # fmt: skip
    (result.path / "summary.json").write_text(json.dumps(summary | {"runs": 4, "failed": 1}))
    table = held.statistics(result).set_index(["outcome", "key"])
    assert tuple(table.loc[("hours_to_calm", ""), ["n", "runs"]]) == (2, 3)
    assert tuple(table.loc[("dead", ""), ["n", "runs"]]) == (3, 3)
    show(result, out(), [])
    told = capsys.readouterr().out
    assert "calm, in 2 of 3 runs" in told
    assert "dead, in" not in told


def test_recorded_figures_stand_beside_the_outcomes(folder, flagship):
    table = pd.read_csv(folder / "recorded.csv", keep_default_na=False)
    assert list(table.outcome) == ["dead", "dead_by_region"]
    assert list(table.iloc[0][["value", "unit", "date", "status", "source"]]) == [
        "7.0", "persons", "2030-06-09", "official", "Ministry",
    ]  # fmt: skip
    assert list(table.iloc[1][["key", "low", "high"]]) == ["West", "1.0", "4.0"]
    assert not (folder / "sources.csv").exists()  # invented towns cite no codes
    from tocsin.export.recorded import recorded, sources

    found = sources(flagship)
    assert not found.source.duplicated().any()
    assert found.address.str.startswith("http").all()
    cited = set(recorded(flagship).source.str.extractall(r"\b(S\d+)\b")[0])
    assert cited == set(found.source)


def test_the_package_describes_every_column_of_every_table(folder):
    package = json.loads((folder / "datapackage.json").read_text())
    assert package["profile"] == "tabular-data-package"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert [s["title"] for s in package["sources"]][1] == "nobody else"
    assert "a simulation. Tocsin" in package["citation"]
    assert {r["path"] for r in package["resources"]} == {p.name for p in folder.glob("*.csv")}
    kinds = {"integer": "iu", "number": "if", "string": "OUTf", "datetime": "OUT", "date": "OUT"}
    for resource in package["resources"]:
        path = folder / resource["path"]
        assert resource["hash"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        table = pd.read_csv(path)
        fields = resource["schema"]["fields"]
        assert [f["name"] for f in fields] == list(table.columns)
        for field in fields:
            assert table[field["name"]].dtype.kind in kinds[field["type"]], field
            assert field["description"]
        key = resource["schema"].get("primaryKey")
        assert not key or not table.duplicated(key).any()


def test_outcomes_of_each_run_are_there_if_they_were_kept(result, tmp_path):
    copy = tmp_path / "r"
    shutil.copytree(result.path, copy)
    (copy / "members.csv").write_text(
        "run,error,command,dead,first_active_place,dead_by_region.West,hours_to_calm,parameters.k\n"
        "0,,,3,Alpha,2,,2.5\n1,ValueError: x,tocsin run,,,,,\n2,,,5,Beta,4,30,2.5\n"
    )
    folder = tc.Result(copy).export("csv", tmp_path / "t")
    table = pd.read_csv(folder / "outcomes.csv", keep_default_na=False)
    assert list(table.columns) == ["run", "outcome", "key", "value", "text"]
    assert list(table[table.outcome == "dead"].value.astype(float)) == [3, 5]
    assert list(table[table.outcome == "first_active_place"].text) == ["Alpha", "Beta"]
    assert list(table[table.outcome == "dead_by_region"].key) == ["West", "West"]
    assert list(table[table.outcome == "hours_to_calm"].run) == [2]
    assert 1 not in set(table.run)


# --- GeoPackage ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gpkg(result, tmp_path_factory):
    pytest.importorskip("pyogrio")
    path = result.export("gpkg", tmp_path_factory.mktemp("gpkg") / "r.gpkg")
    with sqlite3.connect(path) as base:
        yield base


def test_the_geopackage_has_its_layers_in_wgs84(gpkg):
    found = dict(
        gpkg.execute(
            "select table_name, srs_id from gpkg_contents where data_type = 'features'"
        ).fetchall()
    )
    assert set(found) == {"places", "regions", "places_daily", "regions_daily"}
    assert set(found.values()) == {4326}
    ((value, source),) = gpkg.execute("select value, source from recorded where outcome = 'dead'")
    assert (value, source) == (7, "Ministry")
    extent = gpkg.execute(
        "select min_x, min_y, max_x, max_y from gpkg_contents where table_name = 'places'"
    ).fetchone()
    assert extent == (20.0, 50.0, 20.5, 50.2)
    kinds = gpkg.execute("select distinct geometry_type_name from gpkg_geometry_columns").fetchall()
    assert kinds == [("POINT",)]
    (told,) = gpkg.execute(
        "select description from gpkg_contents where table_name = 'regions'"
    ).fetchone()
    assert "capitals" in told
    assert "simulation" in told


def test_points_stand_where_the_places_are(gpkg):
    for name, blob in gpkg.execute("select name, geom from places"):
        assert blob[:2] == b"GP"
        x, y = struct.unpack("<dd", blob[-16:])
        expected = {"Alpha": (20.0, 50.0), "Beta": (20.5, 50.0), "Farms": (20.4, 50.2)}
        assert (x, y) == expected[name]
    ((blob,),) = gpkg.execute("select geom from regions where region = 'East'")
    assert struct.unpack("<dd", blob[-16:]) == (20.5, 50.0)


def test_figures_of_the_geopackage_are_those_of_the_run(gpkg, data, result):
    columns = {row[1]: row[2] for row in gpkg.execute("pragma table_info(places_daily)")}
    assert columns["date"] == "DATE"
    rows = gpkg.execute("select count(*), count(distinct date) from places_daily").fetchone()
    assert rows == (15, 5)
    dead = np.median(data.dead.sel(place="beta").values[:, -1])
    ((found,),) = gpkg.execute("select dead_median from places where place = 'beta'")
    assert found == dead
    ((last,),) = gpkg.execute(
        "select dead_median from places_daily where place = 'beta' order by date desc limit 1"
    )
    assert last == dead
    took_part = (data.dead - data.dead_bystanders - data.dead_forces).isel(time=-1)
    ((found,),) = gpkg.execute("select dead_participants_median from places where place = 'beta'")
    assert found == np.median(took_part.sel(place="beta").values)
    for region, stats in result.outcome("dead_by_region").items():
        ((low, high),) = gpkg.execute(
            "select dead_low, dead_high from regions where region = ?", (region,)
        )
        assert (low, high) == pytest.approx((stats.low, stats.high))
    # the median of the runs' peaks, not the peak of the days' medians
    peaks = (data.marching + data.rioting).sel(place="alpha").max("time").values
    ((peak,),) = gpkg.execute("select peak_active_median from places where place = 'alpha'")
    assert peak == np.median(peaks)


# --- many runs: quantiles and daily counts ---------------------------------------------------


@pytest.fixture(scope="module")
def many(result, data, tmp_path_factory):
    """The same runs as a large ensemble leaves them: no hours, but quantiles and daily counts."""
    from tocsin.export.held import by_day

    path = tmp_path_factory.mktemp("many") / "r"
    shutil.copytree(result.path, path, ignore=shutil.ignore_patterns("run.zarr"))
    levels = (0.05, 0.25, 0.5, 0.75, 0.95)
    counts = data[["marching", "rioting", "ever_detained", "dead", "dead_bystanders", "dead_forces",
                   "injured", "injured_forces"]]  # fmt: skip
    counts = counts.assign(active=data.marching + data.rioting).drop_encoding()
    quantiles = counts.quantile(list(levels), dim="run").astype("float32")
    quantiles = quantiles.drop_vars(
        [v for v in quantiles.coords if v not in ("quantile", "time", "place")]
    )
    quantiles = quantiles.assign_coords(place=data.place.values)
    days, found = by_day(data, result.scenario, regions=True)
    daily = xr.Dataset(
        {name: (("run", "day", "region"), x.astype("int32")) for name, x in found.items()},
        coords={
            "run": data.run.values,
            "day": np.array(days, "T"),
            "region": [str(r) for r in data.region.values],
        },
    )
    quantiles.to_zarr(
        path / "run.zarr", group="quantiles", mode="w", zarr_format=3, write_empty_chunks=True
    )
    daily.to_zarr(
        path / "run.zarr", group="daily", mode="a", zarr_format=3, write_empty_chunks=True
    )
    return tc.Result(path)


def test_without_hours_what_is_there_is_exported(many, result, data, tmp_path):
    folder = many.export("csv", tmp_path / "t")
    assert not (folder / "national_hourly.csv").exists()
    other = result.export("csv", tmp_path / "whole")
    assert (folder / "regions_daily.csv").read_text() == (other / "regions_daily.csv").read_text()
    pytest.importorskip("netCDF4")
    with xr.open_dataset(many.export("netcdf", tmp_path / "r.nc")) as found:
        expected = np.median(data.marching.values, axis=0)
        np.testing.assert_allclose(found.marching.sel(quantile=0.5).values, expected)
        dead = found.daily_dead.isel(day=-1).sum("region").median("run")
        assert float(dead) == result.outcome("dead").median
    pytest.importorskip("pyogrio")
    with sqlite3.connect(many.export("gpkg", tmp_path / "r.gpkg")) as base:
        ((found,),) = base.execute("select dead_median from places where place = 'beta'")
        assert found == np.median(data.dead.sel(place="beta").values[:, -1])
        ((told,),) = base.execute(
            "select description from gpkg_contents where table_name = 'places'"
        )
        assert "hours' quantiles" in told


# --- files -----------------------------------------------------------------------------------


def test_what_is_there_is_not_overwritten_unasked(result, tmp_path):
    path = tmp_path / "t"
    result.export("csv", path)
    before = (path / "datapackage.json").read_bytes()
    with pytest.raises(InputError, match="`overwrite=True`"):
        result.export("csv", path)
    assert result.export("csv", path, overwrite=True) == path
    assert (path / "datapackage.json").read_bytes() == before
    (path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="in the way"):
        result.export("csv", path, overwrite=True)
    assert (path / "mine.txt").exists()
    assert {p.name for p in tmp_path.iterdir()} == {"t"}


def test_an_export_that_fails_leaves_nothing(result, tmp_path, monkeypatch):
    from tocsin.export import tables

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tables, "package", full)
    with pytest.raises(OutputError, match="disk is full"):
        result.export("csv", tmp_path / "t")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("to", "module"), [("netcdf", "netCDF4"), ("gpkg", "pyogrio")])
def test_a_missing_library_is_named(result, tmp_path, monkeypatch, to, module):
    import importlib.util

    real = importlib.util.find_spec
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: None if name == module else real(name, *a)
    )
    with pytest.raises(InputError, match=f"pip install {module}"):
        result.export(to, tmp_path / "x")
    assert not list(tmp_path.iterdir())


def test_the_command(tocsin, result, tmp_path):
    out = str(tmp_path / "t")
    code, text, _ = tocsin("export", str(result.path), "--to", "csv", "--out", out, "--json")
    assert code == 0
    assert json.loads(text) == {"path": out, "to": "csv"}
    assert tocsin("export", str(result.path), "--to", "csv", "--out", out)[0] == 2
    assert tocsin("export", str(result.path), "--to", "csv", "--out", out, "--overwrite")[0] == 0
    code, _, err = tocsin("export", str(tmp_path), "--to", "csv")
    assert (code, "no run directory" in err) == (2, True)
    assert tocsin("export", str(result.path), "--to", "parquet")[0] == 2


def test_in_memory_results_go_to_the_folder_at_hand(two_towns, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = tc.simulate(two_towns.set("clock.hours", 24))
    assert found.export("csv") == Path("two-towns-csv")
    assert (tmp_path / "two-towns-csv" / "datapackage.json").exists()
    with pytest.raises(InputError, match="did you mean 'gpkg'"):
        found.export("gpk")


def test_an_export_called_old_is_replaced(result, tmp_path):
    for overwrite in (False, True):
        found = result.export("csv", tmp_path / "old", overwrite=overwrite)
    assert (found / "datapackage.json").is_file()
    assert [p.name for p in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("to", ["netcdf", "gpkg"])
def test_a_file_of_another_kind_is_not_replaced(result, tmp_path, to):
    mine = tmp_path / "mine.sh"
    mine.write_text("#!/bin/sh")
    with pytest.raises(InputError, match="in the way"):
        result.export(to, mine, overwrite=True)
    assert mine.read_text() == "#!/bin/sh"


def test_a_geopackage_by_another_name_is_no_warning(result, tmp_path, recwarn):
    pytest.importorskip("pyogrio")
    result.export("gpkg", tmp_path / "noext")
    assert not [w for w in recwarn if w.category is RuntimeWarning]
