"""Every run, ensemble and comparison leaves a report; it says what the directory says."""

from __future__ import annotations

import json
import re
import shutil
import warnings

import numpy as np
import pytest

import tocsin as tc
from tocsin.errors import InputError
from tocsin.experiments.comparisons.comparison import Comparison
from tocsin.experiments.ensembles.merge import merge
from tocsin.results.shown import ReportWarning
from tocsin.view.report import page
from tocsin.view.report.packing import unpack


def read(path):
    """`Meta` and arrays of a report."""
    text = path.read_text(encoding="utf-8")
    meta, data = (
        re.search(rf'id="tocsin-{name}">(.*?)</script>', text, re.DOTALL)[1]
        for name in ("meta", "data")
    )
    meta = json.loads(meta)
    return meta, unpack(meta["arrays"], data)


@pytest.fixture(scope="module")
def short(two_towns):
    return two_towns.set("clock.hours", 96)


@pytest.fixture(scope="module")
def folders(short, tmp_path_factory):
    """A run, a few runs by the hour, many by quantiles, and a comparison."""
    base = tmp_path_factory.mktemp("reports")
    tc.simulate(short, seed=2, out=base / "run")
    tc.simulate(short, runs=3, seed=2, out=base / "few")
    tc.ensemble(short, runs=4, seed=2, keep="quantiles", out=base / "many")
    tc.compare(short, "calm: without live-fire", runs=4, seed=2, out=base / "compared")
    return base


@pytest.fixture(scope="module")
def both(short):
    """The runs of the comparison's base and of its variant, each as an ensemble of its own."""
    return [tc.simulate(s, runs=4, seed=2) for s in (short, short.without("live-fire"))]


KINDS = ["run", "few", "many", "compared"]


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_left_and_rebuilt_with_the_same_bits(folders, tmp_path, kind, tocsin):
    first = (folders / kind / "report.html").read_bytes()
    copy = tmp_path / "other name"
    shutil.copytree(folders / kind, copy)
    (copy / "report.html").unlink()
    code, out, _ = tocsin("report", str(copy))
    assert (code, out.strip()) == (0, f"Report in {copy / 'report.html'}")
    assert (copy / "report.html").read_bytes() == first
    assert not list(copy.glob("*.part"))


def test_the_same_run_again_leaves_the_same_report(folders, short, tmp_path):
    tc.simulate(short, seed=2, out=tmp_path / "x", threads=2)
    assert (tmp_path / "x" / "report.html").read_bytes() == (
        folders / "run" / "report.html"
    ).read_bytes()


@pytest.mark.parametrize("kind", KINDS[:3])
def test_its_outcomes_are_those_of_the_summary(folders, kind):
    meta, _ = read(folders / kind / "report.html")
    summary = json.loads((folders / kind / "summary.json").read_text())
    (case,) = meta["cases"]

    assert case["outcomes"] == summary["outcomes"]
    assert meta["ledger"] == summary["ledger"]
    for key in ("seed", "runs", "engine", "parameters", "title", "persons", "hours"):
        assert meta[key] == summary[key]


def test_its_arrays_are_those_of_the_first_run(folders):
    for kind in ("run", "few"):
        result = tc.Result(folders / kind)
        meta, arrays = read(folders / kind / "report.html")
        first = result.data.isel(run=0)
        for name in first.data_vars:
            kept = np.moveaxis(first[name].values, 0, -1)
            found = arrays[f"0.run.{name}"]
            if kept.dtype.kind == "i":
                np.testing.assert_array_equal(found, kept, err_msg=name)
            else:
                step = np.ptp(kept) / 1000
                np.testing.assert_allclose(found, kept, atol=0.51 * step + 1e-6, err_msg=name)
        assert {"id": "run", "run": 0} in meta["cases"][0]["layers"]


