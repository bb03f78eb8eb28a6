"""What a sweep leaves: tables of points, outcomes, indices and shares of variance.

design.csv       a row for each point: method, then the factors (empty: as in the scenario)
outcomes.csv     a row for each run: point, replicate, run, outcomes, and the error of one that failed
sensitivity.csv  a row for each outcome, scale, factor and measure, with interval and ranks left open
variance.csv     a row for each outcome and scale: shares of parameters and of chance
sensitivity.json the same with what was missing and what it would take
"""

from __future__ import annotations

import csv
import io
import platform
import warnings
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.choices import SCALES
from tocsin.experiments.sweeps.sensitivity import CONFIDENCE, indices, ranks, transformed
from tocsin.experiments.sweeps.variance import split
from tocsin.plural import counted
from tocsin.results.drawing import drawn
from tocsin.results.reading import json_of
from tocsin.results.shown import way
from tocsin.results.table import read
from tocsin.results.travelling import Opened

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from tocsin.experiments.sweeps.designs.samples import Design
    from tocsin.scenario import Scenario

PLOTS = ("sensitivity.png", "sensitivity.svg")
FILES = {
    "manifest.json", "scenario.yaml", "mechanisms", "design.csv", "outcomes.csv",
    "sensitivity.json", "sensitivity.csv", "variance.csv", *PLOTS,
}  # fmt: skip
#: The measure by which factors are ranked.
MEASURE = {"sobol": "ST", "morris": "mu_star"}
INDEX_COLUMNS = ("method", "outcome", "scale", "factor", "measure", "value", "low", "high", "n",
                 "rank_first", "rank_last")  # fmt: skip
SPLIT_COLUMNS = ("method", "outcome", "scale", "parameters", "low", "high", "chance", "common",
                 "particular", "variance", "points", "left_out", "replicates", "crossed")  # fmt: skip


class Sweep(Opened):
    """A sweep's directory opened for reading: tables as `pandas.DataFrame`.

    points : design.csv; outcomes : outcomes.csv; indices : sensitivity.csv; variance : variance.csv
    """

    SIGN, CALLED = "sensitivity.json", "directory of a sweep"

    def __repr__(self) -> str:
        m = self.manifest()
        return (
            f"<Sweep {m['scenario']}: {m['kind']}, {counted(m['runs'], 'run')}, seed {m['seed']}>"
        )

    @cached_property
    def points(self) -> pd.DataFrame:
        """A row for each point: its method and the value of each factor."""
        return self._table("design.csv").set_index("point")

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """A row for each run, by point and replicate; runs that failed have an `error`."""
        return self._table("outcomes.csv").set_index(["point", "replicate"])

    @cached_property
    def indices(self) -> pd.DataFrame:
        """A row for each outcome, scale, factor and measure, with its interval."""
        return self._table("sensitivity.csv")

    @cached_property
    def variance(self) -> pd.DataFrame:
        """Shares of parameters and of chance in each outcome's variance; empty without replicates."""
        return self._table("variance.csv")

    def summary(self) -> dict[str, Any]:
        """The contents of sensitivity.json."""
        return json_of(self.path / "sensitivity.json", "indices", "variance", "runs", "failed")

    def manifest(self) -> dict[str, Any]:
        """The contents of manifest.json."""
        return json_of(self.path / "manifest.json", "scenario", "kind", "runs", "seed")

    def _table(self, name: str) -> pd.DataFrame:
        return read(self.path / name)


def findings(
    designs: list[Design], rows: list[dict[str, Any]], plan: dict[str, Any]
) -> dict[str, Any]:
    """Indices, and shares of variance, of every outcome and design.

    rows : what came of the runs, in order; those of a design that is not finished are left out
    """
    out: dict[str, Any] = {"confidence": CONFIDENCE, "indices": [], "variance": []}
    replicates, seed = plan["replicates"], plan["seed"]
    offset = 0
    for d in designs:
        n = len(d.points) * replicates
        part = rows[offset : offset + n]
        offset += n
        for name in plan["outcomes"]:
            y = _matrix(part, name, replicates)
            for scale in SCALES:
                z = transformed(y, scale)
                if z is None:
                    continue
                known = int((~np.isnan(y)).sum())
                about = {"outcome": name, "scale": scale, "known": known, "runs": y.size}
                if d.kind in MEASURE:
                    found = indices(d, z.mean(1), seed)
                    if found["needed"] is not None:
                        found["needed"] *= replicates
                    out["indices"].append(about | found)
                shares = split(z, plan["shared"], d.block, seed)
                if shares is not None:
                    out["variance"].append({"method": d.kind} | about | shares)
    return out


