"""Commands run in this process, for tests of what they print and leave."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from tocsin import cli


@pytest.fixture
def tocsin(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Run a command in this process; returns (exit code, stdout, stderr)."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["tocsin", *arguments])
        monkeypatch.setenv("COLUMNS", "100")
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call
