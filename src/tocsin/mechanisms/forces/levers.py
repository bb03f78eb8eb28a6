"""Levers: what the actors do in this hour, by the clock or because a condition holds.

Each lever writes what it orders (`orders`) into fields that other mechanisms read; later levers in
the scenario override earlier ones.  Conditions see the state at the end of the last hour and latch:
a lever that has been triggered acts after its delay, once; one with a time that has found its
occasion (`provided`) acts until its time is over.  Levers of an office may fall away when another
takes it (`succession` of `elites`).
"""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.field import LAST, Field
from tocsin.declare.lever import ORDERS, Order
from tocsin.declare.parameter import Named, factor, signed, value_of
from tocsin.mechanisms.forces import orders
from tocsin.scenario.sections.conditions import NATIONAL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

NONE = Order()
EVERYWHERE = slice(None)

FIELDS = (
    Field(
        "lever_time", ("lever", "region"), "h", "hour from which a lever acts", np.inf, keep=LAST
    ),
    *orders.FIELDS,
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
    "falls",
)
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = ()
NAMED = (
    Named("levers", "legitimacy", signed),
    Named("levers", "when", factor, condition=True),
    Named("levers", "provided", factor, condition=True),
)


def start(s: Fields, p: Values, now: Now) -> None:
    """Enter the hours of what acts by the clock."""
    for i, act in enumerate(now.program.acts):
        if act.condition is None:
            s.lever_time[i, act.where] = act.start


def step(s: Fields, p: Values, now: Now) -> None:
    """Trigger what is due, then write the orders in force."""
    _trigger(s, p, now)
    plan, since = now.program, s.lever_time
    end = np.minimum(plan.until, since + plan.lasts)
    on = (since <= now.t) & (now.t < end) & (now.t < s.falls[:, None])
    # orders that stand are made out anew when one comes or goes, and written every hour
    known = now.cache.get("orders")
    if known is None or not (known[0] == on).all():
        orders_ = _standing(s, p, now, on)
        known = (on, [(getattr(s, name), standing) for name, standing in orders_.items()])
        now.cache["orders"] = known
    for field, standing in known[1]:
        np.copyto(field, standing)
    for i in plan.hourly:
        act = plan.acts[i]
        order = ORDERS[act.lever.kind]
        if on[i].any():
            if order.hourly is not None:
                order.hourly(act, on[i], since[i], s, now)
        elif order.after is not None and ((since[i] < end[i]) & (end[i] <= now.t)).any():
            order.after(act, float(since[i].min()), float(end[i].min()), s, now)


def _trigger(s: Fields, p: Values, now: Now) -> None:
    plan, facts = now.program, None
    if not plan.conditional:
        return
    waiting = np.isinf(s.lever_time) & plan.where & (now.t < s.falls[:, None])
    some = np.asarray(waiting.any(1)).tolist()
    for i, condition in plan.conditional:
        if not some[i]:
            continue
        act = plan.acts[i]
        then = act.due(now.t, now.dt)
        if then is None:
            continue
        due = s.lever_time[i]
        facts = facts or Facts(s, p, now)
        if act.lever.each and act.name not in condition.levers:
            due[waiting[i] & condition.holds(facts.of(EVERYWHERE))] = then
        elif act.lever.each:  # by what has happened in the regions before
            for r in np.flatnonzero(waiting[i]):
                if condition.holds(facts.of(int(r))):
                    due[r] = then
        elif condition.holds(facts.of(None)):
            due[waiting[i]] = then


def _standing(s: Fields, p: Values, now: Now, on: NDArray[np.bool_]) -> dict[str, NDArray[Any]]:
    """All fields but the times, with the orders that do not depend on the hour."""
    out = SimpleNamespace(
        **{f.name: np.full_like(getattr(s, f.name), f.initial) for f in FIELDS[1:]}
    )
    for i in np.flatnonzero(on.any(1)):
        lever = now.program.acts[i].lever
        standing = ORDERS.get(lever.kind, NONE).standing
        if standing is not None:
            standing(lever, on[i], out, p, now)
    return vars(out)


def begins(at: float, now: Now) -> bool:
    """Whether this step is the first in which a lever of time `at` acts."""
    return math.isfinite(at) and now.t == now.first(at)


class Facts:
    """Values of the fields of `when`, computed when they are asked for."""

    def __init__(self, s: Fields, p: Values, now: Now) -> None:
        self.s, self.p, self.now = s, p, now
        self.region: int | slice | None = None
        self.cache: dict[str, NDArray[np.float64]] = {}
        self.nation: dict[str, float] = {}

    def of(self, region: int | slice | None) -> Facts:
        """These facts, of one region, of each (EVERYWHERE) or (none) of the country."""
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
        if field == "people":
            known = now.cache.get("people by region")
            if known is None:
                known = now.by_region(now.world.places.population.astype(float))
                now.cache["people by region"] = known
            return known
        if field == "legitimacy":
            weight = now.world.places.population
            total = now.by_region(weight.astype(float))
            return now.by_region(s.legitimacy * weight) / total
        return now.by_region(np.asarray(getattr(s, field), float))

    def national(self, field: str) -> float:
        """National value of a field."""
        if field not in self.nation:
            self.nation[field] = self._national(field)
        return self.nation[field]

    def _national(self, field: str) -> float:
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

    def here(self, field: str) -> Any:
        """Value of a field in the region at hand, or in each."""
        return self.by_region(field)[self.region]

    def regions_with(self, field: str, least: Any) -> Any:
        """Number of regions where the field is at least `least`, which may differ by region."""
        return (self.by_region(field) >= np.asarray(least)[..., None]).sum(-1)

    def captured(self, kind: str) -> float:
        """Number of sites of a kind that were captured."""
        name = f"captured {kind}"
        if name not in self.nation:
            self.nation[name] = self._captured(kind)
        return self.nation[name]

    def _captured(self, kind: str) -> float:
        of_kind = self.now.cache.get(f"sites of kind {kind}")
        if of_kind is None:
            of_kind = np.array([k == kind for k in self.now.world.sites.kind], bool)
            self.now.cache[f"sites of kind {kind}"] = of_kind
        return float((np.isfinite(self.s.captured_at) & of_kind).sum())

    def fired(self, lever: str) -> float:
        """Whether a lever has acted."""
        names = self.now.program.names
        if lever not in names:
            return 0.0
        return float((self.s.lever_time[names.index(lever)] <= self.now.t).any())

    def parameter(self, name: str) -> float:
        """Value of a parameter in this run."""
        return value_of(name, self.p)
