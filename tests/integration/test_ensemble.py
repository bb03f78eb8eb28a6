"""Ensembles: the same bits from every executor, nothing lost by a crash, failures as rows."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

import tocsin as tc
from tests.integration.helpers import fingerprint, lines, wait_for
from tocsin.errors import InputError, MechanismError, OutputError
from tocsin.experiments.ensembles import ensemble as module
from tocsin.experiments.ensembles.merge import merge
from tocsin.people.random import key, uniforms_at
from tocsin.results import folder
from tocsin.results.quantiles import QUANTILES

BAY = Path(__file__).parents[1] / "data" / "bay.yaml"
TOCSIN = [sys.executable, "-m", "tocsin"]
HOURS, RUNS, MANY = 60, 4, 12


@pytest.fixture(scope="module")
def short():
    """Two days and a half of a small world: crowds form, people are arrested, hurt and killed."""
    return tc.load(BAY).set("clock.hours", HOURS)


@pytest.fixture(scope="module")
def whole(short, tmp_path_factory):
    """A few runs one after the other, every hour kept."""
    path = tmp_path_factory.mktemp("whole") / "a"
    return tc.ensemble(short, RUNS, seed=3, out=path, executor="serial", parameters="prior")


@pytest.fixture(scope="module")
def many(short, tmp_path_factory):
    """A scenario's file, and what more runs of it leave; for jobs that are killed on the way."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "scenario.yaml").write_text(short.to_yaml())
    made = tc.ensemble(
        tc.load(folder / "scenario.yaml"), MANY, seed=3, out=folder / "whole", executor="serial"
    )
    return folder / "scenario.yaml", fingerprint(made.path)


@pytest.mark.parametrize("executor", ["threads", "processes", "dask"])
def test_every_executor_gives_the_same_bits(short, whole, tmp_path, executor):
    if executor == "dask":
        pytest.importorskip("distributed")
    out = tmp_path / "b"
    tc.ensemble(short, RUNS, seed=3, out=out, executor=executor, workers=2, parameters="prior")
    assert fingerprint(out) == fingerprint(whole.path)


def test_a_dask_client_and_an_address_serve_too(short, whole, tmp_path):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=2, processes=False, dashboard_address=":0"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        for name, executor in (("client", client), ("address", cluster.scheduler_address)):
            if name == "address" and not executor.startswith("tcp"):
                continue
            out = tmp_path / name
            tc.ensemble(short, RUNS, seed=3, out=out, executor=executor, parameters="prior")
            assert fingerprint(out) == fingerprint(whole.path)


def test_an_address_of_no_scheduler(short, tmp_path):
    pytest.importorskip("distributed")
    with pytest.raises(InputError, match="no address of a dask scheduler"):
        tc.ensemble(short, 2, out=tmp_path / "x", executor="tpc://127.0.0.1:1")
    assert not list(tmp_path.iterdir())


def test_quantiles_are_those_of_the_hours(whole):
    data, found = whole.data, whole.quantiles
    assert found.sizes["quantile"] == 5
    active = data.marching + data.rioting

    def same(name, values):
        expected = np.quantile(values.values.astype(float), QUANTILES, axis=0)
        np.testing.assert_array_equal(found[name].values, expected.astype(np.float32))

    for name in ("marching", "rioting", "detained", "dead", "injured", "force", "legitimacy"):
        same(name, data[name])
    same("active", active)
    same("news", data.news)
    same("outrage", data.outrage)
    same("active_national", active.sum("place"))
    for region in found.region.values:
        here = active.isel(place=data.place_region.values == region).sum("place")
        expected = np.quantile(here.values, QUANTILES, axis=0).astype(np.float32)
        np.testing.assert_array_equal(found.active_by_region.sel(region=region).values, expected)
    assert float(found.active_national.max()) > 500
    took_part = data.dead - data.dead_bystanders - data.dead_forces
    assert int(took_part.max()) > 0  # the quantiles are of something
    same("dead_participants", took_part)
    same("dead_participants_national", took_part.sum("place"))
    assert "dead_participants" not in data  # it follows from the three that are kept by the hour
    low, high = found.legitimacy.min(), found.legitimacy_national.max()
    assert 0 < float(low) < float(high) < 1


