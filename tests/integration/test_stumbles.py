"""What users of clusters and newcomers stumbled over, each as it should be."""

from __future__ import annotations

import re
import sys
import threading
from pathlib import Path

import pytest

from tocsin.cli import common
from tocsin.errors import InputError
from tocsin.experiments.executors import dispatch

DOCS = [*Path(__file__).parents[2].glob("docs/*.md"), Path(__file__).parents[2] / "README.md"]


def test_runs_that_start_in_the_same_second_get_folders_of_their_own(tmp_path, monkeypatch):
    """As in the array of jobs of a cluster: made before anything runs, so that nobody else has it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(common.time, "strftime", lambda _: "20300603-120000")
    made: list[Path] = []
    threads = [
        threading.Thread(target=lambda: made.append(common.new_folder("two-towns")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8
    assert not [path for path in made if path.exists()]  # a job gives its folder its name
    common.remove_empty()
    assert not list(tmp_path.iterdir())


def test_a_folder_that_has_just_been_finished_is_not_taken(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(common.time, "strftime", lambda _: "now")
    (tmp_path / "runs" / "x-now").mkdir(parents=True)
    assert common.new_folder("x") == Path("runs/x-now-2")
    common.remove_empty()
    assert [p.name for p in (tmp_path / "runs").iterdir()] == ["x-now"]


def test_a_dask_scheduler_without_workers_is_told(monkeypatch):
    """It would wait for them for ever."""
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(dispatch, "WORKERS_WITHIN", 0.1)
    with (
        distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=None) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
        pytest.raises(InputError, match=r"has no workers; start some with: dask worker tcp://here"),
    ):
        dispatch._wait_for_workers(client, "tcp://here")


@pytest.mark.parametrize(
    "command",
    [
        ["run", "two-towns"],
        ["compare", "two-towns", "--without", "orders"],
        ["sweep", "two-towns", "--over", "parameters.k=1:2", "--design", "lhs"],
    ],
)
def test_a_folder_that_is_taken_is_refused_before_anything_is_built(
    tocsin, tmp_path, monkeypatch, command
):  # fmt: skip
    def never(*_, **__):
        raise AssertionError("it was read")

    monkeypatch.setattr(sys.modules["tocsin.scenario.load"], "read", never)
    (tmp_path / "x" / "thesis").mkdir(parents=True)
    code, out, err = tocsin(*command, "--out", str(tmp_path / "x"))
    assert (code, out) == (2, "")
    assert "exists; choose another --out, or --overwrite" in err


def test_quiet_is_quiet(tocsin, tmp_path, monkeypatch):
    """But where a folder was chosen for the user it is named, so that it can be found."""
    monkeypatch.chdir(tmp_path)
    what = ("run", "two-towns", "--hours", "1", "--no-report", "--quiet")
    assert tocsin(*what, "--out", "x") == (0, "", "")
    code, out, err = tocsin(*what)
    assert (code, err) == (0, "")
    assert re.fullmatch(r"Result in runs/two-towns-[-0-9]+\n", out)


def test_the_doors_of_a_mechanism_wrap_below_themselves(tocsin):
    code, out, _ = tocsin("mechanisms", "two-towns")
    assert code == 0
    indents = {len(x) - len(x.lstrip()) for x in out.splitlines() if x.startswith(" " * 6)}
    assert indents <= {*range(6, 11)}  # 'reads', 'writes', 'uses', and what follows them
    assert max(len(line) for line in out.splitlines()) <= 100


@pytest.mark.parametrize("page", DOCS, ids=lambda p: p.name)
def test_commands_of_the_pages_pass_through_every_shell(page):
    """zsh takes [ ] outside of quotes for a pattern and refuses the line."""
    text = page.read_text(encoding="utf-8")
    for block in re.findall(r"```(?:console|sh)\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", line.removeprefix("$ ").partition(" #")[0])
            if line.startswith("$ ") or "tocsin " in line:
                assert not re.search(r"--\w+ \S*[\[\]*?]", bare), line


@pytest.mark.parametrize(
    "command",
    [
        ("run", "two-towns", "--hours", "2"),
        ("compare", "two-towns", "--without", "live-fire", "--hours", "2", "--runs", "2"),
    ],
)
def test_a_resume_of_nothing_says_that_it_begins_anew(tocsin, tmp_path, command):
    code, _, err = tocsin(*command, "--resume", "--out", str(tmp_path / "x"), "--no-report")
    assert code == 0
    assert "there is no interrupted job to go on with; this one begins anew" in err
