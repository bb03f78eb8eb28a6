"""The chronicle: the dated list of what happened in a run, read off its record.

Acts stand at the time at which the actor acted, events at the beginning of the hour in which they
happened; local time is that of the place's region.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from datetime import UTC
from typing import TYPE_CHECKING, TextIO

import numpy as np

from tocsin.declare.lever import KINDS, known_lines
from tocsin.mechanisms.forces.force import BURNT, CAPTURED, RECAPTURED
from tocsin.parts import chronicle as political
from tocsin.record.outcomes import ANY, CALM, calm_from

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.acts import Act
    from tocsin.record.recorder import Recorder

CROWDS = (1_000, 10_000, 100_000)
TOLLS = (10, 50, 100, 200, 500, 1_000, 5_000)
RIOT = 100
MAJOR = 0.9  # value of the sites whose capture is told among the key events
NO_OCCASION = "no occasion"  # an act at whose time its condition did not hold
QUIET_HOURS = 12  # after which an attack on the same site is told again

#: How much a kind of event counts when only a few can be shown.
WEIGHT = {
    "shock": 9, "protest": 2, "crowd": 3, "riot": 3, "attack": 1, "capture": 7, "burnt": 2,
    "retaken": 2, "death": 8, "toll": 5, "alliance": 7, "calm": 9, "peak": 7,
    "coup": 9, "desertion": 4, "stand aside": 3, "go over": 6, NO_OCCASION: 2,
    "resignation": 9, "purge fails": 7, "falls away": 3,
    "decision": 7, "troops": 3, "airlift": 2,
    "report": 3, "retraction": 5, "claim": 4,
    **known_lines(),
}  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One line of the chronicle."""

    run: int
    time_utc: str
    time_local: str
    place: str
    region: str
    kind: str
    actor: str
    value: str
    text: str


COLUMNS = tuple(f.name for f in fields(Event))


def chronicle(recorder: Recorder, run: int) -> list[Event]:
    """All events of a finished run in the order of time."""
    teller = Teller(recorder, run)
    found = [
        *teller.acts(),
        *teller.ends(),
        *teller.crowds(),
        *teller.sites(),
        *teller.deaths(),
        *teller.calm(),
        *political.events(teller),
    ]
    found.sort(key=lambda pair: pair[0])
    return [event for _, event in found]


def write(events: Iterable[Event], file: TextIO, head: bool = True) -> None:
    """As CSV, with a head or without."""
    writer = csv.writer(file, lineterminator="\n")
    if head:
        writer.writerow(COLUMNS)
    writer.writerows(astuple(event) for event in events)


def key_events(events: list[Event], most: int = 10) -> list[Event]:
    """The few that count most, in the order of time; of each kind the first ones."""
    seen: dict[str, int] = {}
    ranked = []
    for i, event in enumerate(events):
        if event.kind == "capture" and event.value and float(event.value) < MAJOR:
            continue
        nth = seen[event.kind] = seen.get(event.kind, 0) + 1
        weight = WEIGHT.get(event.kind, 0) / nth
        if event.kind == "crowd" and float(event.value or 0) >= CROWDS[1]:
            weight *= 2
        ranked.append((-weight, i))
    chosen = sorted(i for _, i in sorted(ranked)[:most])
    return [events[i] for i in chosen]


Found = tuple[tuple[float, int], Event]


