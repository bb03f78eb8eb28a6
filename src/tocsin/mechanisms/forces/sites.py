"""Sites: attacked by rioters and cells, held, captured, burnt, taken back.

Of the rioters of a place a share attacks, mostly the focal site (weights v^2):

    x = att R v^2 / max(W, w_least) min(1, W / w_full) + cells' share
    W = sum of v^2 of sites still held; a cell makes those it goes for 1 + cell_lead times as tempting
    D = gk weapon (guards + garrison F) + d0        garrison: administration and headquarters only
    capture with rate cap x^m / (x^m + D^m), m = siege      (a contest success function) if x >= x_least

Guards count as far as they act (`force`) and are worn down by attacks.  A captured site gives arms
and news and costs legitimacy: in its region by its value, elsewhere, like its news, by its share in the
value of all sites of the country; it may burn; force that outnumbers the rioters takes it back.
Attackers of sites with armed guards die once live fire has been ordered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, LAST, Field, code
from tocsin.declare.parameter import amount, factor, positive, rate, share
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.forces.force import BURNT, CAPTURED, HELD, RECAPTURED
from tocsin.mechanisms.street.decision import MOVES, tally
from tocsin.people.states import S

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    code("site_state", ("site",), "0 held, 1 lost, 2 retaken, 3 burnt", keep=HOURLY),
    Field("captured_at", ("site",), "h", "hour of the first capture", np.inf, keep=LAST),
    Field("site_attackers", ("site",), "persons", "attackers in the hour", keep=HOURLY),
    Field("attacked_hours", ("site",), "h", "hours in which a site was attacked", keep=LAST),
    Field("attackers", ("region",), "persons", "most at an administration or headquarters"),
    Field("arms", ("place",), "1", "arms in the hands of rioters", low=0),
    Field("capture_news", (), "1", "news value of the sites lost in the last hour"),
)
READS = ("force", "acting", "live_fire")
WRITES = (
    *(f.name for f in FIELDS),
    "site_guards",
    "officers_lost",
    "legitimacy",
    "deaths_now",
    "dead",
    "dead_forces",
    "injured",
    "injured_forces",
    *MOVES,
)
PARAMETERS = (
    share("att"),
    positive("w_least"),
    positive("w_full"),
    amount("x_least"),
    factor("gk"),
    share("garrison"),
    positive("d0"),
    rate("cap"),
    factor("siege", most=10),
    rate("inj_guard"),
    rate("kill_guard"),
    factor("armed"),
    rate("kill_attack"),
    rate("recap"),
    factor("recap_ratio"),
    rate("burn"),
    amount("arms_hq"),
    amount("arms_shop"),
    rate("arms_decay", most=1),
    factor("news_site"),
    share("lossL"),
    share("loss_region"),
    factor("loss_country"),
    factor("cell_w"),
    factor("cell_lead"),
)

GARRISONED = ("administration", "police_headquarters")
ARMOURIES = ("police_headquarters", "security_service")


def step(s: Fields, p: Values, now: Now) -> None:
    """Attack, capture, burn, take back."""
    sites = now.world.sites
    s.capture_news[...] = 0
    s.site_attackers[:] = 0
    s.attackers[:] = 0
    s.arms *= np.exp(-p.arms_decay * now.dt)
    if not len(sites) or not (s.rioting.any() or (s.site_state == CAPTURED).any()):
        return
    here = sites.place
    held = (s.site_state == HELD) | (s.site_state == RECAPTURED)
    x = np.where(held, _attackers(s, p, now), 0.0)
    x[x < p.x_least] = 0
    s.site_attackers[:] = x
    fallen = _attack(s, p, now, x) if x.any() else np.zeros(len(x), bool)
    if fallen.any():
        _fall(s, p, now, fallen)
    lost = (s.site_state == CAPTURED) & ~fallen
    if lost.any():
        back = lost & (s.rioting[here] < p.recap_ratio * s.force[here])
        u = now.uniform(Purpose.RECAPTURE, len(sites))
        back &= u < 1 - np.exp(-p.recap * now.dt)
        s.site_state[back] = RECAPTURED
        u = now.uniform(Purpose.BURN, len(sites))
        burnt = lost & ~back & (sites.value > 0) & (u < 1 - np.exp(-p.burn * now.dt))
        s.site_state[burnt] = BURNT
    tally(s, now)


def _attack(s: Fields, p: Values, now: Now, x: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(site,) which of them fall to so many attackers."""
    sites = now.world.sites
    here = sites.place
    attacked = x > 0
    s.attacked_hours += attacked * now.dt
    garrisoned = _garrisoned(now)
    np.maximum.at(s.attackers, now.region[here], np.where(garrisoned, x, 0.0))

    guards = np.einsum("sk,sk->k", s.acting[:, here], s.site_guards)
    strength = guards + np.where(garrisoned, p.garrison * s.force[here], 0.0)
    D = p.gk * sites.weapon * strength + p.d0
    won = 1 / (1 + (D / np.maximum(x, 1e-9)) ** p.siege)
    chance = 1 - np.exp(-now.dt * p.cap * won)
    _wear(s, p, now, x, guards)
    return np.asarray(attacked & (now.uniform(Purpose.CAPTURE, len(sites)) < chance))


