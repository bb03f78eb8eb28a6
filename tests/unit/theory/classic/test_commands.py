"""`tocsin classic`: JSON with the promised keys alone, pictures, exit codes, words for mistakes."""

from __future__ import annotations

import json
import sys

import numpy as np
import pytest

from tocsin import classic, cli


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs a command; its exit code, stdout and stderr."""

    def go(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["tocsin", "classic", *map(str, words)])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = stop.code or 0
        done = capsys.readouterr()
        return code, done.out, done.err

    return go


@pytest.fixture
def counts(write):
    drawn = classic.riot_sir(population=300, omega=0.4, r0=2.5, a=4, days=25).data["count"]
    rows = [f"2011-08-{i + 1:02d},{n}" for i, n in enumerate(drawn.values[:, 0])]
    return write("counts.csv", "date,count\n" + "\n".join(rows) + "\n")


QUICK = {
    "granovetter": ("--people", 100, "--mean", 25, "--sd", 12.21),
    "kuran": ("--thresholds", "0,20,20,30,40,50,60,70,80,100"),
    "watts": ("--phi", 0.18, "--z", 3, "--people", 300, "--runs", 5),
    "siegel": ("--people", 100, "--runs", 3),
    "sir": (),
    "davies": ("--hours", 10),
    "reaction-diffusion": ("--time", 4, "--cells", 60),
    "riot-sir": ("--places", 5, "--days", 20),
    "hawkes": ("--days", 30),
    "radiation": ("--towns", 6),
    "gravity": ("--towns", 6, "--decay", "exponential", "--c", 50),
    "moro": ("--steps", 20),
    "epstein": ("--run", 2, "--ratio", "floor", "--steps", 30),
}
KEYS = {
    "granovetter": {"equilibrium"},
    "kuran": {"share"},
    "watts": {"window"},
    "epstein": {"outbursts", "activation_mean", "activation_sd", "waiting_mean", "waiting_sd",
                "peak_active", "agent_steps_per_second"},
    "moro": {"outcome"},
}  # fmt: skip


def test_every_model_has_its_command(run):
    _, out, _ = run("--help")
    for name in QUICK:
        assert name in out


@pytest.mark.parametrize("model", QUICK)
def test_each_tells_its_result_in_words_and_in_json_alone(run, model):
    code, out, err = run(model, *QUICK[model])
    assert (code, err) == (0, "")
    assert len(out.splitlines()) >= 2
    code, out, _ = run(model, *QUICK[model], "--json")
    assert code == 0
    assert set(json.loads(out)) >= KEYS.get(model, set())


@pytest.mark.parametrize("model", ["granovetter", "kuran", "sir", "hawkes", "radiation", "moro"])
def test_pictures_are_drawn(run, model, tmp_path):
    pytest.importorskip("matplotlib")
    for name in ("a.png", "b.svg"):
        code, _, err = run(model, *QUICK[model], "--plot", tmp_path / "new" / name)
        assert (code, err) == (0, "")
        assert (tmp_path / "new" / name).stat().st_size > 1000
    assert not list(tmp_path.rglob("*.part"))


def test_numbers_of_the_contract(run):
    def numbers(*words):
        return json.loads(run(*words, "--json")[1])

    assert numbers("granovetter", "--people", 100, "--mean", 25, "--sd", 12.21)["equilibrium"] == 6
    assert numbers("granovetter", "--sd", 12.22)["equilibrium"] == 100
    assert numbers("granovetter", "--thresholds", "0,2,2,3")["equilibrium"] == 1
    assert numbers("kuran", "--thresholds", "0,10,20,30,40,50,60,70,80,100")["share"] == 0.9
    assert numbers("watts", "--phi", 0.18)["window"] == pytest.approx([1.0207, 5.7647], abs=1e-4)
    assert numbers("watts", "--phi", 0.6)["window"] is None


def test_every_input_of_the_lattice_can_be_given(run):
    """Those without an option of their own by --set, with numbers, words, true and false."""
    words = ("epstein", "--steps", 30, "--ratio", "floor", "--json")
    code, out, _ = run(*words, "--set", "density_of=citizens", "--set", "movement=false",
                       "--terms", "netlogo", "--population", "random", "--outburst", 9)  # fmt: skip
    assert code == 0
    assert json.loads(out)["outburst_line"] == 9
    citizens = classic.epstein(2, steps=30, ratio="floor", density_of="citizens", terms="netlogo",
                               movement=False, population="random", outburst=9)  # fmt: skip
    assert json.loads(out)["peak_active"] == citizens.summary()["peak_active"]
    sparse = json.loads(run(*words, "--set", "density=0.3")[1])
    assert sparse["agents"] == 480
    for wrong, told in (
        ("density", "expected NAME=VALUE"), ("densty=1", "did you mean 'density'"),
        ("ratio=floor", "ratio is set by --ratio"), ("k=much", "k: 'much' is no number"),
    ):  # fmt: skip
        code, out, err = run(*words, "--set", wrong)
        assert (code, out) == (2, "")
        assert told in " ".join(err.split())


@pytest.mark.parametrize("which", range(1, 9))
def test_each_run_of_the_paper_has_the_keys_of_the_contract(run, which):
    """Model II, too: its outbursts are those of people who would kill."""
    code, out, _ = run("epstein", "--run", which, "--steps", 3, "--json")
    assert code == 0
    assert set(json.loads(out)) >= KEYS["epstein"]


def test_thresholds_and_towns_come_from_files(run, write):
    path = write("t.csv", "who,threshold\na,0\nb,2\nc,2\nd,3\n")
    assert json.loads(run("granovetter", "--thresholds", path, "--json")[1])["equilibrium"] == 1
    towns = write("towns.csv", "name,population,lat,lon\nA,10,48,2\nB,20,48,2.1\nC,30,48,2.3\n")
    assert json.loads(run("radiation", towns, "--json")[1])["towns"] == 3


def test_a_fit_has_the_keys_of_the_contract(run, counts, tmp_path):
    code, out, err = run(
        "riot-sir", "--fit", counts, "--until", "2011-08-20", "--horizon", 3, "--json",
        "--plot", tmp_path / "fit.png",
    )  # fmt: skip
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert set(found["parameters"]["omega"]) >= {"value", "low", "high"}
    assert isinstance(found["log_score"], float)
    assert [set(row) for row in found["forecast"]] == [{"date", "median", "p05", "p95"}] * 3
    assert found["forecast"][0]["date"] == "2011-08-21"
    code, out, err = run("hawkes", "--fit", counts, "--no-scores")
    assert (code, err) == (0, "")
    assert "90 %" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("granovetter", "--sd", -1), "sd: -1"),
        (("granovetter", "--people", 10**12), "people: 1000000000000 is out of range"),
        (("granovetter", "--thresholds", "0,two,3"), "--thresholds: 'two' is no number"),
        (("granovetter", "--thresholds", "none.csv"), "none.csv: there is no such file"),
        (("kuran", "--thresholds", ""), "--thresholds: '' is no number"),
        (("kuran", "--thresholds", "5,-5"), "thresholds, number 2: -5"),
        (("watts", "--phi", 1.5), "phi: 1.5"),
        (("watts", "--phi", "x"), "--phi"),
        (("siegel", "--network", "vilage"), "did you mean 'village'"),
        (("riot-sir", "--fit", "none.csv"), "there is no such file"),
        (("riot-sir", "--until", "2020-01-01"), "--until needs --fit"),
        (("riot-sir", "--places", 0), "--places: 0"),
        (("riot-sir", "--kernel", "pwer"), "did you mean 'power'"),
        (("hawkes", "--n", 99), "n: 99"),
        (("gravity", "--decay", "linear"), "decay: unknown 'linear'"),
        (("radiation", "--towns", 1), "towns: 1"),
        (("reaction-diffusion", "--dim", 3), "dim: 3"),
        (("moro", "--p", 2), "p: 2"),
        (("epstein", "--variant", "netloog"), "did you mean 'netlogo'"),
        (("epstein", "--size", "big"), "size"),
        (("epstein", "--run", 9), "run: 9"),
        (("epstein", "--vision", "disk"), "shape"),
        (("sir", "--plot", "a.jpg"), ".png, .svg or .pdf"),
        (("epstein", "--animate", "a.png"), ".gif"),
        (("granoveter",), "No such command"),
    ],
)
def test_mistakes_end_with_2_and_words(run, words, told):
    code, out, err = run(*words)
    assert code == 2
    assert told in " ".join(err.replace("│", " ").split())
    assert "Traceback" not in err
    assert out == ""


def test_mistakes_in_a_file_are_told_with_their_lines(run, write):
    path = write("c.csv", "date,count\n2022-01-01,3\n2022-01-02,x\n2022-01-02,4\n")
    code, _, err = run("hawkes", "--fit", path)
    assert code == 2
    assert f"{path}:3: count: 'x' is no number" in err
    assert f"{path}:4: 2022-01-02 stands twice, before in line 3" in err


def test_nothing_heavy_is_imported_for_help():
    """Where the models live is known without them."""
    import subprocess

    code = (
        "import sys, tocsin.cli, tocsin.classic\n"
        "heavy = {'numpy', 'scipy', 'xarray', 'matplotlib', 'numba', 'pandas'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_public_name_is_there():
    for name in classic.__all__:
        assert callable(getattr(classic, name)), name
    assert "granovetter" in dir(classic)
    with pytest.raises(AttributeError, match="nothing"):
        classic.nothing  # noqa: B018


def test_a_summary_is_plain(run):
    for r in (classic.granovetter(), classic.watts(), classic.hawkes(days=10)):
        assert json.loads(json.dumps(r.summary(), allow_nan=False)) == r.summary()
    from tocsin.theory.classic.result import plain

    assert plain({"a": np.array([1.0, np.nan]), "b": np.int64(3)}) == {"a": [1.0, None], "b": 3}