def test_daily_counts_are_those_of_the_hours(whole):
    data, daily = whole.data, whole.daily
    assert dict(daily.sizes) == {"run": RUNS, "day": 3, "region": 3}
    assert list(daily.day.values) == [f"2030-06-0{d}" for d in range(3, 6)]
    west = data.isel(place=data.place_region.values == "West").sum("place")
    active = (west.marching + west.rioting).values
    for d in range(3):
        hours = slice(24 * d, min(24 * d + 24, HOURS))
        here = daily.isel(day=d).sel(region="West")
        np.testing.assert_array_equal(here.peak_active.values, active[:, hours].max(1))
        for name, variable in (("detained", "ever_detained"), ("dead", "dead")):
            np.testing.assert_array_equal(here[name].values, west[variable].values[:, hours][:, -1])
    assert int(daily.peak_active.max()) > 100
    others = daily.dead_bystanders + daily.dead_forces
    assert (daily.dead_participants == daily.dead - others).all()
    total = daily.dead_participants.isel(day=-1).sum("region")
    assert list(total.values) == list(whole.members.dead_participants)


def test_each_run_is_a_row_with_outcomes_and_parameters(whole, short):
    table = whole.members
    assert list(table.run) == list(range(RUNS))
    assert (table.error == "").all()
    data = whole.data
    assert list(table.dead) == list(data.dead.isel(time=-1).sum("place").values)
    assert table["dead_by_region.West"].sum() <= table.dead.sum()
    kappa = [float(tc.Simulation(short, 3, k, parameters="prior").parameters.only(("kappa",)).kappa)
             for k in range(2)]  # fmt: skip
    assert list(table["parameters.kappa"][:2]) == kappa


def test_members_are_uncorrelated(two_towns):
    """Of many runs, one says nothing of the next, nor of the same one of another seed."""
    scenario, n = two_towns.set("clock.hours", 60), 24
    a, b = (tc.ensemble(scenario, n, seed=s, keep="quantiles").members for s in (1, 2))
    x, y = (t.person_hours_active.to_numpy() for t in (a, b))
    assert len(set(x)) > n / 2
    # 3 standard errors of a correlation that is none
    assert abs(np.corrcoef(x[:-1], x[1:])[0, 1]) < 3 / np.sqrt(n - 1)
    assert abs(np.corrcoef(x, y)[0, 1]) < 3 / np.sqrt(n)


def test_hours_are_kept_of_few_runs_or_when_asked_for(two_towns, tmp_path, monkeypatch):
    """Few are 50; here 5 are."""
    assert module.HOURLY_UP_TO == 50
    monkeypatch.setattr(module, "HOURLY_UP_TO", 5)
    scenario = two_towns.set("clock.hours", 5)
    many = tc.ensemble(scenario, 6, out=tmp_path / "many")  # and its report
    with pytest.raises(InputError, match="`keep` hourly"):
        _ = many.data
    assert many.quantiles.attrs["runs"] == 6
    assert many.daily.sizes["run"] == len(many.members) == 6
    assert not list((tmp_path / "many" / "run.zarr").glob("*/c/5/*"))
    kept = tc.ensemble(scenario, 6, out=tmp_path / "kept", keep="hourly", report=False)
    assert kept.data.sizes["run"] == 6
    assert list((tmp_path / "kept" / "run.zarr").glob("*/c/5/*"))
    few = tc.ensemble(scenario, 2, out=tmp_path / "few", keep="quantiles", report=False)
    with pytest.raises(InputError, match="keep"):
        _ = few.data
    assert tc.ensemble(scenario, 5).data.sizes["run"] == 5
    assert {p.name for p in (tmp_path / "many").iterdir()} == {
        "manifest.json", "summary.json", "members.csv", "chronicle.csv", "run.zarr", "scenario.yaml",
        "report.html",
    }  # fmt: skip
    one = tc.ensemble(scenario, 1, keep="quantiles")
    assert one.quantiles.sizes["time"] == 5


