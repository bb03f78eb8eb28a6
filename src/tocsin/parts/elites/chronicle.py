"""Elites in the record: coups, deals, resignations, purges that failed, orders that fall away with an
office, officers who stand aside or go over, guards who leave; `outcomes` stands next door."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from tocsin.parts.elites.elites import DEAL, REPLACED, RESIGNED

if TYPE_CHECKING:
    from tocsin.record.chronicle import Found, Teller


def events(teller: Teller) -> Iterator[Found]:
    """Coups, deals, resignations, and what officers did."""
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
    fallen = np.flatnonzero(state == RESIGNED)
    if len(fallen):
        heir = elites.offices[int(recorder.final["leader_is"])]
        text = f"{office} resigns; {heir} leads"
        hour = int(fallen[0])
        yield teller.event(hour, "resignation", text, actor=elites.names[elites.leader])
    yield from _levers(teller)
    yield from _officers(teller)
    gone = a["deserted"] > 0
    for k, name in enumerate(recorder.world.sites.names):
        for t in np.flatnonzero(gone[:, k] & ~np.r_[False, gone[:-1, k]]).tolist():
            place = int(recorder.world.sites.place[k])
            text = f"The guards of {name} leave by themselves"
            yield teller.event(t, "desertion", text, place=place, actor="forces")


def _levers(teller: Teller) -> Iterator[Found]:
    """Purges that failed, orders that fell away."""
    final = teller.recorder.final
    for act in teller.recorder.plan.acts:
        title, actor = act.lever.title or act.name, act.lever.actor
        failed, fell = float(final["failed_at"][act.index]), float(final["falls"][act.index])
        if np.isfinite(failed):
            yield teller.event(failed, "purge fails", f"{title}: it fails", actor=actor)
        if np.isfinite(fell):
            text = f"{title}: falls away with a new holder of the office"
            yield teller.event(fell, "falls away", text, actor=actor)


def _officers(teller: Teller) -> Iterator[Found]:
    """Services that stood aside in a place, or went over."""
    final, services = teller.recorder.final, teller.world.services.names
    for name, kind, what in (
        ("aside_at", "stand aside", "stand aside"),
        ("over_at", "go over", "go over to the crowd"),
    ):
        for i, q in np.argwhere(np.isfinite(final[name])).tolist():
            text = f"Officers of {services[i]} in {teller.places.names[q]} {what}"
            yield teller.event(float(final[name][i, q]), kind, text, place=q, actor=services[i])
