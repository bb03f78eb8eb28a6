"""`tocsin observe`: reports in, one file, a clear table; a mistake leaves everything as it was."""

from __future__ import annotations

import json
import sys

import pytest

from tests.unit.inference.observations import made
from tocsin import cli
from tocsin.inference.observations import adding


@pytest.fixture
def tocsin(capsys, monkeypatch, tmp_path):
    """Run a command in this process, in a folder of its own; (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, columns: int = 80):
        monkeypatch.setattr(sys, "argv", ["tocsin", "observe", *arguments])
        monkeypatch.setenv("COLUMNS", str(columns))
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def take(tocsin, write, text: str, format: str, *more: str):
    write("in.csv", text)
    return tocsin(
        "import", "in.csv", "--scenario", "two-towns", "--format", format, "--out", "obs.csv", *more
    )


def test_sources_gather_in_one_file_and_again_change_nothing(tocsin, write, tmp_path):
    for format, text in (("csv", made.TIPS), ("acled", made.ACLED), ("gdelt", made.GDELT)):
        assert take(tocsin, write, text, format)[0] == 0
    whole = (tmp_path / "obs.csv").read_bytes()
    code, out, _ = take(tocsin, write, made.ACLED, "acled", "--json")
    counts = json.loads(out)
    assert (code, counts["new"], counts["known"], counts["observations"]) == (0, 0, 4, 11)
    assert (tmp_path / "obs.csv").read_bytes() == whole
    take(tocsin, write, made.HUB, "hub", "--overwrite")
    assert len((tmp_path / "obs.csv").read_text().splitlines()) == 1 + 4


def test_a_mistake_is_told_with_its_line_and_nothing_is_written(tocsin, write, tmp_path):
    assert take(tocsin, write, made.TIPS, "csv")[0] == 0
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.name != "in.csv"}
    code, out, err = take(tocsin, write, made.TIPS.replace(",500,", ",-5,"), "csv")
    assert (code, out) == (2, "")
    assert "in.csv:2: best: '-5' is below zero; expected zero or more" in err
    assert "nothing was written" in err
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.name != "in.csv"} == before


def test_what_is_no_observation_file_is_not_written_over(tocsin, write, tmp_path):
    write("obs.csv", "my,letters\n1,2\n")
    code, _, err = take(tocsin, write, made.TIPS, "csv")
    assert code == 2
    assert "no file of observations" in err
    assert (tmp_path / "obs.csv").read_text() == "my,letters\n1,2\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("what,place,time,best\n", "in.csv has no figures"),
        ("what,place,time,best\ncrowd,Gamma,2030-06-05T12:00,5\n", "the one figure is not usable"),
        ("what,place,time,best\ncrowd,Alpha,1990-06-05,5\ncrowd,Beta,2050-06-05,5\n",
         "none of the 2 figures is usable in two-towns"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("more", [(), ("--json",), ("--overwrite",)])
def test_an_import_that_leaves_nothing_says_why_and_writes_nothing(
    tocsin, write, tmp_path, text, told, more
):
    code, out, err = take(tocsin, write, text, "csv", *more)
    assert (code, out) == (2, "")
    assert told in err
    assert "in.csv:2: " in err or "no figures" in err  # why
    assert not (tmp_path / "obs.csv").exists()
    take(tocsin, write, made.TIPS, "csv")
    before = (tmp_path / "obs.csv").read_bytes()
    assert take(tocsin, write, text, "csv", *more)[0] == 2
    assert (tmp_path / "obs.csv").read_bytes() == before


def test_a_file_knows_the_clocks_of_its_places(tocsin, tmp_path):
    """What is added to it without a scenario is read by them, and of other places told."""
    given = ("--what", "crowd", "--counted-by", "press", "--best")
    kz = ("--scenario", "kazakhstan-2022")
    for place in ("Oral", "Almaty"):
        assert (
            tocsin(
                "add", "obs.csv", *kz, *given, "9", "--place", place, "--time", "2022-01-04T12:00"
            )[0]
            == 0
        )
    for place, more in (("Oral", "2022-01-05T12:00"), ("Almaty", "2022-01-05")):
        assert tocsin("add", "obs.csv", *given, "8", "--place", place, "--time", more)[0] == 0
    found = {o["place"]: o for o in json.loads(tocsin("list", "obs.csv", "--json")[1])["observations"]
             if o["best"] == 8}  # fmt: skip
    assert (found["Oral"]["time"], found["Almaty"]["time"]) == (
        "2022-01-05T07:00Z",
        "2022-01-04T18:00Z",
    )
    assert found["Almaty"]["until"] == "2022-01-05T18:00Z"
    code, _, err = tocsin(
        "add", "obs.csv", *given, "8", "--place", "Atyrau", "--time", "2022-01-05T12:00"
    )
    assert code == 2
    assert "zone is not known" in err


@pytest.mark.parametrize("columns", [66, 80])
def test_the_list_fits_a_narrow_terminal_and_tells_what_contradicts(tocsin, write, columns):
    take(tocsin, write, made.TIPS, "csv")
    code, out, _ = tocsin("list", "obs.csv", columns=columns)
    assert code == 0
    lines = out.splitlines()
    assert max(len(x) for x in lines if not x.startswith("contradiction")) <= columns
    assert any(x.startswith("contradiction") for x in lines)
    assert lines[0].split()[:2] == ["id", "when"]
    assert any("crowd, Alpha" in x and "500" in x for x in lines)
    assert "4 observations, 4 of which stand." in out


def test_one_figure_is_added_taken_back_and_shown_as_json(tocsin):
    given = ("--scenario", "two-towns", "--what", "crowd", "--place", "\u0411\u0435\u0442\u0430",
             "--time", "2030-06-05T12:00", "--best", "800")  # fmt: skip
    assert tocsin("add", "obs.csv", *given, "--counted-by", "press")[0] == 0
    assert (
        tocsin("add", "obs.csv", *given, "--counted-by", "press", "--status", "retracted")[0] == 0
    )
    assert tocsin("add", "obs.csv", "--what", "crowd", "--place", "beta", "--time", "2030-06-05T12:00Z",
                  "--low", "3000", "--counted-by", "organisers")[0] == 0  # fmt: skip
    code, out, _ = tocsin("list", "obs.csv", "--json")
    found = json.loads(out)
    assert code == 0
    assert {o["best"]: o["status"] for o in found["observations"]} == {800: "retracted", None: ""}
    assert {o["place"] for o in found["observations"]} == {"Beta"}
    assert found["observations"][0]["precision"] == "place"
    assert found["contradictions"] == []


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--time", "2030-06-05T12:00", "--place", "Beta"), "its zone is not known"),
        (("--time", "2030-06-05T12:00Z", "--place", "Gamma"), "is not in the file yet"),
        (("--time", "soon", "--scenario", "two-towns"), "'soon' is no time"),
        (
            ("--time", "2030-06-05", "--low", "9", "--high", "2", "--scenario", "two-towns"),
            "low: 9 is",
        ),
        (("--time", "2030-06-05", "--place", "Gamma", "--scenario", "two-towns"), "is no place of"),
    ],
)
def test_what_cannot_be_added_is_told(tocsin, tmp_path, more, told):
    code, out, err = tocsin("add", "obs.csv", "--what", "crowd", *more)
    assert (code, out) == (2, "")
    assert told in err
    assert list(tmp_path.iterdir()) == []


def test_what_another_writes_in_the_meantime_is_not_lost(tocsin, monkeypatch, tmp_path):
    """Between reading a file and writing it anew another command may have added to it."""
    given = (
        "--scenario",
        "two-towns",
        "--what",
        "crowd",
        "--place",
        "Beta",
        "--counted-by",
        "press",
    )
    assert tocsin("add", "obs.csv", *given, "--time", "2030-06-05T12:00", "--best", "800")[0] == 0
    (tmp_path / "obs.csv").rename(tmp_path / "theirs.csv")
    read = adding.one

    def slowly(*arguments):
        found = read(*arguments)
        (tmp_path / "theirs.csv").rename(tmp_path / "obs.csv")
        return found

    monkeypatch.setattr(adding, "one", slowly)
    assert tocsin("add", "obs.csv", *given, "--time", "2030-06-06T12:00", "--best", "900")[0] == 0
    found = json.loads(tocsin("list", "obs.csv", "--json")[1])
    assert [o["best"] for o in found["observations"]] == [800, 900]
    assert [p.name for p in tmp_path.iterdir()] == ["obs.csv"]
