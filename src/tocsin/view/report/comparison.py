"""The report of a comparison: base and variants as cases on one clock, and their paired differences."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.declare.outcome import OUTCOMES
from tocsin.experiments.comparisons.comparison import Comparison, differences_of
from tocsin.experiments.comparisons.figures import BASE
from tocsin.experiments.comparisons.hours import same_places
from tocsin.results.channels import channels
from tocsin.results.ledger import ledger
from tocsin.results.quantiles import QUANTILES
from tocsin.results.summary import statistics_of
from tocsin.results.table import read
from tocsin.scenario.load import reopen
from tocsin.view.report.cases import spread, spreads, told
from tocsin.view.report.layers import axes_of, own_fields, pack_layers
from tocsin.view.report.packing import Packer
from tocsin.view.report.setting import setting

if TYPE_CHECKING:
    import pandas as pd

    from tocsin.record.outcomes import Value
    from tocsin.scenario import Scenario

#: What a page reads of the figures of a pair.
PAIR = (
    "unit", "better", "n", "base", "variant", "difference", "clear", "matters", "lower", "equal",
    "higher",
)  # fmt: skip


def comparison_report(folder: Path) -> tuple[dict[str, Any], Packer]:
    """`Meta` of the report and its arrays."""
    found = Comparison(folder)
    summary, manifest = found.summary(), found.manifest()
    members = found.members()
    tables = read(folder / "tables.csv")
    files = {BASE: summary["base"]["file"]} | {v["name"]: v["file"] for v in summary["variants"]}
    edits = {BASE: summary["base"]["edits"]} | {v["name"]: v["edits"] for v in summary["variants"]}
    base = reopen(folder / files[BASE])
    packer = Packer()
    cases = []
    for number, (name, file) in enumerate(files.items()):
        scenario = base if name == BASE else reopen(folder / file)
        mine = members[members["variant"] == name]
        wide = _wide(mine, tables[tables["variant"] == name])
        store = folder / "hours" / f"{Path(file).stem}.zarr"
        same = same_places(scenario, base) and scenario.hours == base.hours
        cases.append(
            {
                "name": name,
                "edits": edits[name],
                "runs": len(mine),
                "failed": len(mine) - len(wide),
                "layers": _layers(packer, number, store) if same else [],
                "outcomes": _outcomes(scenario, wide),
                "members": spreads(wide),
                **told(store.with_suffix(".csv"), scenario),
            }
        )
    meta = {
        "contract": 1,
        "kind": "comparison",
        **setting(base),
        "version": manifest["version"],
        **{key: summary[key] for key in ("engine", "seed", "runs", "parameters")},
        "options": summary["base"]["edits"],
        "quantiles": list(QUANTILES),
        **_axes(folder / "hours" / f"{Path(files[BASE]).stem}.zarr", base),
        "cases": cases,
        "comparison": _figures(summary, differences_of(folder / "members.csv")),
        "ledger": ledger(base),
        "arrays": packer.table,
    }
    if moved := channels(base.spec):
        meta["channels"] = moved
    return meta, packer


def _layers(packer: Packer, number: int, store: Path) -> list[dict[str, Any]]:
    return pack_layers(packer, number, store, brief=True) if store.is_dir() else []


def _axes(store: Path, base: Scenario) -> dict[str, Any]:
    return axes_of(store, base) | own_fields(store) if store.is_dir() else {}


def _wide(members: pd.DataFrame, tables: pd.DataFrame) -> pd.DataFrame:
    """A row for each run that did not fail, columns as in members.csv of an ensemble."""
    import pandas as pd

    done = members[members["error"] == ""].set_index("run").drop(columns=["variant", "error"])
    if tables.empty:
        return done
    names = tables["outcome"] + "." + tables["key"].astype(str)
    order = list(dict.fromkeys(names))
    long = tables.assign(name=names).pivot(index="run", columns="name", values="value")[order]
    return pd.concat([done, long], axis=1)


def _outcomes(scenario: Scenario, wide: pd.DataFrame) -> dict[str, Any]:
    """Statistics as summary.json has them, from the table of runs."""
    runs: list[dict[str, Value]] = []
    columns = [(str(c), *str(c).partition(".")[::2]) for c in wide.columns]
    for row in wide.to_dict("records"):
        run: dict[str, Any] = {}
        for column, name, key in columns:
            value = row[column]
            value = None if isinstance(value, float) and math.isnan(value) else value
            if key:
                run.setdefault(name, {})[key] = value
            else:
                run[name] = value
        runs.append(run)
    order = [name for name in OUTCOMES if runs and name in runs[0]]
    found = statistics_of(scenario, runs) if runs else {}
    return {name: found[name] for name in order}


def _figures(summary: dict[str, Any], differences: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """comparison.json without what the page does not read, and with differences pair by pair."""
    return {
        **{key: summary[key] for key in ("label", "level", "intervals", "notes")},
        "variants": [
            {
                **{key: variant[key] for key in ("name", "edits", "pairs")},
                "outcomes": {name: _pair(p) for name, p in variant["outcomes"].items()},
                "tables": {
                    name: {key: _pair(p) for key, p in keys.items()}
                    for name, keys in variant["tables"].items()
                },
                "spread": {
                    name: spread(table[variant["name"]].to_numpy(float))
                    for name, table in differences.items()
                    if name in OUTCOMES and table[variant["name"]].notna().any()
                },
            }
            for variant in summary["variants"]
        ],
    }


def _pair(figures: dict[str, Any]) -> dict[str, Any]:
    return {key: figures[key] for key in PAIR if key in figures}
