"""The timeline: people out, deaths apart by group, detentions, with bands, records and key events."""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.plural import counted
from tocsin.record.chronicle import Event, key_events
from tocsin.results.summary import FEW
from tocsin.view.figures import style
from tocsin.view.figures.moments import clock, midnights
from tocsin.view.figures.source import national

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from tocsin.results.result import Result
    from tocsin.scenario import Scenario

WIDTH, PANEL, EVENT = 10.0, 2.1, 0.17  # inches: of a panel's height, of a line of events
MOST = 10  # key events
NEAR = 0.02  # of the clock, within which the numbers of two events would touch
#: title; then variable, outcome whose records stand beside it, label, colour
PANELS: tuple[tuple[str, tuple[tuple[str, str, str, str], ...]], ...] = (
    ("People out at once", (
        ("active", "active_by_day", "marching or rioting", style.MARCHING),
        ("rioting", "", "rioting", style.RIOTING),
    )),
    ("Dead so far", (
        ("dead", "dead", "all", style.INK),
        ("dead_participants", "dead_participants", "participants", style.PARTICIPANTS),
        ("dead_bystanders", "dead_bystanders", "bystanders", style.BYSTANDERS),
        ("dead_forces", "dead_forces", "forces", style.OFFICERS),
    )),
    ("Detentions so far", (("ever_detained", "detained_by", "detained", style.DETAINED),)),
)  # fmt: skip


def draw(result: Result) -> style.Drawing:
    """Three panels on one clock, in the scenario's zone."""
    scenario, summary = result.scenario, result.summary()
    events = key_events(_events(result), MOST)
    runs = summary["runs"] - summary.get("failed", 0)
    with style.style():
        made = style.figure(WIDTH, PANEL * len(PANELS) + EVENT * len(events) + 1.2)
        heights = [PANEL] * len(PANELS) + [EVENT * (len(events) + 1)]
        grid = made.add_gridspec(len(heights), 1, height_ratios=heights)
        panels = [made.add_subplot(grid[i]) for i in range(len(PANELS))]
        several = recorded = False
        for axes, (title, series) in zip(panels, PANELS, strict=True):
            for name, outcome, label, colour in series:
                several |= _series(axes, national(result, name), label, colour)
                recorded |= _records(axes, summary["outcomes"].get(outcome, {}), scenario, colour)
            _frame(axes, title, scenario)
        panels[0].set_title(PANELS[0][0], pad=16)  # above the numbers of events
        if recorded:
            _key(panels[-1])
        _marks(panels, made.add_subplot(grid[-1]), events, scenario, runs)
        what = "one run"
        if several:
            bands = (
                "bands of 50 and 90 %" if runs >= FEW else "bands over half and nearly all of them"
            )
            what = f"median of {counted(runs, 'run')}, {bands}"
        made.suptitle(f"{summary['title']}\n", x=0.01, ha="left", fontsize=12, fontweight="bold")
        told = f"A simulation, not a record: {what}, seed {summary['seed']}. Times are {{zone}}."
        told = told.format(zone=scenario.spec.clock.zone)
        made.text(0.01, 1 - 0.4 / made.get_figheight(), told, ha="left", va="center",
                  color=style.GREY)  # fmt: skip
    return made


def _series(axes: Axes, values: NDArray[np.float64], label: str, colour: str) -> bool:
    """Lines with bands; whether there are bands."""
    hours = np.arange(values.shape[1])  # as the report names its hours
    if len(values) == 1:
        axes.plot(hours, values[0], color=colour, linewidth=1.4, label=label)
        return False
    axes.fill_between(hours, values[0], values[4], color=colour, alpha=0.15, linewidth=0)
    axes.fill_between(hours, values[1], values[3], color=colour, alpha=0.25, linewidth=0)
    axes.plot(hours, values[2], color=colour, linewidth=1.4, label=label)
    return True