OWN = """
'''Rain: fails in some runs.'''
import numpy as np
READS, WRITES = (), ()


def step(s, p, now):
    if now.t == 3 and any(now.uniform_once(['rain'], 64)[0] == u for u in (WHICH)):
        raise ValueError("wet")
"""


def _uniform(run):
    """What a mechanism draws once in a run of seed 5: by it the run is known."""
    who = np.array([crc32(b"rain")], np.uint32)
    return float(uniforms_at(who, 64, 0, key(5, run))[0])


def raining(scenario, folder, which):
    own = folder / "rain.py"
    drawn = [_uniform(k) for k in eval(which)]
    own.write_text(OWN.replace("WHICH", repr(drawn)))
    return scenario.set("mechanisms", [{"file": str(own), "after": "news"}])


@pytest.fixture(scope="module")
def sound(two_towns):
    """What the runs have in which nothing fails."""
    return tc.ensemble(two_towns.set("clock.hours", 6), 6, seed=5).data.load()


@pytest.mark.parametrize("executor", ["serial", "threads", "processes"])
def test_a_run_that_fails_is_a_row_and_the_rest_goes_on(
    two_towns, sound, tmp_path, executor, tocsin
):
    scenario = raining(two_towns.set("clock.hours", 6), tmp_path, "2, 4")
    out = tmp_path / "x"
    result = tc.ensemble(scenario, 6, seed=5, out=out, executor=executor, workers=2, report=False)
    table = result.members
    assert list(table.run) == list(range(6))
    assert list(table.run[table.error != ""]) == [2, 4]
    assert "rain.py:9: hour 3: ValueError: wet" in table.error[2]
    assert result.summary()["runs"] == 6
    assert result.summary()["failed"] == 2
    assert list(result.data.run.values) == list(result.daily.run.values) == [0, 1, 3, 5]
    for name in ("news", "legitimacy"):
        np.testing.assert_array_equal(
            result.data[name].values, sound[name].sel(run=[0, 1, 3, 5]).values
        )
    words = table.command[4].split()
    assert words[:3] == ["tocsin", "run", str(out / "scenario.yaml")]
    code, _, err = tocsin(*words[1:], "--no-report", "--out", str(tmp_path / "again"))
    assert code == 2
    assert "ValueError: wet" in err


def test_when_all_fail_the_first_error_is_raised(two_towns, tmp_path):
    scenario = raining(two_towns.set("clock.hours", 6), tmp_path, "0, 1, 2")
    for executor in ("serial", "processes"):
        with pytest.raises(MechanismError, match="wet"):
            tc.ensemble(scenario, 3, 5, out=tmp_path / "x", executor=executor, workers=2)
    assert not (tmp_path / "x").exists()
    assert not (tmp_path / "x.partial").exists()


def test_failures_are_told_on_the_command_line(two_towns, tmp_path, tocsin):
    scenario = raining(two_towns.set("clock.hours", 6), tmp_path, "1,")
    (tmp_path / "s.yaml").write_text(scenario.to_yaml())
    code, _, err = tocsin("run", str(tmp_path / "s.yaml"), "--seed", "5", "--runs", "2", "-q",
                          "--no-report", "--out", str(tmp_path / "o"))  # fmt: skip
    assert code == 0
    assert "1 of 2 runs failed" in err
    assert "--first-run 1 --runs 1" in err


# --- crashes -------------------------------------------------------------------------------------

SCRIPT = textwrap.dedent("""
    import sys, tocsin as tc
    tc.ensemble(sys.argv[1], int(sys.argv[3]), seed=3, out=sys.argv[2], executor="processes",
                workers=2, keep="hourly", resume=True)
""")


def start(scenario, out):
    return subprocess.Popen([sys.executable, "-c", SCRIPT, str(scenario), str(out), str(MANY)])


