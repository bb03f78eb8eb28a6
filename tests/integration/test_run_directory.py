"""What a run leaves, as the contract has it."""

from __future__ import annotations

import csv
import gc
import json
import shutil
import warnings
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import tocsin as tc
from tocsin.declare.outcome import OUTCOMES
from tocsin.results.result import Result


@pytest.fixture(scope="module")
def result(two_towns, tmp_path_factory):
    return tc.simulate(two_towns, runs=3, seed=4, out=tmp_path_factory.mktemp("runs") / "three")


def test_the_folder_has_what_the_contract_says(result):
    names = {p.name for p in result.path.iterdir()}
    assert names == {
        "manifest.json", "summary.json", "members.csv", "chronicle.csv", "run.zarr", "scenario.yaml",
        "report.html",
    }  # fmt: skip
    assert not list(result.path.parent.glob("*.partial"))


def test_the_store_opens_with_xarray_and_without_a_warning(result):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = xr.open_zarr(result.path / "run.zarr")
    sizes = {"run": 3, "time": 168, "place": 3, "region": 2, "stratum": 3, "site": 4, "actor": 4}
    assert dict(data.sizes).items() >= sizes.items()
    for name in (
        "marching", "rioting", "detained", "injured", "dead", "dead_forces", "force", "legitimacy",
        "demand", "grievance", "pull_own", "pull_ties", "pull_news", "pull_outrage", "risk",
    ):  # fmt: skip
        assert data[name].dims == ("run", "time", "place")
        assert data[name].attrs["units"]
    assert data.site_state.dims == data.site_guard.dims == ("run", "time", "site")
    assert data.marching_by_stratum.dims == ("run", "time", "stratum")
    assert data.news.dims == ("run", "time")
    assert str(data.time.values[0]) == "2030-06-03T00:00:00.000000000"
    total = data.marching.sum("place").values
    np.testing.assert_array_equal(total, data.marching_by_stratum.sum("stratum").values)
    assert float(data.marching.sel(place="alpha").max()) > 100


def test_the_summary_has_the_contracts_fields(result):
    s = result.summary()
    assert s["scenario"] == "two-towns"
    assert (s["seed"], s["runs"], s["persons"], s["places"], s["hours"]) == (4, 3, 20_000, 3, 168)
    assert s["engine"] == "thinning"
    assert set(s["outcomes"]) == set(OUTCOMES) - {"stopped_hour"}  # nothing stops it
    for name in ("dead", "injured", "detained", "peak_active", "person_hours_active"):
        value = s["outcomes"][name]
        assert value["low"] <= value["median"] <= value["high"]  # three runs: no interval
        assert value["unit"]
        assert isinstance(value["references"], list)
    assert set(s["outcomes"]["active_by_day"]) == {f"2030-06-{d:02d}" for d in range(3, 10)}
    assert s["outcomes"]["first_active_place"]["share"] == 1.0
    assert set(s["ledger"]) == {"imposed", "fitted", "predicted"}
    assert {"simulate_seconds", "seconds_per_run", "peak_memory_mb"} == set(s["timing"])


def test_the_summary_is_that_of_the_store(result):
    """Outcomes recomputed from run.zarr by hand."""
    data, s = result.data, result.summary()["outcomes"]
    active = (data.marching + data.rioting).sum("place").values
    assert s["peak_active"]["median"] == np.median(active.max(1))
    dead = data.dead.isel(time=-1).sum("place").values
    assert s["dead"]["median"] == np.median(dead)
    days = active.reshape(3, 7, 24).max(2)
    assert s["active_by_day"]["2030-06-05"]["median"] == np.median(days[:, 2])
    detained = data.ever_detained.isel(time=-1).sum("place").values
    assert (s["detained"]["low"], s["detained"]["high"]) == (detained.min(), detained.max())
    parts = sum(s[f"dead_{p}"]["median"] for p in ("participants", "bystanders", "forces"))
    assert abs(parts - s["dead"]["median"]) <= 6  # medians need not add up exactly


