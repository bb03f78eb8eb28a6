"""How a mechanism is written: NumPy on arrays by place beside one compiled loop over places.

Takes the state of a national run in its violent hours and times a step of three mechanisms in both
styles: `engagement` (arithmetic), `casualties` (arithmetic and keyed draws; moving persons is the same
call in both and left out) and `sites` (attackers and captures).  The loop is plain Python over places
that receives fields and parameters as named tuples, so that `s.force[q]` and `p.retreat` read as in the
NumPy version; uncompiled it is the reference.  Both must give the same numbers before they are timed.
Prints microseconds a step and seconds of compilation.

    python benchmarks/mechanism_styles.py [--hour 118] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections import namedtuple
from types import SimpleNamespace

import numba
import numpy as np

import tocsin as tc
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.forces import casualties, engagement, sites
from tocsin.people.quantiles import poisson_quantile
from tocsin.people.random import stream, threefry, u32


@numba.njit(inline="always")
def uniform(who, c1, k0, k1):
    a, b = threefry(u32(who), c1, k0, k1)
    return (np.float64(a >> u32(5)) * 67108864.0 + np.float64(b >> u32(6)) + 0.5) / 2.0**53


def engage(s, p, region, rural, dt):
    """Engagement, one place after the other."""
    left = math.exp(-dt / p.t_prov)
    for q in range(s.active.size):
        A, R, F, r = float(s.active[q]), float(s.rioting[q]), s.force[q], region[q]
        dispersing = arresting = 0.0
        for k in range(s.acting.shape[0]):
            strength = s.acting[k, q] * s.officers[k, q] if s.stance[k, q] == 0 else 0.0
            dispersing += strength if s.rules[k, r] >= 1 else 0.0
            arresting += strength if s.rules[k, r] >= 2 else 0.0
        town = not rural[q]
        present = town and A > 0
        s.force_arresting[q] = arresting
        s.force_observing[q] = F - dispersing
        s.withdrawal[q] = 1 / (1 + (R / (p.retreat * F + 1)) ** 2)
        s.contact[q] = s.withdrawal[q] * dispersing / (A + F) if present else 0.0
        y = A / (p.theta * dispersing + 1)
        s.violence[q] = y**2 / (1 + y**2) * s.contact[q]
        s.dispersal[q] = p.disp * s.contact[q]
        warned = s.emergency[r] > 0 and p.threat * F < R
        may = s.live_fire[r] > 0 and (warned or s.live_fire[r] == 2)
        s.firing[q] = 1.0 if town and R > 0 and dispersing > 0 and may else 0.0
        s.shots[q] = s.firing[q] * p.kill * dispersing * R / max(R + p.live * dispersing, 1e-9)
        facing = dispersing + p.clash_observe * s.force_observing[q]
        s.clashes[q] = s.withdrawal[q] * R * facing / max(R + F, 1.0) if town else 0.0
        s.provocation[q] *= left
        if present:
            felt = s.violence[q] + p.shot_weight * s.shots[q] / A
            s.provocation[q] += p.t_prov * (1 - left) * p.prov_gain * felt


def hurt(s, p, out, region, rhythm, dark, rural, streams, k0, k1, dt):
    """Casualties: the numbers that are drawn, one place after the other."""
    for q in range(s.active.size):
        crowd = max(s.active[q], 1)
        about = p.outdoors + (1 - p.outdoors) * rhythm[q]
        acting = max(s.force[q] - s.force_observing[q], 0.0)
        manned = s.checkpoints[region[q]] * s.emergency[region[q]] > 0
        unrest = s.rioting[q] + p.chk_dead * s.recent_dead[q]
        uneasy = unrest / max(unrest + acting, 1e-9)
        chk = p.chk * acting * uneasy * (about + p.night_risk * dark[q])
        armed = s.arms[q] / max(s.arms[q] + p.arms_half * s.rioting[q], 1e-9)
        deadly = 1 + p.arms_kill * armed
        means = (
            p.shot_marching * s.shots[q] * s.marching[q] / crowd,
            p.shot_rioting * s.shots[q] * s.rioting[q] / crowd,
            p.inj * s.violence[q] * s.active[q] + p.inj_shot * s.shots[q],
            p.stray * s.shots[q] * about,
            p.by_riot * s.rioting[q] * about,
            chk if manned and not rural[q] else 0.0,
            p.inj_f * s.clashes[q],
            p.kill_f * s.clashes[q] * deadly,
        )
        for i in range(8):
            mean = means[i]
            out[i, q] = (
                poisson_quantile(uniform(q, streams[i], k0, k1), dt * mean) if mean > 0 else 0
            )


def besiege(s, p, at, value, weapon, garrisoned, u, x, dt):
    """Sites: attackers and captures, one site after the other."""
    fallen = 0
    for k in range(at.size):
        q = at[k]
        W = 0.0
        for j in range(at.size):
            if at[j] == q and (s.site_state[j] == 0 or s.site_state[j] == 2):
                W += value[j] ** 2
        held = s.site_state[k] == 0 or s.site_state[k] == 2
        crowd = p.att * max(s.rioting[q] - s.cells_out[q], 0)
        x[k] = crowd / max(W, p.w_least) * min(1.0, W / p.w_full) * value[k] ** 2 if held else 0.0
        if x[k] < p.x_least:
            x[k] = 0.0
        guards = 0.0
        for i in range(s.acting.shape[0]):
            guards += s.acting[i, q] * s.site_guards[i, k]
        D = p.gk * weapon[k] * (guards + (p.garrison * s.force[q] if garrisoned[k] else 0.0)) + p.d0
        chance = 1 - math.exp(-dt * p.cap * x[k] ** 2 / (x[k] ** 2 + D**2))
        if x[k] > 0 and u[k] < chance:
            fallen += 1
    return fallen


class Nobody:
    """Persons who are never moved, so that a step can be repeated."""

    def __init__(self, people) -> None:
        self.counts = people.counts
        self.asked: list[np.ndarray] = []

    def move(self, *args):
        self.asked = [*self.asked[-9:], args[2]]
        return np.zeros(args[2].shape, np.int64)


def tupled(name, values):
    return namedtuple(name, values)(**values)


def same(what, plain, loop):
    if not np.allclose(plain, loop, rtol=1e-12, atol=1e-12):
        raise SystemExit(f"{what}: the loop no longer says what the mechanism says; mend it here.")


def timed(do, *args, seconds=1.0):
    do(*args)
    best, end = math.inf, time.perf_counter() + seconds
    while time.perf_counter() < end:
        begin = time.perf_counter()
        for _ in range(20):
            do(*args)
        best = min(best, (time.perf_counter() - begin) / 20)
    return best * 1e6


def compiled(function, args):
    begin = time.perf_counter()
    made = numba.njit(nogil=True)(function)
    made(*args)
    return made, time.perf_counter() - begin


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parse.add_argument("--hour", type=int, default=118)
    parse.add_argument("--json")
    given = parse.parse_args()
    run = tc.Simulation(tc.load("kazakhstan-2022"), threads=1, terms=False)
    run.run(until=given.hour)
    now, world = run.now.at(given.hour), run.world
    real, now.people = now.people, Nobody(run.people)
    states = run.state.save()
    rows = []

    order = run._order

    def parts(name):
        m = next(m for m in order if m.name == name)
        arrays = {n: np.array(states[n]) for n in (*m.reads, *m.writes)}
        values = vars(run.parameters.only(m.parameters))
        return m, arrays, values

    purposes = ("DEATH_COUNT_MARCHING DEATH_COUNT_RIOTING INJURY_COUNT BYSTANDER_STRAY BYSTANDER_RIOT "
                "BYSTANDER_CHECKPOINT FORCES_INJURED FORCES_DEAD").split()  # fmt: skip
    streams = np.array([stream(given.hour, Purpose[n]) for n in purposes], np.uint32)
    k0, k1 = now._key
    P, K = len(world.places), len(world.sites)

    for name, step in (
        ("engagement", engagement.step),
        ("casualties", casualties.step),
        ("sites", sites.step),
    ):
        _, arrays, values = parts(name)
        s, p = SimpleNamespace(**arrays), SimpleNamespace(**values)
        now.people.asked.clear()
        step(s, p, now)
        once, asked = s, list(now.people.asked)
        _, arrays, values = parts(name)
        s, p = tupled("Fields", arrays), tupled("Parameters", values)
        if name == "engagement":
            args = (s, p, now.region, world.places.rural, now.dt)
            loop = engage
        elif name == "casualties":
            args = (s, p, np.zeros((8, P), np.int64), now.region, now.rhythm, now.dark,
                    world.places.rural, streams, k0, k1, now.dt)  # fmt: skip
            loop = hurt
        else:
            w = world.sites
            args = (s, p, w.place, w.value, w.weapon, np.isin(w.kind, sites.GARRISONED),
                    now.uniform(Purpose.CAPTURE, K), np.zeros(K), now.dt)  # fmt: skip
            loop = besiege
        made, seconds = compiled(loop, args)
        if name == "engagement":
            for field in engagement.WRITES:
                same(f"{name}, {field}", getattr(once, field), getattr(s, field))
        elif name == "casualties":
            means = args[2]
            for drawn, i in ((asked[0], 0), (asked[1], 1), (asked[2], 2)):
                same(f"{name}, number {i}", drawn, means[i])
            same(f"{name}, bystanders", asked[4], means[3] + means[4] + means[5])
        else:
            same(f"{name}, attackers", once.site_attackers, args[7])
        _, arrays, values = parts(name)
        plain = timed(step, SimpleNamespace(**arrays), SimpleNamespace(**values), now)
        fast = timed(made, *args)
        rows.append({"mechanism": name, "numpy_us": plain, "loop_us": fast, "compile_s": seconds})
        print(f"{name:12s} NumPy {plain:8.1f} us   loop {fast:8.1f} us   x {plain / fast:5.1f}   "
              f"compiled in {seconds:.2f} s", flush=True)  # fmt: skip
    now.people = real
    if given.json:
        with open(given.json, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1)


if __name__ == "__main__":
    main()
