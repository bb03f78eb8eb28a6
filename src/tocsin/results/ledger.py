"""The ledger: of every act and figure, whether it was imposed, fitted or predicted.

Imposed are acts at their historical time and outcomes that only repeat such an act; an act that a
condition triggers is listed with its rule, whose threshold somebody set.  Fitted are outcomes that
parameters were searched for.  Everything else the model predicts, as far as its assumptions carry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.declare.outcome import OUTCOMES, lacking

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

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
            if scenario.hour_of(lever.at) >= scenario.hours:
                continue  # the run ends before it
            imposed.append(_entry(name, "act", f"{title}, at {lever.at}"))
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


def _entry(name: str, what: str, text: str) -> Entry:
    return {"name": name, "what": what, "text": text}
