"""Three accounts of a series of official figures, with priors; what each expects of every report.

    process    late; a share is held back at first and let out slowly; what is taken back slipped out
    constant   late; the same share of the truth in every report: constant under-reporting
    slow       the same share in the end, but cases are registered slowly (exponential lag)

All have the same truth behind them and the same scatter (lognormal, in whole numbers).  A report that
was taken back is scored as a number like any other by `constant` and `slow`; that it was taken back is
given, not scored, for none of them says when this happens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from tocsin.scenario.sections.priors import Prior
from tocsin.theory.figures.process import withheld

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.theory.figures.series import Series

SCATTER = "loguniform(0.02, 0.5)"
SHARE = "uniform(0.1, 1)"

#: Draws of parameters: arrays by name, as attributes, which each model has others of.
Drawn: TypeAlias = Any
Expected = Callable[[Drawn, "Series"], "NDArray[np.float64]"]


@dataclass(frozen=True)
class Model:
    """An account: its priors, and the median of each report, (draw, report), given draws (draw, 1)."""

    name: str
    priors: dict[str, str]
    expected: Expected

    def draw(self, uniforms: NDArray[np.float64], series: Series) -> SimpleNamespace:
        """Parameters as (draw, 1) arrays, from uniforms (draw, number of parameters)."""
        priors = self.all_priors(series)
        columns = zip(priors.items(), uniforms.T, strict=True)
        return SimpleNamespace(
            **{name: _quantiles(Prior.parse(text), u)[:, None] for (name, text), u in columns}
        )

    def all_priors(self, series: Series) -> dict[str, str]:
        """Its priors with those of the truth."""
        return {"total": series.total, "end": series.end, "scatter": SCATTER, **self.priors}


def _quantiles(prior: Prior, u: NDArray[np.float64]) -> NDArray[np.float64]:
    if prior.family == "uniform":
        return np.asarray(prior.a + (prior.b - prior.a) * u)
    if prior.family == "loguniform":
        return np.asarray(prior.a * (prior.b / prior.a) ** u)
    return np.array([prior.quantile(float(x), 0.0) for x in u])


def true(hours: NDArray[np.float64], draws: Drawn, series: Series) -> NDArray[np.float64]:
    """True number at some hours: grows evenly from the series' begin to the drawn end."""
    return np.asarray(
        draws.total * np.clip((hours - series.begin) / (draws.end - series.begin), 0.0, 1.0)
    )


def _process(d: Drawn, series: Series) -> NDArray[np.float64]:
    held = withheld(series.hours - series.hours[0], d.withheld, d.rest, d.reveal)
    held = np.where(series.retracted, held * (1 - d.slipped), held)
    return np.asarray(true(series.hours - d.delay, d, series) * (1 - held))


def _constant(d: Drawn, series: Series) -> NDArray[np.float64]:
    return np.asarray(true(series.hours - d.delay, d, series) * d.share)


def _slow(d: Drawn, series: Series) -> NDArray[np.float64]:
    # the convolution of an even growth with an exponential lag, in closed form
    length = d.end - series.begin
    gone = np.maximum(series.hours - series.begin, 0.0)
    late = np.maximum(gone - length, 0.0)
    inside = np.minimum(gone, length)
    waiting = d.lag * (np.exp(-late / d.lag) - np.exp(-gone / d.lag))
    return np.asarray(d.total * d.share * np.maximum(inside - waiting, 0.0) / length)


MODELS = {
    "process": Model(
        "process",
        {
            "delay": "loguniform(1, 72)",
            "withheld": SHARE,
            "reveal": "loguniform(12, 1440)",
            "rest": "uniform(0, 0.3)",
            "slipped": "uniform(0.5, 1)",
        },
        _process,
    ),
    "constant": Model("constant", {"delay": "loguniform(1, 72)", "share": SHARE}, _constant),
    "slow": Model("slow", {"lag": "loguniform(12, 1440)", "share": SHARE}, _slow),
}
