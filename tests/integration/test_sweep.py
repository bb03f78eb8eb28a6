"""Sweeps end to end: what is left on disk, interruption, failures, and the command line."""

from __future__ import annotations

import csv
import json
import sys
import textwrap

import numpy as np
import pytest

import tocsin as tc
from tests.integration.helpers import fingerprint, killed_and_resumed
from tests.unit.experiments import functions
from tests.valley import FILE
from tocsin import cli
from tocsin.errors import InputError
from tocsin.experiments.sweeps.designs.factors import edits
from tocsin.experiments.sweeps.files import Sweep

OVER = ["parameters.kappa", "levers.throttle.level=0.2,0.9", "lever live-fire=on,off"]


@pytest.fixture(scope="module")
def valley():
    return tc.load(FILE)


def test_strain_on_the_elites_may_be_asked_for_and_survival_may_not(two_towns):
    short = two_towns.set("clock.hours", 30)
    over = ["parameters.kappa"]
    chosen = ["coup_risk", "hold_least", "guards_left"]
    result = tc.sweep(short, "lhs", 2, over=over, outcomes=chosen)
    assert set(chosen) <= set(result.outcomes.columns)
    for name in ("incumbent_survives", "coup_succeeded"):
        with pytest.raises(InputError, match="is an outcome, never an objective"):
            tc.sweep(short, "lhs", 2, over=over, outcomes=[name])
    with pytest.raises(InputError, match="no section 'elites'"):
        tc.sweep(short.without("elites"), "lhs", 2, over=over, outcomes=["coup_risk"])


def test_a_row_of_a_sweep_is_the_run_alone(valley):
    """Each row is what `tc.simulate` gives for the changed scenario, seed and run."""
    result = tc.sweep(valley, "lhs", 3, over=OVER, replicates=2, seed=5)
    assert list(result.points.columns) == [
        "method", "parameters.kappa", "levers.throttle.level", "lever live-fire",
    ]  # fmt: skip
    for point in (0, 2):
        changes = dict(result.points.loc[point].drop("method"))
        alone = tc.simulate(valley.edit(**edits(changes)), seed=5, first_run=1)
        for name in ("dead", "peak_active", "person_hours_active"):
            assert result.outcomes.loc[(point, 1), name] == alone.outcome(name).median
    assert list(result.outcomes.run) == [0, 1, 0, 1, 0, 1]


def test_random_numbers_are_shared_or_not(two_towns):
    """A factor that does nothing changes nothing, unless every run has its own numbers."""
    short = two_towns.set("clock.hours", 60)
    over = ["levers.dismiss-minister.after=200,210"]
    shared = tc.sweep(short, "grid", over=over, seed=2).outcomes
    own = tc.sweep(short, "grid", over=over, seed=2, shared=False).outcomes
    assert shared.person_hours_active.nunique() == 1
    assert own.person_hours_active.nunique() == 2
    assert list(own.run) == [0, 1]


def test_what_is_left_on_disk(two_towns, tmp_path):
    towns = two_towns.set("clock.hours", 72)
    result = tc.sweep(towns, "morris", 2, over=OVER, replicates=2, out=tmp_path / "s")
    names = {p.name for p in result.path.iterdir()}
    assert {
        "manifest.json", "scenario.yaml", "design.csv", "outcomes.csv", "sensitivity.json",
        "sensitivity.csv", "variance.csv",
    } <= names  # fmt: skip
    assert not {"plan.json", "rows.jsonl"} & names
    manifest = result.manifest()
    assert manifest["scenario_digest"] == towns.digest
    assert manifest["random_numbers"] == "replicate r is run r at every point"
    assert tc.load(result.path / "scenario.yaml").digest == towns.digest
    again = Sweep(result.path)
    assert len(again.points) == 8
    assert len(again.outcomes) == 16
    assert set(again.indices.measure) == {"mu_star", "mu", "sigma"}
    assert set(again.indices.scale) == {"plain", "log1p"}
    with pytest.raises(InputError, match="exists"):
        tc.sweep(towns, "morris", 2, over=OVER, out=tmp_path / "s")
    over = tc.sweep(towns, "grid", 2, over=OVER, out=tmp_path / "s", overwrite=True)
    assert len(over.points) == 8


def test_a_plot_for_each_sweep_with_indices(two_towns, tmp_path):
    pytest.importorskip("matplotlib")
    made = []
    for name in "ab":
        path = tmp_path / name
        tc.sweep(two_towns, "sobol", 16, over=functions.OVER, out=path, model=functions.ishigami)
        made.append(fingerprint(path))
    assert made[0]["sensitivity.svg"] == made[1]["sensitivity.svg"]
    assert made[0]["sensitivity.png"] == made[1]["sensitivity.png"]