def _garrisoned(now: Now) -> NDArray[np.bool_]:
    known: NDArray[np.bool_] | None = now.cache.get("garrisoned sites")
    if known is None:
        known = now.cache["garrisoned sites"] = np.isin(now.world.sites.kind, GARRISONED)
    return known


def _attackers(s: Fields, p: Values, now: Now) -> NDArray[np.float64]:
    sites = now.world.sites
    here, places = sites.place, len(now.region)
    held = (s.site_state == HELD) | (s.site_state == RECAPTURED)
    pull = np.where(held, sites.value**2, 0.0)
    out = [plan for plan in now.program.cells if plan.start <= now.t]
    for plan in out:
        # the crowd follows those who know where they go, as far as there are any left
        led = s.cells_out[plan.place] / max(plan.size, 1)
        aim = plan.targets & (here == plan.place)
        pull = np.where(aim, pull * (1 + p.cell_lead * led), pull)
    W = np.bincount(here, pull, minlength=places)
    crowd = p.att * np.maximum(s.rioting - s.cells_out, 0)
    x = (crowd / np.maximum(W, p.w_least) * np.minimum(1.0, W / p.w_full))[here] * pull
    for plan in out:
        aim = plan.targets & held & (here == plan.place)
        if aim.any():
            share = plan.size / sum(other.size for other in out if other.place == plan.place)
            x[aim] += p.cell_w * share * s.cells_out[plan.place] / aim.sum()
    return np.asarray(x)


def _wear(
    s: Fields, p: Values, now: Now, x: NDArray[np.float64], guards: NDArray[np.float64]
) -> None:
    """What attacks cost: guards injured and killed, attackers killed where guards may shoot."""
    sites = now.world.sites
    here = sites.place
    melee = x * guards / np.maximum(x + guards, 1.0)
    shooting = (sites.weapon >= p.armed) & (s.live_fire[now.region[here]] > 0)
    mean = np.empty((3, len(x)))
    mean[0] = now.dt * p.inj_guard * melee
    mean[1] = now.dt * p.kill_guard * melee
    mean[2] = np.where(shooting, now.dt * p.kill_attack * melee, 0.0)
    drawn = (Purpose.GUARDS_INJURED, Purpose.GUARDS_KILLED, Purpose.ATTACKERS_DEAD_COUNT)
    number = now.poissons(drawn, mean)
    if not number.any():
        return
    hurt, killed, dead = number
    there = np.floor(s.site_guards.sum(0)).astype(np.int64)
    hurt = np.minimum(hurt, there)
    killed = np.minimum(killed, there - hurt)
    total = s.site_guards.sum(0)
    share = np.divide(hurt + killed, total, out=np.zeros_like(total), where=total > 0)
    lost = s.site_guards * np.minimum(share, 1.0)
    s.site_guards -= lost
    s.officers_lost += lost.sum(1)
    n = len(now.region)
    for field, number in (("injured_forces", hurt), ("dead_forces", killed)):
        by_place = np.bincount(here, number, minlength=n).astype(np.int64)
        getattr(s, field)[:] += by_place
        getattr(s, "injured" if field == "injured_forces" else "dead")[:] += by_place
    if dead.any():
        by_place = np.bincount(here, dead, minlength=n).astype(np.int64)
        rioters = (S.RIOTING, S.CELL)
        moved = now.people.move(rioters, S.DEAD, by_place, Purpose.ATTACKERS_DEAD, now.step)
        s.dead += moved
        s.deaths_now += moved


def _fall(s: Fields, p: Values, now: Now, fallen: NDArray[np.bool_]) -> None:
    sites = now.world.sites
    here = sites.place
    of_all = sites.value / max(float(sites.value.sum()), 1e-9)
    s.site_state[fallen] = CAPTURED
    s.captured_at[fallen & np.isinf(s.captured_at)] = now.t
    for k in np.flatnonzero(fallen):
        value = sites.value[k]
        s.capture_news += p.news_site * of_all[k]
        same = now.region == now.region[here[k]]
        near, far = p.loss_region * value, p.loss_country * of_all[k]
        s.legitimacy -= p.lossL * np.where(same, near, far)
        if sites.kind[k] in ARMOURIES:
            s.arms[here[k]] += p.arms_hq
        elif sites.kind[k] == "arms_shop":
            s.arms[here[k]] += p.arms_shop