def children(pid):
    """All processes that come from one, its children's children too."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True).stdout
    parents = {int(a): int(b) for a, b in (line.split() for line in found.splitlines())}
    out, new = set(), {pid}
    while new:
        new = {p for p, parent in parents.items() if parent in new} - out
        out |= new
    return out


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_killed_twice_and_resumed_an_ensemble_has_the_same_bits(many, tmp_path):
    scenario, whole = many
    out, rows = tmp_path / "killed", tmp_path / "killed.partial" / "rows.jsonl"
    for at_least in (1, 4):
        job = start(scenario, out)
        wait_for(rows, at_least, job)
        workers = children(job.pid)
        job.send_signal(signal.SIGKILL)
        job.wait()
        assert not out.exists()
        assert at_least <= lines(rows) < MANY
        for _ in range(250):  # workers notice, and leave
            if not any(map(alive, workers)):
                break
            time.sleep(0.02)
        assert not any(map(alive, workers))
    assert start(scenario, out).wait() == 0
    assert fingerprint(out) == whole
    assert not (tmp_path / "killed.partial").exists()


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")
def test_a_killed_worker_does_not_cost_the_ensemble(many, tmp_path):
    scenario, whole = many
    out, rows = tmp_path / "out", tmp_path / "out.partial" / "rows.jsonl"
    job = start(scenario, out)
    wait_for(rows, 2, job)
    killed = [p for p in children(job.pid) if is_worker(p)][:1]
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    assert job.wait() == 0
    assert killed
    assert fingerprint(out) == whole


def is_worker(pid):
    """A child of the server that workers start from."""
    try:
        parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        return b"forkserver" in Path(f"/proc/{parent}/cmdline").read_bytes()
    except OSError:
        return False


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_stops_workers_at_once_and_keeps_finished_runs(many, tmp_path):
    scenario, _ = many
    out, rows = tmp_path / "out", tmp_path / "out.partial" / "rows.jsonl"
    job = subprocess.Popen(
        [*TOCSIN, "run", str(scenario), "--runs", "500", "--executor", "processes",
         "--workers", "2", "--out", str(out)],
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    wait_for(rows, 2, job)
    workers = children(job.pid)
    os.killpg(job.pid, signal.SIGINT)  # as a terminal does: to all of them
    _, err = job.communicate(timeout=60)
    assert job.returncode == 130
    assert re.search(r"interrupted; \d+ finished runs are kept", err)
    assert "Traceback" not in err
    time.sleep(0.2)
    assert workers
    assert not any(map(alive, workers))


@pytest.mark.parametrize("where", ["runs", "end"])
def test_a_full_disk_is_told_and_resumed(short, tmp_path, monkeypatch, where, whole):
    """Full after two runs, or when the result is put together."""
    left, full = 2, OSError(errno.ENOSPC, "No space left on device")
    write, finish = folder.write_bytes, folder.store.finish

    def write_some(path, data):
        nonlocal left
        left -= path.suffix == ".pack"
        if left < 0:
            path.write_bytes(data[: len(data) // 2])
            raise full
        write(path, data)

    def do_not_finish(path):
        raise full

    if where == "runs":
        monkeypatch.setattr(folder, "write_bytes", write_some)
    else:
        monkeypatch.setattr(folder.store, "finish", do_not_finish)
    options = {"seed": 3, "out": tmp_path / "x", "executor": "threads", "workers": 2,
               "parameters": "prior"}  # fmt: skip
    with pytest.raises(OutputError, match="disk is full; make room and `resume=True`"):
        tc.ensemble(short, RUNS, **options)
    assert not (tmp_path / "x").exists()
    monkeypatch.setattr(folder, "write_bytes", write)
    monkeypatch.setattr(folder.store, "finish", finish)
    done = []
    result = tc.ensemble(short, RUNS, resume=True, progress=lambda d, n: done.append(n), **options)
    assert set(done) == ({(RUNS - 2) * HOURS} if where == "runs" else set())
    assert fingerprint(result.path) == fingerprint(whole.path)


def unfinished(scenario, out, runs=3):
    """The partial directory of a job that was stopped after its runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folder.store, "finish", stop)
        with pytest.raises(KeyboardInterrupt):
            tc.ensemble(scenario, runs, seed=3, out=out, executor="serial", report=False)
    return out.with_name(f"{out.name}.partial")


