"""`tocsin export`: a finished run for R, QGIS, spreadsheets and others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.common import Json, print_json
from tocsin.cli.streams import say
from tocsin.declare import choices

NAME = "export"


def main(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A run directory.")],
    to: Annotated[choices.Format, typer.Option("--to", help="NetCDF, CSV tables or a GeoPackage.")],
    out_path: Annotated[
        Path | None, typer.Option("--out", metavar="PATH", help="Where to; else beside DIR.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an old export.")] = False,
    json: Json = False,
) -> None:
    """Write a run directory, or a comparison (csv), for other programs.

    netcdf: one file by the CF conventions; csv: a folder of tables with datapackage.json; gpkg: a
    GeoPackage with places and regions by day, for QGIS.
    """
    if (folder / "comparison.json").is_file():
        from tocsin.experiments.comparisons.comparison import Comparison
        from tocsin.export import compared

        path = compared.export(Comparison(folder), to, out_path, overwrite=overwrite)
    else:
        from tocsin.export import export
        from tocsin.results.result import Result

        path = export(Result(folder), to, out_path, overwrite=overwrite)
    if json:
        print_json({"path": str(path), "to": to})
    else:
        say(f"Written to {path}")
