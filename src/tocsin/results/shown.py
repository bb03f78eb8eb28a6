"""How results are shown: the view and the exports stand above the results, which know their names only.

The package says where they are when it is imported (see `tocsin/__init__.py`), so that
`result.report()`, `result.plot` and a report beside every result work, and whoever only simulates
loads none of them.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from tocsin.scenario import Scenario

REPORT = "report.html"  # the name of a report in a directory

_homes: dict[str, str] = {}


class ReportWarning(UserWarning):
    """A result is complete, but for its report."""


def provide(homes: Mapping[str, str]) -> None:
    """Say where the ways to show a result are: by name, 'module:function'."""
    _homes.update(homes)


def way(name: str) -> Any:
    """The function, or class, by which something is shown; raises ImportError without its library."""
    module, _, attribute = _homes[name].partition(":")
    return getattr(importlib.import_module(module), attribute)


def report(folder: Path, path: str | Path | None, in_memory: bool) -> Path:
    """Write the report of a directory; of one in memory by default into the folder at hand."""
    written: Path = way("report")(folder, REPORT if path is None and in_memory else path)
    return written


def leave_report(folder: Path, scenario: Scenario | None = None) -> str:
    """Leave the report in a directory that is being finished; why there is none, if it failed."""
    note: str = way("leave report")(folder, scenario)
    return note
