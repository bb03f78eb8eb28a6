"""Comparisons: pairs share their dice, labels and order change nothing, what is left is whole."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import textwrap
import time

import pytest

import tocsin as tc
from tests.integration.helpers import fingerprint, killed_and_resumed, lines
from tocsin.errors import InputError
from tocsin.experiments.comparisons.comparison import Comparison


@pytest.fixture(scope="module")
def short(two_towns):
    return two_towns.set("clock.hours", 120)


@pytest.fixture(scope="module")
def found(short, tmp_path_factory):
    path = tmp_path_factory.mktemp("compare") / "c"
    again = short.set("title", "Two towns again")
    return tc.compare(
        short,
        {"again": again},
        "no fire: without live-fire",
        {"observing": "lever orders.rules=observe"},
        runs=8,
        seed=3,
        out=path,
    )


def outcome(found: Comparison, variant: str, name: str) -> dict:
    return found._variant(variant)["outcomes"][name]


def test_the_same_scenario_under_another_name_differs_by_nothing(found):
    for name, figures in found._variant("again")["outcomes"].items():
        if figures["n"]:
            assert figures["difference"]["mean"] == figures["difference"]["se"] == 0, name
            assert figures["correlation"] in (None, 1), name
    assert outcome(found, "again", "injured")["correlation"] == 1
    assert (found.differences("person_hours_active")["again"] == 0).all()


def test_why_contrasts_base_and_variants_on_the_first_pair(found, short):
    """The base's terms are those of its run alone; what changes nothing has the same terms."""
    table = found.why("Beta")
    assert list(dict.fromkeys(table["variant"])) == ["base", *found.variants]
    alone = tc.simulate(short, runs=1, seed=3).why("Beta")
    parts = {name: t.drop(columns="variant").reset_index(drop=True)
             for name, t in table.groupby("variant")}  # fmt: skip
    assert parts["base"].equals(alone)
    assert parts["again"].equals(parts["base"])
    assert not parts["no fire"].equals(parts["base"])
    assert set(found.why("Beta", "no fire")["variant"]) == {"base", "no fire"}
    with pytest.raises(InputError, match="did you mean 'no fire'"):
        found.why("Beta", "no fir")


def test_why_of_a_comparison_is_shown_at_an_hour_and_over_time(found, tocsin):
    code, out, _ = tocsin("why", str(found.path), "--place", "Beta")
    assert code == 0
    for text in ("no fire", "observing", "variant less base", "run 0", "outr."):
        assert text in out
    code, out, _ = tocsin(
        "why", str(found.path), "--place", "Beta", "--hour", "60", "--variant", "observing"
    )
    assert code == 0
    assert "05 Jun 12:00" in out
    assert "no fire" not in out
    code, out, _ = tocsin("why", str(found.path), "--place", "Beta", "--hour", "60", "--json")
    rows = json.loads(out)
    assert (rows["place"], rows["run"]) == ("Beta", 0)
    assert [len(r) for r in rows["variants"].values()] == [1] * 4
    for options, told in (
        (("--place", "Betta"), "did you mean 'Beta'"),
        (("--place", "Beta", "--run", "3"), "its first pair, run 0"),
        (("--place", "Beta", "--hour", "999"), "0 to 119"),
    ):
        code, _, err = tocsin("why", str(found.path), *options)
        assert code == 2
        assert told in err


def test_a_comparison_is_exported_with_what_was_recorded_and_how_to_cite_it(short, tmp_path):
    from tocsin.export import compared

    known = short.set("clock.hours", 5).set(
        "references", {"dead": [{"value": 7, "source": "Ministry"}]}
    )
    made = tc.compare(known, "without shock", runs=2, out=tmp_path / "c", report=False)
    folder = compared.export(made, "csv", None)
    assert (folder / "recorded.csv").read_text().splitlines()[1].startswith("dead,,7.0")
    assert "2 pairs of runs" in (folder / "README.txt").read_text()
    assert compared.export(made, "csv", None, overwrite=True) == folder


