"""`tocsin bench` measures what it says; nothing here asserts a time."""

from __future__ import annotations

import json
import sys

import numpy as np
import pytest

from tocsin import cli
from tocsin.speed import case, cases, commands
from tocsin.speed.country import country


def bench(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["tocsin", "bench", *arguments])
    try:
        cli.main()
    except SystemExit as stop:
        return stop.code or 0
    return 0


def test_every_case_is_one_that_exists():
    for c in cases.cases():
        assert c.group in cases.GROUPS
        assert c.name in case.NAMES
    assert len(cases.cases(quick=True)) < len(cases.cases())


def test_sizes_of_countries():
    """Persons and places are what was asked for, to the unit."""
    assert country(persons=1e6, split=2).persons == pytest.approx(1e6, abs=400)
    usual, split = country(), country(split=3)
    assert split.persons == usual.persons
    assert len(split.spec.places) == 3 * len(usual.spec.places)
    assert country(pull=0.02).spec.parameters["T"].value == pytest.approx(
        usual.spec.parameters["T"].value - 0.02
    )


def test_a_run_is_measured():
    found = case.national(persons=30_000, repeats=1, hours=24)
    assert found["seconds"] > 0
    assert found["persons"] == pytest.approx(30_000, abs=400)


def test_the_sweep_in_c_has_the_law_of_ours():
    """The share that joins, in C, against the mean of our rule for the same fields."""
    from tocsin.people.kernels.decision import grievance, probability, trait, willingness
    from tocsin.speed.limits import sweep_in_c

    persons, hours = 1_000_000, 4
    found = sweep_in_c(1, persons, hours)
    if found is None:
        pytest.skip("no C compiler with OpenMP")
    mean = 0.0
    for i in range(128):
        g = grievance(trait(np.uint8(i)), np.float32(1.1), np.float32(0.05), np.float32(0.5))
        for j in range(256):
            net = g + np.float32(-0.2) - trait(np.uint8(j)) * np.float32(0.1)
            mean += float(probability(np.float32(0.0143) * willingness(net, np.float32(10.0))))
    mean *= persons * hours / (128 * 256)
    assert mean > 1000
    # 4 standard errors: of the hours' draws, and of traits that are drawn too
    assert abs(found["joined"] - mean) < 4 * np.sqrt(mean) + 4 * mean / np.sqrt(persons)
    assert found["joined"] == sweep_in_c(2, persons, hours)["joined"]


def test_command(tmp_path, monkeypatch, capsys):
    cases_ = [cases.Case("national", "tiny", "help_")]
    monkeypatch.setattr(cases, "cases", lambda quick: cases_)
    file = tmp_path / "figures.json"
    assert bench(monkeypatch, "--json", "--out", str(file)) == 0
    shown, kept = json.loads(capsys.readouterr().out), json.loads(file.read_text())
    assert shown["results"] == kept["results"]
    assert np.isfinite(shown["results"][0]["seconds"])
    assert kept["machine"]["cores"] >= 1


def test_groups(monkeypatch, capsys):
    assert bench(monkeypatch, "--list") == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in cases.GROUPS)
    assert bench(monkeypatch, "--only", "natonal") == 2
    assert "did you mean 'national'" in capsys.readouterr().err.lower()


def test_help_is_slower_than_nothing():
    assert commands.help_(repeats=1)["seconds"] > 0


def test_what_cannot_be_measured_or_kept_is_told_first(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("tocsin.speed.run.measure", lambda chosen: pytest.fail("measured"))
    assert bench(monkeypatch, "--only", "pairing", "--quick") == 2
    assert "--quick leaves that group out" in capsys.readouterr().err
    assert bench(monkeypatch, "--out", str(tmp_path)) == 2
    (tmp_path / "file").touch()
    assert bench(monkeypatch, "--out", str(tmp_path / "file" / "x.json")) != 0
