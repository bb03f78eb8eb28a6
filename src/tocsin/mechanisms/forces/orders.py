"""Orders: what each kind of lever writes, for the mechanism `levers`; one function a kind.

A *standing* order holds while the lever acts and is made out anew when one comes or goes; an
*hourly* one depends on the hour and is written in each; one for *after* it is written once the lever
has ended.  An order receives the lever, where it acts (`on`, by region) and the state `s` with the
fields below.  What a scenario says of a kind stands in `scenario.sections.levers`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from tocsin.declare.field import HOURLY, Field, flag, fraction
from tocsin.declare.lever import order
from tocsin.declare.parameter import value_of
from tocsin.scenario.sections.levers import alliance, calls, concessions, forces, orders

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.acts import Act
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

    Where = NDArray[np.bool_]

OBSERVE, DISPERSE, ARREST = 0, 1, 2
RULES = {"observe": OBSERVE, "disperse": DISPERSE, "arrest": ARREST}
NO_FIRE, WITH_WARNING, WITHOUT_WARNING = 0, 1, 2

#: What orders are written into.
FIELDS = (
    flag("emergency", ("region",), "state of emergency", keep=HOURLY),
    fraction("shutdown", ("region",), "share of the internet that is cut", keep=HOURLY),
    Field("rules", ("service", "region"), "1", "0 observe, 1 disperse, 2 arrest", OBSERVE),
    Field("live_fire", ("region",), "1", "0 none, 1 with warning, 2 without"),
    fraction("price_capped", ("region",), "1 where the price was taken back"),
    Field("conceded", ("region",), "1", "legitimacy offered by concessions"),
    fraction("sweeping", ("region",), "1 where participants are looked for at home"),
    fraction("checkpoints", ("region",), "1 where checkpoints are manned under live fire"),
    Field("call_up", ("lever",), "persons/h", "officers called up from the reserve"),
    fraction("withdrawn", ("service", "region"), "share of a service that has withdrawn there"),
    Field("most_guards", ("site",), "persons", "guards that may stay at a site", np.inf),
    Field("relieved", ("site",), "persons/h", "officers relieved by allied troops"),
    Field("allied", ("service", "site"), "persons/h", "allied troops coming to a site, or leaving"),
    fraction("called", ("region",), "share who have heard of a call to go out at this hour"),
    fraction("amnesty", ("region",), "share of the detained who are let go in this hour"),
)


@order(orders.Emergency)
def emergency(lever: orders.Emergency, on: Where, s: Fields, p: Values, now: Now) -> None:
    """A state of emergency there."""
    s.emergency[on] = 1


@order(orders.Shutdown)
def shutdown(lever: orders.Shutdown, on: Where, s: Fields, p: Values, now: Now) -> None:
    """The internet cut by a share there."""
    s.shutdown[on] = lever.level


@order(orders.RulesOfEngagement)
def rules(lever: orders.RulesOfEngagement, on: Where, s: Fields, p: Values, now: Now) -> None:
    """What one service, or all, does with a crowd."""
    names = now.world.services.names
    who = range(len(names)) if lever.service == "all" else [names.index(lever.service)]
    for service in who:
        s.rules[service, on] = RULES[lever.rules]


@order(orders.LiveFire)
def live_fire(lever: orders.LiveFire, on: Where, s: Fields, p: Values, now: Now) -> None:
    """Leave to shoot."""
    s.live_fire[on] = WITH_WARNING if lever.warning else WITHOUT_WARNING


@order(concessions.PriceCap)
def price_cap(lever: concessions.PriceCap, on: Where, s: Fields, p: Values, now: Now) -> None:
    """The price taken back, and what is won by it."""
    s.price_capped[on] = 1
    s.conceded[on] += value_of(lever.legitimacy, p)


@order(concessions.Resignation)
@order(concessions.Release)
def concede(lever: concessions.Concession, on: Where, s: Fields, p: Values, now: Now) -> None:
    """What is won by giving way."""
    s.conceded[on] += value_of(lever.legitimacy, p)


@order(calls.Call)
def call(lever: calls.Call, on: Where, s: Fields, p: Values, now: Now) -> None:
    """People are called to the squares."""
    s.called[on] = np.maximum(s.called[on], lever.heard)


@order(forces.Sweeps)
def sweeps(lever: forces.Sweeps, on: Where, s: Fields, p: Values, now: Now) -> None:
    """Participants are looked for at home."""
    s.sweeping[on] = 1


@order(forces.Checkpoints)
def checkpoints(lever: forces.Checkpoints, on: Where, s: Fields, p: Values, now: Now) -> None:
    """Checkpoints are manned."""
    s.checkpoints[on] = 1


@order(forces.StandDown)
def stand_down(lever: forces.StandDown, on: Where, s: Fields, p: Values, now: Now) -> None:
    """Most of the guards of a site leave."""
    s.most_guards[now.world.sites.names.index(lever.site)] = lever.remaining


@order(forces.Withdraw)
def withdraw(lever: forces.Withdraw, on: Where, s: Fields, p: Values, now: Now) -> None:
    """A service leaves the squares and its posts."""
    service = now.world.services.names.index(lever.service)
    s.withdrawn[service, on] = np.maximum(s.withdrawn[service, on], lever.share)


@order(concessions.Release, "hourly")
def let_go(act: Act, on: Where, since: NDArray[np.float64], s: Fields, now: Now) -> None:
    """Some of the detained are let go in its first hour."""
    lever = cast("concessions.Release", act.lever)
    s.amnesty[on & (now.t - since < now.dt)] = lever.share


@order(forces.Mobilise, "hourly")
def call_up(act: Act, on: Where, since: NDArray[np.float64], s: Fields, now: Now) -> None:
    """The reserve is called up at its pace, until so many have gone."""
    lever = cast("forces.Mobilise", act.lever)
    left = max(0.0, lever.officers - s.called_up[act.index])
    s.call_up[act.index] = min(lever.officers / lever.over, left / now.dt)


@order(alliance.AlliedTroops, "hourly")
def come(act: Act, on: Where, since: NDArray[np.float64], s: Fields, now: Now) -> None:
    """Allied troops come to sites and relieve the officers there."""
    lever = cast("alliance.AlliedTroops", act.lever)
    service, sites, share = _posts(lever, now)
    share = share * _pace(float(since[on].min()), lever.over, now)
    s.relieved[sites] += lever.officers * share
    s.allied[service, sites] += lever.troops * share


@order(alliance.AlliedTroops, "after")
def leave(act: Act, since: float, end: float, s: Fields, now: Now) -> None:
    """The allied troops that have come leave, in the time in which all would have come."""
    lever = cast("alliance.AlliedTroops", act.lever)
    service, sites, share = _posts(lever, now)
    came = lever.troops * min(1.0, (now.first(end) - now.first(since)) / lever.over)
    s.allied[service, sites] -= came * share * _pace(end, lever.over, now)


def _pace(begin: float, over: float, now: Now) -> float:
    """Share per hour of what is done evenly `over` a time from `begin` on: sums to 1."""
    gone = now.t - now.first(begin)
    return float(min(now.dt, max(0.0, over - gone)) / (over * now.dt))


def _posts(lever: alliance.AlliedTroops, now: Now) -> tuple[int, list[int], NDArray[np.float64]]:
    """Service and sites of an alliance lever, and how its troops are shared out."""
    sites = [now.world.sites.names.index(name) for name in lever.sites]
    share = now.world.sites.guards[:, sites].sum(0)
    share = share / share.sum() if share.any() else np.full(len(sites), 1 / len(sites))
    return now.world.services.names.index(lever.service), sites, share
