"""Powers: how far the elites lean on each external power, before, in and after the crisis.

    lean_ak  grows by dt (po_troops presence_k + po_aid aid_k) (1 - lean_ak), the others' share shrinks
             shrinks by dt po_resent presence_k resentment, and by po_blood for each dead in a hundred
             thousand residents while its troops are there, in proportion to them
             drifts back to the coded one with time po_t; of what acts have moved, a part po_trade is
             dealt out by trade and usual aid
    presence_k = n_k / (n_k + po_half)       n_k troops of the power in the country
    influence_k = sum_a capability_a lean_ak / sum_a capability_a       offices only
    backing_k  = guarantee, shared out by troops, before they come with the power that leads
    ground_lost_k = (history_k - influence_k)+ / history_k + lean_leader,k (1 - hold)
    influence and ground lost are weighed whenever the elites bargain, hourly while troops are there

Acts move influence, time alone does not: without troops, aid, threats or a change of offices the
leanings stay what they were.  Intervention buys influence and may lose it by resentment and blood
(Peksen 2012, Pickering & Kisangani 2009 on what becomes of hosts; the forms are ours).

What a power has lost of the influence that it regards as its own, or would lose with the leader, raises
its stake when it is asked for troops (`alliance`): influence is cause and result.  A public threat to
critics makes offices lean towards the power at once, and costs legitimacy for a while.
Coefficients have priors only; what influence is worth after the run's days is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, LAST, Field, fraction
from tocsin.declare.lever import carries_out
from tocsin.declare.parameter import hours, positive, rate, share
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.forces.levers import begins
from tocsin.parts.ranges import spread
from tocsin.scenario.sections.levers.powers import Aid, Threaten

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.powers.plan import PowersPlan

PART = "powers"
carries_out("powers", Aid, Threaten)

FIELDS = (
    fraction("lean", ("actor", "power"), "how far each actor leans on each power", keep=LAST),
    fraction("lean_before", ("actor", "power"), "the same at the start", keep=LAST),
    fraction("influence", ("power",), "influence on the elites", keep=HOURLY),
    fraction("influence_before", ("power",), "the same at the start", keep=LAST),
    Field("ground_lost", ("power",), "1", "share of its influence that a power sees lost"),
    fraction("past", ("power",), "share of influence that a power regards as its own"),
    fraction("backing", ("power",), "how far each power stands behind the leader"),
    Field("affront", (), "1", "legitimacy lost to public threats from abroad", low=0),
    Field("dead_seen", (), "persons", "dead that have been held against troops so far"),
)
READS = (
    "lever_time", "contingent", "guarantee", "capability", "in_office", "hold", "leader_is",
    "resentment", "dead",
)  # fmt: skip
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (
    rate("po_troops", most=0.5),
    positive("po_half"),
    rate("po_aid", most=0.5),
    share("po_trade"),
    rate("po_resent", most=1),
    share("po_blood"),
    hours("po_t"),
    share("po_threat"),
    share("po_affront"),
    hours("po_t_affront"),
)


def start(s: Fields, p: Values, now: Now) -> None:
    """Draw the leanings of this run."""
    elites, powers = now.program.politics.elites, now.program.politics.powers
    if elites is None or powers is None:
        return
    lean = np.clip(elites.leans.draw(elites.names, Purpose.ELITE_LEANS, now), 0, 1)
    s.lean[:] = lean / np.maximum(1.0, lean.sum(1))[:, None]
    s.lean_before[:] = s.lean
    s.past[:] = spread(now.uniform_once(powers.names, Purpose.POWER_HISTORY), powers.history)
    _weigh(s, powers, now)
    s.influence_before[:] = s.influence


def step(s: Fields, p: Values, now: Now) -> None:
    """Gain and lose influence."""
    elites, powers = now.program.politics.elites, now.program.politics.powers
    if elites is None or powers is None:
        return
    troops = np.zeros(len(powers.names))
    if s.contingent.any():
        troops = powers.troops(s.contingent)
    gain = p.po_troops * troops / (troops + p.po_half)
    for lever, power, size, threat in powers.pressures:
        at, end = float(s.lever_time[lever].min()), powers.ends(lever, s.lever_time)
        if threat and begins(at, now):
            _toward(s.lean, power, p.po_threat)
            s.affront += p.po_affront
        elif not threat and at <= now.t < end:
            gain[power] += p.po_aid * size
    for k in np.flatnonzero(gain).tolist():
        _toward(s.lean, k, now.dt * float(gain[k]))
    _lose(s, p, now, troops)
    if (s.lean != s.lean_before).any():  # else they are what they go back to
        s.lean += now.toward(p.po_t) * (_long_run(s, p, powers) - s.lean)
    s.affront *= 1 - now.toward(p.po_t_affront)
    total = troops.sum()
    share = troops / total if total > 0 else powers.lead
    s.backing[:] = float(s.guarantee) * share
    if total > 0 or now.t % elites.every == 0:
        _weigh(s, powers, now)


def _toward(lean: NDArray[np.float64], power: int, by: float) -> None:
    """All actors go a share of the way to a power."""
    by = min(by, 1.0)
    lean *= 1 - by
    lean[:, power] += by


def _lose(s: Fields, p: Values, now: Now, troops: NDArray[np.float64]) -> None:
    """Resentment of a power's troops, and who dies while they are there, cost it."""
    dead = float(s.dead.sum())
    fallen, s.dead_seen[...] = dead - float(s.dead_seen), dead
    total = float(troops.sum())
    if not total:
        return
    heads = max(float(now.world.places.population.sum()), 1.0)
    blood = p.po_blood * fallen * 1e5 / heads * troops / total
    grudge = now.dt * p.po_resent * float(s.resentment) * troops / (troops + p.po_half)
    s.lean *= 1 - np.minimum(blood + grudge, 1.0)


def _long_run(s: Fields, p: Values, powers: PowersPlan) -> NDArray[np.float64]:
    """What leanings go back to: the coded ones, but for what acts have set loose."""
    if not powers.exchange.any():  # nobody trades: nothing draws anywhere
        return np.asarray(s.lean_before)
    loose = np.abs(s.lean - s.lean_before).sum(1, keepdims=True) / 2
    whole = np.maximum(s.lean_before.sum(1, keepdims=True), 1e-9)
    part = p.po_trade * np.minimum(loose, whole) / whole
    return np.asarray((1 - part) * s.lean_before + part * whole * powers.exchange)


def _weigh(s: Fields, powers: PowersPlan, now: Now) -> None:
    elites = now.program.politics.elites
    weight = s.capability * s.in_office
    if elites is not None and elites.street is not None:
        weight[elites.street] = 0
    total = weight.sum()
    s.influence[:] = (weight[:, None] * s.lean).sum(0) / total if total > 0 else 0.0
    past = np.maximum(s.past, 1e-9)
    lost = np.maximum(0.0, s.past - s.influence) / past
    s.ground_lost[:] = lost + s.lean[int(s.leader_is)] * (1 - float(s.hold))