def _records(axes: Axes, found: dict[str, Any], scenario: Scenario, colour: str) -> bool:
    """Recorded figures: of a day over that day, of the whole at their date or at the end; any?"""
    any_ = False
    keyed = {"": found} if "unit" in found else found
    for key, figures in keyed.items():
        for reference in figures.get("references", []):
            low, high = _range(reference)
            if low is None or high is None:
                continue
            any_ = True
            begin, end = _when(key, reference["date"], scenario)
            middle, value = (begin + end) / 2, (low + high) / 2
            hollow = reference["status"] == "retracted"  # as in the report
            axes.plot([middle, middle], [low, high], color=colour, linewidth=1, zorder=5)
            axes.plot([begin, end], [value, value], color=colour, linewidth=0.8, zorder=5)
            axes.plot([middle], [value], "D", color=colour, markersize=4, zorder=6, clip_on=False,
                      markerfacecolor="white" if hollow else colour)  # fmt: skip
            if hollow:
                axes.annotate("retracted", (middle, high), (4, 3), textcoords="offset points",
                              fontsize=7, color=style.GREY)  # fmt: skip

    return any_


def _key(axes: Axes) -> None:
    """What the diamonds are, beside the lines of a panel."""
    for face, label in ((style.GREY, "recorded"), ("white", "retracted")):
        axes.plot([], [], "D", color=style.GREY, markerfacecolor=face, markersize=4, label=label)
    axes.legend(loc="upper left")


def _range(reference: dict[str, Any]) -> tuple[float | None, float | None]:
    value = reference["value"]
    if isinstance(value, int | float):
        return value, value
    low, high = reference["low"], reference["high"]
    return (low if low is not None else high), (high if high is not None else low)


def _when(day: str, date: str, scenario: Scenario) -> tuple[float, float]:
    """Hours of the run between which a record stands: its day, else its date, else the end."""
    end = float(scenario.hours)
    text = day or date
    try:
        if day and "T" in date:  # a count so far, with its hour
            at = last = scenario.hour_of(date)
        else:
            at = scenario.hour_of(text if "T" in text else f"{text}T00:00")
            last = at + 24 if day else at
    except ValueError:  # such as '2022', or words
        return end, end
    return (at, last) if 0 <= at < end else (end, end)


def _frame(axes: Axes, title: str, scenario: Scenario) -> None:
    days = midnights(scenario)
    every = max(1, len(days) // 16)
    axes.set_xlim(0, scenario.hours)
    axes.set_ylim(bottom=0)
    axes.set_xticks([h for h, _ in days[::every]], [d for _, d in days[::every]], ha="left")
    axes.yaxis.set_major_formatter(lambda x, _: f"{x:,.0f}")
    axes.set_title(title)
    axes.legend(loc="upper left", ncols=1)


def _marks(
    panels: list[Axes], below: Axes, events: list[Event], scenario: Scenario, runs: int
) -> None:
    """Key events: numbered lines through all panels, told below."""
    lines = [f"Key events of run {events[0].run}:" if runs > 1 else "Key events:"] if events else []
    last, level = -np.inf, 0
    for n, event in enumerate(events, 1):
        when = datetime.strptime(event.time_utc, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
        hour = (when - scenario.start).total_seconds() / 3600
        for axes in panels:
            axes.axvline(hour, color=style.GREY, linewidth=0.5, linestyle=(0, (2, 2)), zorder=0)
        level = level + 1 if hour - last < NEAR * scenario.hours else 0
        last = hour
        panels[0].annotate(str(n), (hour, 1), (1, 1 + 8 * level), xycoords=("data", "axes fraction"),
                           textcoords="offset points", fontsize=7, color=style.GREY)  # fmt: skip
        text = textwrap.shorten(event.text, 120, placeholder=" ...")
        lines.append(f"{n:>2}  {clock(hour, scenario, brief=True)}  {text}")
    below.set_axis_off()
    below.text(0, 1, "\n".join(lines), va="top", fontsize=7.5, transform=below.transAxes)


def _events(result: Result) -> list[Event]:
    """The chronicle of the first run."""
    from tocsin.view.report.cases import first_chronicle

    return first_chronicle(result.path / "chronicle.csv")
