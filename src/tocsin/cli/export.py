"""`tocsin export`: a finished run for R, QGIS, spreadsheets and others."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.common import Json, print_json
from tocsin.cli.streams import say

NAME = "export"


class Format(StrEnum):
    """What to write."""

    netcdf = "netcdf"
    csv = "csv"
    gpkg = "gpkg"


def main(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A run directory.")],
    to: Annotated[Format, typer.Option("--to", help="NetCDF, CSV tables or a GeoPackage.")],
    out_path: Annotated[
        Path | None, typer.Option("--out", metavar="PATH", help="Where to; else beside DIR.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an old export.")] = False,
    json: Json = False,
) -> None:
    """Write a run directory for other programs.

    netcdf: one file by the CF conventions; csv: a folder of tables with datapackage.json; gpkg: a
    GeoPackage with places and regions by day, for QGIS.
    """
    from tocsin.export import export
    from tocsin.results.result import Result

    path = export(Result(folder), to.value, out_path, overwrite=overwrite)
    if json:
        print_json({"path": str(path), "to": to.value})
    else:
        say(f"Written to {path}")