def stop(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize("damage", ["line", "bit"])
def test_a_damaged_line_costs_its_run_alone(short, tmp_path, damage):
    """What stands in it is not used; the run is done again, and the result is what it would be."""
    tiny, out = short.set("clock.hours", 6), tmp_path / "x"
    rows = unfinished(tiny, out) / "rows.jsonl"
    data = rows.read_bytes()
    rows.write_bytes(data + b'{"run": 1}\n' if damage == "line" else data.replace(b"0", b"1", 1))
    with pytest.raises(InputError, match="`resume=True` continues it"):
        tc.ensemble(tiny, 3, seed=3, out=out, executor="serial")
    done = []
    tc.ensemble(
        tiny, 3, seed=3, out=out, resume=True, executor="serial", report=False,
        progress=lambda d, n: done.append(n),
    )  # fmt: skip
    assert set(done) == ({6} if damage == "bit" else set())
    direct = tc.ensemble(tiny, 3, seed=3, out=tmp_path / "y", executor="serial", report=False)
    assert fingerprint(out) == fingerprint(direct.path)


@pytest.mark.parametrize("length", [0, 5, -1])
def test_a_run_whose_pack_is_damaged_is_done_again(short, tmp_path, length):
    tiny, out = short.set("clock.hours", 6), tmp_path / "x"
    pack = unfinished(tiny, out) / "members" / "1.pack"
    pack.write_bytes(pack.read_bytes()[:length])
    done = []
    again = tc.ensemble(
        tiny, 3, seed=3, out=out, resume=True, executor="serial", report=False,
        progress=lambda d, n: done.append(n),
    )  # fmt: skip
    assert set(done) == {6}  # the hours of one run
    direct = tc.ensemble(tiny, 3, seed=3, out=tmp_path / "y", executor="serial", report=False)
    assert fingerprint(again.path) == fingerprint(direct.path)


@pytest.mark.parametrize("which", [0, 1])
def test_ctrl_c_while_an_old_result_is_replaced_leaves_one(short, tmp_path, monkeypatch, which):
    tiny, out = short.set("clock.hours", 6), tmp_path / "x"
    tc.ensemble(tiny, 1, seed=3, out=out, report=False)
    rename, calls = Path.rename, []

    def interrupted(path, target):
        if len(calls) == which:
            calls.append(path)
            raise KeyboardInterrupt
        calls.append(path)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        tc.ensemble(tiny, 2, seed=3, out=out, overwrite=True, report=False)
    assert len(tc.Result(out).members) == 1
    assert not list(tmp_path.glob(".tocsin-*"))
    monkeypatch.undo()
    options = {"overwrite": True, "resume": True, "report": False}
    assert len(tc.ensemble(tiny, 2, seed=3, out=out, **options).members) == 2


# --- parts ---------------------------------------------------------------------------------------


def test_parts_merged_are_the_whole(short, whole, tmp_path):
    for name, first, runs in (("a", 0, 1), ("b", 1, 1), ("c", 2, RUNS - 2)):
        tc.ensemble(short, runs, seed=3, first_run=first, out=tmp_path / name, part=True,
                    parameters="prior")  # fmt: skip
    merged = merge([tmp_path / name for name in "cab"], tmp_path / "all")
    assert fingerprint(merged.path) == fingerprint(whole.path)
    assert merged.manifest()["runs"] == RUNS
    for parts, what in ((["a", "c"], "runs 1 to 1 are missing"), (["a", "a"], "are there twice")):
        with pytest.raises(InputError, match=what):
            merge([tmp_path / name for name in parts], tmp_path / "y")
    tc.ensemble(short, 1, seed=4, first_run=RUNS, out=tmp_path / "other", part=True)
    with pytest.raises(InputError, match="differ in seed, parameters"):
        merge([tmp_path / "a", tmp_path / "other"], tmp_path / "y")
    with pytest.raises(InputError, match="`part`"):
        merge([whole.path], tmp_path / "y")
    with pytest.raises(InputError, match="no run directory"):
        merge([tmp_path / "none"], tmp_path / "y")
    assert not (tmp_path / "y").exists()
    assert not (tmp_path / "y.partial").exists()


def test_removing_parts_never_takes_the_whole_or_a_users_file(short, tmp_path):
    tiny = short.set("clock.hours", 6)
    parts = [tmp_path / "p" / name for name in "ab"]
    for first, part in enumerate(parts):
        tc.ensemble(tiny, 1, seed=3, first_run=first, out=part, part=True, report=False)
    for out in (parts[0], parts[0] / "whole", tmp_path / "p"):
        with pytest.raises(InputError, match="choose another `out`"):
            merge(parts, out, overwrite=True, remove=True)
    (parts[1] / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"notes\.txt"):
        merge(parts, tmp_path / "all", remove=True)
    assert not (tmp_path / "all").exists()
    (parts[1] / "notes.txt").unlink()
    result = merge(parts, tmp_path / "all", remove=True)
    assert len(result.members) == 2
    assert not any(part.exists() for part in parts)


@pytest.mark.skipif(sys.platform == "win32", reason="bash")
def test_a_script_for_slurm_runs_its_parts_here(short, tmp_path, tocsin):
    scenario = tmp_path / "my scenario.yaml"
    scenario.write_text(short.to_yaml())
    setup = f'tocsin() {{ {sys.executable} -m tocsin "$@"; }}'
    code, _, err = tocsin(
        "submit", "--slurm", str(scenario), "--runs", "3", "--jobs", "2", "--seed", "3",
        "--first-run", "1", "--out", str(tmp_path / "the whole"), "--setup", setup, "--hours", "30",
        "--without", "live-fire", "--sbatch", "--partition=short", "--time", "1:00:00",
    )  # fmt: skip
    assert code == 0, err
    script = tmp_path / "the whole.sh"
    subprocess.run(["bash", "-n", str(script)], check=True)
    text = script.read_text()
    head = text[: text.index("set -euo")]  # Slurm reads options only above the first command
    for option in ("--array=0-1", "--cpus-per-task=4", "--partition=short", "--time=1:00:00"):
        assert f"#SBATCH {option}\n" in head
    for k in "10":
        environment = os.environ | {"SLURM_ARRAY_TASK_ID": k, "SLURM_CPUS_PER_TASK": "1"}
        subprocess.run(["bash", str(script)], check=True, env=environment)
    subprocess.run(["bash", str(script), "merge"], check=True)
    out = tmp_path / "direct"
    cut = tc.load(scenario).without("live-fire").set("clock.hours", 30)
    tc.ensemble(cut, 3, seed=3, first_run=1, out=out)
    assert fingerprint(tmp_path / "the whole") == fingerprint(out)
    queue = tmp_path / "sbatch"  # a stand-in that notes how it is called
    queue.write_text('#!/bin/bash\necho "$@" >> "$LOG"; echo "77;cluster"\n')
    queue.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{tmp_path}:{os.environ['PATH']}", "LOG": str(tmp_path / "log"),
    }  # fmt: skip
    subprocess.run(["bash", str(script)], check=True, env=environment)
    assert (tmp_path / "log").read_text().splitlines() == [
        f"--parsable {script}",
        f"--dependency=afterok:77 --array=0 {script} merge",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="bash")
@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--parameters", "cloud"], "cloud"),
        (["--setup", "if true; then"], "--setup"),
        (["--hours", "9999"], "--hours 9999"),
    ],
)
def test_what_would_fail_in_the_queue_is_told_at_once(tmp_path, tocsin, options, what):
    code, _, err = tocsin("submit", "--slurm", "two-towns", "--runs", "2", "--jobs", "2",
                          "--out", str(tmp_path / "x"), *options)  # fmt: skip
    assert code == 2
    assert what in err
    assert not (tmp_path / "x.sh").exists()


def test_the_users_setup_stands_before_strict_shell_options():
    from tocsin.experiments.executors.slurm import Batch, script

    text = script(Batch(("two-towns",), runs=2, jobs=1, out="x", setup="module load tocsin"))
    assert text.index("module load tocsin") < text.index("set -euo pipefail")
