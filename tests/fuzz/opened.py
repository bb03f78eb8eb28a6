"""What must hold of results that were damaged, whoever reads them.

`kinds` has the other inputs, and how many of each are tried.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import tocsin as tc
from tests.fuzz.making import folder, replaced, whole_comparison, whole_pack, whole_result
from tocsin.errors import TocsinError
from tocsin.experiments.comparisons.comparison import Comparison
from tocsin.export import compared
from tocsin.files import MARK
from tocsin.results.packs import Pack
from tocsin.results.why import why
from tocsin.view.brief import write as brief

#: Everything that reads a run directory, and a comparison; each gets the directory and a folder.
READERS: dict[str, Callable[[Path, Path], object]] = {
    "why": lambda path, to: why(tc.Result(path), "Alpha"),
    "csv": lambda path, to: tc.Result(path).export("csv", to / "csv"),
    "report": lambda path, to: tc.Result(path).report(to / "r.html"),
    "brief": lambda path, to: brief(path, to / "b.html"),
    "chronicle": lambda path, to: tc.Result(path).chronicle(),
    "members": lambda path, to: tc.Result(path).members,
    "outcomes": lambda path, to: tc.Result(path).outcomes,
    "notebook": lambda path, to: tc.Result(path)._repr_html_(),
    "quantiles": lambda path, to: tc.Result(path).quantiles.load(),
    "daily": lambda path, to: tc.Result(path).daily.load(),
}
READERS_OF_COMPARISONS: dict[str, Callable[[Path, Path], object]] = {
    "table": lambda path, to: Comparison(path).table(),
    "members": lambda path, to: Comparison(path).members(),
    "differences": lambda path, to: Comparison(path).differences(),
    "deaths": lambda path, to: Comparison(path).deaths(),
    "hours": lambda path, to: Comparison(path).quantiles().load(),
    "pairs": lambda path, to: Comparison(path).by_hour(Comparison(path).variants[0]).load(),
    "report": lambda path, to: Comparison(path).report(to / "r.html"),
    "brief": lambda path, to: brief(path, to / "b.html"),
    "csv": lambda path, to: compared.export(Comparison(path), "csv", to / "csv"),
    "notebook": lambda path, to: Comparison(path)._repr_html_(),
}


def check_result(given: tuple[tuple[str, bytes | None], str]) -> None:
    """A damaged run directory is told as one by every reader, which leaves nothing half-written."""
    _check_directory(whole_result(), READERS, *given)


def check_comparison(given: tuple[tuple[str, bytes | None], str]) -> None:
    """So is that of a comparison."""
    _check_directory(whole_comparison(), READERS_OF_COMPARISONS, *given)


def _check_directory(
    whole: Path,
    readers: dict[str, Callable[[Path, Path], object]],
    file: tuple[str, bytes | None],
    reader: str,
) -> None:
    with folder() as here:
        path = replaced(whole, here / "d", *file)
        with suppress(TocsinError):
            readers[reader](path, here)
        assert not [p for p in here.iterdir() if p.name.startswith(MARK)]


@cache
def hours() -> Any:
    """What the hours of a whole result are."""
    return tc.Result(whole_result()).data.load()


def check_hours(file: tuple[str, bytes | None]) -> None:
    """Hours that are read from a damaged store are those that were written."""
    with folder() as here:
        (path := here / "d").mkdir()
        for name in ("summary.json", "manifest.json"):
            shutil.copyfile(whole_result() / name, path / name)
        replaced(whole_result() / "run.zarr", path / "run.zarr", *file)
        with suppress(TocsinError):
            found = tc.Result(path).data.load()
            assert set(found.variables) == set(hours().variables)
            for name, array in hours().variables.items():
                np.testing.assert_array_equal(found[name].values, array.values)


def whole_store() -> Path:
    """The hours of a whole result."""
    return whole_result() / "run.zarr"


def check_pack(data: bytes) -> None:
    """A table of a damaged pack is as it was, or refused."""
    with folder() as here:
        (here / "0.pack").write_bytes(data)
        for name in ("counts", "shares"):
            with suppress(TocsinError):
                found = Pack(here / "0.pack").table(name)
                np.testing.assert_array_equal(found, Pack(whole_pack()).table(name))
