"""The pipeline: troops get ready, come by road or by air, stand at sites, and go home again.

A column is there after readiness and the way; who flies waits besides for a share of the sorties,
which land only while one of the airports is open (or, less, elsewhere):

    due = decided + readiness exp(al_ready_sd z) + distance / speed
    landing per hour = flights per_flight / 24 * opening,    opening 1, or `elsewhere` with all closed

An airport is closed while it is lost; one that has burnt is cleared, as a site is taken back, once the
rioters of its place are fewer than recap_ratio times the force there.

Troops are spread over the named sites that are held, by their guards, and set al_rho officers free
each (`force` makes them mobile, and mans the sites again when the troops go).  They meet no crowds, but
a site where they stand may be attacked: who is killed or injured there counts among the officers and is
missing from its contingent.  Troops of a site that is lost go to the other named sites, and stand by
while none is held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.parameter import factor
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.forces.force import BURNT, CAPTURED
from tocsin.people import quantiles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.alliance.plan import AlliancePlan, Ask

PARAMETERS = (factor("al_ready_sd", most=5), "recap_ratio")


def opening(alliance: AlliancePlan, s: Fields, p: Values, now: Now) -> float:
    """Share of the airlift that can land in this hour."""
    if not len(alliance.airports):
        return 1.0
    state = s.site_state[alliance.airports]
    place = now.world.sites.place[alliance.airports]
    cleared = (state == BURNT) & (s.rioting[place] < p.recap_ratio * s.force[place])
    if (cleared | ((state != CAPTURED) & (state != BURNT))).any():
        return 1.0
    return alliance.figure("elsewhere", alliance.section.airlift.elsewhere, now)


def due(alliance: AlliancePlan, s: Fields, p: Values, now: Now) -> NDArray[np.float64]:
    """(member,) hours from which each could be in the country."""
    keys = [f"{name}/ready" for name in alliance.names]
    u = now.uniform_once(keys, Purpose.ALLIANCE_LAG, int(s.asked))
    ready = alliance.readiness * np.exp(p.al_ready_sd * quantiles.normal(u))
    return np.asarray(s.decided_at + ready + alliance.travel)


def lift(alliance: AlliancePlan, s: Fields, now: Now) -> float:
    """Soldiers whom the airlift carries in this hour."""
    airlift = alliance.section.airlift
    flights = alliance.figure("flights", airlift.flights, now)
    each = alliance.figure("per_flight", airlift.per_flight, now)
    return flights * each / 24 * float(s.airlift) * now.dt


def arrive(alliance: AlliancePlan, ask: Ask, s: Fields, p: Values, now: Now) -> None:
    """Those who are due come in and take over guards."""
    waiting = np.where(s.due <= now.t, s.pledged - s.landed, 0.0)
    if not waiting.any():
        return
    coming = _carried(waiting, alliance.road, lift(alliance, s, now))
    s.landed += coming
    s.contingent += coming
    share = _posts(ask, s)
    total = coming.sum() / now.dt
    s.allied[alliance.service, ask.sites] += total * share
    s.relieved[ask.sites] += p.al_rho * total * share
    waiting_for_a_site = 0.0 if share.any() else coming.sum()
    s.standby += waiting_for_a_site
    s.allied_troops += waiting_for_a_site


def fallen(alliance: AlliancePlan, s: Fields) -> None:
    """Contingents lose those who fell at the sites; who stood at a site that is lost stands by."""
    there = s.site_guards[alliance.service].sum() + s.standby
    known = s.contingent.sum()
    if there < known * (1 - 1e-9):
        s.contingent *= there / known
    lost = (s.site_state == CAPTURED) | (s.site_state == BURNT)
    out = np.where(lost, s.site_guards[alliance.service], 0.0)
    if out.any():
        s.guarded_lost += float(alliance.objects[out > 0].sum())
        s.standby += out.sum()
        s.site_guards[alliance.service] -= out


def spread(alliance: AlliancePlan, ask: Ask, s: Fields, p: Values, now: Now) -> None:
    """Those who stand by take over guards where a named site is held."""
    if not s.standby:
        return
    share = _posts(ask, s)
    if share.any():
        s.site_guards[alliance.service, ask.sites] += s.standby * share
        s.relieved[ask.sites] += p.al_rho * s.standby * share / now.dt
        s.standby[...] = 0.0


def leave(alliance: AlliancePlan, s: Fields, now: Now) -> None:
    """Those who are there go, at the pace at which they came."""
    there = s.contingent.sum()
    if not there:
        return
    going = _carried(s.contingent, alliance.road, lift(alliance, s, now))
    s.contingent -= going
    s.contingent[s.contingent < 1e-6] = 0.0
    share = 1.0 if not s.contingent.any() else going.sum() / there
    s.allied[alliance.service] -= share * s.site_guards[alliance.service] / now.dt
    s.standby *= 1 - share


def _carried(
    waiting: NDArray[np.float64], road: NDArray[np.bool_], seats: float
) -> NDArray[np.float64]:
    """Columns move whole; who flies shares the seats in proportion."""
    flying = np.where(road, 0.0, waiting)
    share = min(1.0, seats / flying.sum()) if flying.any() else 0.0
    return np.where(road, waiting, share * waiting)


def _posts(ask: Ask, s: Fields) -> NDArray[np.float64]:
    """How troops are shared out over the named sites that are held; nothing where none is."""
    state = s.site_state[ask.sites]
    held = (state != CAPTURED) & (state != BURNT)
    weight = np.where(held, ask.guards, 0.0)
    if not weight.any():
        weight = held.astype(float)
    return np.asarray(weight / weight.sum() if held.any() else weight)