def test_missing_outcomes_are_said(two_towns, capsys):
    from tocsin.cli.common import out
    from tocsin.view.sweep import show

    result = tc.sweep(two_towns, "morris", 6, over=functions.OVER, model=functions.with_gaps,
                      outcomes=["dead", "hours_to_calm"])  # fmt: skip
    (calm,) = [
        r for r in result.summary()["indices"]
        if r["outcome"] == "hours_to_calm" and r["scale"] == "plain"
    ]  # fmt: skip
    missing = int(result.outcomes.hours_to_calm.isna().sum())
    assert 0 < missing == calm["missing"]
    assert "have a gap and are left out" in calm["note"]
    show(result.summary(), out())
    told = " ".join(capsys.readouterr().out.split())
    assert f"hours_to_calm is missing at {missing} points" in told
    runs = len(result.outcomes)
    assert f"hours_to_calm, known in {runs - missing} of {runs} runs" in told
    assert "dead, known in" not in told


def test_a_run_that_fails_is_a_row_with_its_error(two_towns, tmp_path, capsys):
    result = tc.sweep(two_towns, "lhs", 20, over=functions.OVER, outcomes=["dead"],
                      model=functions.sometimes_failing, out=tmp_path / "s")  # fmt: skip
    failed = result.outcomes[result.outcomes.error.notna()]
    assert list(failed.index.get_level_values("point")) == [3, 10, 17]
    assert set(failed.error) == {"InputError: it broke"}
    assert failed.dead.isna().all()
    value = result.points["parameters.kappa"][3]
    assert f"--first-run 0 --set parameters.kappa={value}" in failed.repeat.iloc[0]
    assert result.summary()["failed"] == 3
    assert result.outcomes.dead.notna().sum() == 17


@pytest.mark.parametrize(("kind", "points"), [("lhs", 20), ("screen", 4)])
def test_resuming_tries_again_what_failed(two_towns, tmp_path, kind, points):
    """And a screening's second design, which is another now, is done anew."""

    def interrupt(runs, total):
        if runs == total - 2:
            raise KeyboardInterrupt

    options = {"over": functions.OVER, "outcomes": ["dead"], "top": 1}
    with pytest.raises(KeyboardInterrupt):
        tc.sweep(two_towns, kind, points, model=functions.failing_where_steep,
                 out=tmp_path / "s", progress=interrupt, **options)  # fmt: skip
    options["model"] = functions.steep_flat_inert
    resumed = tc.sweep(two_towns, kind, points, resume=True, out=tmp_path / "s", **options)
    tc.sweep(two_towns, kind, points, out=tmp_path / "whole", **options)
    assert resumed.summary()["failed"] == 0
    assert fingerprint(tmp_path / "s") == fingerprint(tmp_path / "whole")


SCRIPT = textwrap.dedent("""
    import sys, tocsin as tc
    tc.sweep(sys.argv[1], points=2, top=1, seed=3, out=sys.argv[2], resume=True,
             over=["parameters.kappa", "lever live-fire=on,off"])
""")


def test_killed_twice_and_resumed_it_ends_with_the_same_bits(valley, tmp_path):
    """In the screening, and in the second design that follows from it."""
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(valley.set("clock.hours", 24).to_yaml())
    tc.sweep(
        scenario, points=2, top=1, seed=3, out=tmp_path / "whole",
        over=["parameters.kappa", "lever live-fire=on,off"],
    )  # fmt: skip
    out = tmp_path / "killed"

    def tear(rows):  # a line torn by a crash
        with rows.open("ab") as file:
            file.write(b'{"index": 53, "run"')

    killed_and_resumed(SCRIPT, (scenario, out), (2, 20), rows_in_all=54, before_resuming=tear)
    assert fingerprint(out) == fingerprint(tmp_path / "whole")
    assert len(Sweep(out).outcomes) == 54
    assert not (tmp_path / "killed.partial").exists()


def test_another_sweep_is_not_resumed(two_towns, tmp_path):
    out = tmp_path / "s"

    def interrupt(done, total):
        if done == 5:
            raise KeyboardInterrupt

    options = {"over": functions.OVER, "model": functions.ishigami, "out": out}
    with pytest.raises(KeyboardInterrupt):
        tc.sweep(two_towns, "lhs", 20, progress=interrupt, **options)
    with pytest.raises(InputError, match="points"):
        tc.sweep(two_towns, "lhs", 21, resume=True, **options)
    with pytest.raises(InputError, match="5 finished runs"):
        tc.sweep(two_towns, "lhs", 20, **options)
    assert len(tc.sweep(two_towns, "lhs", 20, resume=True, **options).outcomes) == 20