class Teller:
    """Makes the lines of the chronicle of a run; `event` makes one."""

    def __init__(self, recorder: Recorder, run: int) -> None:
        self.recorder, self.run = recorder, run
        self.scenario, self.world = recorder.scenario, recorder.world
        self.places = self.world.places
        self.region_names = self.world.regions.names
        self.active = recorder.active

    def event(
        self, hour: float, kind: str, text: str, *, place: int | None = None,
        region: str = "", actor: str = "", value: float | None = None, rank: int = 1,
    ) -> Found:  # fmt: skip
        """A line; `rank` orders what happens in the same hour."""
        if place is not None:
            region = self.region_names[self.places.region[place]]
        moment = self.scenario.moment_of(float(hour))
        zone = self.scenario.zone_of(region) if region in self.region_names else self.scenario.zone
        return (hour, rank), Event(
            run=self.run,
            time_utc=moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ"),
            time_local=moment.astimezone(zone).isoformat(timespec="minutes"),
            place="" if place is None else self.places.names[place],
            region=region,
            kind=kind,
            actor=actor,
            value="" if value is None else f"{value:.12g}",
            text=text,
        )

    def acts(self) -> Iterator[Found]:
        """What actors did, and the shock."""
        plan = self.recorder.plan
        if np.isfinite(plan.shock_start) and 0 <= plan.shock_start < self.scenario.hours:
            where = [n for n, on in zip(self.region_names, plan.shock_regions, strict=True) if on]
            what = self.scenario.spec.shock.what
            text = f"{what[0].upper()}{what[1:]}"
            yield self.event(plan.shock_start, "shock", text, region=", ".join(where), rank=0)
        final = self.recorder.final
        for act, times in zip(plan.acts, final["lever_time"], strict=True):
            row = KINDS[act.lever.kind]
            fell = np.isfinite(final["falls"][act.index])  # with its office: told by the elites
            if act.lever.provided is not None and not np.isfinite(times).any() and not fell:
                yield from self._no_occasion(act)
            # some are told by their part; what failed, as a purge may, is not told
            if row.told and not (row.done_at and np.isinf(final[row.done_at][act.index])):
                told = np.maximum(times, 0.0) if act.lever.moment else times
                yield from self._act(act, told, row.told.kind)

    def _act(self, act: Act, times: NDArray[np.float64], kind: str) -> Iterator[Found]:
        title = act.lever.title or act.name
        for hour in sorted(set(times[np.isfinite(times)])):
            end = np.inf if act.lever.moment else min(act.until, hour + act.lasts)
            if not 0 <= hour < self.scenario.hours or np.ceil(hour) >= end:
                continue  # or it ends before a whole hour in which it could act
            names = [n for n, t in zip(self.region_names, times, strict=True) if t == hour]
            everywhere = len(names) == len(self.region_names)
            region = "" if everywhere else ", ".join(names)
            by_rule = act.condition is not None and act.lever.each
            text = f"{title}: {region}" if by_rule else title
            yield self.event(
                float(hour),
                kind,
                text,
                region=region,
                actor=act.lever.actor,
                rank=0,
            )

    def _no_occasion(self, act: Act) -> Iterator[Found]:
        """An act that would have come at its time, had its occasion been there."""
        hour = max(0.0, act.start)
        if hour < self.scenario.hours and np.ceil(hour) < act.until:
            text = f"{act.lever.title or act.name}: no occasion ({act.lever.provided})"
            yield self.event(hour, NO_OCCASION, text, actor=act.lever.actor, rank=0)

    def ends(self) -> Iterator[Found]:
        """What had been ordered and is over."""
        for row in KINDS.values():
            if row.over is None or row.over.field is None or row.told is None:
                continue
            text, kind = row.over.text, f"{row.told.kind} ends"
            on = self.recorder.arrays[row.over.field] > 0
            for t in np.flatnonzero((on[:-1] & ~on[1:]).any(1)).tolist():
                over = on[t] & ~on[t + 1]
                names = [n for n, x in zip(self.region_names, over, strict=True) if x]
                everywhere = not on[t + 1].any()
                where = ", ".join(names)
                told = text if everywhere else f"{text}: {where}"
                yield self.event(t + 1, kind, told, region="" if everywhere else where)
        for act, times in zip(
            self.recorder.plan.acts, self.recorder.final["lever_time"], strict=True
        ):
            end = float(np.minimum(act.until, times.min() + act.lasts))
            row = KINDS[act.lever.kind]
            by_time = row.over is not None and row.over.field is None
            if by_time and row.over and row.told and times.min() < end < self.scenario.hours:
                kind = f"{row.told.kind} ends"
                yield self.event(end, kind, row.over.text, actor=act.lever.actor)

    def crowds(self) -> Iterator[Found]:
        """First protests, growing crowds, riots."""
        rioting = self.recorder.arrays["rioting"]
        for p in np.flatnonzero(self.active.max(0) >= ANY).tolist():
            name = self.places.names[p]
            series = self.active[:, p]
            t = int(np.argmax(series >= ANY))
            text = f"First protest in {name}: {_number(series[t])} people"
            yield self.event(t, "protest", text, place=p, actor="crowd", value=int(series[t]))
            for size in CROWDS:
                if series.max() >= size:
                    t = int(np.argmax(series >= size))
                    text = f"More than {_number(size)} are out in {name}"
                    yield self.event(t, "crowd", text, place=p, actor="crowd", value=int(series[t]))
            if rioting[:, p].max() >= RIOT:
                t = int(np.argmax(rioting[:, p] >= RIOT))
                text = f"More than {RIOT} are rioting in {name}"
                value = int(rioting[t, p])
                yield self.event(t, "riot", text, place=p, actor="crowd", value=value)

    def sites(self) -> Iterator[Found]:
        """Sites attacked, lost, burnt and taken back."""
        state, attackers = (
            self.recorder.arrays["site_state"],
            self.recorder.arrays["site_attackers"],
        )
        for k, name in enumerate(self.world.sites.names):
            place = int(self.world.sites.place[k])
            last = -QUIET_HOURS
            for t in np.flatnonzero(attackers[:, k]).tolist():
                if t - last >= QUIET_HOURS:
                    value = int(attackers[t, k])
                    text = f"{name} is attacked by about {_number(value)}"
                    yield self.event(t, "attack", text, place=place, actor="crowd", value=value)
                last = t
            before = np.concatenate([[0], state[:-1, k]])
            for t in np.flatnonzero(state[:, k] != before).tolist():
                kind, text = {
                    CAPTURED: ("capture", f"{name} is captured"),
                    RECAPTURED: ("retaken", f"{name} is taken back"),
                    BURNT: ("burnt", f"{name} burns"),
                }.get(int(state[t, k]), ("", ""))
                if kind:
                    actor = "forces" if kind == "retaken" else "crowd"
                    worth = float(self.world.sites.value[k])
                    yield self.event(t, kind, text, place=place, actor=actor, value=worth)

    def deaths(self) -> Iterator[Found]:
        """First deaths by region, and tolls."""
        dead = self.recorder.arrays["dead"]
        total = dead.sum(1)
        told = set()
        for p in np.flatnonzero(dead[-1]).tolist():
            region = int(self.places.region[p])
            in_region = dead[:, self.places.region == region].sum(1)
            t = int(np.argmax(in_region > 0))
            if dead[t, p] and region not in told:
                told.add(region)
                first = (
                    "First deaths"
                    if t == int(np.argmax(total > 0))
                    else "First deaths in the region"
                )
                text = f"{first}: {_number(int(in_region[t]))} in {self.region_names[region]}"
                yield self.event(t, "death", text, place=p, value=int(in_region[t]))
        for toll in TOLLS:
            if total[-1] >= toll:
                t = int(np.argmax(total >= toll))
                forces = int(self.recorder.arrays["dead_forces"][t].sum())
                text = f"{_number(int(total[t]))} dead so far, {_number(forces)} of them officers"
                yield self.event(t, "toll", text, value=int(total[t]))

    def calm(self) -> Iterator[Found]:
        """The largest crowd, and when it was over."""
        national = self.active.sum(1)
        if national.max() < ANY:
            return
        t = int(np.argmax(national))
        text = f"Most people out at once: {_number(int(national[t]))}"
        yield self.event(t, "peak", text, actor="crowd", value=int(national[t]))
        over = calm_from(national)
        if over is not None:
            text = f"Calm: fewer than {CALM} are out in the whole country from here on"
            yield self.event(over, "calm", text, value=int(national[over]))


def _number(value: float) -> str:
    return f"{int(value):,}"
