"""How well each account tells a series: evidence with the priors integrated out, and predictions.

    log evidence = log of the mean over the prior of prod_k P(report k | parameters)

It sums the log scores of predicting each report from those before it.  By `integrate`, with a fixed
seed, several times over for the error.  `confusion` says what such a comparison is worth: series made
by each account, and which account is then preferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.theory.figures.integrate import draws
from tocsin.theory.figures.models import MODELS, Model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.theory.figures.series import Series

NUMBER, REPEATS = 2048, 8
AT = (0.05, 0.5, 0.95)


def judge(
    model: Model, series: Series, number: int = NUMBER, repeats: int = REPEATS, seed: int = 1
) -> dict[str, Any]:
    """What an account makes of a series.

    number, repeats : draws of a cloud, and clouds

    `log_evidence` (natural logarithm) with its Monte Carlo `error`, `by_report` what each report adds;
    `prior`, `before` : 90 % intervals (low, median, high) of each report from the priors alone and from
    the reports before it, and how many reports lie `inside`; `parameters` : posterior, likewise
    """
    clouds = [draws(model, series, number, seed + i) for i in range(repeats)]
    gains = np.array([cloud.gain for cloud in clouds])
    totals = gains.sum(1)
    rng = np.random.default_rng(seed)
    parameters = model.draw(rng.random((number * repeats, len(model.all_priors(series)))), series)
    expected = model.expected(parameters, series)
    prior = [
        _said(expected[:, k], parameters.scatter[:, 0], rng) for k in range(len(series.values))
    ]
    before = []
    for k in range(len(series.values)):
        median, scatter = (np.concatenate([cloud.before[k][i] for cloud in clouds]) for i in (0, 1))
        before.append(_said(median, scatter, rng))
    return {
        "log_evidence": float(np.logaddexp.reduce(totals) - np.log(repeats)),
        "error": float(totals.std(ddof=1) / np.sqrt(repeats)) if repeats > 1 else None,
        "by_report": gains.mean(0).tolist(),
        "prior": _intervals(prior, series),
        "before": _intervals(before, series),
        "parameters": {
            name: np.quantile(
                np.concatenate([getattr(cloud.parameters, name)[:, 0] for cloud in clouds]), AT
            ).tolist()
            for name in model.all_priors(series)
        },
    }


def _said(
    expected: NDArray[np.float64], scatter: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float64]:
    return np.rint(expected * np.exp(scatter * rng.standard_normal(len(expected))))


def _intervals(said: list[NDArray[np.float64]], series: Series) -> dict[str, Any]:
    found = [np.quantile(values, AT).tolist() for values in said]
    inside = [a <= x <= b for (a, _, b), x in zip(found, series.values, strict=True)]
    return {"intervals": found, "inside": int(sum(inside))}


def score(
    series: Series,
    models: dict[str, Model] | None = None,
    number: int = NUMBER,
    repeats: int = REPEATS,
    seed: int = 1,
) -> dict[str, Any]:
    """What every account makes of a series; see `judge`.

    `log_bayes_factor` : of each account against `constant`
    """
    found = {
        name: judge(m, series, number, repeats, seed) for name, m in (models or MODELS).items()
    }
    base = found["constant"]["log_evidence"]
    for each in found.values():
        each["log_bayes_factor"] = each["log_evidence"] - base
    return {"series": series.name, "reports": len(series.values), "models": found}


def make(model: Model, series: Series, number: int, seed: int = 1) -> NDArray[np.float64]:
    """(number, report) figures that an account makes at the hours of a series, from its priors."""
    rng = np.random.default_rng(seed)
    d = model.draw(rng.random((number, len(model.all_priors(series)))), series)
    noise = rng.standard_normal((number, len(series.values)))
    return np.asarray(np.rint(model.expected(d, series) * np.exp(d.scatter * noise)))


def confusion(
    series: Series,
    number: int = 50,
    draws_each: int = 512,
    models: dict[str, Model] | None = None,
    seed: int = 1,
) -> dict[str, Any]:
    """Which account is preferred for series that each account made, at the hours of `series`.

    number : series by account; draws_each : draws of a cloud
    returns : `preferred` {made by: {preferred: share}}, `log_bayes_factor` {made by: [...]} of
        process against constant
    """
    models = models or MODELS
    names = list(models)
    preferred: dict[str, dict[str, float]] = {}
    factors: dict[str, list[float]] = {}
    for name, model in models.items():
        logs = np.array(
            [
                [sum(draws(m, series.saying(said), draws_each, seed).gain) for m in models.values()]
                for said in make(model, series, number, seed)
            ]
        )
        best = logs.argmax(1)
        preferred[name] = {other: float((best == j).mean()) for j, other in enumerate(names)}
        factor = logs[:, names.index("process")] - logs[:, names.index("constant")]
        factors[name] = factor.tolist()
    return {"number": number, "preferred": preferred, "log_bayes_factor": factors}