def _matrix(rows: list[dict[str, Any]], name: str, replicates: int) -> NDArray[np.float64]:
    """(point, replicate) values of an outcome, NaN where it is missing."""
    values = [row["outcomes"].get(name) for row in rows]
    return np.array([np.nan if v is None else v for v in values], float).reshape(-1, replicates)


def files(
    folder: Path,
    scenario: Scenario,
    designs: list[Design],
    rows: list[dict[str, Any]],
    plan: dict[str, Any],
    repeat: dict[int, str],
) -> dict[str, Any]:
    """Contents of the finished directory by name; plots are put into `folder` at once."""
    found = findings(designs, rows, plan)
    failed = sum(bool(row["error"]) for row in rows)
    found |= {
        "scenario": scenario.name, "kind": plan["kind"], "runs": len(rows), "failed": failed,
        "designs": [d.says() for d in designs],
    }  # fmt: skip
    plots = _plot(found, folder)
    manifest = {k: v for k, v in plan.items() if k != "table"} | {
        "scenario": scenario.name,
        "options": scenario.edits,
        "runs": len(rows),
        "random_numbers": "replicate r is run r at every point"
        if plan["shared"]
        else "every run has its own",
        "plots": plots,
        "run_seconds": round(sum(row.get("seconds", 0.0) for row in rows), 3),
        "numpy": np.__version__,
        "platform": platform.platform(),
    }
    return {
        "design.csv": _points(designs),
        "outcomes.csv": _outcomes(rows, plan["replicates"], repeat),
        "sensitivity.csv": _indices(found["indices"]),
        "variance.csv": _text(SPLIT_COLUMNS, found["variance"]),
        "sensitivity.json": found,
        "manifest.json": manifest,
    }


def _plot(found: dict[str, Any], folder: Path) -> list[str]:
    made: list[str] = []

    def make() -> None:
        made.extend(way("indices")(found, folder))

    note = drawn(make, folder, PLOTS)
    if note and "matplotlib" not in note:  # plots are an extra
        warnings.warn(note, stacklevel=2)
    return made


def _points(designs: list[Design]) -> str:
    names = list(dict.fromkeys(f.name for d in designs for f in d.factors))
    points = [{"method": d.kind} | p for d in designs for p in d.points]
    return _text(["point", "method", *names], [{"point": i} | p for i, p in enumerate(points)])


def _outcomes(rows: list[dict[str, Any]], replicates: int, repeat: dict[int, str]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row["outcomes"]))
    table = [
        {"point": row["index"] // replicates, "replicate": row["index"] % replicates,
         "run": row["run"], "error": row["error"], "repeat": repeat.get(row["index"])}
        | row["outcomes"]
        for row in rows
    ]  # fmt: skip
    return _text(["point", "replicate", "run", *names, "error", "repeat"], table)


def _indices(found: list[dict[str, Any]]) -> str:
    table = []
    for result in found:
        about = {k: result[k] for k in ("method", "outcome", "scale")}
        open_ = {m: ranks(result["rows"], m) for m in {r["measure"] for r in result["rows"]}}
        for row in result["rows"]:
            first, last = open_[row["measure"]].get(row["factor"], (None, None))
            ranked = row["measure"] == MEASURE[result["method"]]
            table.append(about | row | ({"rank_first": first, "rank_last": last} if ranked else {}))
    return _text(INDEX_COLUMNS, table)


def _text(columns: list[str] | tuple[str, ...], rows: list[dict[str, Any]]) -> str:
    """Rows as CSV; what is not there is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if row.get(c) is None else row[c] for c in columns])
    return text.getvalue()
