"""Scores of the transferred crises beside trivial baselines, on log(1 + figure).

tocsin        the runs
proportional  each run's national figure, shared out over the regions by their people
last value    the record before: of a region the earlier list, of a day the day before
kazakhstan    what Kazakhstan had per head: of a region its people's share, of a time the curve of
              January 2022 by hours since the shock

Baselines that are one figure get the spread of those of forecasts (`tocsin.inference.forecasts`).
The last value knows what was recorded until then, which the runs do not.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from transfer.study import REGIONS, records

import tocsin as tc
from tocsin.inference.forecasts.baselines import SPREAD, WALK, Z
from tocsin.inference.forecasts.scores import scored

#: Recorded of Kazakhstan, January 2022, with its people; sources in docs/sources.md.
PEOPLE = 19_500_000
TOTAL = {"dead": 238, "detained": 9900}  # S05, S14
CURVES = {  # hours since the shock and the figure by then
    "detained": [(0, 0), (72, 60), (99, 200), (138, 2200), (152, 3000), (160, 3811), (176, 4266),
                 (182, 4404), (200, 5135), (210, 5969), (224, 7939), (248, 9900)],
    "injured": [(0, 0), (119, 817), (138, 1353), (200, 2265), (336, 4353)],
}  # fmt: skip
ONE = float(np.hypot(SPREAD, WALK))  # spread of a figure that is no report of the same day
BASELINES = ("proportional", "last value", "kazakhstan")


def scores(crisis: str, kept: dict[str, Any]) -> dict[str, dict[str, dict[str, float]]]:
    """CRPS, coverage and number by what was recorded and by model; lower CRPS is better."""
    rows = [r for r in records() if r["crisis"] == crisis]
    scenario = tc.load(crisis)
    out: dict[str, dict[str, list[dict[str, float]]]] = {}
    for what in dict.fromkeys(r["what"] for r in rows if not r["what"].endswith(", before")):
        own = [r for r in rows if r["what"] == what]
        before = {r["key"]: float(r["value"]) for r in rows if r["what"] == f"{what}, before"}
        for i, row in enumerate(own):
            models = {"tocsin": np.log1p(kept["cells"][f"{what}|{row['key']}"])}
            if what in REGIONS:
                models |= _by_region(what, row, kept, before)
            elif what.startswith(("dead", "detained", "injured")):
                models |= _in_time(what, row, own[i - 1] if i else None, scenario, kept)
            for model, x in models.items():
                got = scored(np.asarray(x, float), None, float(np.log1p(float(row["value"]))))
                out.setdefault(what, {}).setdefault(model, []).append(got)
    return {
        what: {
            model: {"crps": float(np.mean([s["crps"] for s in got])),
                    "coverage": float(np.mean([s["covered"] for s in got])), "n": len(got)}
            for model, got in models.items()
        }
        for what, models in out.items()
    }  # fmt: skip


def _around(value: float, spread: float = ONE) -> NDArray[np.float64]:
    return np.asarray(np.maximum(np.log1p(value) + spread * Z, 0.0))


def _by_region(
    what: str, row: dict[str, str], kept: dict[str, Any], before: dict[str, float]
) -> dict[str, NDArray[np.float64]]:
    share = kept["people"][row["key"]] / kept["persons"]
    national = np.array(kept["cells"][f"total|{REGIONS[what]}"])
    total = TOTAL[what.partition(" ")[0]] / PEOPLE
    models = {
        "proportional": np.log1p(national * share),
        "kazakhstan": _around(total * kept["people"][row["key"]]),
    }
    if before:
        models["last value"] = _around(before[row["key"]])
    return models


def _in_time(
    what: str,
    row: dict[str, str],
    last: dict[str, str] | None,
    scenario: tc.Scenario,
    kept: dict[str, Any],
) -> dict[str, NDArray[np.float64]]:
    kind, daily = what.partition(" ")[0], what.endswith("by day")
    shock = scenario.hour_of(scenario.spec.shock.at)
    heads = kept["persons"] / PEOPLE
    if daily:
        end = scenario.hour_of(f"{row['key']}T00:00") + 24 - shock
        gained = _curve("detained", end) - _curve("detained", end - 24)
        theirs = TOTAL["dead"] * gained / TOTAL["detained"] if kind == "dead" else gained
    else:
        theirs = _curve(kind, scenario.hour_of(row["key"]) - shock)
    days = 1.0 if last is None else _days(last["key"], row["key"])
    return {
        "last value": _around(float(last["value"]) if last else 0.0,
                              float(np.hypot(SPREAD, WALK * np.sqrt(days)))),
        "kazakhstan": _around(theirs * heads),
    }  # fmt: skip


def _curve(kind: str, hours: float) -> float:
    x, y = zip(*CURVES[kind], strict=True)
    return float(np.interp(hours, x, y))


def _days(before: str, at: str) -> float:
    gap = datetime.fromisoformat(at) - datetime.fromisoformat(before)
    return gap.total_seconds() / 86_400
