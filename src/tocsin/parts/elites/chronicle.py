"""Elites in the record: what of them is kept, and coups, deals and guards who left in the
chronicle; `outcomes` stands next door."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from tocsin.parts.elites.coups import DEAL, REPLACED

if TYPE_CHECKING:
    from tocsin.record.chronicle import Found, Teller


def events(teller: Teller) -> Iterator[Found]:
    """Coups, deals, guards who left."""
    recorder = teller.recorder
    elites = recorder.plan.politics.elites
    if elites is None:
        return
    a = recorder.arrays
    state = a["incumbent"]
    at = float(recorder.final["coup_at"])
    office = elites.offices[elites.leader]
    if np.isfinite(at):
        won = int(state[-1]) == REPLACED
        after = elites.offices[int(recorder.final["leader_is"])]
        text = f"Coup: {office} is replaced by {after}" if won else f"A coup against {office} fails"
        yield teller.event(at, "coup", text, actor=elites.names[elites.leader], value=float(won))
    deals = np.flatnonzero(state == DEAL)
    if len(deals):
        text = f"{office} comes to terms with its rivals"
        yield teller.event(int(deals[0]), "deal", text, actor=elites.names[elites.leader])
    gone = a["deserted"] > 0
    for k, name in enumerate(recorder.world.sites.names):
        for t in np.flatnonzero(gone[:, k] & ~np.r_[False, gone[:-1, k]]).tolist():
            place = int(recorder.world.sites.place[k])
            text = f"The guards of {name} leave by themselves"
            yield teller.event(t, "desertion", text, place=place, actor="forces")