def test_the_chronicle_reads_in_order(result):
    with (result.path / "chronicle.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [
        "run", "time_utc", "time_local", "place", "region", "kind", "actor", "value", "text",
    ]  # fmt: skip
    assert {r["run"] for r in rows} == {"0", "1", "2"}
    for run in "012":
        times = [r["time_utc"] for r in rows if r["run"] == run]
        assert times == sorted(times)
    kinds = {r["kind"] for r in rows}
    assert {"shock", "order", "protest", "capture", "emergency", "death", "peak"} <= kinds
    captured = next(r for r in rows if r["kind"] == "capture")
    assert captured["place"] in ("Alpha", "Beta")
    assert captured["time_local"].endswith("+00:00")


def test_local_times_are_those_of_the_region(flagship, tmp_path):
    from tocsin.hour.simulation import Simulation
    from tocsin.record.chronicle import chronicle

    simulation = Simulation(flagship, 1, engine="cells", bits=(4, 2))
    simulation.run(48)
    events = chronicle(simulation.recorder, 0)
    zhanaozen = next(e for e in events if e.place == "Zhanaozen")
    assert zhanaozen.time_local.endswith("+05:00")
    order = next(e for e in events if e.kind == "order")
    assert order.time_local == "2022-01-01T00:00+06:00"


def test_the_resolved_scenario_runs_as_it_is(result, tmp_path):
    again = tc.load(result.path / "scenario.yaml")
    assert again.digest == result.manifest()["scenario_digest"]


def test_every_figure_and_act_is_in_the_ledger_once(flagship):
    from tocsin.results.ledger import ledger

    found = ledger(flagship)
    outcomes = [e["name"] for part in found.values() for e in part if e["what"] == "outcome"]
    assert sorted(outcomes) == sorted(set(OUTCOMES) - {"population_by_stratum", "stopped_hour"})
    acts = {e["name"] for e in found["imposed"] if e["what"] in ("act", "occasion")}
    assert {"live-fire-almaty", "price-deal", "shutdown-full", "alliance"} <= acts
    assert "dead" in {e["name"] for e in found["fitted"]}


def test_json_has_no_nan(result):
    text = (result.path / "summary.json").read_text()
    json.loads(text, parse_constant=lambda c: pytest.fail(f"{c} in summary.json"))


def test_a_result_without_a_folder_lives_as_long_as_its_object(two_towns):
    result = tc.simulate(two_towns.set("clock.hours", 24))
    path = result.path
    assert path.exists()
    assert result.outcome("dead").median == 0
    assert result.outcome("active_by_day")["2030-06-03"].median >= 0
    assert len(result.chronicle()) >= 2
    with pytest.raises(tc.errors.InputError, match="did you mean 'dead'"):
        result.outcome("ded")
    del result
    assert not path.exists()


def test_data_outlive_a_result_that_is_not_kept(two_towns):
    data = tc.simulate(two_towns.set("clock.hours", 90)).data
    gc.collect()
    assert float(data.marching.sum()) > 0


def test_a_lost_chunk_is_no_zero(two_towns, tmp_path):
    out = tmp_path / "x"
    tc.simulate(two_towns.set("clock.hours", 5), out=out, report=False)
    shutil.rmtree(out / "run.zarr" / "dead" / "c")
    with pytest.raises(tc.errors.InputError, match="dead lacks data"):
        _ = Result(out).data.dead.values