def test_of_many_runs_it_has_bands_the_first_run_and_medians(folders):
    result = tc.Result(folders / "many")
    meta, arrays = read(folders / "many" / "report.html")
    assert meta["kind"] == "ensemble"
    assert meta["cases"][0]["layers"] == [{"id": "run", "run": 0}, {"id": "median"}]
    bands = result.quantiles.active_national.values
    np.testing.assert_allclose(arrays["0.bands.active"], bands, atol=np.ptp(bands) / 60_000)
    middle = result.quantiles.marching.sel(quantile=0.5).values.T
    np.testing.assert_array_equal(arrays["0.median.marching"], middle)
    np.testing.assert_array_equal(
        arrays["0.run.marching"], result.first.isel(run=0).marching.values.T
    )
    alone = tc.simulate(result.scenario, seed=2, runs=1)
    np.testing.assert_array_equal(result.first.risk.values, alone.data.risk.values)
    members = meta["cases"][0]["members"]
    assert sorted(members["dead"]["values"]) == sorted(result.members["dead"])


def test_its_chronicle_is_that_of_the_first_run(folders):
    meta, _ = read(folders / "few" / "report.html")
    case = meta["cases"][0]
    table = tc.Result(folders / "few").chronicle()
    mine = table[table["run"] == 0]
    assert [line[6] for line in case["chronicle"]] == list(mine["text"])
    assert case["chronicle_run"] == 0
    names = meta["places"]["name"]
    assert [names[line[1]] if line[1] >= 0 else "" for line in case["chronicle"]] == list(
        mine["place"]
    )
    assert 0 < sum(line[7] for line in case["chronicle"]) <= 12


def test_of_a_comparison_it_has_base_and_variant_on_one_clock(folders, both):
    meta, arrays = read(folders / "compared" / "report.html")
    figures = json.loads((folders / "compared" / "comparison.json").read_text())
    assert [c["name"] for c in meta["cases"]] == ["base", "calm"]
    assert meta["cases"][1]["edits"] == ["--without live-fire"]
    mean = meta["comparison"]["variants"][0]["outcomes"]["dead"]["difference"]["mean"]
    assert mean == figures["variants"][0]["outcomes"]["dead"]["difference"]["mean"]
    a, b = (ensemble.data for ensemble in both)
    np.testing.assert_array_equal(arrays["1.run.marching"], b.marching.values[0].T)
    active = [(d.marching + d.rioting).values.astype(float) for d in (a, b)]
    mean = (active[1] - active[0]).mean(0).T
    np.testing.assert_allclose(arrays["1.pairs.active"], mean, atol=np.ptp(mean) / 1900 + 1e-5)
    national = np.quantile((active[1] - active[0]).sum(2), [0.05, 0.25, 0.5, 0.75, 0.95], axis=0)
    np.testing.assert_allclose(
        arrays["1.pair_bands.active"], national, atol=np.ptp(national) / 60_000
    )
    found = Comparison(folders / "compared")
    np.testing.assert_allclose(found.by_hour("calm").active.values.T, mean, atol=1e-4)
    rioting = np.quantile(b.rioting.values.sum(2), 0.5, axis=0)
    kept = found.quantiles("calm").rioting_national.sel(quantile=0.5).values
    np.testing.assert_allclose(kept, rioting, rtol=1e-6)
    with pytest.raises(InputError, match="did you mean 'calm'"):
        found.quantiles("clam")
    with pytest.raises(InputError, match="no pairs"):
        found.by_hour("base")
    outcomes = both[1].summary()["outcomes"]
    for name in ("dead", "detained", "peak_active", "first_active_place", "dead_by_region"):
        found = meta["cases"][1]["outcomes"][name]
        assert found == outcomes[name], name


