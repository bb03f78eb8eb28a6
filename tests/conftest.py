"""Fixtures: small scenarios, not mocks."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tocsin as tc

#: What takes longest goes first, so that at the end no core waits for one file; the second needs other
#: kernels than the first, so that none is compiled twice.
LONG = (
    "integration/test_ensemble.py", "unit/theory/classic/test_epstein_runs.py",
    "integration/test_docs.py", "science/test_laws.py", "science/test_causes.py",
    "integration/test_compare.py", "integration/test_report.py", "integration/test_sweep.py",
    "science/test_alliance_in_the_loop.py", "science/test_elites_in_the_loop.py",
)  # fmt: skip
#: Of these files each test is dealt out by itself: they share nothing.
APART = ("integration/test_docs.py",)


def pytest_configure(config: pytest.Config) -> None:
    """Worlds and kernels are cached in a folder of the test run, which all its processes share.

    Now, since kernels ask where they are kept as soon as they are imported; workers inherit it.
    """
    if "TOCSIN_CACHE" not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="tocsin-cache-")
        os.environ["TOCSIN_CACHE"] = folder.name
        config.add_cleanup(folder.cleanup)


def _file(item: str) -> str:
    return item.partition("::")[0].removeprefix("tests/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first; else as they stand."""
    items.sort(key=lambda i: LONG.index(f) if (f := _file(i.nodeid)) in LONG else len(LONG))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Workers take a file at a time, so that what its tests share is made once."""
    from xdist.scheduler import LoadScopeScheduling

    class Files(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file = _file(nodeid)
            return nodeid if file in APART else file

    config.option.loadscopereorder = False  # which would take the files of many tests first
    return Files(config, log)


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
