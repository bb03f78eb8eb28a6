"""The answer for a case: will they come, how many, how soon, and what counts.

What a case does not tell is drawn from the table's rows, covariate by covariate, so that an answer
without it is wider.  Draws depend on nothing but the seed: with one thing turned round, everything else
stays, and the chance moves as the theory says.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError, did_you_mean
from tocsin.theory.coding import COVARIATES, NAMES
from tocsin.theory.requests import amounts, posterior
from tocsin.theory.requests.case import NO_MEMBER, Case
from tocsin.theory.requests.read import AMOUNTS, Seen, read_case, see, unknown
from tocsin.theory.requests.requests import Requested, requests, table

Array = NDArray[np.float64]
CHAINS, KEEP = 128, 32
NEAREST = 3
FAR = 0.25  # of the largest distance that there is: beyond it a case is unlike all that is known


@dataclass(frozen=True)
class Decision:
    """What the model says of a case; `as_dict` is what `tocsin alliance decide --json` prints."""

    case: str
    probability: float
    interval: tuple[float, float]
    troops: dict[str, float]
    lag_days: dict[str, float]
    factors: list[dict[str, Any]]
    nearest: list[dict[str, Any]]
    unknown: list[str]
    notes: list[str]
    n: int
    deployed: int
    left_out: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "case": self.case,
            "deploy_probability": self.probability,
            "deploy_probability_interval": {"p05": self.interval[0], "p95": self.interval[1]},
            "troops": {**self.troops, "given": "troops are sent"},
            "lag_days": {**self.lag_days, "given": "troops are sent"},
            "factors": self.factors,
            "nearest": self.nearest,
            "unknown": self.unknown,
            "n": self.n,
            "n_deployed": self.deployed,
            "base_rate": self.deployed / self.n,
            "left_out": self.left_out,
            "notes": self.notes,
        }


class Model:
    """The decision and the amounts, fitted on rows of the table."""

    def __init__(self, rows: tuple[Requested, ...], left_out: str | None = None) -> None:
        self.rows = rows
        self.left_out = left_out
        self.x = np.stack([r.seen.x for r in rows])
        self.y = np.array([float(r.deployed) for r in rows])
        ones = np.ones((1, len(rows)))
        self.draws = posterior.draw(self.x, self.y, ones, CHAINS, KEEP)[0]
        self.troops = self._amount(amounts.TROOPS)
        self.lag = self._amount(amounts.LAG)
        rng = np.random.Generator(np.random.Philox(posterior.SEED + 1))
        size = len(self.draws.intercept)
        # a row of the table for each covariate and draw, in case the covariate is not told
        self.stand_in = rng.integers(0, len(rows), (len(NAMES) + len(AMOUNTS), size))

    def _amount(self, regression: amounts.Regression) -> amounts.Fitted:
        rows = [r for r in self.rows if getattr(r, regression.name) is not None]
        f = np.stack([amounts.features(regression, r.seen) for r in rows])
        y = np.log10([getattr(r, regression.name) for r in rows])
        return amounts.fit(regression, f, y)

    def decide(self, source: str | Path | dict[str, Any] | Case) -> Decision:
        """The answer for a case; raises ScenarioError with every mistake in it."""
        case = read_case(source)
        seen = see(case)
        x = self._filled(seen)
        chance = self.draws.chance(x)
        nearest, apart = self._nearest(seen)
        return Decision(
            case.title,
            float(chance.mean()),
            (float(np.quantile(chance, 0.05)), float(np.quantile(chance, 0.95))),
            self._spread(amounts.TROOPS, self.troops, seen, x, amounts.FEWEST, seen.most),
            self._spread(amounts.LAG, self.lag, seen, x, amounts.SOONEST, math.inf),
            self._factors(seen, x),
            nearest,
            unknown(seen),
            self._notes(case, seen, apart),
            len(self.rows),
            int(self.y.sum()),
            self.left_out,
        )

    def _filled(self, seen: Seen) -> Array:
        """(draw, covariate): what is not told stands as in some row of the table."""
        columns = [
            self.x[self.stand_in[k], k] if math.isnan(v) else np.full(len(self.stand_in[k]), v)
            for k, v in enumerate(seen.x)
        ]
        return np.stack(columns, axis=1)

    def _spread(
        self, regression: amounts.Regression, fitted: amounts.Fitted, seen: Seen, x: Array,
        least: float, most: float,
    ) -> dict[str, float]:  # fmt: skip
        f = np.tile(amounts.features(regression, seen), (len(x), 1))
        for j, (name, less, times) in enumerate(regression.features, 1):
            if name in NAMES:
                f[:, j] = times * (x[:, NAMES.index(name)] - less)
            elif math.isnan(f[0, j]):
                k = AMOUNTS.index(name)
                known = [r.seen.amounts[name] for r in self.rows]
                values = np.array([v for v in known if not math.isnan(v)])
                f[:, j] = times * (values[self.stand_in[len(NAMES) + k] % len(values)] - less)
        rng = np.random.Generator(np.random.Philox(posterior.SEED + 2))
        found = np.clip(10 ** fitted.draw(f, rng), least, max(most, least))
        low, middle, high = (float(f"{v:.3g}") for v in np.quantile(found, (0.05, 0.5, 0.95)))
        return {"median": middle, "p05": low, "p95": high}

    def _factors(self, seen: Seen, x: Array) -> list[dict[str, Any]]:
        """What each covariate does, the strongest first: against itself at the middle of its scale."""
        whole = float(self.draws.chance(x).mean())

        def at(k: int, value: float) -> float:
            other = x.copy()
            other[:, k] = value
            return float(self.draws.chance(other).mean())

        out = []
        for k, covariate in enumerate(COVARIATES):
            value = float(seen.x[k])
            known = not math.isnan(value)
            slope = self.draws.slopes[:, k]
            out.append(
                {
                    "name": covariate.name,
                    "value": value if known else None,
                    "effect": whole - at(k, 0.0) if known else 0.0,
                    "if_against": at(k, -1.0),
                    "if_for": at(k, 1.0),
                    "log_odds": float((slope * value).mean()) if known else 0.0,
                    "slope": {
                        "mean": float(slope.mean()),
                        "p05": float(np.quantile(slope, 0.05)),
                        "p95": float(np.quantile(slope, 0.95)),
                    },
                    "theory": covariate.theory,
                }
            )
        return sorted(out, key=lambda f: -abs(float(str(f["effect"]))))

    def _nearest(self, seen: Seen) -> tuple[list[dict[str, Any]], float]:
        """The rows most like the case by what counts, and how far the nearest is (0 to 1)."""
        known = ~np.isnan(seen.x)
        weight = self.draws.slopes.mean(0)[known]
        if not known.any():
            return [], math.nan
        apart = np.abs(self.x[:, known] - seen.x[known]) @ weight / (2 * weight.sum())
        order = np.argsort(apart, kind="stable")[:NEAREST]
        rows = [
            {
                "id": self.rows[i].id,
                "title": self.rows[i].title,
                "distance": float(apart[i]),
                "deployed": self.rows[i].deployed,
                "troops": self.rows[i].troops,
                "lag_days": self.rows[i].lag_days,
                "outcome": self.rows[i].row["outcome"],
            }
            for i in order
        ]
        return rows, float(apart[order[0]])

    def _notes(self, case: Case, seen: Seen, apart: float) -> list[str]:
        """What the model cannot know, and what to mind in this case."""
        notes = [
            f"From {len(self.rows)} requests, chosen and coded by us with the outcomes known; "
            "the signs of all factors are assumed, not found.",
            "It cannot know bargains, persons, secret assurances or what happens between the "
            "request and the decision; it says nothing on whether troops should be sent.",
            "Sizes and days hold if troops are sent (50 or more within two years).",
        ]
        missing = unknown(seen)
        if missing:
            notes.append(f"Not told, hence a wider answer: {', '.join(missing)}.")
        if math.isnan(apart) or apart > FAR:
            notes.append("No known request is much like this one: the answer is mostly prior.")
        if case.host.member is False:
            notes.append("The host is no member: the clause counts one step less.")
        if case.dominant and case.dominant.member == NO_MEMBER:
            notes.append("No dominant member: nobody's stake is taken to be high.")
        if seen.most < math.inf:
            notes.append(f"At most {seen.most:,.0f} soldiers, all that the members have.")
        known = any(r.title == case.title for r in self.rows)
        if known:
            notes.append(
                "This request is in the table: see what the model says without it (--leave-out)."
            )
        return notes


@lru_cache(maxsize=4)
def fit(leave_out: str | None = None, core: bool = False) -> Model:
    """The model on all requests, or on those of the first table, without one if named.

    Raises InputError for a name that is not in the table.
    """
    rows = requests(core)
    if leave_out is not None:
        names = [r.id for r in table()]
        if leave_out not in names:
            hint = did_you_mean(leave_out, names)
            raise InputError(f"--leave-out {leave_out}: there is no such request{hint}")
        rows = tuple(r for r in rows if r.id != leave_out)
    return Model(rows, leave_out)


def decide(source: str | Path | dict[str, Any] | Case, leave_out: str | None = None) -> Decision:
    """Will troops be sent, how many, how soon; `source` is a case file, plain data or a Case."""
    return fit(leave_out).decide(source)
