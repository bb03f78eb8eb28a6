"""Directories of results: what they are known by, and what travels with them."""

from __future__ import annotations

import pickle

import pytest

from tocsin.errors import InputError
from tocsin.experiments.comparisons.comparison import Comparison
from tocsin.experiments.sweeps.files import Sweep
from tocsin.results.result import Result

KINDS = (Result, Comparison, Sweep)


@pytest.mark.parametrize("kind", KINDS)
def test_a_note_travels_with_its_result(tmp_path, kind):
    (tmp_path / kind.SIGN).write_text("{}")
    back = pickle.loads(pickle.dumps(kind(tmp_path, None, "no plot")))
    assert type(back) is kind
    assert (back.path, back.note) == (tmp_path, "no plot")


@pytest.mark.parametrize("kind", KINDS)
def test_of_an_unfinished_job_is_said_how_to_go_on(tmp_path, kind):
    folder = tmp_path / "job"
    with pytest.raises(InputError, match=f"is no {kind.CALLED}$"):
        kind(folder)
    (tmp_path / "job.partial").mkdir()
    with pytest.raises(InputError, match="unfinished one; continue it with `resume=True`"):
        kind(folder)
