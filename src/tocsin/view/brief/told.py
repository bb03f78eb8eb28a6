"""Figures in words: spans, recorded figures, differences, an act with its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.declare.outcome import OUTCOMES
from tocsin.results.summary import FEW
from tocsin.view.verdicts import verdict

if TYPE_CHECKING:
    from tocsin.scenario import Scenario
    from tocsin.view.brief.words import Words


def middle(found: dict[str, Any], w: Words) -> str:
    """The median, or the commonest name with the share of runs that have it."""
    if "median" in found:
        return w.number(found["median"])
    name = w.named(found["value"]) if found["value"] else w.t("nowhere")
    if found["share"] == 1:
        return name
    return w.t("in_share", value=name, share=w.percent(found["share"]))


def head(runs: int, w: Words) -> str:
    """The head of the column of spans."""
    return "" if runs == 1 else w.t("col.interval" if runs >= FEW else "col.range")


def span(found: dict[str, Any], runs: int, w: Words) -> str:
    """The interval of many runs, least and most of few, nothing of one or of a name."""
    low, high = found.get("p05", found.get("low")), found.get("p95", found.get("high"))
    if runs == 1 or low is None or high is None:
        return ""
    return w.t("range", low=w.number(low), high=w.number(high))


def figure(reference: dict[str, Any], w: Words) -> str:
    """A recorded figure or range."""
    if reference["value"] is not None:
        return w.number(reference["value"])
    low, high = reference["low"], reference["high"]
    if high is None:
        return w.t("at_least", n=w.number(low))
    return w.t("at_most", n=w.number(high)) if low is None else w.t("range", low=low, high=high)


def said(reference: dict[str, Any], w: Words) -> str:
    """A recorded figure with its date and status."""
    status = reference["status"]
    status = w.texts.get(f"status.{status}", status)
    where = ", ".join(x for x in (w.date(reference["date"]), status) if x)
    text = figure(reference, w)
    return w.t("said", figure=text, said=where) if where else text


def recorded(found: dict[str, Any], w: Words, most: int = 2) -> str:
    """The recorded figures beside an outcome."""
    return w.t("semicolon").join(said(r, w) for r in found.get("references", [])[:most])


def reach(s: dict[str, Any], w: Words) -> str:
    """What two figures beside a difference are."""
    if s["runs"] >= FEW:
        return w.t("reach.interval", level=w.percent(s["level"]))
    return w.t("reach.range", n=s["runs"])


def difference(name: str, label: str, figures: dict[str, Any], w: Words) -> tuple[str, ...]:
    """Cells of an outcome: base, variant, difference, and what may be said of it."""
    d = figures["difference"]
    means = [w.compared(figures[of]["mean"]) for of in ("base", "variant")]
    text = w.compared(d["mean"], sign=True)
    if d["low"] is not None and (d["low"], d["high"]) != (0, 0):
        ends = {k: w.compared(d[k], sign=True) for k in ("low", "high")}
        text += f" ({w.t('range.signed', **ends)})"
    return label, *means, text, verdict(figures, OUTCOMES[name].reads, w.t)


def hour(text: str, scenario: Scenario) -> float:
    """When an imposed act takes place, in hours since the start; what has no time comes first."""
    when = text.partition(", at ")[2]
    return scenario.hour_of(when) if when else -1.0


def act(text: str, scenario: Scenario, w: Words) -> str:
    """An imposed act with its time as people write it."""
    title, at, _ = text.partition(", at ")
    named = w.named(title)
    named = named[:1].upper() + named[1:]
    if not at:
        return named
    moment = scenario.moment_of(hour(text, scenario)).astimezone(scenario.zone)
    return w.t("said", figure=named, said=w.moment(moment))
