"""`members.csv`: a row for each run, with its outcomes, its parameters, or its error.

Columns: run, error, command (which repeats a run that failed), the outcomes by name (of tables
NAME.KEY), and parameters.NAME where runs differ in them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.declare.outcome import OUTCOMES
from tocsin.files import replacing
from tocsin.results.reading import damaged, reading

if TYPE_CHECKING:
    import pandas as pd

Rows = Callable[[], Iterator[dict[str, Any]]]

FIRST = ("run", "error", "command")
#: Columns of words here and in the tables of sweeps and comparisons, beside outcomes that are names.
WORDS = ("error", "command", "repeat", "variant")


def write(path: Path, rows: Rows) -> None:
    """Write the table; `rows` gives them anew each time, so that not all need be in memory."""
    columns = dict.fromkeys(FIRST)
    for row in rows():
        columns |= dict.fromkeys(flat(row))
    with replacing(path) as binary:
        file = io.TextIOWrapper(binary, encoding="utf-8", newline="")
        writer = csv.DictWriter(file, list(columns), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(flat, rows()))
        file.detach()


def read(
    source: Path | str, blank: tuple[str, ...] = (), needed: tuple[str, ...] = ()
) -> pd.DataFrame:
    """A table that Tocsin wrote: only an empty cell is missing; a place may be called NA or nan.

    source : a file, or the text of one
    blank : columns in which an empty cell is an empty text
    needed : columns without which it is damaged

    Raises Damaged for what is no such table.
    """
    import pandas as pd

    path = Path("table") if isinstance(source, str) else source
    words = {*WORDS, *(name for name, o in OUTCOMES.items() if o.kind == "name")}
    with reading(path):
        text = source if isinstance(source, str) else source.read_text(encoding="utf-8")
        columns = next(csv.reader(io.StringIO(text, newline="")), [])
        table = pd.read_csv(
            io.StringIO(text, newline=""),
            dtype={name: str for name in columns if name in words},
            keep_default_na=False,
            na_values={name: [""] for name in columns if name not in blank},
        )
    lacking = [name for name in needed if name not in columns]
    if lacking:
        raise damaged(path, f"it lacks the column {lacking[0]}")
    for name in ("run", "point", "replicate"):
        if name in columns and len(table) and table[name].dtype.kind != "i":
            raise damaged(path, f"{name} is not a whole number in every row")
    return table


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """The cells of a run; what there is not, such as the hour of a capture that was none, is empty."""
    out = {"run": row["run"], "error": row.get("error", ""), "command": row.get("command", "")}
    for name, value in row.get("outcomes", {}).items():
        if isinstance(value, dict):
            out |= {f"{name}.{key}": x for key, x in value.items()}
        else:
            out[name] = value
    out |= {f"parameters.{name}": x for name, x in row.get("parameters", {}).items()}
    return out
