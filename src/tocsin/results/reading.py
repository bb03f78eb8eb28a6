"""Reading what a job left: whatever is wrong with a file, one error says which is damaged.

`kept` reads `run.zarr`, `table` the tables, `summary_of` what `summary.json` must hold; all end here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tocsin.errors import InputError, TocsinError


class Damaged(InputError):
    """A file of a result that is not as a job left it."""


def damaged(path: Path, what: object) -> Damaged:
    """The error for a file or folder, with what is wrong in it."""
    told = f"{type(what).__name__}: {what}" if isinstance(what, BaseException) else str(what)
    line = (told.splitlines() or [""])[0][:200]
    return Damaged(f"{path} is damaged: {line}; run it again")


class reading:
    """Turns whatever fails while a file is read into `Damaged`; what was said in words passes.

    Only reading belongs under it: a fault of Tocsin would be taken for one of the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, TocsinError):
            raise damaged(self.path, error) from error


def json_of(path: Path, *needed: str) -> dict[str, Any]:
    """An object of a JSON file, which has these keys; raises Damaged."""
    with reading(path):
        data = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict):
        raise damaged(path, f"expected an object, not {type(data).__name__}")
    lacking = [name for name in needed if name not in data]
    if lacking:
        raise damaged(path, f"it lacks {', '.join(lacking)}")
    return data


#: What `summary.json` says of a run directory, by kind.
WORDS = ("scenario", "title", "engine", "parameters")
COUNTS = ("seed", "runs", "persons", "places", "hours")
STATISTICS = ("median", "p05", "p95", "low", "high", "share", "n")


def summary_of(path: Path) -> dict[str, Any]:
    """The contents of a `summary.json`; raises Damaged where its form is another."""
    data = json_of(path, *WORDS, *COUNTS, "outcomes", "ledger", "timing")
    wrong = [name for name in WORDS if not isinstance(data[name], str)]
    wrong += [name for name in (*COUNTS, "failed") if not _is_count(data.get(name, 0))]
    wrong += [n for n in ("outcomes", "ledger", "timing") if not isinstance(data[n], dict)]
    if not wrong:
        wrong += [n for n, each in data["outcomes"].items() if not _is_outcome(each)]
        wrong += [n for n, each in data["ledger"].items() if not _is_entries(each)]
    if wrong:
        raise damaged(path, f"{wrong[0]} is not what it should be")
    return data


def _is_count(x: object) -> bool:
    return isinstance(x, int) and not isinstance(x, bool) and x >= 0


def _is_outcome(x: object) -> bool:
    if not isinstance(x, dict):
        return False
    if "unit" not in x:
        return all(_is_statistic(each) for each in x.values())
    return _is_statistic(x)


def _is_statistic(x: object) -> bool:
    if not isinstance(x, dict) or not isinstance(x.get("unit"), str):
        return False
    numbers = [x.get(name) for name in STATISTICS]
    if not all(n is None or isinstance(n, int | float) for n in numbers):
        return False
    listed = x.get("references", [])
    return isinstance(listed, list) and all(
        isinstance(r, dict) and {"value", "low", "high", "date", "status"} <= set(r) for r in listed
    )


def _is_entries(x: object) -> bool:
    return isinstance(x, list) and all(
        isinstance(e, dict) and all(isinstance(e.get(k), str) for k in ("name", "what", "text"))
        for e in x
    )