def test_runs_that_failed_are_counted_and_shown_nowhere(short, both, tmp_path, monkeypatch):
    """The first run of a variant, whose hours would be shown, and a later one of the base."""
    from tocsin.experiments.comparisons import compare as module

    real = module.member

    def sometimes(task, **options):
        if (task.run, task.label) in ((0, "calm"), (2, "base")):
            raise ValueError("a bad draw")
        return real(task, **options)

    monkeypatch.setattr(module, "member", sometimes)
    found = tc.compare(short, "calm: without live-fire", runs=4, seed=2, out=tmp_path / "x")
    assert not found.note
    meta, arrays = read(tmp_path / "x" / "report.html")
    base, calm = meta["cases"]
    assert (base["runs"], base["failed"], calm["failed"]) == (4, 1, 1)
    assert base["layers"][0] == {"id": "run", "run": 0}
    assert calm["layers"] == [{"id": "median"}]
    assert "chronicle" not in calm
    assert len(calm["members"]["dead"]["values"]) == 3
    assert meta["comparison"]["variants"][0]["pairs"] == 2
    a, b = ((e.data.marching + e.data.rioting).values.astype(float)[[1, 3]] for e in both)
    mean = (b - a).mean(0).T
    np.testing.assert_allclose(arrays["1.pairs.active"], mean, atol=np.ptp(mean) / 1900 + 1e-5)


def test_parts_that_are_merged_have_the_report_of_the_whole(short, tmp_path, folders):
    for first in (0, 2):
        tc.ensemble(
            short, 2, seed=2, keep="quantiles", first_run=first, part=True, out=tmp_path / str(first)
        )  # fmt: skip
    merge([tmp_path / "0", tmp_path / "2"], tmp_path / "whole")
    assert (tmp_path / "whole" / "report.html").read_bytes() == (
        folders / "many" / "report.html"
    ).read_bytes()


def test_it_can_be_left_out(short, tmp_path, tocsin):
    tc.simulate(short, seed=2, out=tmp_path / "a", report=False)
    assert not (tmp_path / "a" / "report.html").exists()
    options = ("--hours", "10", "--no-report", "--json")
    for command in (("run",), ("compare", "--without", "shock", "--runs", "1")):
        out = tmp_path / command[0]
        code, text, _ = tocsin(command[0], "two-towns", *command[1:], *options, "--out", str(out))
        assert code == 0
        assert json.loads(text)["report"] == ""
        assert not (out / "report.html").exists()
        assert not (out / "hours").exists()


def test_a_report_that_fails_costs_no_run(short, tmp_path, monkeypatch, tocsin):
    monkeypatch.setattr(page, "TEMPLATE", tmp_path / "nowhere")
    with pytest.warns(ReportWarning, match="the result is complete"):
        result = tc.simulate(short, seed=2, out=tmp_path / "a")
    assert result.outcome("dead").median >= 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a"]
    assert not list((tmp_path / "a").glob("report*"))
    with warnings.catch_warnings(action="error"):
        code, _, err = tocsin(
            "run", "two-towns", "--hours", "9", "--quiet", "--out", str(tmp_path / "b")
        )
    assert code == 0
    assert err.startswith("no report: FileNotFoundError")
    assert len(err.splitlines()) == 1


