"""The alliance in the record: requests, decisions, arrivals, reviews and the exit, in the chronicle.

Outcomes of it stand next door, in `outcomes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.parts.alliance.consultation import ABSTAINS, FOR, OBJECTS
from tocsin.plural import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tocsin.record.chronicle import Found, Teller
    from tocsin.record.recorder import Recorder

REVIEW = {FOR: "to stay", ABSTAINS: "abstains", OBJECTS: "to go"}
VOTES = {FOR: "for", ABSTAINS: "abstains", OBJECTS: "objects"}


def _arrivals(recorder: Recorder) -> NDArray[np.float64]:
    """(time,) troops that arrive in each hour."""
    return np.diff(recorder.arrays["allied_troops"].astype(float), prepend=0.0)


def events(teller: Teller) -> Iterator[Found]:
    """Requests as they were made, decisions, arrivals, the airlift, reviews, the exit."""
    recorder = teller.recorder
    alliance = recorder.plan.politics.alliance
    if alliance is None:
        return
    a = recorder.arrays
    yield from _requests(teller)
    for t in np.flatnonzero(np.diff(a["decisions"], prepend=0) > 0).tolist():
        yield _decision(teller, t, a["approved"][t] > 0, a["vote"][t])
    yield from _troops(teller)


def _requests(teller: Teller) -> Iterator[Found]:
    """What was asked, at the time of the lever where it acted then, else at the hour of the request."""
    recorder = teller.recorder
    alliance = recorder.plan.politics.alliance
    assert alliance is not None
    a, seen = recorder.arrays, set()
    for t in np.flatnonzero(np.diff(a["asked"], prepend=0) > 0).tolist():
        i = int(a["asked_by"][t])
        act, since = recorder.plan.acts[i], float(recorder.final["lever_time"][i].min())
        again = i in seen
        seen.add(i)
        text = f"{alliance.section.title} is asked again" if again else act.lever.title or act.name
        hour = since if t - 1 < since <= t and not again else float(t)
        yield teller.event(max(hour, 0.0), "alliance", text, actor=act.lever.actor, rank=0)


def _told(names: list[str], vote: NDArray[np.int8], words: dict[int, str]) -> str:
    return "; ".join(
        f"{word}: {', '.join(n for n, v in zip(names, vote, strict=True) if v == kind)}"
        for kind, word in words.items()
        if (vote == kind).any()
    )


def _decision(teller: Teller, t: int, approved: bool, vote: NDArray[np.int8]) -> Found:
    alliance = teller.recorder.plan.politics.alliance
    assert alliance is not None
    what = "decides to send troops" if approved else "refuses"
    text = f"{alliance.section.title} {what} ({_told(alliance.names, vote, VOTES)})"
    number = int((vote == FOR).sum())
    chair = alliance.names[alliance.chair] if alliance.chair >= 0 else alliance.section.title
    return teller.event(t, "decision", text, actor=chair, value=number)


def _troops(teller: Teller) -> Iterator[Found]:
    recorder = teller.recorder
    alliance = recorder.plan.politics.alliance
    assert alliance is not None
    a = recorder.arrays
    troops, pledged = a["contingent"], recorder.final["pledged"]
    for m, name in enumerate(alliance.names):
        there = np.flatnonzero(troops[:, m] > 0)
        if len(there):
            way = "by road" if alliance.road[m] else "by air"
            value = round(float(pledged[m]))
            rest = f"{value:,} {'is' if value == 1 else 'are'} to come"
            text = f"First troops of {name} arrive {way}; {rest}"
            yield teller.event(int(there[0]), "troops", text, actor=name, value=value)
    total = troops.sum(1)
    arriving = np.flatnonzero(_arrivals(recorder) > 0)
    if not pledged.sum():
        return
    begin = int(np.ceil(recorder.final["decided_at"]))
    complete = len(arriving) and recorder.arrays["allied_troops"][-1] >= pledged.sum() - 0.5
    end = int(arriving[-1]) if complete else len(total)
    lift = a["airlift"]
    flown = bool((pledged[~alliance.road] > 0).any())  # nobody else waits for an airport
    for t in range(begin, min(end, len(lift)) if flown else begin):
        before = lift[t - 1] if t > begin else 1.0
        if lift[t] < 1 <= before:
            text = "No airport is open: the airlift is stopped"
            if lift[t] > 0:
                text = f"No airport is open: other airfields take {lift[t]:.0%} of the airlift"
            yield teller.event(t, "airlift", text, actor=alliance.section.title)
        elif before < 1 <= lift[t]:
            yield teller.event(
                t, "airlift", "The airlift is open again", actor=alliance.section.title
            )
    if complete:
        text = f"All allied troops are there: {round(float(total[end])):,}"
        yield teller.event(end, "troops", text, value=round(float(total[end])), rank=2)
    exit_at = float(recorder.final["exit_at"])
    for t in np.flatnonzero(np.diff(a["reviews"], prepend=0) > 0).tolist():
        what = "lets the mandate end" if t == exit_at else "lets the mandate go on"
        text = (
            f"{alliance.section.title} {what} ({_told(alliance.names, a['stay_vote'][t], REVIEW)})"
        )
        to_stay = int((a["stay_vote"][t] == FOR).sum())
        actor = alliance.section.title
        yield teller.event(t, "decision", text, actor=actor, value=to_stay, rank=0)
    if exit_at < len(total):
        notice = alliance.section.withdrawal.notice
        text = f"The alliance's exit is announced, to begin in {counted(notice, 'hour')}"
        yield teller.event(exit_at, "alliance ends", text, actor=alliance.section.title)
        gone = np.flatnonzero(total[int(exit_at) :] > 0)
        if len(gone) and exit_at + gone[-1] + 1 < len(total):
            text = "The last allied troops leave"
            hour = int(exit_at) + int(gone[-1]) + 1
            yield teller.event(hour, "alliance ends", text, actor=alliance.section.title)
