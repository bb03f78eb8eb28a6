"""A comparison for other programs: its differences, tables and runs as CSV, with what was recorded.

differences.csv   a row for each variant and outcome: base, variant, difference and interval
members.csv       every run of base and variants with its outcomes
tables.csv        the same by region, day, site, ... as the comparison keeps it
recorded.csv, sources.csv   figures that were published by others, where the scenario has any
README.txt        what this is, and how to cite it
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InputError, OutputError
from tocsin.export.recorded import recorded, sources
from tocsin.files import aside, put_in_place, write_text
from tocsin.results.citing import cite
from tocsin.results.reading import reading
from tocsin.results.writing import check_writable, writing
from tocsin.scenario.load import reopen

if TYPE_CHECKING:
    from tocsin.experiments.comparisons.comparison import Comparison

KEPT = ("members.csv", "tables.csv")
FILES = ("differences.csv", *KEPT, "recorded.csv", "sources.csv", "README.txt")


def export(comparison: Comparison, to: str, path: Path | None, *, overwrite: bool = False) -> Path:
    """Write a comparison for other programs and return where: a folder of CSV tables.

    Raises InputError for another format, or if something is in the way; OutputError.
    """
    if to != "csv":
        raise InputError(
            f"--to {to}: a comparison is exported as csv; its variants are scenarios to run in full, "
            f"such as: tocsin run {comparison.path}/variants/base.yaml"
        )
    path = path or comparison.path.with_name(f"{comparison.path.name}.csv")
    check_writable(path)
    if path.exists():
        ours = path.is_dir() and {p.name for p in path.iterdir()} <= set(FILES)
        if not ours:
            raise InputError(
                f"{path} is in the way and no export of a comparison; choose another --out"
            )
        if not overwrite:
            raise InputError(f"{path} exists; choose another --out, or --overwrite")
    with writing(path), aside(path) as folder:
        made = folder / path.name
        made.mkdir()
        with reading(comparison.path):
            table, summary = comparison.table(), comparison.summary()
            base = reopen(comparison.path / summary["base"]["file"])
            told = cite(summary, comparison.manifest()["version"])
        table.to_csv(made / "differences.csv", index=False)
        for name, beside in (("recorded", recorded(base)), ("sources", sources(base))):
            if len(beside):
                beside.to_csv(made / f"{name}.csv", index=False)
        write_text(made / "README.txt", f"{told}\n{summary['label']}\n{summary['intervals']}\n")
        for name in KEPT:
            if not (comparison.path / name).is_file():
                raise OutputError(f"{comparison.path} is damaged: {name} is missing; run it again")
            shutil.copyfile(comparison.path / name, made / name)
        put_in_place(made, path)
    return path