def test_it_opens_in_the_browser(folders, tmp_path, monkeypatch, tocsin):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda where: opened.append(where) or False)
    to = tmp_path / "a b.html"
    code, out, err = tocsin("report", str(folders / "run"), "--out", str(to), "--open", "--json")
    assert code == 0
    assert json.loads(out) == {"report": str(to), "bytes": to.stat().st_size}
    assert opened == [to.as_uri()]
    assert "open it yourself" in err


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda p: None, "is no run directory"),
        (lambda p: p.mkdir(), "is no run directory"),
        (lambda p: (p.mkdir(), (p / "manifest.json").write_text("{}")), "holds no runs"),
        (lambda p: (p.mkdir(), (p / "comparison.json").write_text("[")), "is damaged"),
    ],
)
def test_a_folder_that_holds_no_result_is_told(tmp_path, tocsin, make, words):
    path = tmp_path / "x"
    make(path)
    before = sorted(tmp_path.rglob("*"))
    code, out, err = tocsin("report", str(path))
    assert (code, out) == (2, "")
    assert words in err
    assert len(err.splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_a_directory_that_lost_hours_is_told(folders, tmp_path, tocsin):
    shutil.copytree(folders / "run", tmp_path / "x")
    shutil.rmtree(tmp_path / "x" / "run.zarr" / "force" / "c")
    code, _, err = tocsin("report", str(tmp_path / "x"))
    assert code == 2
    assert "force lacks data" in err


def test_another_file_in_the_way_stays(folders, tmp_path):
    result = tc.Result(folders / "run")
    (tmp_path / "mine.html").write_text("<p>mine")
    with pytest.raises(InputError, match="no report"):
        result.report(tmp_path / "mine.html")
    assert (tmp_path / "mine.html").read_text() == "<p>mine"
    with pytest.raises(InputError, match="is a folder"):
        result.report(tmp_path)
    made = result.report(tmp_path / "new" / "r.html")
    assert made.read_bytes() == (folders / "run" / "report.html").read_bytes()
    assert result.report(made) == made  # an older report is replaced


def test_a_result_in_memory_has_one_too(short, tmp_path, monkeypatch, folders):
    monkeypatch.chdir(tmp_path)
    result = tc.simulate(short, seed=2)
    assert not (result.path / "report.html").exists()
    assert result.report().read_bytes() == (folders / "run" / "report.html").read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_hostile_names_are_carried_as_text(short, tmp_path):
    name = "</script><script>alert('x')</script>\u202e \"&amp;"
    scenario = short.set("title", name).set("places.alpha.name", name)
    tc.simulate(scenario, seed=2, out=tmp_path / "x")
    text = (tmp_path / "x" / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in text
    meta, _ = read(tmp_path / "x" / "report.html")
    assert meta["title"] == meta["places"]["name"][0] == name
    assert any("First protest in </script>" in line[6] for line in meta["cases"][0]["chronicle"])


def test_a_report_of_the_flagship_is_small(flagship, tmp_path):
    """One day of it, all places: the page, and what does not grow with the hours."""
    scenario = flagship.set("clock.hours", 24)
    tc.simulate(scenario, engine="thinning", out=tmp_path / "x")
    meta, _ = read(tmp_path / "x" / "report.html")
    assert {n["name"] for n in meta["map"]["neighbours"]} >= {"Russia", "China"}
    assert len(meta["map"]["country"]) >= 1
    assert len(meta["places"]["name"]) == 316
    assert all(region["cells"] for region in meta["regions"])
    assert (tmp_path / "x" / "report.html").stat().st_size < 600_000


def test_two_towns_have_no_country(folders):
    meta, _ = read(folders / "run" / "report.html")
    assert "map" not in meta


def test_places_have_ids_for_links_and_names_in_other_languages(folders, short):
    meta, _ = read(folders / "run" / "report.html")
    assert meta["places"]["id"] == [p.id for p in short.spec.places]
    for language in ("fr", "ru"):
        names = meta["names"][language]
        written = [
            short.spec.title,
            *meta["places"]["name"],
            *short.spec.regions,
            *short.spec.strata,
        ]
        assert set(written) <= set(names), language


def test_it_tells_what_was_fitted_to_another_case(folders, short):
    from tocsin.scenario.carried import CASE, carried_over

    meta, _ = read(folders / "run" / "report.html")
    assert meta["carried"] == {"case": CASE, "names": carried_over(short)}
    assert len(meta["carried"]["names"]) > 3


def test_the_flagship_has_names_for_its_regions_and_recorded_places(flagship):
    from tocsin.view.report.setting import setting

    meta = setting(flagship)
    assert "carried" not in meta
    first = flagship.spec.places[0].region
    for names in meta["names"].values():
        assert {flagship.spec.title, *flagship.spec.regions, *flagship.spec.strata} <= set(names)
        assert {"Zhanaozen", "Aktau", "Almaty", "Taraz", "Semey", "Oral"} <= set(names)
    assert first in meta["names"]["ru"]


def test_every_address_of_a_source_is_whole(flagship):
    from tocsin.view.report.setting import setting

    for code, text in setting(flagship)["sources"].items():
        assert "..." not in text, code
        assert not text.endswith(", "), code
