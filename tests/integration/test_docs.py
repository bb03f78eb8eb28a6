"""The README and the pages of docs/ say what is true: their examples run, what is made is fresh."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tocsin import cli

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


#: Commands of which fewer runs than the page has would be refused.
WHOLE = ("calibrate", "evidence", "forecast")
#: How many of what is enough.
MOST = {"--runs ": 2, "--points ": 2, "--replicates ": 1, "--runs-each ": 2, "runs=": 2}


def smaller(text: str) -> str:
    """A command of a page, or a block of Python, with few runs: it has to work, not to find anything.

    As it stands in the page where DOCS=whole is set in the environment.
    """
    if os.environ.get("DOCS") == "whole" or text.startswith(WHOLE):
        return text

    def fewer(found: re.Match[str]) -> str:
        return f"{found[1]}{min(int(found[2]), MOST[found[1]])}"

    return re.sub(rf"(?<![\w-])({'|'.join(MOST)})(\d+)\b", fewer, text)


def run() -> object:
    """The command line in this process; its exit code."""
    try:
        cli.main()
    except SystemExit as stop:
        return stop.code
    return 0


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_examples_run(page, tmp_path, monkeypatch, capsys):
    """Blocks with file= are written, python blocks run in one namespace, `$ tocsin` lines succeed."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for kind, file, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if file:
            Path(file).write_text(text, encoding="utf-8")
        elif kind == "python":
            exec(compile(smaller(text), f"{page.name}", "exec"), names)
        elif kind == "console":
            for line in re.findall(r"^\$ tocsin (.*)$", text, re.MULTILINE):
                monkeypatch.setattr(sys, "argv", ["tocsin", *shlex.split(smaller(line))])
                assert not run(), (line, capsys.readouterr().err)
    capsys.readouterr()


def test_the_scenario_of_the_guide_is_valid(tmp_path):
    """Each file of the guide loads, from the first with seven sections to the calmer variant."""
    import tocsin as tc

    text = (ROOT / "docs" / "writing-a-scenario.md").read_text(encoding="utf-8")
    files = [file for _, file, _ in BLOCK.findall(text) if file]
    for _, file, block in BLOCK.findall(text):
        if file:
            (tmp_path / file).write_text(block, encoding="utf-8")
    scenarios = [tc.load(tmp_path / file) for file in files if file.endswith(".yaml")]
    assert [len(s.spec.places) for s in scenarios] == [25] * 4
    first, state, tuned, calm = scenarios
    assert (first.persons, len(first.levers)) == (590_000, 0)
    assert state.levers["live-fire"].provided
    assert tuned.spec.parameters["shock"].value == 0.4
    assert "live-fire" not in calm.levers
    assert calm.levers["price-cut"].after == 6


def test_pages_made_from_the_code_are_fresh():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "docs.py"), "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def command(name: str) -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- command: {name} -->\n```sh\n(.*?)\n```", text, re.DOTALL)
    assert found
    assert "\n" not in found[1]
    return found[1]


def test_the_first_command_of_the_readme_runs_the_flagship(tmp_path):
    """As a newcomer: a copy of the tracked files, a new environment, one line."""
    files = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    if files.returncode:
        pytest.skip("not a git checkout")
    copy = tmp_path / "tocsin"
    for name in files.stdout.splitlines():
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((ROOT / name).read_bytes())
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    subprocess.run(["bash", "-c", command("run")], cwd=copy, check=True, env=clean, timeout=900)
    (made,) = (copy / "runs").iterdir()
    import xarray as xr

    data = xr.open_zarr(made / "run.zarr")
    assert data.sizes["time"] == 336
    assert float(data.population.sum()) == 19_502_453
    assert b"19502453" in (made / "report.html").read_bytes()  # what it is made of is installed too


def test_the_citation_names_the_version():
    from ruamel.yaml import YAML

    import tocsin as tc

    cited = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text())
    assert {"cff-version", "title", "authors", "license", "message"} <= set(cited)
    assert cited["version"] == tc.__version__
