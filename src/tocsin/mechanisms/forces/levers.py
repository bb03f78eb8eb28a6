"""Levers: what the actors do in this hour, by the clock or because a condition holds.

Each lever writes what it orders into fields that other mechanisms read; later levers in the scenario
override earlier ones.  Conditions see the state at the end of the last hour and latch: a lever that
has been triggered acts after its delay, once.
"""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.mechanism import Field
from tocsin.scenario.sections.conditions import NATIONAL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.program import Act

OBSERVE, DISPERSE, ARREST = 0, 1, 2
RULES = {"observe": OBSERVE, "disperse": DISPERSE, "arrest": ARREST}
NO_FIRE, WITH_WARNING, WITHOUT_WARNING = 0, 1, 2

FIELDS = (
    Field("lever_time", ("lever", "region"), "h", "hour from which a lever acts there", np.inf),
    Field("emergency", ("region",), "1", "1 under a state of emergency"),
    Field("shutdown", ("region",), "1", "share of the internet that is cut"),
    Field("rules", ("service", "region"), "1", "0 observe, 1 disperse, 2 arrest", OBSERVE),
    Field("live_fire", ("region",), "1", "0 none, 1 with warning, 2 without"),
    Field("price_capped", ("region",), "1", "1 where the price was taken back"),
    Field("conceded", ("region",), "1", "legitimacy offered by concessions"),
    Field("sweeping", ("region",), "1", "1 where participants are looked for at home"),
    Field("checkpoints", ("region",), "1", "1 where checkpoints are manned under live fire"),
    Field("call_up", ("lever",), "persons/h", "officers called up from the reserve"),
    Field("most_guards", ("site",), "persons", "guards that may stay at a site", np.inf),
    Field("relieved", ("site",), "persons/h", "officers relieved by allied troops"),
    Field("allied", ("service", "site"), "persons/h", "allied troops coming to a site, or leaving"),
    Field("amnesty", ("region",), "1", "share of the detained who are let go in this hour"),
)
READS = (
    "active",
    "marching",
    "rioting",
    "dead",
    "dead_forces",
    "injured",
    "detained",
    "attackers",
    "legitimacy",
    "news",
    "outrage",
    "hold",
    "tension",
    "guarantee",
    "allied_troops",
    "captured_at",
    "called_up",
)
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = ()  # those that levers name are added by the catalogue


def start(s: Any, p: Any, now: Now) -> None:
    """Enter the hours of what acts by the clock."""
    for i, act in enumerate(now.program.acts):
        if act.condition is None:
            s.lever_time[i, act.where] = act.start


def step(s: Any, p: Any, now: Now) -> None:
    """Trigger what is due, then write the orders in force."""
    _trigger(s, now)
    plan, since = now.program, s.lever_time
    end = np.minimum(plan.until, since + plan.lasts)
    on = (since <= now.t) & (now.t < end)
    # orders that stand are made out anew when one comes or goes, and written every hour
    known = now.cache.get("orders")
    if known is None or not np.array_equal(known[0], on):
        known = now.cache["orders"] = (on, _standing(s, p, now, on))
    for name, orders in known[1].items():
        np.copyto(getattr(s, name), orders)
    for i in plan.hourly:
        act = plan.acts[i]
        if on[i].any():
            _order_of_hour(i, act, on[i], since[i], s, now)
        elif act.lever.kind == "alliance" and ((since[i] < end[i]) & (end[i] <= now.t)).any():
            _withdraw(act, float(since[i].min()), float(end[i].min()), s, now)


def _trigger(s: Any, now: Now) -> None:
    facts = None
    for i, condition in now.program.conditional:
        act = now.program.acts[i]
        due = s.lever_time[i]
        waiting = np.isinf(due) & act.where
        if not waiting.any() or now.t + act.lever.after >= act.until:
            continue
        facts = facts or Facts(s, now)
        if act.lever.each:
            for r in np.flatnonzero(waiting):
                if condition.holds(facts.of(int(r))):
                    due[r] = now.t + act.lever.after
        elif condition.holds(facts.of(None)):
            due[waiting] = now.t + act.lever.after


def _standing(s: Any, p: Any, now: Now, on: NDArray[np.bool_]) -> dict[str, NDArray[Any]]:
    """All fields but the times, with the orders that do not depend on the hour."""
    out = SimpleNamespace(
        **{f.name: np.full_like(getattr(s, f.name), f.initial) for f in FIELDS[1:]}
    )
    for i in np.flatnonzero(on.any(1)):
        _order(now.program.acts[i].lever, on[i], out, p, now)
    return vars(out)