def test_what_is_not_ours_is_left_alone(two_towns, tmp_path):
    scenario = two_towns.set("clock.hours", 3)
    for name in ("mine.partial", "mine.old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "thesis.txt").write_text("x")
    with pytest.raises(tc.errors.InputError, match=r"mine\.partial is in the way"):
        tc.simulate(scenario, out=tmp_path / "mine", overwrite=True, report=False)
    (tmp_path / "mine.partial").rename(tmp_path / "kept")
    for _ in range(2):
        tc.simulate(scenario, out=tmp_path / "mine", overwrite=True, report=False)
    assert (tmp_path / "mine.old" / "thesis.txt").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kept", "mine", "mine.old"]


def test_two_jobs_do_not_share_a_folder(two_towns, tmp_path):
    refused = []

    def second(done, total):
        if done == 2:
            with pytest.raises(tc.errors.InputError, match="another process") as caught:
                tc.simulate(two_towns, out=tmp_path / "x", overwrite=True, report=False)
            refused.append(caught)

    tc.simulate(two_towns.set("clock.hours", 4), out=tmp_path / "x", progress=second, report=False)
    assert len(refused) == 1
    assert Result(tmp_path / "x").summary()["runs"] == 1


@pytest.mark.parametrize("name", ["/", "x" * 300, "file/below"])
def test_folders_that_cannot_be_made(two_towns, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(tc.errors.TocsinError):
        tc.simulate(two_towns, out=name, report=False)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


OWN = """
'''Rain.'''
from tocsin import Field
FIELDS = (Field("rain", (), "1", "rain"),)
READS, WRITES = (), ("rain",)


def step(s, p, now):
    s.rain[...] = now.t
    if now.t == 3:
        raise ValueError("wet")
"""


def test_a_folder_stands_alone_and_reading_it_runs_nothing(two_towns, tmp_path):
    own = tmp_path / "rain.py"
    own.write_text(OWN)
    scenario = two_towns.set("mechanisms", [{"file": str(own), "after": "news"}])
    result = tc.simulate(scenario.set("clock.hours", 2), out=tmp_path / "x", report=False)
    own.unlink()
    assert result.scenario.name == "two-towns"
    kept = tc.load(result.path / "scenario.yaml")
    assert kept.digest == result.manifest()["scenario_digest"]
    (result.path / "mechanisms" / "0" / "rain.py").write_text("raise SystemExit")
    assert Result(result.path).scenario.hours == 2


def test_an_error_in_ones_own_mechanism_has_its_line(two_towns, tmp_path):
    own = tmp_path / "rain.py"
    own.write_text(OWN)
    scenario = two_towns.set("mechanisms", [{"file": str(own), "after": "news"}])
    with pytest.raises(tc.errors.MechanismError, match=r"rain\.py:11: hour 3: ValueError: wet"):
        tc.simulate(scenario, out=tmp_path / "x", report=False)
    assert not (tmp_path / "x.partial").exists()


def test_the_manifest_has_the_options(two_towns, tmp_path):
    edited = two_towns.set("parameters.kappa", 0.02).without("live-fire").set("clock.hours", 2)
    manifest = tc.simulate(edited, out=tmp_path / "x", report=False).manifest()
    assert manifest["options"] == [
        "--set parameters.kappa=0.02", "--without live-fire", "--set clock.hours=2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "options",
    [{"engine": "sweeep"}, {"parameters": "priors"}, {"runs": 1.5}, {"seed": -1}, {"runs": 0}],
)
def test_misspelt_options_are_refused(two_towns, tmp_path, options):
    with pytest.raises(tc.errors.InputError):
        tc.simulate(two_towns, out=tmp_path / "x", **options, report=False)
    assert not list(tmp_path.iterdir())


def test_a_name_that_cannot_be_given_loses_nothing(two_towns, tmp_path, monkeypatch):
    """A rename that fails (a scanner, an open window) leaves the runs and the old result."""
    scenario, out = two_towns.set("clock.hours", 3), tmp_path / "x"
    tc.simulate(scenario, seed=1, out=out, report=False)
    rename = Path.rename

    def refuse(self, target):
        if self.name == "x.partial":
            raise PermissionError(13, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(tc.errors.OutputError):
        tc.simulate(scenario, seed=2, out=out, overwrite=True, report=False)
    monkeypatch.undo()
    assert Result(out).summary()["seed"] == 1
    again = tc.simulate(scenario, seed=2, out=out, overwrite=True, resume=True, report=False)
    assert again.summary()["seed"] == 2
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_other_files_in_a_result_are_not_overwritten(two_towns, tmp_path):
    scenario, out = two_towns.set("clock.hours", 3), tmp_path / "x"
    tc.simulate(scenario, out=out, report=False)
    (out / "notes.md").write_text("mine")
    with pytest.raises(tc.errors.InputError, match="not overwritten"):
        tc.simulate(scenario, out=out, overwrite=True, report=False)
    assert (out / "notes.md").exists()


def test_what_a_full_disk_left_is_no_obstacle(two_towns, tmp_path):
    partial = tmp_path / "x.partial"
    partial.mkdir()
    (partial / "summary.json.part").write_text("{")
    assert tc.simulate(
        two_towns.set("clock.hours", 3), out=tmp_path / "x", report=False
    ).path.exists()


def test_a_result_goes_where_a_link_leads(two_towns, tmp_path):
    """The link stays a link."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to("disk")
    tc.simulate(two_towns.set("clock.hours", 1), out=tmp_path / "out", report=False)
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "disk" / "manifest.json").exists()
