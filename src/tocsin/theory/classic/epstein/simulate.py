"""Epstein 2002: `epstein`, the function that everybody calls, and the run of Model I."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError
from tocsin.theory.classic import checks
from tocsin.theory.classic.epstein import inputs as given
from tocsin.theory.classic.epstein.inputs import Inputs
from tocsin.theory.classic.epstein.result import EpsteinResult, one, two
from tocsin.theory.classic.epstein.schedules import Schedule
from tocsin.theory.classic.epstein.states import NAMES, TURN, WHO
from tocsin.theory.classic.epstein.world import World

TENSION_SITES = 40_000  # lattices so large or smaller have their tension index kept
SMALL = 100_000  # sites: below, one core is quicker than two
FRAMES_MOST = 2_000_000_000  # bytes of pictures


@dataclass
class One:
    """Series of a run of Model I, (period,), the first being the start."""

    counts: NDArray[np.int64]  # (period, kind)
    legitimacy: NDArray[np.float64]
    tension: NDArray[np.float64]  # nan where it was not kept
    frames: list[NDArray[np.uint8]] = field(default_factory=list)
    frame_times: list[int] = field(default_factory=list)
    seconds: float = 0.0  # in periods alone
    cpu_seconds: float = 0.0  # of all threads
    bytes_per_site: float = 0.0
    threads: int = 1


def epstein(
    run: int = 2,
    variant: str = "paper",
    *,
    ratio: str | None = None,
    shape: str | None = None,
    self_count: str | None = None,
    order: str | None = None,
    jailed: str | None = None,
    terms: str | None = None,
    population: str | None = None,
    steps: int | None = None,
    seed: int = 1,
    size: object = 40,
    schedule: str = "exact",
    threads: int | None = None,
    outburst: float | None = None,
    frames: int = 0,
    tension: bool | None = None,
    **inputs: object,
) -> EpsteinResult:
    """A run of Epstein's model of civil violence.

    run : 1 to 8 of the paper's table; 1 to 5 are Model I, 6 to 8 Model II
    variant : 'paper', 'netlogo' or 'mesa', a set of the choices that follow
    ratio : 'literal', 'floor' or 'round', of cops to actives in the chance of arrest
    shape : of what is in view, 'disc', 'diamond' or 'square'
    self_count : 'once' or 'twice', how an active citizen counts among the actives
    order : 'move-then-act' or 'decide-then-move'
    jailed : 'removed', 'blocking' or 'underfoot'
    terms : of jail, as the 'paper', 'netlogo' or 'mesa' have it
    population : 'exact' or 'random'
    steps : periods
    size : of the lattice, 40, '1000x1000' or (1000, 1000)
    schedule : 'exact', 'blocks' or 'synchronous'; Model II has the exact one alone
    threads : at most so many; results do not depend on it
    outburst : above how many actives there is one; None: 50 of 1,600 sites
    frames : keep a picture each so many periods
    tension : keep the tension index; None: on small lattices
    inputs : any other of `inputs.Inputs`: vision, cop_vision, legitimacy, max_jail, movement, density,
        cop_density, density_of, k, threshold, jump, cops_always_move, legitimacy_to, cops_leave,
        cops_from ...

    Raises InputError for a value out of range or an unknown name.
    """
    i = given.chosen(
        run, variant,
        dict(
            ratio=ratio, shape=shape, self_count=self_count, order=order, jailed=jailed, terms=terms,
            population=population, steps=steps, **inputs,
        ),
    )  # fmt: skip
    seed = checks.whole("seed", seed)
    height, width = given.lattice_size(size)
    given.check_fits(i, height, width)
    checks.choice("schedule", schedule, given.SCHEDULES)
    frames = checks.whole("frames", frames, 0, 10_000_000)
    if outburst is not None:
        outburst = checks.number("outburst", outburst, 0)
    if frames and (i.steps // frames + 1) * height * width > FRAMES_MOST:
        raise InputError(
            f"frames: pictures each {frames} of {i.steps} periods would take over "
            f"{FRAMES_MOST / 1e9:.0f} GB; expected fewer"
        )
    cores = os.cpu_count() or 1
    if threads is not None:
        threads = checks.whole("threads", threads, 1, 1024)
    name = f"Epstein's model, run {run}, {variant}"
    if i.model == 2:
        if schedule != "exact":
            raise InputError(
                f"schedule: Model II (run {run}) has the exact schedule alone, not {schedule!r}"
            )
        from tocsin.theory.classic.epstein import simulate_two

        done = simulate_two.run(i, height, width, seed, frames)
        return two(name, run, i, seed, (height, width), outburst, done)
    many = threads or (1 if height * width < SMALL else cores)
    keep = height * width <= TENSION_SITES if tension is None else tension
    made = model_one(i, height, width, seed, schedule, many, frames, keep)
    return one(name, run, i, seed, schedule, (height, width), outburst, made)


@cache
def _compiled(schedule: str) -> None:
    """Have kernels ready before time is taken."""
    i = given.chosen(2, "paper", {"steps": 2, "ratio": "floor"})
    model_one(i, 16, 16, 1, schedule, 1, 0, False, warm=False)


def model_one(
    i: Inputs,
    height: int,
    width: int,
    seed: int,
    schedule: str,
    threads: int = 1,
    frames: int = 0,
    tension: bool = False,
    *,
    warm: bool = True,
) -> One:
    """A run of Model I; as `epstein`, without its checks."""
    if warm:
        _compiled(schedule)
    world = World(i, height, width, seed)
    runner = Schedule(world, schedule, threads)
    counts = np.empty((i.steps + 1, len(NAMES)), np.int64)
    legitimacy, index = np.empty(i.steps + 1), np.full(i.steps + 1, np.nan)
    out = One(counts, legitimacy, index, bytes_per_site=runner.bytes / (height * width))
    out.threads = runner.threads
    cops = world.cop_count()
    try:
        for t in range(i.steps + 1):
            legitimacy[t] = given.legitimacy_at(i, t)
            if t:
                _prepare(world, i, t, cops)
                began, worked = time.perf_counter(), time.process_time()
                world.release(t, TURN * (t & 1))
                world.jail(runner.step(t), t)
                out.seconds += time.perf_counter() - began
                out.cpu_seconds += time.process_time() - worked
            counts[t] = world.tally()
            if tension:
                index[t] = world.tension(legitimacy[t])
            if frames and t % frames == 0:
                out.frames.append((world.kind & np.uint8(WHO)).reshape(height, width))
                out.frame_times.append(t)
    finally:
        runner.close()
    return out


def _prepare(world: World, i: Inputs, t: int, cops: int) -> None:
    """What changes from outside before a period: legitimacy falls, cops leave."""
    if i.legitimacy_to is not None:
        world.rule = world.rule._replace(discontent=np.float32(1.0 - given.legitimacy_at(i, t)))
    if i.cops_leave:
        world.dismiss(given.cops_at(i, t, cops), t)
