"""Fixtures: small scenarios, not mocks."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

import tocsin as tc


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Worlds and kernels are cached in a folder of the test run, which all its workers share."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    os.environ.setdefault("TOCSIN_CACHE", str(shared / "tocsin-cache"))


@pytest.fixture(scope="session", autouse=True)
def _interrupts() -> None:
    """What a shell runs in the background ignores Ctrl-C, and so do its children; tests send it."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def two_towns() -> tc.Scenario:
    return tc.load("two-towns")


@pytest.fixture(scope="session")
def flagship() -> tc.Scenario:
    return tc.load("kazakhstan-2022")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a file beside the test and returns its path."""

    def to(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return to
