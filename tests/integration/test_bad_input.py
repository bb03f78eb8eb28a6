"""Bad input through the command line: words and exit code 2, no traceback, nothing half-written."""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

import pytest

from tests.valley import FILE, TEXT, changed, line_of
from tocsin import cli
from tocsin.scenario import bundled, load
from tocsin.scenario.carried import carried_over


@pytest.fixture
def tocsin(capsys, monkeypatch, tmp_path):
    """Run a command in this process; returns (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object):
        monkeypatch.setattr(sys, "argv", ["tocsin", *map(str, arguments)])
        code: int | str | None = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


@pytest.fixture
def refused(tocsin, tmp_path):
    """Run a command that must be refused without a trace on disk; returns what it says."""

    def call(*arguments: object) -> str:
        before = _tree(tmp_path)
        code, out, err = tocsin(*arguments)
        assert (code, out) == (2, "")
        assert _tree(tmp_path) == before
        return str(err)

    return call


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() if p.is_file() else b"" for p in sorted(folder.rglob("*"))}


# --- files that are no scenario ------------------------------------------------------------------

LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12)
)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is empty; expected a scenario"),
        ("- 1\n- 2\n", "v.yaml:1: expected sections"),
        ("hello", "v.yaml:1: expected sections"),
        ("a: [1, 2\nb: 3\n", "v.yaml:2: is not YAML"),
        (TEXT + "\nname: again\n", f"first on line {line_of(TEXT, 'name: valley')}"),
        (LAUGHS, "too many for a scenario"),
        ("a: " + "[" * 10_000, "is nested more than"),
        ("a: &a [*a]\n", "'*a' contains itself"),
        ("title: caf\xe9\n".encode("latin-1"), "v.yaml:1: is not UTF-8 text"),
        (TEXT.encode("utf-16"), "is not UTF-8 text"),
        (random.Random(1).randbytes(10_000_000), "is too large"),
        (TEXT + "notes:\n" + "  - {a: 1, b: [1, 2, 3]}\n" * 400_000, "is too large"),
        (random.Random(1).randbytes(5_000), "is not UTF-8 text"),
    ],
    ids=["empty", "list", "scalar", "broken", "double", "laughs", "deep", "recursive", "latin",
         "utf16", "junk", "large", "binary"],
)  # fmt: skip
def test_a_file_that_is_no_scenario_gets_one_message(refused, tmp_path, content, says):
    file = tmp_path / "v.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    for command in ("validate", "run"):
        err = refused(command, file)
        assert err.startswith(str(file))
        assert says in err
        assert err.count("\n") == 2
        assert "1 error" in err


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nothing.yaml", "nothing.yaml: no such file"),
        (".", "is a folder"),
        ("two-town", "did you mean 'two-towns'?"),
        ("", "no scenario and no file ''"),
        ("file/x.yaml", "cannot be read"),
        ("x" * 5000 + ".yaml", "cannot be read"),
    ],
)
def test_a_scenario_that_is_not_there_gets_one_message(refused, write, name, says):
    write("file", "a file, not a folder")
    for command in ("validate", "run", "levers", "show"):
        assert says in refused(command, name)


# --- scenarios with mistakes ---------------------------------------------------------------------


def test_every_mistake_is_named_with_file_line_path_value_and_hint(refused, write):
    text = (
        changed("kind: shutdown", "kind: shutdwn")
        .replace("population: 1000", "population: -3")
        .replace("kind: sweeps, actor: mayor", "kind: sweeps, actor: mayer")
        .replace("hours: 24", "huors: 24")
    )
    file = write("v.yaml", text)
    lines = [
        f"{file}:{line_of(text, part)}: {says}"
        for part, says in (
            ("clock:", "clock.hours: is missing; expected a whole number"),
            ("clock:", "clock.huors: unknown key; did you mean 'hours'?"),
            ("{id: town", "places.town.population: -3: expected 1 or more"),
            ("shutdwn", "levers.throttle.kind: unknown kind 'shutdwn'; did you mean 'shutdown'?"),
            ("actor: mayer", "levers.sweeps.actor: unknown actor 'mayer'; did you mean 'mayor'?"),
        )
    ]
    assert refused("validate", file).splitlines() == [*lines, "5 errors."]
    assert refused("run", file).splitlines() == [*lines, "5 errors; nothing was written."]


def test_validate_prints_its_findings_as_json(tocsin, write):
    text = changed("population: 1000", "population: -3")
    file = str(write("v.yaml", text))
    code, out, err = tocsin("validate", file, "--json")
    assert (code, err) == (2, "")
    (found,) = json.loads(out)["errors"]
    assert found == {"file": file, "line": line_of(text, "{id: town"), "path": "places.town.population",
                     "message": "-3: expected 1 or more"}  # fmt: skip
    code, out, err = tocsin("validate", "two-town", "--json")
    assert code == 2
    assert "did you mean" in json.loads(out)["errors"][0]["message"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--set", "clock.hours"], "expected PATH=VALUE"),
        (
            ["--set", "clock.huors.x=3"],
            "--set clock.huors.x: there is no 'huors'; did you mean 'hours'?",
        ),
        (["--set", "clock.hours=long"], "--set clock.hours: 'long': expected a whole number"),
        (["--set", "parameters.kapa=1"], "did you mean 'kappa'?"),
        (
            ["--set", "parameters.kappa=.nan"],
            "--set parameters.kappa: nan: expected a finite number",
        ),
        (["--without", "allience"], "--without allience: no such lever or part; did you mean"),
        (["--with", "cell"], "did you mean 'cells'?"),
        (["--resume"], "--resume needs --out"),
        (["--hours", "3000"], "--hours 3000"),
        (["--runs", "0"], "--runs"),
        (["--engine", "magic"], "--engine"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_a_bad_option_gets_one_message(refused, monkeypatch, options, says):
    monkeypatch.setenv("COLUMNS", "200")
    assert says in refused("run", FILE, *options)


def test_a_cloud_that_is_asked_for_must_be_there(tocsin, tmp_path):
    code, out, err = tocsin("run", "two-towns", "--parameters", "cloud")
    assert (code, out) == (2, "")
    assert "no cloud of parameter sets" in err
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


# --- where the result goes -----------------------------------------------------------------------

RUN = ("run", FILE, "--hours", "2", "--quiet")


def test_a_folder_that_cannot_be_is_refused(refused, write):
    write("file", "a file, not a folder")
    for out in ("file", "file/x", "file/x/y"):
        assert "file" in refused(*RUN, "--out", out)


def test_what_is_there_is_kept_unless_told_otherwise(tocsin, refused, write, tmp_path):
    assert tocsin(*RUN, "--out", "r")[0] == 0
    assert "--overwrite" in refused(*RUN, "--out", "r")
    assert tocsin(*RUN, "--out", "r", "--overwrite")[0] == 0
    assert [p.name for p in tmp_path.iterdir()] == ["r"]


@pytest.mark.parametrize("name", ["notes", "file"])
def test_what_is_no_run_directory_is_never_overwritten(refused, write, tmp_path, name):
    (tmp_path / "notes").mkdir()
    write("notes/thesis.txt", "years of work")
    write("file", "more of it")
    assert "exists" in refused(*RUN, "--out", name)
    assert "no run directory" in refused(*RUN, "--out", name, "--overwrite")


def test_a_mistake_found_late_leaves_nothing(refused, write):
    """Too few guards are found out before a folder is made."""
    file = write("v.yaml", changed("guards: {police: 1}", "guards: {police: 100}"))
    assert "need 100 guards" in refused("run", file, "--out", "r")
    assert "need 100 guards" in refused("run", file)


# --- and what is right passes --------------------------------------------------------------------


@pytest.mark.parametrize("source", [*bundled(), pytest.param(str(FILE), id="valley")])
def test_what_show_prints_is_the_same_scenario_anywhere(tocsin, tmp_path, source):
    code, out, _ = tocsin("show", source)
    assert code == 0
    (tmp_path / "elsewhere").mkdir()
    file = tmp_path / "elsewhere" / "f.yaml"
    file.write_text(out, encoding="utf-8")
    code, said, err = tocsin("validate", file)
    assert (code, err) == (0, "")
    assert "valid" in said
    assert load(file).digest == load(source).digest


def test_validate_says_in_json_that_a_scenario_is_valid(tocsin):
    code, out, err = tocsin("validate", FILE, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {"valid": True, "errors": [], "carried_over": carried_over(load(FILE)),
                               "persons": 2000, "places": 3, "levers": 12,
                               "parameters": len(load(FILE).spec.parameters), "hours": 24}  # fmt: skip


def test_schema_and_show_print_json(tocsin):
    assert json.loads(tocsin("schema")[1])["title"].startswith("Tocsin scenario")
    assert json.loads(tocsin("show", FILE, "--json")[1])["name"] == "valley"


def test_scenarios_and_levers_list_what_there_is(tocsin):
    found = json.loads(tocsin("scenarios", "--json")[1])
    assert [s["name"] for s in found] == bundled()
    assert set(json.loads(tocsin("levers", FILE, "--json")[1])) == {
        *load(FILE).levers, "shock", "cells",
    }  # fmt: skip
    for command in (["scenarios"], ["levers", FILE]):
        code, out, err = tocsin(*command)
        assert (code, err) == (0, "")
        assert out


def test_markup_in_a_scenario_is_shown_as_it_is(tocsin, write):
    file = write("v.yaml", changed("what: price of fuel", "what: '[bold]price[/bold] [/x]'"))
    code, out, _ = tocsin("levers", file)
    assert code == 0
    assert "[bold]price[/bold] [/x]" in out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes by name on this system")
def test_a_scenario_may_come_through_a_pipe(tocsin, tmp_path):
    import threading

    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_text, args=(TEXT, "utf-8"))
    writer.start()
    code, out, _ = tocsin("validate", "pipe")
    writer.join()
    assert code == 0
    assert "2,000 persons" in out