def test_the_palace_is_shown_and_may_be_left_out(short, capsys, monkeypatch):
    from tocsin.cli.common import out
    from tocsin.view.comparison import show

    found = tc.compare(
        short.set("clock.hours", 48), "without elites", "no fire: without live-fire", runs=1,
        executor="serial",
    )  # fmt: skip
    tables = found._variant("no fire")["tables"]
    assert set(tables["loyalty_least"]) == {"police", "guard"}
    assert outcome(found, "without elites", "coup_risk")["n"] == 0
    heads = ("sites captured", "leader in office", "risk of a coup", "Lowest loyalty")
    for columns in (80, 160):
        monkeypatch.setenv("COLUMNS", str(columns))
        show(found, out())
        told = capsys.readouterr().out
        for words in heads:  # which a narrow terminal sets in several lines and never breaks
            assert words in told if columns == 160 else set(words.split()) <= set(told.split())


def test_a_cause_moves_the_difference_the_way_it_should(found):
    """Who observes arrests nobody; who may not shoot kills fewer."""
    arrests = outcome(found, "observing", "detained")
    assert arrests["clear"] == "lower"
    assert arrests["lower"]["share"] > 0.8
    dead = outcome(found, "no fire", "dead_participants")
    assert dead["difference"]["mean"] < 0
    assert dead["clear"] == "lower"


def test_a_member_is_the_run_alone(found, short):
    """Run k of a variant is what `simulate` gives for it."""
    alone = tc.simulate(short.without("live-fire"), runs=1, first_run=2, seed=3)
    members = found.members()
    row = members[(members.variant == "no fire") & (members.run == 2)].iloc[0]
    for name in ("dead", "injured", "detained", "person_hours_active"):
        assert row[name] == alone.outcome(name).median, name


def test_labels_and_order_change_no_number(found, short):
    x, y = "lever orders.rules=observe", "without live-fire"
    options = {"runs": 1, "seed": 3, "executor": "serial"}
    one = tc.compare(short, {"observing": x, "no fire": y}, **options)
    other = tc.compare(short, {"y": y, "x": x}, **options)
    for a, b in (("observing", "x"), ("no fire", "y")):
        for part in ("outcomes", "tables", "names"):
            assert one._variant(a)[part] == other._variant(b)[part]
        ours, theirs = one.differences("injured")[a], found.differences("injured")[a]
        assert list(ours) == list(theirs[:1])  # of eight pairs
    assert other.variants == ["y", "x"]


def test_tables_of_pandas(found):
    table = found.table()
    assert list(table.variant.unique()) == found.variants
    row = table[(table.variant == "no fire") & (table.outcome == "dead")].iloc[0]
    d = found.differences("dead")["no fire"]
    assert row.difference_mean == pytest.approx(d.mean(), abs=1e-6)
    assert row.difference_se == pytest.approx(d.std() / len(d) ** 0.5, abs=1e-6)
    assert row.better == "lower"
    deaths = found.deaths()
    assert list(deaths.variant) == ["base", *found.variants]
    parts = deaths[["dead_participants", "dead_bystanders", "dead_forces"]].sum(axis=1)
    assert list(parts) == pytest.approx(list(deaths.dead), abs=1e-5)
    assert {"West", "East"} == set(found.table("dead_by_region").key)
    with pytest.raises(InputError, match="did you mean 'dead'"):
        found.table("daed")


