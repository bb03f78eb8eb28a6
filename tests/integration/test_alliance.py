"""`tocsin alliance`: JSON and nothing else, the template is accepted, mistakes end in exit 2."""

from __future__ import annotations

import json
from functools import cache, partial
from importlib import import_module

import pytest

scored = import_module("tocsin.theory.requests.evaluate")  # in its package a function has the name


@pytest.fixture
def tocsin(tocsin, monkeypatch, tmp_path):
    """`tocsin alliance` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return partial(tocsin, "alliance")


@pytest.fixture
def file(tocsin, tmp_path):
    code, out, _ = tocsin("template")
    assert code == 0
    (tmp_path / "case.yaml").write_text(out, encoding="utf-8")
    return "case.yaml"


def test_the_template_is_a_case(tocsin, file):
    code, out, err = tocsin("decide", file, "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert 0 < found["deploy_probability"] < 1
    span = found["deploy_probability_interval"]
    assert span["p05"] < found["deploy_probability"] < span["p95"]
    for name in ("troops", "lag_days"):
        assert found[name]["p05"] < found[name]["median"] < found[name]["p95"]
    assert {"name", "effect"} <= set(found["factors"][0])
    assert found["n"] > 40
    assert found["nearest"][0]["id"] == "csto-kazakhstan-2022"
    assert any("cannot know" in note for note in found["notes"])


def test_decide_in_words(tocsin, file):
    code, out, _ = tocsin("decide", file, "--leave-out", "csto-kazakhstan-2022")
    assert code == 0
    for part in ("troops are sent:", "90 % interval", "stake", "most like it", "cannot know"):
        assert part in out


def test_a_row_of_the_table_is_a_case(tocsin, tmp_path):
    code, out, _ = tocsin("template", "--request", "ecowas-niger-2023")
    (tmp_path / "niger.yaml").write_text(out, encoding="utf-8")
    code, out, _ = tocsin("decide", "niger.yaml", "--json")
    assert code == 0
    assert json.loads(out)["deploy_probability"] < 0.3


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("decide", "none.yaml"), "no such file"),
        (("decide", "bad.yaml"), "bad.yaml:2: host.nmae: unknown key; did you mean 'name'?"),
        (("decide", "bad.yaml", "--json"), "2 errors."),
        (("template", "--request", "csto"), "there is no request 'csto'"),
        (("decide", "good.yaml", "--leave-out", "x"), "there is no such request"),
    ],
)
def test_mistakes(tocsin, tmp_path, arguments, part):
    (tmp_path / "bad.yaml").write_text("host:\n  nmae: Alpha\n")
    (tmp_path / "good.yaml").write_text("host:\n  name: Alpha\n")
    code, out, err = tocsin(*arguments)
    assert (code, out) == (2, "")
    assert part in err


def test_evaluate(tocsin, monkeypatch):
    """In JSON and in words: the same scores, which are reckoned once here."""
    monkeypatch.setattr(scored, "evaluate", cache(scored.evaluate))
    code, out, err = tocsin("evaluate", "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert found["all"]["log_score"]["base_rate"] > 0
    assert len(found["cases"]) == found["all"]["n"]
    code, out, _ = tocsin("evaluate")
    for part in ("base rate", "log", "brier", "Kazakhstan, January 2022", "flatter"):
        assert part in out


def test_help(tocsin):
    for arguments in (
        ("--help",),
        ("decide", "--help"),
        ("template", "--help"),
        ("evaluate", "-h"),
    ):
        code, out, _ = tocsin(*arguments)
        assert code == 0
        assert "Usage" in out
