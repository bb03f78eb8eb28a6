"""How a mechanism is written: NumPy on arrays by place beside one compiled loop over places.

Takes the state of a national run in its violent hours and times a step of three mechanisms in both
styles: `engagement` (arithmetic), `force` (arithmetic and sums by region) and `casualties` (arithmetic
and keyed draws; moving persons is the same call in both and left out).  The loops are those of the
tree; what stands here is how they were written in NumPy.  Both must give the same bits before they are
timed.  Prints microseconds of a core a step and seconds of compilation.

    python benchmarks/mechanism_styles.py [--hour 118] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from types import SimpleNamespace

import numba
import numpy as np

import tocsin as tc
from tocsin.mechanisms.forces import casualties, engagement, force
from tocsin.mechanisms.forces.orders import ARREST, DISPERSE, NO_FIRE, WITHOUT_WARNING
from tocsin.people.counted import plainly


def engage(s, p, now):
    """Engagement in NumPy."""
    towns = ~now.world.places.rural
    A, R, F = s.active.astype(float), s.rioting.astype(float), s.force
    rules = s.rules[:, now.region]
    strength = s.acting * s.officers
    if s.stance.any():
        strength *= s.stance == force.OBEYS
    dispersing = (strength * (rules >= DISPERSE)).sum(0)
    s.force_arresting[:] = (strength * (rules >= ARREST)).sum(0)
    s.force_observing[:] = F - dispersing
    s.withdrawal[:] = 1 / (1 + (R / (p.retreat * F + 1)) ** 2)
    present = towns & (A > 0)
    crowd = np.where(present, A + F, 1.0)
    s.contact[:] = np.where(present, s.withdrawal * dispersing / crowd, 0.0)
    y = A / (p.theta * dispersing + 1)
    s.violence[:] = y**2 / (1 + y**2) * s.contact
    s.dispersal[:] = p.disp * s.contact
    order = s.live_fire[now.region]
    warned = (s.emergency[now.region] > 0) & (p.threat * F < R)
    may = (order > NO_FIRE) & (warned | (order == WITHOUT_WARNING))
    s.firing[:] = towns & (R > 0) & (dispersing > 0) & may
    s.shots[:] = s.firing * p.kill * dispersing * R / np.maximum(R + p.live * dispersing, 1e-9)
    s.shots *= 1 + p.enemy_fire * float(s.enemy)
    facing = dispersing + p.clash_observe * s.force_observing
    s.clashes[:] = np.where(towns, s.withdrawal * R * facing / np.maximum(R + F, 1.0), 0.0)
    s.provocation *= now.fading(p.t_prov)
    felt = s.violence + p.shot_weight * s.shots / np.where(present, A, 1.0)
    lasting = p.t_prov * now.toward(p.t_prov)
    s.provocation += lasting * p.prov_gain * np.where(present, felt, 0.0)


def move_and_act(s, p, now):
    """Officers of a place in NumPy."""
    places, regions = now.world.places, now.world.regions
    need = np.where(places.rural, 0.0, s.active + p.pull_riot * s.rioting)
    total = now.by_region(need)[now.region]
    drawn = np.divide(need, total, out=np.zeros_like(need), where=total > 0)
    there = now.by_region(s.officers.sum(0))[now.region]
    sent = p.pull_force * total / np.maximum(total + there, 1e-9)
    weight = (1 - sent) * s.base + sent * drawn
    pace = -np.expm1(-now.dt / regions.within_hours)[now.region]
    for i in range(len(s.officers)):
        in_region = now.by_region(s.officers[i])[now.region]
        s.officers[i] += pace * (in_region * weight - s.officers[i])
    s.acting[:] = s.loyalty_here
    if s.withdrawn.any():
        s.acting *= 1 - s.withdrawn[:, now.region]
    if s.stance.any():
        s.acting[s.stance == force.WENT_OVER] = 0
    s.force[:] = np.einsum("sp,sp->p", s.acting, s.officers)


def expect(s, p, now):
    """Means of the numbers of `casualties` in NumPy."""
    dt, crowd = now.dt, np.maximum(s.active, 1)
    about = p.outdoors + (1 - p.outdoors) * now.rhythm
    hurt = dt * (p.inj * s.violence * s.active + p.inj_shot * s.shots)
    manned = (s.checkpoints * s.emergency)[now.region] > 0
    acting = np.maximum(s.force - s.force_observing, 0.0)
    unrest = s.rioting + p.chk_dead * s.recent_dead
    uneasy = unrest / np.maximum(unrest + acting, 1e-9)
    chk = dt * p.chk * acting * uneasy * (about + p.night_risk * now.dark)
    armed = s.arms / np.maximum(s.arms + p.arms_half * s.rioting, 1e-9)
    return np.array(
        [
            dt * p.shot_marching * s.shots * s.marching / crowd,
            dt * p.shot_rioting * s.shots * s.rioting / crowd,
            np.where(s.active > 0, hurt, 0.0),
            dt * p.stray * s.shots * about,
            dt * p.by_riot * s.rioting * about,
            np.where(manned & ~now.world.places.rural, chk, 0.0),
            dt * p.inj_f * s.clashes,
            dt * p.kill_f * s.clashes * (1 + p.arms_kill * armed),
        ]
    )


def draw(s, p, now):
    """Those numbers, each by itself."""
    return plainly(expect(s, p, now), casualties.NUMBERS, now.step, now._key)


def draw_compiled(s, p, now):
    """Those numbers by the loop."""
    mean = np.empty((len(casualties.NUMBERS), len(now.region)))
    casualties.expect(
        casualties.filled(casualties.Crowds, s, now), casualties.filled(casualties.Harm, p, now),
        now.region, now.world.places.rural, now.rhythm, now.dark, now.dt, mean,
    )  # fmt: skip
    return now.poissons(casualties.NUMBERS, mean)


def move_compiled(s, p, now):
    """Officers of a place by the loop."""
    force.move_and_act(
        force.filled(force.Posts, s, now), force.filled(force.Pull, p, now), now.region,
        now.world.places.rural, force._pace(now),
    )  # fmt: skip


#: name: the mechanism, in NumPy, as a loop, and the function that is compiled.
STYLES = {
    "engagement": (engage, engagement.step, engagement.engage),
    "force": (move_and_act, move_compiled, force.move_and_act),
    "casualties": (draw, draw_compiled, casualties.expect),
}


def timed(do, seconds=1.0):
    """Least CPU seconds a call."""
    do()
    best, end = math.inf, time.process_time() + seconds
    while time.process_time() < end:
        begin = time.process_time()
        for _ in range(50):
            do()
        best = min(best, (time.process_time() - begin) / 50)
    return best


def compiling(function):
    """A function compiled anew when called, and the seconds of its first call."""
    made, spent = numba.njit(nogil=True, error_model="numpy")(function.py_func), []

    def first(*given):
        begin = time.process_time()
        made(*given)
        spent.append(time.process_time() - begin)

    return first, spent


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parse.add_argument("--hour", type=int, default=118)
    parse.add_argument("--json")
    given = parse.parse_args()
    run = tc.Simulation(tc.load("kazakhstan-2022"), threads=1, terms=False)
    run.run(until=given.hour)
    now, states = run.now.at(given.hour), run.state.save()
    numba.njit(lambda x: x)(1)  # what numba loads once is no part of a loop's compilation
    rows = []
    for name, (numpy_step, loop_step, function) in STYLES.items():
        m = next(m for m in run._order if m.name == name)

        def parts(m=m):
            arrays = {n: np.array(states[n]) for n in (*m.reads, *m.writes)}
            return SimpleNamespace(**arrays), SimpleNamespace(
                **vars(run.parameters.only(m.parameters))
            )

        (plain, p), (fast, q) = parts(), parts()
        a, b = numpy_step(plain, p, now), loop_step(fast, q, now)
        for field in m.writes:
            if not np.array_equal(getattr(plain, field), getattr(fast, field)):
                raise SystemExit(
                    f"{name}, {field}: the loop does not say what NumPy says; mend one."
                )
        if a is not None and not np.array_equal(a, b):
            raise SystemExit(f"{name}: other numbers are drawn by the loop; mend one.")
        first, spent = compiling(function)
        module, called = sys.modules[function.__module__], function
        setattr(module, called.__name__, first)
        loop_step(fast, q, now)
        setattr(module, called.__name__, called)
        before = timed(lambda f=numpy_step, s=plain, p=p: f(s, p, now)) * 1e6
        after = timed(lambda f=loop_step, s=fast, p=q: f(s, p, now)) * 1e6
        rows.append(
            {"mechanism": name, "numpy_us": before, "loop_us": after, "compile_s": spent[0]}
        )
        print(f"{name:12s} NumPy {before:8.1f} us   loop {after:8.1f} us   x {before / after:5.1f}   "
              f"compiled in {spent[0]:.2f} s", flush=True)  # fmt: skip
    if given.json:
        with open(given.json, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1)


if __name__ == "__main__":
    main()