def test_any_executor_gives_the_same(two_towns, tmp_path):
    """Tasks travel: they and the function can be pickled, and the order of ends does not matter."""
    import pickle

    from tocsin.experiments.sweeps import runs as sweep_runs
    from tocsin.experiments.sweeps.runs import PointTask, simulate_point

    task = PointTask(0, two_towns.set("clock.hours", 30), 1, 0, changes={"parameters.kappa": 0.02})
    travelled, do = pickle.loads(pickle.dumps((task, simulate_point)))
    assert do(travelled)["outcomes"] == simulate_point(task)["outcomes"]

    def backwards(tasks, do, executor, workers=None):
        for task in reversed(list(tasks)):
            yield task, do(task)

    options = {"over": functions.OVER, "model": functions.ishigami, "replicates": 2}
    tc.sweep(two_towns, "sobol", 8, out=tmp_path / "a", **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep_runs, "carry_out", backwards)
        tc.sweep(two_towns, "sobol", 8, out=tmp_path / "b", **options)
    assert fingerprint(tmp_path / "a") == fingerprint(tmp_path / "b")


def run(monkeypatch, *arguments: str) -> object:
    monkeypatch.setattr(sys, "argv", ["tocsin", *arguments])
    try:
        cli.main()
    except SystemExit as stop:
        return stop.code or 0
    return 0


def test_on_the_command_line(tmp_path, monkeypatch, capsys):
    out = tmp_path / "s"
    arguments = ["sweep", str(FILE), "--design", "sobol", "--points", "4", "--out", str(out)]
    arguments += ["--over", "parameters.kappa=0.01:0.03", "--replicates", "2"]
    assert run(monkeypatch, *arguments) == 0
    told = capsys.readouterr()
    assert "Sobol: 4 base points x (1 factor + 2) = 12 points, x 2 replicates: 24 runs" in (
        " ".join(told.err.split())
    )
    assert "s left" in told.err
    assert "Simulations at assumed parameters" in told.out
    assert run(monkeypatch, *arguments, "--overwrite", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["runs"] == 24
    assert found["confidence"] == 0.95
    with (out / "design.csv").open() as file:
        values = [float(row["parameters.kappa"]) for row in csv.DictReader(file)]
    assert 0.01 <= min(values) < max(values) <= 0.03
    assert np.ptp(values) > 0.01


def test_a_table_on_the_command_line(tmp_path, monkeypatch, capsys):
    table = tmp_path / "points.csv"
    table.write_text("parameters.kappa,lever price\n0.01,on\n0.02,off\n")
    arguments = ["sweep", str(FILE), "--table", str(table), "--out", str(tmp_path / "s")]
    assert run(monkeypatch, *arguments) == 0
    assert "Indices need --design sobol or morris" in " ".join(capsys.readouterr().out.split())
    table.write_text("parameters.kappa,lever price\nmuch,on\n0.02,perhaps\n")
    assert run(monkeypatch, *arguments[:-1], str(tmp_path / "t")) == 2
    told = capsys.readouterr().err
    assert f"{table}:2: column parameters.kappa: 'much'" in told
    assert f"{table}:3: column lever price: 'perhaps'" in told
    assert not (tmp_path / "t").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--outcome", "alliance_requested"], "no outcome of harm, spread, duration or strain"),
        (["--outcome", "incumbent_survives"], "an outcome, never an objective"),
        (["--outcome", "deaths"], "did you mean 'dead'"),
        (["--over", "parameters.kapa"], "did you mean 'kappa'"),
        (["--design", "table"], "give both or neither"),
        (["--design", "sobol", "--points", "7"], "power of two"),
        (["--design", "lhs", "--width", "2"], "above 0 and up to 1"),
        (["--resume"], "--resume needs --out"),
        (["--table", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_mistakes_on_the_command_line(tmp_path, monkeypatch, capsys, arguments, told):
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "sweep", str(FILE), *arguments) == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert "Traceback" not in shown.err
    assert not shown.out
    assert not list(tmp_path.iterdir())


def test_without_salib_the_extra_is_named(valley, monkeypatch):
    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(InputError, match=r"pip install SALib"):
        tc.sweep(valley, "sobol", 8)
    assert len(tc.sweep(valley, "lhs", 2, over=["parameters.kappa"]).points) == 2
