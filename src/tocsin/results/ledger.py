"""The ledger: of every act and figure, whether it was imposed, fitted or predicted.

Imposed are acts at their historical time and outcomes that only repeat such an act; an act whose
time lies outside of the run is none.  An act that a condition triggers, or that needs an occasion at
its time, is listed with its rule, whose threshold somebody set.  Fitted are outcomes that
parameters were searched for.  Everything else the model predicts, as far as its assumptions carry.
"""

from __future__ import annotations

from math import ceil, inf
from typing import TYPE_CHECKING

from tocsin.declare.outcome import OUTCOMES, lacking

if TYPE_CHECKING:
    from tocsin.scenario import Scenario
    from tocsin.scenario.sections.levers import Lever

Entry = dict[str, str]


def ledger(scenario: Scenario) -> dict[str, list[Entry]]:
    """Entries by 'imposed', 'fitted' and 'predicted'; each has name, what and text."""
    spec = scenario.spec
    notes = spec.ledger.notes
    imposed: list[Entry] = []
    if spec.shock.enabled:
        imposed.append(_entry("shock", "shock", f"{spec.shock.what}, at {spec.shock.at}"))
    if spec.cells.enabled:
        size = sum(g.size for g in spec.cells.groups)
        imposed.append(_entry("cells", "hypothesis", f"{size:,} members of organised cells"))
    for name, lever in spec.levers.items():
        if not lever.enabled:
            continue
        title = lever.title or name
        if lever.at is not None:
            if not _in_its_time(scenario, lever):
                continue  # the run ends before it, or it ends before an hour in which it could act
            at = lever.at
            if lever.after:
                due = scenario.moment_of(scenario.hour_of(at) + lever.after)
                at = f"{due.astimezone(scenario.zone):%Y-%m-%dT%H:%M}"
            if lever.provided is None:
                imposed.append(_entry(name, "act", f"{title}, at {at}"))
            else:
                text = f"{title}, from {at} on, provided {lever.provided}"
                imposed.append(_entry(name, "occasion", text))
        else:
            delay = f", {lever.after:g} h later" if lever.after else ""
            imposed.append(_entry(name, "rule", f"{title}, when {lever.when}{delay}"))
    for name, claim in spec.officials.claims.items() if spec.officials else ():
        if claim.enabled:
            when = f"at {claim.at}" if claim.at is not None else f"when {claim.when}"
            imposed.append(_entry(name, "claim", f"{claim.text}, {when}"))
    known = {"imposed": set(spec.ledger.imposed), "fitted": set(spec.ledger.fitted)}
    out: dict[str, list[Entry]] = {"imposed": imposed, "fitted": [], "predicted": []}
    missing = lacking(spec)
    for name, declared in OUTCOMES.items():
        if name in missing or not declared.predicted:
            continue
        part = next((part for part, names in known.items() if name in names), "predicted")
        text = f"{declared.about}; {notes[name]}" if name in notes else declared.about
        out[part].append(_entry(name, "outcome", text))
    return out


def _in_its_time(scenario: Scenario, lever: Lever) -> bool:
    """Whether a lever with a time can act within the run."""
    start = scenario.hour_of(lever.at or "") + lever.after
    first = max(0, ceil(start))
    until = inf if lever.until is None else scenario.hour_of(lever.until)
    end = min(until, inf if lever.lasts is None else start + lever.lasts)
    return start < scenario.hours and (lever.moment or first < end)


def _entry(name: str, what: str, text: str) -> Entry:
    return {"name": name, "what": what, "text": text}
