"""Forecasts of synthetic crises of two-towns against each baseline, and what single reports move.

    python benchmarks/forecasts/study.py FOLDER RESULTS.json      from the runs of `towns.py`

Each of the first `TRUTHS` runs with a crisis is taken for the truth in turn: a panel reports of it, by
the errors of observing at their values; the other runs are weighed by what was reported by the end of
each day, and scored on what is reported of the next.  The errors of the reports and of the forecast
have the same law, and the truth is a run of the same model: whether the model is right is not asked.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from towns import HOURS, reports, towns

import tocsin as tc
from tocsin.inference.forecasts import scores
from tocsin.inference.forecasts.moments import Row, Told
from tocsin.inference.observations.merging import merge
from tocsin.inference.observations.observation import HOUR, Observation
from tocsin.inference.observing import errors
from tocsin.inference.observing.reports import reports_of
from tocsin.inference.observing.sampling import sample

TRUTHS = 50
CRISIS = 50  # out at once in Beta, from which a run is a crisis
SEED = 1000  # of the reports of truths, another than that of the runs
AHEAD = 24
TIP = 72  # hours, at which single reports are tried, in crises with so many out in Beta by then
OUT = 20
TIMES = 5.0  # by which a tip is wrong
WHERE = {"place": "Beta", "region": "East"}


def of(
    run: int, asked: list[Observation], true: np.ndarray, scenario: tc.Scenario
) -> list[tuple[int, Observation]]:
    """What is told of a run: reports with their figures, and which of `asked` each is."""
    said = sample(true, reports_of(asked, scenario), errors.point(), seed=SEED, run=run)
    return [
        (j, replace(o, best=float(x), reported=o.until + int(late) * HOUR))
        for j, (o, x, late) in enumerate(zip(asked, said.figure, said.delay, strict=True))
        if not np.isnan(x)
    ]


def rolled(scenario, asked, true, index, truth) -> tuple[list[Row], float]:
    """Scores of forecasts at the end of each day, and how many runs counted on average."""
    told = of(int(index[truth]), asked, true[truth], scenario)
    others = np.arange(len(true)) != truth
    at = [j for j, _ in told]
    beside = Told(scenario, [o for _, o in told], true[others][:, at], index[others], 1)
    moments = [scenario.start + h * HOUR for h in range(24, HOURS, 24)]
    rows = [row for now in moments for row in beside.scores(now, AHEAD)]
    return rows, float(np.mean([1 / (beside.weights(now)[0] ** 2).sum() for now in moments]))


def moved(scenario, asked, true, index, truth) -> dict[str, float]:
    """By what factor each report moves the forecast of the next day's crowd in Beta (or of the
    detained), as of hour `TIP`; the mean on log(1 + figure)."""
    told = of(int(index[truth]), asked, true[truth], scenario)
    others = np.arange(len(true)) != truth
    now = scenario.start + TIP * HOUR
    kinds = [(o.what, o.place, o.region, o.until) for o in asked]
    crowd = kinds.index(("crowd", "Beta", "East", now))
    ahead = kinds.index(("crowd", "Beta", "East", now + 24 * HOUR))
    detained = kinds.index(("detained", "", "", now))
    later = kinds.index(("detained", "", "", now + 24 * HOUR))
    rest = [(j, o) for j, o in told if j not in (crowd, detained) and o.known <= now]

    def middle(*more: tuple[int, Observation], target: int = ahead, when=now) -> float:
        listed = merge([], [o for _, o in (*rest, *more)]).observations
        column = {o.id: j for j, o in (*rest, *more)}
        use = [o for o in listed if o.stands or o.fell is not None]
        own = [column[o.id] for o in use]
        beside = Told(scenario, use, true[others][:, own], index[others], 1)
        w, _ = beside.weights(when)
        return float(w @ np.log1p(true[others][:, target]))

    def report(j: int, figure: float, **more) -> tuple[int, Observation]:
        about = {"best": round(figure), "reported": now - HOUR, "status": "", "channel": "press"}
        return j, replace(asked[j], **(about | more))

    x, y = float(true[truth, crowd]), float(true[truth, detained])
    tip = report(crowd, TIMES * x, counted_by="witness", reliability="D4", channel="messenger")
    good = report(crowd, TIMES * x, counted_by="observers", reliability="A1")
    two = [report(crowd, x, counted_by="press"), report(crowd, x + 1, counted_by="observers")]
    gone = report(crowd, TIMES * x, counted_by="observers", reliability="A1", status="retracted",
                  fell=now)  # fmt: skip
    again = report(crowd, TIMES * x, counted_by="unknown", reliability="A1", channel="mail",
                   reported=now)  # fmt: skip
    few = y / TIMES
    plain, both = middle(), middle(*two)
    none = middle(target=later)
    return {
        "a tip that is five times too high (witness, D4)": middle(tip) - plain,
        "the same by observers (A1)": middle(good) - plain,
        "two reports of what was true": both - plain,
        "the tip, beside these two": middle(*two, tip) - both,
        "the observers' report, an hour before it is retracted":
            middle(gone, when=now - HOUR) - middle(when=now - HOUR),
        "the same, from the retraction on": middle(gone) - plain,
        "the observers' report once more, passed on": middle(good, again) - middle(good),
        "organisers who count five times too many (B2)":
            middle(report(crowd, TIMES * x, counted_by="organisers")) - plain,
        "press that counts five times too many (B2)":
            middle(report(crowd, TIMES * x)) - plain,
        "officials who count a fifth of the detained (A2)":
            middle(report(detained, few, counted_by="officials"), target=later) - none,
        "researchers who count a fifth of the detained (A2)":
            middle(report(detained, few, counted_by="researchers"), target=later) - none,
    }  # fmt: skip


def main(folder: Path, out: Path) -> None:
    data = np.load(folder / "towns.npz")
    scenario = towns()
    asked, true, index = reports(scenario), np.nan_to_num(data["true"]), data["index"]
    beta = [j for j, o in enumerate(asked) if o.what == "crowd" and o.place == "Beta"]
    crises = np.flatnonzero(true[:, beta].max(1) >= CRISIS)[:TRUTHS]
    rows, counted, shifts = [], [], []
    for truth in crises:
        found, ess = rolled(scenario, asked, true, index, truth)
        rows += found
        counted.append(ess)
        at = [j for j in beta if (asked[j].until - scenario.start) / HOUR == TIP]
        if true[truth, at].max() >= OUT:
            shifts.append(moved(scenario, asked, true, index, truth))
    factors = {
        name: [
            round(float(np.exp(q)), 3)
            for q in np.quantile([s[name] for s in shifts], (0.25, 0.5, 0.75))
        ]
        for name in shifts[0]
    }
    result = {
        "scenario": scenario.name, "hours": HOURS, "runs": len(true), "truths": len(crises),
        "forecasts": len(rows), "ess": float(np.mean(counted)), "scores": scores.summed(rows),
        "moves": factors,
        "tried": len(shifts), "tip_hour": TIP, "tip_out": OUT,
    }  # fmt: skip
    out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
