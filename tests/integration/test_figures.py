"""Static figures: drawn without a screen, the same data the same file, mistakes told."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

import tocsin as tc
from tocsin.errors import InputError

pytest.importorskip("matplotlib")

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def results(two_towns):
    short = two_towns.set("clock.hours", 96)
    return {
        "run": tc.simulate(short, seed=2),
        "few": tc.simulate(short, runs=3, seed=2),
        "many": tc.ensemble(short, runs=3, seed=2, keep="quantiles"),
    }


def words(figure) -> str:
    from matplotlib.text import Text

    return "\n".join(t.get_text() for t in figure.findobj(Text))


@pytest.mark.parametrize("kind", ["run", "few", "many"])
def test_figures_say_what_they_show(results, kind):
    result = results[kind]
    lines = words(result.plot.timeline())
    assert "A simulation, not a record" in lines
    assert {"participants", "bystanders", "forces"} <= set(lines.splitlines())
    assert ("median of 3 runs" in lines) == (kind != "run")
    active = (result.first.marching + result.first.rioting).isel(run=0).sum("place").values
    assert f"{active.max():,} people out" in words(result.plot.map())
    assert f"{active[20]:,} people out" in words(result.plot.map(20))


def test_a_time_is_that_of_the_scenario(results):
    result = results["run"]
    assert words(result.plot.map("2030-06-04T20:00")) == words(result.plot.map(44))
    assert "4 June 2030, 20:00 (UTC)" in words(result.plot.map(44))  # the hour that was asked for


def test_a_group_has_one_colour_in_figures_and_report():
    from tocsin.view.figures import style

    sheet = (ROOT / "web/src/style/colours.css").read_text(encoding="utf-8").split("@media")[0]
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", sheet))
    for name in ("marching", "rioting", "force", "participants", "bystanders", "detained"):
        assert getattr(style, name.upper()) == colours[name], name
    assert colours["forces"] == style.OFFICERS


def test_hollow_means_retracted_as_in_the_report(results):
    from tocsin.view.figures.timeline import draw

    with_records = results["run"]
    outcomes = with_records.summary()["outcomes"]
    assert "estimated" not in words(draw(with_records))
    drawn = with_records.plot.timeline()
    hollow = [
        line for axes in drawn.axes for line in axes.lines
        if line.get_marker() == "D" and len(line.get_xdata()) and line.get_markerfacecolor() == "white"
    ]  # fmt: skip
    retracted = [
        r for name in ("dead", "dead_participants", "dead_bystanders", "dead_forces")
        for r in outcomes[name].get("references", []) if r["status"] == "retracted"
    ]  # fmt: skip
    assert len(hollow) == len(retracted)


@pytest.mark.parametrize("end", ["png", "svg", "pdf"])
def test_the_same_result_gives_the_same_file(results, tmp_path, end):
    for name in ("a", "b"):
        results["few"].plot.map(path=tmp_path / f"map-{name}.{end}")
        results["few"].plot.timeline(tmp_path / f"time-{name}.{end}")
    for what in ("map", "time"):
        first = (tmp_path / f"{what}-a.{end}").read_bytes()
        assert first == (tmp_path / f"{what}-b.{end}").read_bytes()
        assert len(first) > 5_000
    assert len(list(tmp_path.iterdir())) == 4


def test_notebooks_show_them_without_pyplot(results):
    assert results["run"].plot.map()._repr_png_().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (lambda p: p.map(96), "hours 0 to 95"),
        (lambda p: p.map("yesterday"), "hour"),
        (lambda p: p.map("2029-01-01T00:00"), "hours 0 to 95"),
        (lambda p: p.map(run=7), "there is no run 7"),
        (lambda p: p.map(path="x.jpg"), ".png, .svg or .pdf"),
    ],
)
def test_mistakes_are_told(results, call, what):
    with pytest.raises(InputError, match=what):
        call(results["few"].plot)


def test_without_matplotlib_the_extra_is_named(two_towns, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = tc.simulate(two_towns.set("clock.hours", 5))
    with pytest.raises(InputError, match=r"pip install matplotlib"):
        _ = result.plot


def test_records_stand_at_their_time_whatever_their_date_says(two_towns):
    """A day, an hour, a year, words, a day after the end: none is lost and none stops a figure."""
    dates = ["2030-06-04", "2030-06-05T07:30", "2030", "in summer", "2031-01-01", "2030-06-99", ""]
    references = {
        "dead": [
            {"value": n, "date": date, "source": "made up", "status": "official"}
            for n, date in enumerate(dates, 3)
        ]
    }
    scenario = two_towns.set("clock.hours", 96).set("references", references)
    figure = tc.simulate(scenario, seed=2).plot.timeline()
    diamonds = [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]))
        for line in figure.axes[1].lines
        if line.get_marker() == "D"
    ]
    assert diamonds == [(24, 3), (55.5, 4), *((96, n) for n in (5, 6, 7, 8, 9))]
    assert "recorded" in words(figure)
    assert "recorded" not in words(tc.simulate(scenario.set("references", {})).plot.timeline())