def test_the_directory_holds_the_variants_as_they_ran(found, short):
    names = {p.name for p in found.path.iterdir()}
    assert {"comparison.json", "members.csv", "tables.csv", "manifest.json", "variants"} <= names
    assert not names & {"plan.json", "rows.jsonl"}
    for each in found.summary()["variants"]:
        assert tc.load(found.path / each["file"]).digest == each["digest"]
    assert tc.load(found.path / "variants" / "base.yaml").digest == short.digest
    with (found.path / "members.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4 * 8
    assert "simulation" not in found.summary()["label"]
    assert "illustration" in found.summary()["label"]


def test_the_plot(found, tmp_path):
    pytest.importorskip("matplotlib")
    assert (found.path / "differences.png").read_bytes()[1:4] == b"PNG"
    svg = (found.path / "differences.svg").read_text()
    for text in ("observing", "no clear difference", "illustration"):
        assert text in svg
    figure = found.plot(tmp_path / "d.pdf", outcomes=("detained", "injured"))
    assert len(figure.axes) == 2
    with pytest.raises(InputError, match="unknown outcome"):
        found.plot(outcomes=("daed",))


def test_without_matplotlib_the_rest_is_there(short, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.delitem(sys.modules, "tocsin.view.figures.differences", raising=False)
    brief = short.set("clock.hours", 12)
    found = tc.compare(brief, "without live-fire", runs=1, executor="serial")
    assert "pip install matplotlib" in found.note
    assert not (found.path / "differences.png").exists()
    with pytest.raises(InputError, match=r"pip install matplotlib"):
        found.plot()
    assert found.table().shape[0] > 10


def test_all_mistakes_are_told_before_anything_runs(short, tmp_path):
    with pytest.raises(InputError) as caught:
        tc.compare(short, "without aliance", "lever sweps", out=tmp_path / "c")
    assert "did you mean 'alliance'" in str(caught.value)
    assert "did you mean 'sweeps'" in str(caught.value)
    assert not list(tmp_path.iterdir())
    for variants, message in (
        ((), "nothing to compare"),
        (("without live-fire", "without live-fire"), "several variants"),
        (({"base": "without live-fire"},), "another"),
        (("set parameters.kappa=-1",), "kappa"),
    ):
        with pytest.raises(InputError, match=message):
            tc.compare(short, *variants, out=tmp_path / "c")
    with pytest.raises(InputError, match="cloud"):
        tc.compare(short, "without live-fire", parameters="cloud")


def test_what_does_not_pair_is_said(short):
    short = short.set("clock.hours", 24)
    with pytest.warns(UserWarning, match="changes nothing"):
        found = tc.compare(
            short,
            {"same": short},
            "set clock.hours=12",
            "set places.beta.population=9000",
            runs=1,
            executor="serial",
        )
    notes = " ".join(found.summary()["notes"])
    for text in (
        "'same' changes nothing",
        "another clock",
        "other places or people",
        "fewer than 6",
    ):
        assert text in notes


@pytest.mark.parametrize("report", [True, False])
def test_a_run_that_fails_is_a_row_with_its_error(short, monkeypatch, report):
    from tocsin.experiments.comparisons import compare as module

    name = "member" if report else "simulate_task"
    real = getattr(module, name)

    def sometimes(task, **options):
        if task.run == 1 and task.label == "no fire":
            raise ValueError("a bad draw")
        return real(task, **options)

    monkeypatch.setattr(module, name, sometimes)
    found = tc.compare(
        short.set("clock.hours", 12), "no fire: without live-fire", runs=3, seed=3, report=report,
        executor="serial",
    )  # fmt: skip
    assert found._variant("no fire")["pairs"] == 2
    (failure,) = found.summary()["failures"]
    assert failure["error"] == "ValueError: a bad draw"
    assert "--first-run 1 --runs 1" in failure["repeat"]
    members = found.members()
    assert len(members) == 6
    assert list(members.error).count("ValueError: a bad draw") == 1


def test_over_a_cloud_its_sets_are_the_clusters(short):
    rows = [{"kappa": 0.02}, {"kappa": 0.03}]
    cloud = short.edit(set={"cloud": rows})
    found = tc.compare(cloud, "without live-fire", runs=4, parameters="cloud", executor="serial")
    assert "Over the 2 parameter sets" in found.summary()["label"]
    d = found.differences("dead")["without live-fire"].to_numpy()
    figures = outcome(found, "without live-fire", "dead")["difference"]
    sums = (d[:2] + d[2:] - 2 * d.mean()) / 4
    assert figures["se"] == pytest.approx((2 * (sums**2).sum()) ** 0.5, abs=1e-6)


SCRIPT = textwrap.dedent("""
    import sys, tocsin as tc
    scenario = tc.load(sys.argv[1])
    tc.compare(
        scenario, "without live-fire", "with cells", runs=6, seed=3, out=sys.argv[2], resume=True
    )
""")


def test_killed_twice_and_resumed_it_ends_with_the_same_bits(short, tmp_path):
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(short.set("clock.hours", 30).to_yaml())
    base = tc.load(scenario)
    tc.compare(base, "without live-fire", "with cells", runs=6, seed=3, out=tmp_path / "whole")
    out = tmp_path / "killed"
    killed_and_resumed(SCRIPT, (scenario, out), kills=(2, 8), rows_in_all=18)
    assert fingerprint(out) == fingerprint(tmp_path / "whole")


def test_the_command_lists_variants_in_the_order_given(tocsin, tmp_path):
    code, out, _ = tocsin(
        "compare", "two-towns", "--hours", "30", "--set", "parameters.k=2", "--lever=sweeps=off",
        "--without", "live-fire", "--variant", "both: without live-fire; lever price-cut.after=6 h",
        "--set", "parameters.k=3", "--runs", "2", "--out", str(tmp_path / "c"), "--json",
    )  # fmt: skip
    assert code == 0
    found = json.loads(out)
    assert [v["name"] for v in found["variants"]] == [
        "set parameters.k=2", "lever sweeps=off", "without live-fire", "both", "set parameters.k=3",
    ]  # fmt: skip
    assert found["path"] == str(tmp_path / "c")
    assert len(found["variants"][3]["edits"]) == 2
    assert found["hours"] == 30


def test_the_command_shows_tables_and_says_what_is_unclear(tocsin, tmp_path):
    where = str(tmp_path / "c")
    code, out, err = tocsin(
        "compare", "two-towns", "--without", "live-fire", "--runs", "2", "--hours", "100",
        "--out", where,
    )  # fmt: skip
    assert code == 0
    for text in ("participants", "bystanders", "forces", "no clear difference", "illustration",
                 "without live-fire", "fewer"):  # fmt: skip
        assert text in out, text
    assert "100 %" in err
    code, _, err = tocsin("compare", "two-towns", "--without", "x", "--out", where + "2")
    assert code == 2
    assert "no such lever" in err
    code, _, err = tocsin("compare", "two-towns", "--without", "live-fire", "--out", where)
    assert (code, "--overwrite" in err) == (2, True)
    assert tocsin("compare", "two-towns")[0] == 2


def test_ctrl_c_keeps_what_is_finished(tmp_path):
    out = tmp_path / "out"
    job = subprocess.Popen(
        [sys.executable, "-m", "tocsin", "compare", "two-towns", "--without", "live-fire",
         "--runs", "400", "--out", str(out)],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    for _ in range(1200):
        if lines(tmp_path / "out.partial" / "rows.jsonl"):
            break
        time.sleep(0.05)
    job.send_signal(signal.SIGINT)
    _, err = job.communicate(timeout=60)
    assert job.returncode == 130
    assert "--resume" in err
    assert "Traceback" not in err
    assert not out.exists()


def test_a_pack_that_was_torn_is_made_again(short, tmp_path, monkeypatch):
    """Resumed with a spoiled file, a comparison does that run again and ends with the same bits."""
    from tocsin.experiments.comparisons import compare as module

    options = {"runs": 2, "seed": 3, "executor": "serial"}
    short = short.set("clock.hours", 30)
    tc.compare(short, "without live-fire", out=tmp_path / "whole", **options)
    real = module.hours.conclude

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(module.hours, "conclude", stop)
    with pytest.raises(KeyboardInterrupt):
        tc.compare(short, "without live-fire", out=tmp_path / "x", **options)
    monkeypatch.setattr(module.hours, "conclude", real)
    torn = tmp_path / "x.partial" / "members" / "2.pack"
    torn.write_bytes(torn.read_bytes()[:-1])
    done = []
    tc.compare(
        short, "without live-fire", out=tmp_path / "x", resume=True,
        progress=lambda n, _: done.append(n), **options,
    )  # fmt: skip
    assert done == [3, 4]
    assert fingerprint(tmp_path / "x") == fingerprint(tmp_path / "whole")


def test_a_variant_with_another_clock_has_no_difference_by_hour(short, tmp_path):
    short = short.set("clock.hours", 60)
    found = tc.compare(
        short, "set clock.hours=48", "set places.beta.population=9000",
        runs=2, seed=3, out=tmp_path / "x", executor="serial",
    )  # fmt: skip
    assert not found.note
    with pytest.raises(InputError, match="no pairs"):
        found.by_hour(found.variants[0])
    assert found.quantiles(found.variants[0]).sizes["time"] == 48
    assert found.by_hour(found.variants[1]).sizes["time"] == short.hours
