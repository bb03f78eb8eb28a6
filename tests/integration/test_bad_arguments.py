"""Arguments that used to end in a traceback are told in words."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

import tocsin as tc
from tocsin.errors import InputError, TocsinError
from tocsin.results.result import Result

RUN = [sys.executable, "-m", "tocsin", "run", "two-towns", "--hours", "6"]


@pytest.mark.parametrize(
    ("call", "options", "what"),
    [
        (tc.ensemble, {"runs": 10**9}, "at most"),
        (tc.compare, {"runs": 10**9}, "at most"),
        (tc.compare, {"workers": -1, "executor": "processes"}, "workers"),
        (tc.compare, {"level": "x"}, "level"),
        (tc.sweep, {"workers": -1, "executor": "processes"}, "workers"),
        (tc.sweep, {"design": "lhs", "points": 2.5}, "points"),
    ],
)
def test_an_argument_from_python(two_towns, call, options, what):
    variants = ["without live-fire"] if call is tc.compare else []
    with pytest.raises(InputError, match=what):
        call(two_towns, *variants, **options)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_a_full_output_is_one_line(tmp_path):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*RUN, "--json", "--out", str(tmp_path / "x")],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="names of bytes")
def test_a_folder_whose_name_is_no_text(tmp_path):
    out = os.fsencode(tmp_path) + b"/bad\xff"
    done = subprocess.run([*RUN, "--quiet", "--out", out], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert os.path.exists(out + b"/summary.json")
    result = Result(Path(os.fsdecode(out)))
    for form in ("csv", "netcdf", "gpkg"):
        with suppress(TocsinError):  # a library that cannot do it says so
            assert os.path.exists(os.fsencode(result.export(form)))


def test_a_reader_that_stops_reading_is_no_error():
    """`tocsin show ... | head -1`"""
    show = [sys.executable, "-m", "tocsin", "show", "kazakhstan-2022"]
    with subprocess.Popen(show, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as job:
        job.stdout.readline()
        job.stdout.close()
        told = job.stderr.read()
    assert job.returncode in (0, 1)
    assert told == ""


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be removed")
def test_in_a_folder_that_was_removed_the_rest_works(tmp_path):
    (tmp_path / "gone").mkdir()
    script = f'rmdir "$PWD"; exec {sys.executable} -m tocsin validate two-towns'
    done = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path / "gone", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "valid" in done.stdout
