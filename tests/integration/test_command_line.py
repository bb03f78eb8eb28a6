"""The command line: JSON and nothing else on stdout, help for all, texts that people can read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import tocsin as tc


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("cli") / "r"
    tc.simulate("two-towns", runs=2, seed=1, out=path, report=False)
    return path


def test_run_prints_json_and_nothing_else(tocsin, tmp_path):
    code, out, _ = tocsin(
        "run", "two-towns", "--hours", "30", "--out", str(tmp_path / "r"), "--json"
    )
    assert code == 0
    found = json.loads(out)
    assert found["hours"] == 30
    assert found["path"] == str(tmp_path / "r")
    assert (tmp_path / "r" / "summary.json").exists()


def test_run_without_out_makes_a_folder_and_says_where(tocsin, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = tocsin("run", "two-towns", "--hours", "10")
    assert code == 0
    where = Path(out.strip().rsplit(" ", 1)[-1])
    assert where.parent == Path("runs")
    assert (tmp_path / where / "run.zarr").is_dir()
    assert "100 %" in err


def test_the_summary_shows_outcomes_records_events_and_acts(tocsin, tmp_path):
    code, out, _ = tocsin("run", "two-towns", "--runs", "3", "--full", "--out", str(tmp_path / "r"))
    assert code == 0
    for text in ("participants", "bystanders", "forces", "least to most", "People out, by hour",
                 "Key events", "Imposed", "Alpha town hall", "simulation, not a record"):  # fmt: skip
        assert text in out


def test_options_of_the_contract(tocsin, tmp_path):
    code, out, _ = tocsin(
        "run", "two-towns", "--seed", "5", "--runs", "1", "--first-run", "2", "--engine", "sweep",
        "--hours", "48", "--set", "parameters.k=2.0", "--set", "levers.throttle.level=80 %",
        "--without", "alliance", "--with", "cells", "--parameters", "prior", "--threads", "2",
        "--out", str(tmp_path / "r"), "--overwrite", "--json",
    )  # fmt: skip
    assert code == 0
    result = tc.Result(tmp_path / "r")
    assert json.loads(out)["seed"] == 5
    scenario = result.scenario
    assert scenario.spec.parameters["k"].value == 2.0
    assert scenario.spec.levers["throttle"].level == 0.8
    assert not scenario.spec.levers["alliance"].enabled
    assert scenario.spec.cells.enabled
    assert list(result.data.run.values) == [2]
    assert tocsin("run", "two-towns", "--hours", "5", "--out", str(tmp_path / "r"))[0] == 2
    assert (
        tocsin("run", "two-towns", "--hours", "5", "--out", str(tmp_path / "r"), "--overwrite")[0]
        == 0
    )


def test_why_shows_the_terms_over_time(tocsin, folder):
    code, out, _ = tocsin("why", str(folder), "--place", "Alpha")
    assert code == 0
    for term in ("price", "own crowd", "ties", "news", "outrage", "risk", "threshold"):
        assert term in out
    code, out, _ = tocsin("why", str(folder), "--place", "alpha", "--json")
    rows = json.loads(out)["hours"]
    assert len(rows) == 168
    row = rows[90]
    names = ("hardship", "price", "own crowd", "ties", "news", "outrage", "risk", "threshold")
    assert row["net"] == pytest.approx(sum(row[n] for n in names), abs=1e-3)
    assert row["risk"] <= 0 < row["price"]
    code, out, _ = tocsin(
        "why", str(folder), "--place", "Alpha", "--hour", "2030-06-05T18:00", "--json"
    )
    assert json.loads(out)["hours"][0]["time_local"].startswith("2030-06-05T18:00")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--place", "Alhpa"), "did you mean 'Alpha'"),
        (("--place", "Paris"), "unknown place 'Paris'; known are Alpha, Beta, "),
        (("--place", "Alpha", "--hour", "999"), "0 to 167"),
        (("--place", "Alpha", "--hour", "soon"), "no date"),
        (("--place", "Alpha", "--hour", "³"), "no date"),
        (("--place", "Alpha", "--run", "7"), "there is no run 7"),
    ],
)
def test_why_says_what_is_wrong(tocsin, folder, arguments, message):
    code, out, err = tocsin("why", str(folder), *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "alpha, " not in err  # ids that differ from names by their case alone


@pytest.mark.parametrize("command", [("run",), ("observe", "add"), ("check",), ()])
def test_help_shows_no_type_for_what_takes_no_value(tocsin, command):
    code, out, _ = tocsin(*command, "--help")
    assert code == 0
    assert "--help" in out
    assert "bool" not in out.casefold()


def test_mechanisms_prints_the_order_of_an_hour(tocsin):
    code, out, _ = tocsin("mechanisms", "two-towns")
    assert code == 0
    lines = [line.split()[1] for line in out.splitlines() if line[:2].strip().isdigit()]
    at = [lines.index(name) for name in ("levers", "shock", "decision", "casualties", "sites")]
    assert at == sorted(at)
    found = json.loads(tocsin("mechanisms", "two-towns", "--json")[1])
    assert found[0]["name"] == "levers"
    assert {"name", "reads", "writes", "parameters", "about"} == set(found[0])


def test_lists(tocsin):
    names = {s["name"] for s in json.loads(tocsin("scenarios", "--json")[1])}
    assert {"kazakhstan-2022", "kazakhstan-2022-rules", "two-towns"} <= names
    code, out, _ = tocsin("scenarios")
    assert code == 0
    assert "19,502,453" in out
    levers = json.loads(tocsin("levers", "kazakhstan-2022", "--json")[1])
    assert levers["price-deal"]["kind"] == "price_cap"
    code, out, _ = tocsin("levers", "kazakhstan-2022-rules")
    assert code == 0
    assert "price-deal" in out
    assert "12 h later" in " ".join(out.split())


def test_every_command_has_help(tocsin):
    for command in (
        "run",
        "why",
        "scenarios",
        "levers",
        "mechanisms",
        "show",
        "validate",
        "schema",
    ):
        code, out, _ = tocsin(command, "--help")
        assert code == 0
        assert "Usage" in out


def test_help_is_light():
    """`tocsin --help` loads neither numpy nor numba nor pydantic."""
    code = (
        "import sys; sys.argv = ['tocsin', '--help']\n"
        "from tocsin.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'numba', 'pydantic', 'xarray', 'scipy', 'ruamel'} & set(sys.modules)\n"
        "print('HEAVY', sorted(heavy), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "HEAVY []" in done.stderr


def test_importing_tocsin_is_light_and_silent():
    code = "import tocsin, sys; assert not {'numpy', 'numba'} & set(sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == done.stderr == ""
