"""Scores the accounts of official figures on the series of January 2022; keeps officials.json.

    python tools/validation/officials.py            scores and runs, about three minutes
    python tools/validation/officials.py runs       only the runs of the flagship
    python tools/validation/officials.py words      only the passage of docs/officials.md

Scores: series made by each account come first (what is such a comparison worth with five dates?), then
the recorded ones, then the same with other priors.  Runs: official figures and claims of the flagship
beside the records, and when its dead died.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.theory.figures import MODELS, confusion, recorded, score

RESULTS = Path(__file__).parent / "officials.json"
PAGE = Path(__file__).parents[2] / "docs" / "officials.md"
BEGIN, END = "<!-- from tools/validation/officials.json -->\n", "<!-- end -->\n"

#: Outcomes of runs that are told although nothing was recorded.
TOLD = (
    "share of the dead dead by 7 January, 08:00",
    "share of the dead dead by 8 January, 12:00",
    "report_ratio.dead",
    "claim_true.trained-abroad",
)

SHORT = "loguniform(1, 24)"
EARLY = "uniform(42, 60)"

#: name: series, what is changed in the series, what is changed in the priors
CASES: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "deaths": ("dead", {}, {}),
    "first figure 44 (with officers)": ("dead_with_officers", {}, {}),
    "without the figure taken back": ("dead", {"without": "retracted"}, {}),
    "counts at most a day old": ("dead", {}, {"delay": SHORT}),
    "deaths over by noon of 7 January": ("dead", {"end": EARLY}, {}),
    "both": ("dead", {"end": EARLY}, {"delay": SHORT}),
    "both, first figure 44": ("dead_with_officers", {"end": EARLY}, {"delay": SHORT}),
    "little scatter": ("dead", {}, {"scatter": "loguniform(0.02, 0.15)"}),
    "truth 238 to 400": ("dead", {"total": "loguniform(238, 400)"}, {}),
    "deaths among the forces": ("dead_forces", {}, {}),
    "detained": ("detained", {}, {}),
}


def models(changes: dict[str, Any]) -> dict[str, Any]:
    """The accounts with other priors, for those parameters that each has."""
    return {
        name: replace(
            m,
            priors=m.priors | {k: v for k, v in changes.items() if k in m.priors or k == "scatter"},
        )
        for name, m in MODELS.items()
    }


def case(name: str) -> tuple[Any, ...]:
    which, changes, priors = CASES[name]
    series = recorded(which)
    if changes.get("without") == "retracted":
        series = series.without(series.retracted)
    series = replace(series, **{k: v for k, v in changes.items() if k != "without"})
    return series, models(priors)


def plain(value: Any) -> Any:
    """Rounded, so that the file stays small."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list) else value


def study() -> dict[str, Any]:
    truth = {}
    for name in ("deaths", "both"):
        series, accounts = case(name)
        found = confusion(series, 60, models=accounts)
        quantiles = {
            made: np.quantile(x, [0.05, 0.5, 0.95]).tolist()
            for made, x in found["log_bayes_factor"].items()
        }
        truth[name] = found | {"log_bayes_factor": quantiles}
        print(name, found["preferred"], flush=True)
    scores = {}
    for name in CASES:
        series, accounts = case(name)
        scores[name] = score(series, accounts)
        factors = {k: round(m["log_bayes_factor"], 2) for k, m in scores[name]["models"].items()}
        print(name, factors, flush=True)
    return {"made": truth, "scores": scores}


