"""The report of a run directory: one run, or an ensemble."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.results.citing import changes
from tocsin.results.quantiles import QUANTILES
from tocsin.view.report.cases import spreads, told
from tocsin.view.report.layers import axes_of, own_fields, pack_layers
from tocsin.view.report.packing import Packer
from tocsin.view.report.setting import setting

if TYPE_CHECKING:
    from tocsin.results.result import Result
    from tocsin.scenario import Scenario


def run_report(result: Result, scenario: Scenario | None = None) -> tuple[dict[str, Any], Packer]:
    """`Meta` of the report and its arrays.

    Who runs the resolved scenario gets the same report, but for the words on how it was changed.

    scenario : that of the result, if it is at hand
    """
    scenario = scenario or result.scenario
    summary, manifest = result.summary(), result.manifest()
    packer, store = Packer(), result.path / "run.zarr"
    case: dict[str, Any] = {
        "name": scenario.name,
        "runs": summary["runs"],
        "failed": summary["failed"],
        "layers": pack_layers(packer, 0, store),
        "outcomes": summary["outcomes"],
    }
    if summary["runs"] > 1:
        members = result.members
        case["members"] = spreads(members[members["error"] == ""])
    case |= told(result.path / "chronicle.csv", scenario)
    meta = {
        "contract": 1,
        "kind": "run" if summary["runs"] == 1 else "ensemble",
        **setting(scenario),
        "version": manifest["version"],
        "engine": summary["engine"],
        "seed": summary["seed"],
        "runs": summary["runs"],
        "parameters": summary["parameters"],
        "options": changes(summary),
        "quantiles": list(QUANTILES),
        **axes_of(store, scenario),
        **own_fields(store),
        "cases": [case],
        "ledger": summary["ledger"],
        "arrays": packer.table,
    }
    if summary.get("channels"):
        meta["channels"] = summary["channels"]
    return meta, packer
