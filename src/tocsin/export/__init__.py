"""Exports: what a run directory holds, for other programs.

`netcdf` for whatever reads CF NetCDF, `tables` (csv) for spreadsheets, R and pandas, `gpkg` for
QGIS.  `held` says what a result holds; only that is written, and it is there whole or not at all.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InputError, OutputError, TocsinError, did_you_mean
from tocsin.export.package import PACKAGE, TABLES
from tocsin.files import aside, put_in_place
from tocsin.results.reading import damaged
from tocsin.results.writing import check_writable, writing

if TYPE_CHECKING:
    from tocsin.results.result import Result

#: name: (module, what is added to the name of the run directory)
FORMATS = {
    "netcdf": ("tocsin.export.netcdf", ".nc"),
    "csv": ("tocsin.export.tables", "-csv"),
    "gpkg": ("tocsin.export.gpkg", ".gpkg"),
}
#: What files of a format begin with.
SIGNATURES = {"netcdf": b"\x89HDF", "gpkg": b"SQLite format 3\0"}
KINDS = {"netcdf": "NetCDF file", "csv": "folder of exported tables", "gpkg": "GeoPackage"}


def export(
    result: Result,
    to: str,
    path: str | Path | None = None,
    *,
    overwrite: bool = False,
    here: bool = False,
) -> Path:
    """Write a result for other programs and return where.

    to : 'netcdf', 'csv' (a folder of tables with datapackage.json) or 'gpkg'
    path : the file, or for csv the folder; by default beside the run directory, by its name
    overwrite : replace an export that is there
    here : by default in the folder at hand, for a result that is in memory

    Raises InputError for a wrong argument or a library that is missing, OutputError.
    """
    if to not in FORMATS:
        raise InputError(f"unknown format {to!r}{did_you_mean(to, FORMATS)}")
    if not (result.path / "summary.json").is_file():
        raise InputError(f"{result.path} holds no runs to export, or is damaged")
    module, end = FORMATS[to]
    if path is None:
        source = result.path.resolve()
        path = Path(source.name + end) if here else source.with_name(source.name + end)
    path = Path(path)
    _check(path, to, overwrite)
    check_writable(path)
    write: Callable[[Result, Path], None] = importlib.import_module(module).write
    with writing(path):
        try:
            with aside(path) as folder:
                write(result, folder / path.name)
                _check(path, to, overwrite)
                put_in_place(folder / path.name, path)
        except (TocsinError, OSError):  # `writing` tells of the latter
            raise
        except RuntimeError as error:  # what the libraries of these formats raise
            raise OutputError(f"{path}: cannot be written: {error}") from error
        except Exception as error:
            raise damaged(result.path, error) from error
    return path


def _check(path: Path, to: str, overwrite: bool) -> None:
    """Nothing in the way that is not an export of this kind."""
    if not path.exists():
        return
    if to == "csv":
        empty = path.is_dir() and not any(path.iterdir())
        names = {p.name for p in path.iterdir()} if path.is_dir() else set()
        ours = PACKAGE in names and not names - {PACKAGE, *(f"{t}.csv" for t in TABLES)}
    else:
        empty, ours = False, path.is_file() and _begins(path, SIGNATURES[to])
    if not (ours or empty):
        raise InputError(f"{path} is in the way and no {KINDS[to]}; choose another --out")
    if not (overwrite or empty):
        raise InputError(f"{path} exists; choose another --out, or --overwrite")


def _begins(path: Path, signature: bytes) -> bool:
    with writing(path), path.open("rb") as file:
        return file.read(len(signature)) == signature