def runs(number: int = 30) -> dict[str, Any]:
    """Median and 90 % interval over runs of the flagship."""
    import tocsin as tc
    from tocsin.record.outcomes import outcomes
    from tocsin.world import build

    scenario = tc.load("kazakhstan-2022")
    world = build(scenario)
    rows: dict[str, list[Any]] = {}
    for run in range(number):
        record = tc.Simulation(scenario, 1, run, world=world, terms=False).run()
        found: Any = outcomes(record)
        dead = record.arrays["dead"].sum(1)
        seen = {
            "share of the dead dead by 7 January, 08:00": dead[151] / dead[-1],
            "share of the dead dead by 8 January, 12:00": dead[179] / dead[-1],
        }
        for name in ("reported_by", "report_ratio", "retracted", "claim_true"):
            seen |= {f"{name}.{key}": value for key, value in found[name].items()}
        for name, value in seen.items():
            rows.setdefault(name, []).append(value)
    out = {}
    for name, values in rows.items():
        known = [v for v in values if v is not None]
        recorded_ = [r.model_dump() for r in scenario.spec.references.get(name, [])]
        if recorded_ or not name.startswith("reported_by"):
            quantiles = np.quantile(known, [0.05, 0.5, 0.95]).tolist() if known else []
            told = [[r["value"], r["date"], r["status"]] for r in recorded_]
            out[name] = {"runs": number, "n": len(known), "quantiles": quantiles, "recorded": told}
    return out


def write(found: dict[str, Any]) -> None:
    """A line for each case, so that the file stays small and its changes can be read."""
    parts = [
        f' "{part}": {{\n'
        + ",\n".join(f"  {json.dumps(name)}: {json.dumps(x)}" for name, x in cases.items())
        + "\n }"
        for part, cases in found.items()
    ]
    RESULTS.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def words(found: dict[str, Any]) -> str:
    """The passage of the page."""
    head = (
        "| series, priors | reports | process | slow | inside, prior / ahead: process | constant |"
    )
    lines = [head, "|---|---|---|---|---|---|"]
    for name, each in found["scores"].items():
        m = each["models"]
        cells = [name, str(each["reports"])]
        cells += [f"{m[k]['log_bayes_factor']:+.1f}" for k in ("process", "slow")]
        cells += [f"{m[k]['prior']['inside']} / {m[k]['before']['inside']}"
                  for k in ("process", "constant")]  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    error = max(m["error"] for s in found["scores"].values() for m in s["models"].values())
    out = ["Series made by each account at the five dates, and which account is then preferred:\n"]
    out += ["| priors, made by | " + " | ".join(MODELS) + " | log Bayes factor [5 %, 50 %, 95 %] |",
            "|---|" + "---|" * (len(MODELS) + 1)]  # fmt: skip
    for name, each in found["made"].items():
        for made, row in each["preferred"].items():
            q = ", ".join(f"{x:+.1f}" for x in each["log_bayes_factor"][made])
            cells = [f"{name}, {made}", *(f"{row[k]:.0%}" for k in MODELS), f"[{q}]"]
            out.append("| " + " | ".join(cells) + " |")
    number = next(iter(found["made"].values()))["number"]
    out.append(f"\n{number} series each; the factor is of *process* against *constant*.\n")
    out.append("Recorded series; log Bayes factors (natural logarithm) against *constant*:\n")
    out += lines
    out.append(f"\nMonte Carlo errors of a log evidence: {error:.1g} at most. *Inside*: reports within "
               "the 90 % interval from the priors alone / from the reports before.\n")  # fmt: skip
    out.append("Runs of the flagship beside what was published or claimed:\n")
    out += [
        "| outcome | runs that have it | simulated [5 %, 50 %, 95 %] | recorded |",
        "|---|---|---|---|",
    ]
    for name, each in found["runs"].items():
        if not each["recorded"] and name not in TOLD:
            continue
        q = ", ".join(f"{x:,.0f}" if abs(x) >= 10 else f"{x:.2g}" for x in each["quantiles"])
        told = "; ".join(f"{v:,.0f} ({date}, {status})" for v, date, status in each["recorded"])
        out.append(f"| `{name}` | {each['n']} of {each['runs']} | {q or '-'} | {told or '-'} |")
    return "\n".join(out) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=("all", "runs", "words"), default="all")
    what = parser.parse_args().what
    found: dict[str, Any] = (
        json.loads(RESULTS.read_text(encoding="utf-8")) if what != "all" else study()
    )
    if what != "words":
        write(plain(found | {"runs": runs()}))
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    passage = words(json.loads(RESULTS.read_text(encoding="utf-8")))
    PAGE.write_text(f"{head}{BEGIN}{passage}{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
