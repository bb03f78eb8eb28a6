"""The study behind the words (tools/validation/politics): what it doubles, and what it calls moved."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from tocsin.results.channels import JUDGED
from tocsin.scenario.sections.priors import Prior

TOOLS = Path(__file__).parents[3] / "tools"


@pytest.fixture
def tool(monkeypatch):
    monkeypatch.syspath_prepend(str(TOOLS))
    return lambda name: import_module(f"validation.politics.{name}")


@pytest.mark.parametrize(
    "prior", ["uniform(0.1, 0.4)", "loguniform(0.002, 0.1)", "lognormal(8, 0.5)"]
)
def test_a_doubled_prior_doubles_every_draw(tool, prior):
    before, after = Prior.parse(prior), Prior.parse(tool("variants").twice(prior, 1e9))
    for u in (0.01, 0.3, 0.99):
        assert after.quantile(u, 1) == pytest.approx(2 * before.quantile(u, 1))


def test_a_doubled_prior_ends_where_the_equations_end(tool):
    prior = Prior.parse(tool("variants").twice("uniform(0, 0.6)", 1.0))
    assert (prior.a, prior.b) == (0, 1)


def pair(low, high, pairs):
    """Differences of a part taken out, of which one outcome has this interval."""
    row = {name: {"low": -1.0, "high": 1.0, "differ": pairs} for name in JUDGED}
    return {"pairs": pairs, **row, "sites_captured": {"low": low, "high": high, "differ": pairs}}


def test_only_an_interval_off_zero_of_enough_pairs_is_a_channel(tool):
    study = tool("__main__")
    moves = lambda *row: study.verdict({"clock": {"parts": {"elites out": pair(*row)}}})["parts"]  # noqa: E731
    assert moves(0.5, 2.0, 40) == {"elites": ["sites_captured"]}
    assert moves(-2.0, -0.5, 40) == {"elites": ["sites_captured"]}
    assert moves(-0.5, 2.0, 40) == {"elites": []}
    assert moves(0.0, 0.0, 40) == {"elites": []}
    assert moves(0.5, 2.0, study.ENOUGH - 1) == {}


def test_few_pairs_count_where_nothing_but_influence_differs_in_any(tool):
    study = tool("__main__")
    same = {n: {"low": 0.0, "high": 0.0, "differ": 0} for n in JUDGED if n != "influence_after"}
    row = {"pairs": 6, **same, "influence_after.Russia": {"low": 0.1, "high": 0.2, "differ": 6}}
    found = {"clock": {"parts": {"threaten out": row}}}
    assert study.verdict(found)["parts"] == {"threaten": ["influence_after"]}
    row["hold_least"] = {"low": -0.1, "high": 0.1, "differ": 1}
    assert study.verdict(found)["parts"] == {}


def test_the_page_has_the_words_where_nothing_moved(tool):
    page = tool("page")
    kinds = {
        "clock": {"parts": {"cells out": pair(-1.0, 1.0, 40), "elites out": pair(1.0, 2.0, 40)}}
    }
    rows = "".join(page._verdict(kinds, lambda _, rows: "\n".join(map(str, rows))))
    told = {row.split("`")[1]: row for row in rows.splitlines()}
    assert "no channel in this model" in told["cells"]
    assert "sites captured" in told["elites"]
    assert "no channel" not in told["elites"]
