"""What a run leaves, as the contract has it."""

from __future__ import annotations

import csv
import json
import warnings

import numpy as np
import pytest
import xarray as xr

import tocsin as tc
from tocsin.record.names import OUTCOMES


@pytest.fixture(scope="module")
def result(two_towns, tmp_path_factory):
    return tc.simulate(two_towns, runs=3, seed=4, out=tmp_path_factory.mktemp("runs") / "three")


def test_the_folder_has_what_the_contract_says(result):
    names = {p.name for p in result.path.iterdir()}
    assert names == {"manifest.json", "summary.json", "chronicle.csv", "run.zarr", "scenario.yaml"}
    assert not list(result.path.parent.glob("*.partial"))


def test_the_store_opens_with_xarray_and_without_a_warning(result):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = xr.open_zarr(result.path / "run.zarr")
    assert dict(data.sizes) == {
        "run": 3, "time": 168, "place": 3, "region": 2, "stratum": 3, "site": 4,
    }  # fmt: skip
    for name in (
        "marching", "rioting", "detained", "injured", "dead", "dead_forces", "force", "legitimacy",
        "demand", "grievance", "pull_own", "pull_ties", "pull_news", "pull_outrage", "risk",
    ):  # fmt: skip
        assert data[name].dims == ("run", "time", "place")
        assert data[name].attrs["units"]
    assert data.site_state.dims == data.site_guard.dims == ("run", "time", "site")
    assert data.marching_by_stratum.dims == ("run", "time", "stratum")
    assert data.news.dims == ("run", "time")
    assert str(data.time.values[0]) == "2030-06-03T01:00:00.000000000"
    total = data.marching.sum("place").values
    np.testing.assert_array_equal(total, data.marching_by_stratum.sum("stratum").values)
    assert float(data.marching.sel(place="alpha").max()) > 100


def test_the_summary_has_the_contracts_fields(result):
    s = result.summary()
    assert s["scenario"] == "two-towns"
    assert (s["seed"], s["runs"], s["persons"], s["places"], s["hours"]) == (4, 3, 20_000, 3, 168)
    assert s["engine"] == "sweep"
    assert set(s["outcomes"]) == set(OUTCOMES)
    for name in ("dead", "injured", "detained", "peak_active", "hours_to_calm"):
        value = s["outcomes"][name]
        assert value["p05"] <= value["median"] <= value["p95"]
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
    assert s["detained"]["p95"] == pytest.approx(
        np.quantile(data.ever_detained.isel(time=-1).sum("place").values, 0.95)
    )
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
    from tocsin.record.chronicle import chronicle
    from tocsin.simulation import Simulation

    simulation = Simulation(flagship, 1, engine="cells", bits=(4, 2))
    simulation.run(30)
    events = chronicle(simulation.recorder, 0)
    zhanaozen = next(e for e in events if e.place == "Zhanaozen")
    assert zhanaozen.time_local.endswith("+05:00")
    order = next(e for e in events if e.kind == "order")
    assert order.time_local == "2022-01-01T00:00+06:00"


def test_the_resolved_scenario_runs_as_it_is(result, tmp_path):
    again = tc.load(result.path / "scenario.yaml")
    assert again.digest == result.manifest()["scenario_digest"]


def test_every_figure_and_act_is_in_the_ledger_once(flagship):
    from tocsin.record.ledger import ledger

    found = ledger(flagship)
    outcomes = [e["name"] for part in found.values() for e in part if e["what"] == "outcome"]
    assert sorted(outcomes) == sorted(set(OUTCOMES) - {"population_by_stratum"})
    acts = {e["name"] for e in found["imposed"] if e["what"] == "act"}
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
