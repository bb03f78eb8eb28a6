"""Budget against accuracy on two-towns, beside plain rejection; and ranks, from the runs of `towns.py`.

    python benchmarks/calibration/study.py FOLDER RESULTS.json

Of the first so many runs those with crowds in Beta count; the first 300 of these are taken for the
truth in turn.  Skill is 1 - CRPS by that of a uniform on the priors' quantiles, over the parameters
that the figures speak of (kappa, T, b_news).  Crises that count are not uniform there, so that some
skill comes from that alone.  Rejection takes its neighbours from all of them but the one asked, the
adjusted posterior from the four fifths of the other folds.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

import numpy as np
from towns import FREE, reports, towns

from tocsin.inference.calibration.free import whole
from tocsin.inference.calibration.held_out import trials, widening
from tocsin.inference.calibration.targets import Targets
from tocsin.inference.calibration.trust import trust
from tocsin.inference.observing import errors
from tocsin.inference.weighted import crps

WHICH = np.array([FREE.index(n) for n in ("kappa", "T", "b_news")])
BUDGETS = (250, 500, 900, 1200, 2000, 5000)  # those of which there are runs
CRISIS = 50  # out in Beta on the third and fourth day, from which a run is a crisis
KEPT = 0.1  # of the runs, by plain rejection


def rejection(unit, s, tried):
    """Skill of the tenth of runs that is nearest on standardised figures."""
    spread = np.where(s.std(0) > 0, s.std(0), 1.0)
    mine, prior = [], []
    for t in tried:
        far = (((s - s[t.run]) / spread) ** 2).sum(1)
        far[t.run] = np.inf
        near = np.argsort(far)[: max(20, int(KEPT * len(s)))]
        for j in WHICH:
            u = unit[t.run, j]
            mine.append(crps(unit[near, j], np.ones(len(near)), u))
            prior.append((u**2 + (1 - u) ** 2) / 2 - 1 / 6)
    return 1 - np.mean(mine) / np.mean(prior)


def main(folder: Path, out: Path) -> None:
    warnings.simplefilter("ignore")
    data = np.load(folder / "towns.npz")
    scenario = towns()
    targets = Targets(scenario, reports(scenario))
    true, unit = data["true"], data["unit"]
    logits = whole(len(FREE)).logits(unit)
    live = true[:, 5] + true[:, 7] > CRISIS
    rows = []
    for name, model in (("as they err", None), ("exact", errors.exact())):
        s, _ = targets.figures(true, data["index"], 1, model)
        for n in (b for b in BUDGETS if b <= len(true)):
            at = np.flatnonzero(live[:n])
            own, x = logits[at], s[at]
            tried = trials(own, x, WHICH)
            widen = widening(tried[::2], WHICH)
            found = trust(tried[1::2], WHICH, widen, [FREE[j] for j in WHICH], 1)
            parts = found["parameters"]
            if not parts:
                print(f"{name:12s} {n:4d}  too few crises: {len(at)}")
                continue
            rows.append({
                "reports": name, "runs": n, "crises": len(at),
                "rejection": float(rejection(unit[at], x, tried[1::2])),
                "adjusted": float(np.mean([p["skill"] for p in parts])),
                "covers50": float(np.mean([p["covers50"] for p in parts])),
                "covers90": float(np.mean([p["covers90"] for p in parts])),
                "p": min(p["p"] for p in parts), "joint": found["joint"]["p"],
            })  # fmt: skip
    text = json.dumps({"free": FREE, "runs": len(true), "rows": rows}, indent=1)
    out.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
