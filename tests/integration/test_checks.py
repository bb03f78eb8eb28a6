"""`tocsin check` counts what was asked, and says when it was asked of few runs."""

from __future__ import annotations

import json

import pytest

from tests.valley import FILE


@pytest.mark.parametrize("runs", [2, 20])
def test_what_is_not_asked_is_no_pass_and_few_runs_say_that_they_are(tocsin, runs):
    """The valley has no town that can be cut."""
    given = ("check", str(FILE), "--only", "split", "--only", "scope", "--runs", str(runs))
    code, out, err = tocsin(*given, "--set", "clock.hours=1")
    assert code == 0, err
    assert "split towns: not asked" in out
    assert "pass  split" not in out
    assert f"1 of 1 check passed, 1 not asked ({runs} runs" in out
    assert ("runs are few" in out) == (runs < 20)
    found = json.loads(tocsin(*given, "--set", "clock.hours=1", "--json")[1])
    assert (found["passed"], found["asked"], found["few"]) == (True, 1, runs < 20)
    assert [c["asked"] for c in found["checks"]] == [False, True]
