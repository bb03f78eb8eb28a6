"""Force: officers of each service move towards need, guard sites, and are called up or relieved.

Within a region mobile force drifts to its target with the time that the roads take:

    dF_p/dt = (target_p - F_p) / hours,    target = F_r ((1 - sent) base_p + sent need_p / need)
    need_p = A_p + pull_riot R_p,          sent = pull_force need / (need + F_r)

so that a few who are out draw a few officers, and a crowd as large as the force half of what can be
drawn.  base puts `base_town` of a region's force over its places by the people who live there (those of
towns on their square, those of the country, and of suburbs of another region's town, at home) and the
rest in its capital.
Reserves go to regions under emergency in proportion to rioters and fly there.  Guards are taken out
of the region's force, never added: officers are conserved over places, sites, reserve, transit and
losses.  Allied troops take over sites and set their guards free; when they leave, sites are manned
again.  What counts of the officers of a service in a place is

    acting_sp = loyalty_sp (1 - withdrawn_sr)        0 where they went over to the crowd

with the loyalty of `elites` (1 without them) and what a lever has withdrawn; it multiplies force and
guards there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from tocsin.declare.field import HOURLY, Field, fraction
from tocsin.declare.parameter import Named, factor, hours, share, value_of
from tocsin.errors import InputError
from tocsin.mechanisms.given.loops import filled, named
from tocsin.people.kernels.jit import Jit, loop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.scenario.sections.levers.forces import Mobilise

HELD, CAPTURED, RECAPTURED, BURNT = 0, 1, 2, 3
OBEYS, STANDS_ASIDE, WENT_OVER = 0, 1, 2

FIELDS = (
    fraction("base", ("place",), "share of a region's force that rests in a place"),
    Field("officers", ("service", "place"), "persons", "mobile officers in a place"),
    Field("site_guards", ("service", "site"), "persons", "officers who guard a site"),
    Field("reserve", ("service",), "persons", "officers held back centrally"),
    Field("in_transit", ("service", "region"), "persons", "officers under way to a region"),
    Field("called_up", ("lever",), "persons", "officers whom a lever has called up so far"),
    Field("freed", (), "persons", "officers set free by allied troops so far", keep=HOURLY),
    Field("allied_troops", (), "persons", "allied troops arrived so far", keep=HOURLY),
    fraction("acting", ("service", "place"), "part of a service there that does as ordered", 1.0),
    Field("force", ("place",), "persons", "mobile officers, as far as they act", keep=HOURLY),
)
READS = (
    "active",
    "rioting",
    "emergency",
    "call_up",
    "most_guards",
    "relieved",
    "allied",
    "site_state",
    "loyalty_here",
    "stance",
    "withdrawn",
    "deserted",
)
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (
    share("base_town"),
    share("pull_force"),
    factor("pull_riot"),
    hours("t_guard"),
    share("most_back"),
)
NAMED = (Named("services", "deployable", share),)


def start(s: Fields, p: Values, now: Now) -> None:
    """Post the guards, spread the rest; raises InputError if a region has too few for its sites."""
    world = now.world
    services, sites, places = world.services, world.sites, world.places
    share = [value_of(d, p) for d in services.deployable]
    usable = services.personnel * np.array(share)[:, None]
    site_region = places.region[sites.place]
    s.site_guards[:] = sites.guards
    for i, name in enumerate(services.names):
        posted = np.bincount(site_region, sites.guards[i], minlength=len(world.regions))
        lacking = posted - usable[i]
        if (lacking > 1e-9).any():
            r = int(np.argmax(lacking))
            raise InputError(
                f"sites in {world.regions.names[r]} need {posted[r]:g} guards of {name}, but only "
                f"{usable[i, r]:g} are deployable there; raise services.{name}.personnel or lower "
                "the guards of sites"
            )
        usable[i] -= posted
    crowd = places.posted
    total = now.by_region(crowd.astype(float))[places.region]
    s.base[:] = p.base_town * np.divide(crowd, total, out=np.zeros(len(crowd)), where=total > 0)
    # the rest is in the capital: all, where everybody goes out in another region
    s.base[world.regions.capital] += 1 - now.by_region(s.base)
    s.officers[:] = usable[:, places.region] * s.base
    s.reserve[:] = services.reserve
    s.force[:] = s.officers.sum(0)


Posts = named(
    __name__, "Posts",
    "active rioting base officers loyalty_here stance withdrawn acting force",
)  # fmt: skip
Pull = named(__name__, "Pull", "pull_force pull_riot")


def step(s: Fields, p: Values, now: Now) -> None:
    """Call up, arrive, guard, move."""
    _call_up(s, now)
    _arrive(s, now)
    _guard(s, p, now)
    move_and_act(
        filled(Posts, s, now), filled(Pull, p, now), now.region, now.world.places.rural, _pace(now)
    )


def _pace(now: Now) -> NDArray[np.float64]:
    """(region,) share of the way to where they are needed that officers go in a step."""
    known: NDArray[np.float64] | None = now.cache.get("pace of officers")
    if known is None:
        known = -np.expm1(-now.dt / now.world.regions.within_hours)
        now.cache["pace of officers"] = known
    return known


@loop
def move_and_act(s: Jit, p: Jit, region: Jit, rural: Jit, pace: Jit) -> None:
    """Officers move within their region; then who counts of those who are there."""
    services, places = s.officers.shape
    weight = np.zeros(places)
    needed, there, here = np.zeros(pace.size), np.zeros(pace.size), np.zeros(pace.size)
    for q in range(places):
        weight[q] = 0.0 if rural[q] else s.active[q] + p.pull_riot * s.rioting[q]
        needed[region[q]] += weight[q]
        officers = 0.0
        for i in range(services):
            officers += s.officers[i, q]
        there[region[q]] += officers
    for q in range(places):
        r = region[q]
        drawn = weight[q] / needed[r] if needed[r] > 0 else 0.0
        sent = p.pull_force * needed[r] / max(needed[r] + there[r], 1e-9)
        weight[q] = (1 - sent) * s.base[q] + sent * drawn
    s.force[:] = 0.0
    for i in range(services):
        here[:] = 0.0
        for q in range(places):
            here[region[q]] += s.officers[i, q]
        for q in range(places):
            r = region[q]
            s.officers[i, q] += pace[r] * (here[r] * weight[q] - s.officers[i, q])
            acting = s.loyalty_here[i, q] * (1 - s.withdrawn[i, r])
            s.acting[i, q] = 0.0 if s.stance[i, q] == WENT_OVER else acting
            s.force[q] += s.acting[i, q] * s.officers[i, q]


def _call_up(s: Fields, now: Now) -> None:
    if not s.call_up.any():
        return
    rioters = now.by_region(s.rioting.astype(float))
    total = rioters.sum()
    if total == 0:
        return
    to = np.where(s.emergency > 0, rioters / total, 0.0)
    for i in np.flatnonzero(s.call_up):
        lever = cast("Mobilise", now.program.acts[i].lever)
        service = now.world.services.names.index(lever.service)
        wanted = s.call_up[i] * now.dt * to
        sent = wanted * min(1.0, s.reserve[service] / max(wanted.sum(), 1e-9))
        s.reserve[service] -= sent.sum()
        s.in_transit[service] += sent
        s.called_up[i] += sent.sum()


def _arrive(s: Fields, now: Now) -> None:
    if not s.in_transit.any():
        return
    regions = now.world.regions
    arriving = s.in_transit * -np.expm1(-now.dt / regions.air_hours)
    s.in_transit -= arriving
    s.officers[:, regions.capital] += arriving


def _guard(s: Fields, p: Values, now: Now) -> None:
    sites = now.world.sites
    if not len(sites):
        return
    own = ~now.world.services.foreign
    # allied troops arrive or leave, and as many domestic guards as they relieve become mobile
    if s.allied.any() or s.relieved.any():
        s.site_guards[:] = np.maximum(0.0, s.site_guards + s.allied * now.dt)
        s.allied_troops += np.maximum(0.0, s.allied).sum() * now.dt
        there = s.site_guards[own].sum(0)
        share = np.divide(s.relieved * now.dt, there, out=np.zeros_like(there), where=there > 0)
        _release(s, own, np.minimum(1.0, share), now)
        s.freed += (np.minimum(1.0, share) * there).sum()
    # guards above what is ordered, and those of lost sites, join the force of the place
    there = s.site_guards[own].sum(0)
    lost = (s.site_state == CAPTURED) | (s.site_state == BURNT)
    most = np.where(lost | (s.deserted > 0), 0.0, s.most_guards)
    leave = np.divide(there - most, there, out=np.zeros_like(there), where=there > most)
    if (leave > 0).any():
        _release(s, own, leave, now)
    # what was lost in fights or is back under control is manned again from the place's own force
    troops = s.site_guards[~own].sum(0)
    wanted = np.minimum(sites.guards.sum(0), most) - there - troops
    wanted = np.maximum(wanted, 0.0) * now.toward(p.t_guard)
    if (wanted > 0).any():
        mobile = s.officers[own][:, sites.place]
        has = mobile.sum(0)
        asked = np.bincount(sites.place, wanted, minlength=len(now.region))[sites.place]
        most = 1 - (1 - p.most_back) ** now.dt
        share = np.divide(most * has, asked, out=np.zeros_like(has), where=asked > 0)
        given = wanted * np.minimum(1.0, share)
        part = np.divide(mobile, has, out=np.zeros_like(mobile), where=has > 0) * given
        s.site_guards[own] += part
        for i, service in enumerate(np.flatnonzero(own)):
            s.officers[service] -= np.bincount(sites.place, part[i], minlength=len(now.region))


def _release(s: Fields, own: NDArray[np.bool_], share: NDArray[np.float64], now: Now) -> None:
    """A share of the domestic guards of each site joins the mobile force of its place."""
    place = now.world.sites.place
    for service in np.flatnonzero(own):
        out = s.site_guards[service] * share
        s.site_guards[service] -= out
        s.officers[service] += np.bincount(place, out, minlength=len(now.region))