def _order(lever: Any, on: NDArray[np.bool_], s: Any, p: Any, now: Now) -> None:
    kind = lever.kind
    if kind == "emergency":
        s.emergency[on] = 1
    elif kind == "shutdown":
        s.shutdown[on] = lever.level
    elif kind == "rules_of_engagement":
        names = now.world.services.names
        who = range(len(names)) if lever.service == "all" else [names.index(lever.service)]
        for service in who:
            s.rules[service, on] = RULES[lever.rules]
    elif kind == "live_fire":
        s.live_fire[on] = WITH_WARNING if lever.warning else WITHOUT_WARNING
    elif kind == "price_cap":
        s.price_capped[on] = 1
        s.conceded[on] += _worth(lever.legitimacy, p)
    elif kind in ("resignation", "release"):
        s.conceded[on] += _worth(lever.legitimacy, p)
    elif kind == "sweeps":
        s.sweeping[on] = 1
    elif kind == "checkpoints":
        s.checkpoints[on] = 1
    elif kind == "stand_down":
        k = now.world.sites.names.index(lever.site)
        s.most_guards[k] = lever.remaining


def _order_of_hour(
    i: int, act: Act, on: NDArray[np.bool_], since: NDArray[np.float64], s: Any, now: Now
) -> None:
    lever: Any = act.lever
    if lever.kind == "release":
        s.amnesty[on & (now.t - since < now.dt)] = lever.share
    elif lever.kind == "mobilise":
        left = max(0.0, lever.officers - s.called_up[i])
        s.call_up[i] = min(lever.officers / lever.over, left / now.dt)
    elif lever.kind == "alliance":
        service, sites, share = _posts(lever, now)
        share = share * _pace(float(since[on].min()), lever.over, now)
        s.relieved[sites] += lever.officers * share
        s.allied[service, sites] += lever.troops * share


def _withdraw(act: Act, since: float, end: float, s: Any, now: Now) -> None:
    """The allied troops that have come leave, in the time in which all would have come."""
    lever: Any = act.lever
    service, sites, share = _posts(lever, now)
    came = lever.troops * min(1.0, (_first(end, now) - _first(since, now)) / lever.over)
    s.allied[service, sites] -= came * share * _pace(end, lever.over, now)


def _pace(begin: float, over: float, now: Now) -> float:
    """Share per hour of what is done evenly `over` a time from `begin` on: sums to 1."""
    gone = now.t - _first(begin, now)
    return float(min(now.dt, max(0.0, over - gone)) / (over * now.dt))


def _posts(lever: Any, now: Now) -> tuple[int, list[int], NDArray[np.float64]]:
    """Service and sites of an alliance lever, and how its troops are shared out."""
    sites = [now.world.sites.names.index(name) for name in lever.sites]
    share = now.world.sites.guards[:, sites].sum(0)
    share = share / share.sum() if share.any() else np.full(len(sites), 1 / len(sites))
    return now.world.services.names.index(lever.service), sites, share


def _worth(value: float | str, p: Any) -> float:
    try:
        return float(value)
    except ValueError:
        return float(getattr(p, str(value)))


def begins(at: float, now: Now) -> bool:
    """Whether this step is the first in which a lever of time `at` acts."""
    return math.isfinite(at) and now.step == max(0, math.ceil(at * now.steps - 1e-6))


def _first(at: float, now: Now) -> float:
    """The beginning of the first step in which a lever of time `at` acts."""
    return math.ceil(at * now.steps - 1e-6) / now.steps


class Facts:
    """Values of the fields of `when`, computed when they are asked for."""

    def __init__(self, s: Any, now: Now) -> None:
        self.s, self.now = s, now
        self.region: int | None = None
        self.cache: dict[str, NDArray[np.float64]] = {}

    def of(self, region: int | None) -> Facts:
        """These facts, of one region or (none) of the country."""
        self.region = region
        return self

    def by_region(self, field: str) -> NDArray[np.float64]:
        """(region,) values of a field."""
        if field not in self.cache:
            self.cache[field] = self._compute(field)
        return self.cache[field]

    def _compute(self, field: str) -> NDArray[np.float64]:
        s, now = self.s, self.now
        if field == "emergency":
            return np.asarray(s.emergency, float)
        if field == "attackers":
            return np.asarray(s.attackers, float)
        if field == "legitimacy":
            weight = now.world.places.population
            total = now.by_region(weight.astype(float))
            return now.by_region(s.legitimacy * weight) / total
        return now.by_region(np.asarray(getattr(s, field), float))

    def national(self, field: str) -> float:
        """National value of a field."""
        s = self.s
        if field == "hour":
            return float(self.now.t)
        if field in NATIONAL:
            return float(getattr(s, field))
        if field == "attackers":
            return float(self.by_region(field).max())
        if field == "legitimacy":
            weight = self.now.world.places.population
            return float(np.average(s.legitimacy, weights=weight))
        return float(self.by_region(field).sum())

    def here(self, field: str) -> float:
        """Value of a field in the region at hand."""
        return float(self.by_region(field)[self.region])

    def regions_with(self, field: str, least: float) -> float:
        """Number of regions where the field is at least `least`."""
        return float((self.by_region(field) >= least).sum())

    def captured(self, kind: str) -> float:
        """Number of sites of a kind that were captured."""
        kinds = self.now.world.sites.kind
        of_kind = np.array([k == kind for k in kinds], bool)
        return float((np.isfinite(self.s.captured_at) & of_kind).sum())

    def fired(self, lever: str) -> float:
        """Whether a lever has acted."""
        names = self.now.program.names
        if lever not in names:
            return 0.0
        return float((self.s.lever_time[names.index(lever)] <= self.now.t).any())
