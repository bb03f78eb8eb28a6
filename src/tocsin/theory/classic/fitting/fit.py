"""Fit a model to daily counts: parameters with intervals, scores on counts never seen, a forecast.

`fit_riot_sir` and `fit_hawkes` are the same but for the model; the Hawkes fit is also the baseline
beside the riot SIR.  What the data cannot tell is said in `notes`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.errors import InputError
from tocsin.theory.classic import checks
from tocsin.theory.classic.counts import Counts, read_counts
from tocsin.theory.classic.fitting.hawkes import Hawkes
from tocsin.theory.classic.fitting.likelihood import (
    LEVEL,
    Interval,
    curvature,
    draws,
    maximise,
    profile,
)
from tocsin.theory.classic.fitting.riot_sir import RiotSIR
from tocsin.theory.classic.fitting.scores import LEAST, Array, Family, Scores, held_back, score
from tocsin.theory.classic.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DRAWS = 1000
PROFILED = 8  # places up to which intervals are profiles
LAWS = ("auto", "poisson", "negative-binomial")
ASKED = 1.35  # log-likelihood that the scatter must gain (5 % by chance: it cannot be negative)
Fit = Result


def fit_hawkes(
    counts: Counts | str | Path, *, until: str | None = None, horizon: int = 7, missing: str = "error",
    scores: bool = True, seed: int = 1,
) -> Fit:  # fmt: skip
    """The Hawkes process on daily counts, all places together.

    counts : Counts, or the path of a CSV file with the columns date and count
    until : the last day that is fitted, by default the last; later days are scored
    horizon : days of the forecast, and k of the k-step score; missing : see `read_counts`
    returns : `parameters` {name: {value, low, high, unit, identified}} with 90 % intervals,
        `log_score`, `scores`, `forecast` [{date, median, p05, p95}], `notes`; data.count and
        data.expected (day,)
    Raises InputError for a file or a value that cannot be used.
    """
    return _fit([Hawkes()], counts, until, horizon, missing, scores, seed)


def fit_riot_sir(
    counts: Counts | str | Path, *, until: str | None = None, horizon: int = 7, missing: str = "error",
    law: str = "auto", scores: bool = True, seed: int = 1,
) -> Fit:  # fmt: skip
    """The riot SIR on daily counts; several places, with lat and lon, are fitted with their distances.

    law : of the counts, 'poisson', 'negative-binomial', or what the data ask for; the rest as
    `fit_hawkes`"""
    checks.choice("law", law, LAWS)
    kinds = {"auto": (False, True), "poisson": (False,), "negative-binomial": (True,)}[law]
    return _fit([RiotSIR(k) for k in kinds], counts, until, horizon, missing, scores, seed)


def _fit(
    families: list[Family],
    counts: Counts | str | Path,
    until: str | None,
    horizon: int,
    missing: str,
    scores: bool,
    seed: int,
) -> Fit:
    horizon = checks.whole("horizon", horizon, 1, 365)
    rng = checks.generator(seed)
    whole = counts if isinstance(counts, Counts) else read_counts(counts, missing)
    last = None if until is None else whole.day(until)
    seen = whole if last is None else whole.head(last + 1)
    _check(seen)
    family, problem, best, most = _best(families, seen)
    large = family.name == "riot-sir" and len(seen.places) > PROFILED
    spans = curvature(problem, best) if large else profile(problem, best, most)
    names = list(problem.names)
    for name, (other, at, which) in family.also(problem, best).items():
        names.append(name)
        spans += [curvature(other, at)[which]] if large else profile(other, at, most, [which])
    parameters = _parameters(family, names, spans, problem.limits)
    thetas = draws(problem, best, DRAWS, rng, family.log_prior(problem))
    paths, _ = family.ahead(problem, thetas, horizon, rng)
    found = None
    if scores:
        beside = [family] if family.name == "hawkes" else [family, Hawkes()]
        found = score(beside, whole, held_back(whole, last, horizon), horizon, rng)
    expected = family.expected(problem, best)
    numbers = {
        "parameters": parameters, "derived": family.derived(best), "log_likelihood": most,
        "log_score": None if found is None else found.one[family.name], **_scores(found),
        "forecast": _forecast(seen, paths), "counts_law": _law(family), "days": seen.days,
        "first": str(seen.first), "last": str(seen.last), "places": len(seen.places),
        "events": float(np.nansum(seen.values)), "level": LEVEL,
        "intervals": "curvature" if large else "profile",
    }  # fmt: skip
    notes = _notes(family, seen, names, spans, expected, found)
    return _result(family, whole, seen, expected, paths, numbers | {"notes": notes}, notes)


def _check(seen: Counts) -> None:
    known = ~np.isnan(seen.total)
    if known.sum() < LEAST:
        days = "1 day" if known.sum() == 1 else f"{int(known.sum())} days"
        raise InputError(f"{seen.source}: {days} with known counts; expected {LEAST} or more to fit a "
                         "model")  # fmt: skip
    if np.nansum(seen.values) < 5:
        raise InputError(f"{seen.source}: {np.nansum(seen.values):.0f} events up to {seen.last}; "
                         "expected 5 or more to fit a model")  # fmt: skip


def _best(families: list[Family], seen: Counts) -> tuple[Any, Any, Any, float]:
    """The fit; of Poisson and negative binomial the second if it gains more than chance would."""
    done = []
    for family in families:
        problem = family.problem(seen)
        done.append((family, problem, *maximise(problem, family.starts(problem))))
    first, last = done[0], done[-1]
    return last if last[3] - first[3] > ASKED else first


def _law(family: Family) -> str:
    if family.name == "hawkes":
        return "generalised Poisson"
    return "negative binomial" if family.scattered else "Poisson"


def _parameters(
    family: Family, names: list[str], spans: list[Interval], limits: Array
) -> dict[str, Any]:
    """Intervals by name; of a parameter that may as well be zero the lower end is 0, not unknown."""
    out = {}
    for i, (name, s) in enumerate(zip(names, spans, strict=True)):
        low, value = s.low, s.value
        if low is None and name in family.floors:
            low = 0.0
            value = 0.0 if value <= 1.01 * limits[i, 0] else value
        out[name] = {"value": value, "low": low, "high": s.high, "unit": family.units[name],
                     "identified": low is not None and s.high is not None}  # fmt: skip
    return out


def _forecast(seen: Counts, paths: Array) -> list[dict[str, Any]]:
    low, middle, high = np.quantile(paths, [0.05, 0.5, 0.95], axis=0, method="inverted_cdf")
    return [{"date": str(seen.last + timedelta(days=k + 1)), "median": middle[k], "p05": low[k],
             "p95": high[k]} for k in range(paths.shape[1])]  # fmt: skip


def _scores(found: Scores | None) -> dict[str, Any]:
    if found is None:
        return {"scores": None}
    return {
        "scores": {
            "one_step": found.one, "k_step": found.many, "k": found.step, "days": found.days,
            "days_k_step": found.days_many, "largest_seen": found.largest_seen,
            "larger_than_any_before": found.never_seen,
        }
    }  # fmt: skip


def _notes(
    family: Family,
    seen: Counts,
    names: list[str],
    spans: list[Interval],
    expected: Array,
    found: Scores | None,
) -> list[str]:
    notes = []
    for name, s in zip(names, spans, strict=True):
        low = 0.0 if s.low is None and name in family.floors else s.low
        if low is None and s.high is None:
            notes.append(f"the data cannot identify {name}: any value fits about as well")
        elif s.high is None:
            notes.append(f"the data cannot identify {name}: they set no upper limit")
        elif low is None:
            notes.append(f"the data cannot identify {name}: they set no lower limit")
    excited = dict(zip(names, spans, strict=True)).get("n")
    if excited is not None and excited.low is None:
        notes.append("these counts can be had without contagion: n may be 0, and beta means little")
    if family.name == "hawkes" and len(seen.places) > 1:
        notes.append(f"counts of {len(seen.places)} places are added up")
    if family.name == "riot-sir" and len(seen.places) > 1 and seen.population is None:
        notes.append("no column population: all places count as equally large")
    y = seen.total
    if family.name == "riot-sir" and not family.scattered:
        chi = np.nanmean((y - expected) ** 2 / np.maximum(expected, 0.5))
        if chi > 2:
            notes.append(
                f"counts scatter {chi:.1f} times as much as Poisson: intervals are too narrow"
            )
    if found is not None and found.one[family.name] < max(
        found.one["last_value"], found.one["mean"]
    ):
        notes.append("on counts it had not seen a simple baseline did better than the model")
    if np.isnan(seen.values).any():
        notes.append(f"{int(np.isnan(seen.values).sum())} unknown counts are left out")
    return notes


def _result(
    family: Family,
    whole: Counts,
    seen: Counts,
    expected: Array,
    paths: Array,
    numbers: dict[str, Any],
    notes: list[str],
) -> Fit:
    import xarray as xr

    start = np.datetime64(whole.first, "D")
    data = xr.Dataset(
        {
            "count": ("day", whole.total, {"units": "events"}),
            "expected": ("day", np.pad(expected, (0, whole.days - seen.days), constant_values=np.nan)),
            "path": (("draw", "ahead"), paths, {"units": "events"}),
        },
        coords={"day": start + np.arange(whole.days),
                "ahead": start + seen.days + np.arange(paths.shape[1])},
        attrs={"model": family.name, "counts": whole.source},
    )  # fmt: skip
    places = "1 place" if numbers["places"] == 1 else f"{numbers['places']} places"
    told = [f"{numbers['events']:,.0f} events, {seen.first} to {seen.last}, {places}; "
            f"{numbers['counts_law']} counts."]  # fmt: skip
    source = "fit by maximum likelihood, 90 % intervals"
    return Result(family.name, source, data, numbers, (*told, *(f"- {n}" for n in notes)),
                  ("events by day", np.nan_to_num(whole.total).tolist()), _draw)  # fmt: skip


def _draw(figure: Figure, result: Result) -> None:
    from tocsin.theory.classic import drawing as d

    axes = figure.subplots()
    data = result.data
    axes.bar(data.day.values, data["count"].values, width=0.9, color=d.FAINT, label="counts")
    axes.plot(data.day.values, data.expected.values, color=d.BLUE, label="fitted")
    low, middle, high = np.quantile(data.path.values, [0.05, 0.5, 0.95], axis=0)
    axes.fill_between(
        data.ahead.values, low, high, color=d.ORANGE, alpha=0.25, linewidth=0, label="90 %"
    )
    axes.plot(data.ahead.values, middle, "o-", color=d.ORANGE, markersize=3, label="forecast")
    top = max(float(np.nanmax(data["count"])), float(np.nanmax(data.expected)))
    axes.set_ylim(0, 2.2 * top if high.max() > 2.2 * top else None)
    axes.tick_params(axis="x", rotation=30)
    axes.legend()
    score = result.numbers["log_score"]
    title = f"{result.model}" + (
        "" if score is None else f": log score {score:.2f} a day, one step ahead"
    )
    d.finish(axes, "", "events", title)
