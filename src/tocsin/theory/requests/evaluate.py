"""How good is it?  Every request judged by a model that has not seen it, beside the base rate.

The base rate for a request is the share of the other requests that brought troops (with one of each
added).  Scores are of the probability alone: log score in nats and Brier score, smaller is better, with
the standard error of the mean difference.  For sizes and days: how often the held-out amount lies in
the predicted intervals, and the log density beside that of a model without covariates.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.theory.requests import amounts, posterior
from tocsin.theory.requests.requests import Requested, requests

Array = NDArray[np.float64]
CHAINS, KEEP = 32, 40
BINS = ((0.0, 0.5), (0.5, 0.8), (0.8, 1.0))


def evaluate(scale: float = 1.0) -> dict[str, Any]:
    """Scores of held-out requests: all of them, and those of the first table by itself.

    scale : multiplies the scales of the priors of the slopes
    """
    rows = requests()
    held_out = leave_one_out(rows, scale)
    core = tuple(r for r in rows if r.core)
    added = tuple(r for r in rows if not r.core)
    alone = leave_one_out(core, scale)
    forecast = _train(core, np.ones((1, len(core))), scale)[0]
    later = np.array([float(forecast.chance(r.seen.x).mean()) for r in added])
    share = (sum(r.deployed for r in core) + 1) / (len(core) + 2)
    return {
        "all": scores(rows, held_out, base_rates(rows)),
        "core": scores(core, alone, base_rates(core)),
        "core_to_added": scores(added, later, np.full(len(added), share)),
        "calibration": calibration(rows, held_out),
        "troops": amount_scores(amounts.TROOPS, rows),
        "lag_days": amount_scores(amounts.LAG, rows),
        "cases": [
            {
                "id": r.id,
                "title": r.title,
                "part": r.row["part"],
                "deployed": r.deployed,
                "probability": float(p),
                "base_rate": float(b),
                "confidence": r.row["confidence"],
            }
            for r, p, b in zip(rows, held_out, base_rates(rows), strict=True)
        ],
        "notes": [
            "Leave one out: each probability is by a model that has not seen that request.",
            "Covariates were coded by people who know the outcomes, and requests that brought troops "
            "are remembered better: both flatter the scores.",
            "core is the first table; core_to_added: fitted on core alone, scored on the others.",
        ],
    }


def leave_one_out(rows: tuple[Requested, ...], scale: float = 1.0) -> Array:
    """(row,) probability for each request by a model without it."""
    draws = _train(rows, 1.0 - np.eye(len(rows)), scale)
    return np.array([d.chance(r.seen.x).mean() for d, r in zip(draws, rows, strict=True)])


def _train(rows: tuple[Requested, ...], weights: Array, scale: float) -> list[posterior.Draws]:
    x = np.stack([r.seen.x for r in rows])
    return posterior.draw(x, _sent(rows), weights, CHAINS, KEEP, scale)


def _sent(rows: tuple[Requested, ...]) -> Array:
    return np.array([float(r.deployed) for r in rows])


def base_rates(rows: tuple[Requested, ...]) -> Array:
    """(row,) share of the other requests that brought troops, with one of each added."""
    y = _sent(rows)
    return np.asarray((y.sum() - y + 1) / (len(y) + 1))


def scores(rows: tuple[Requested, ...], p: Array, base: Array) -> dict[str, Any]:
    """Log score and Brier score of probabilities beside those of the base rate."""
    y = _sent(rows)
    out: dict[str, Any] = {
        "n": len(y),
        "deployed": int(y.sum()),
        "right_side": int(((p > 0.5) == y).sum()),
    }
    for name, score in (("log_score", _log), ("brier_score", _brier)):
        ours, theirs = score(p, y), score(base, y)
        gain = theirs - ours
        out[name] = {
            "model": float(ours.mean()),
            "base_rate": float(theirs.mean()),
            "gain": float(gain.mean()),
            "standard_error": float(gain.std(ddof=1) / np.sqrt(len(y))),
        }
    return out


def _log(p: Array, y: Array) -> Array:
    return np.asarray(-np.log(np.where(y > 0, p, 1 - p)))


def _brier(p: Array, y: Array) -> Array:
    return np.asarray((p - y) ** 2)


def calibration(rows: tuple[Requested, ...], p: Array) -> dict[str, Any]:
    """Held-out probabilities in three bins beside the share that brought troops."""
    y = _sent(rows)
    bins = []
    for low, high in BINS:
        inside = (p >= low) & ((p < high) | (high == 1))
        n = int(inside.sum())
        bins.append(
            {
                "from": low,
                "to": high,
                "n": n,
                "mean_probability": float(p[inside].mean()) if n else None,
                "share_deployed": float(y[inside].mean()) if n else None,
            }
        )
    return {
        "bins": bins,
        "expected": float(p.sum()),
        "expected_sd": float(np.sqrt((p * (1 - p)).sum())),
        "observed": int(y.sum()),
    }


def amount_scores(regression: amounts.Regression, rows: tuple[Requested, ...]) -> dict[str, Any]:
    """Held-out sizes or days: intervals, errors as factors, and log density."""
    from scipy.stats import t

    known = [r for r in rows if getattr(r, regression.name) is not None]
    f = np.stack([amounts.features(regression, r.seen) for r in known])
    f = np.where(np.isnan(f), np.nanmean(f, axis=0), f)
    y = np.log10([getattr(r, regression.name) for r in known])
    density, plain, place, error, cases = [], [], [], [], []
    for i, row in enumerate(known):
        others = np.arange(len(y)) != i
        at, scale, df = amounts.fit(regression, f[others], y[others]).predict(f[i])
        density.append(t.logpdf(y[i], df, at, scale))
        place.append(t.cdf(y[i], df, at, scale))
        error.append(abs(y[i] - at))
        only = amounts.fit(regression, f[others], y[others], only_mean=True)
        plain.append(t.logpdf(y[i], *_reordered(only.predict(f[i, :1]))))
        low, high = (10 ** t.ppf(q, df, at, scale) for q in (0.05, 0.95))
        cases.append(
            {
                "id": row.id,
                "recorded": getattr(row, regression.name),
                "median": float(f"{10**at:.3g}"),
                "p05": float(f"{low:.3g}"),
                "p95": float(f"{high:.3g}"),
            }
        )
    gain, where = np.array(density) - np.array(plain), np.array(place)
    return {
        "n": len(y),
        "in_50": float(((where > 0.25) & (where < 0.75)).mean()),
        "in_90": float(((where > 0.05) & (where < 0.95)).mean()),
        "median_factor": float(10 ** np.median(error)),
        "log_density_gain": float(gain.mean()),
        "standard_error": float(gain.std(ddof=1) / np.sqrt(len(y))),
        "cases": cases,
    }


def _reordered(found: tuple[float, float, float]) -> tuple[float, float, float]:
    location, scale, df = found
    return df, location, scale
