"""One run.  An hour is what `order` says, a mechanism after the other, and then a line in the record.

Every mechanism changes only the fields that it declares.  A run is determined by scenario, seed and run
number, whatever the threads.  `sound` looks whether what came out can be.
"""

from __future__ import annotations

import hashlib
import math
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.choices import ENGINES, Engine, Mode
from tocsin.declare.mechanism import Mechanism, Step, check
from tocsin.declare.own import blame, examine
from tocsin.declare.state import State
from tocsin.errors import InputError, did_you_mean
from tocsin.files import replacing
from tocsin.hour import sound
from tocsin.hour.kept import variables
from tocsin.hour.order import loop, words
from tocsin.hour.parameters import parameters as draw
from tocsin.mechanisms.forces.levers import Facts
from tocsin.mechanisms.given.guarded import OwnNow
from tocsin.mechanisms.given.now import Now
from tocsin.parts.plans import names_along
from tocsin.parts.program import Program, program
from tocsin.people.active import Active
from tocsin.people.cells import Cells
from tocsin.people.engine import Key, People, Persons
from tocsin.people.random import key
from tocsin.record.recorder import Recorder
from tocsin.record.variables import last
from tocsin.scenario.sections import conditions
from tocsin.version import __version__
from tocsin.world import World, build

if TYPE_CHECKING:
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.scenario import Scenario


def cores() -> int:
    """Processors that this process may use: by its affinity, and by the quota of its container."""
    try:
        allowed = len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        allowed = os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        allowed = min(allowed, max(1, math.ceil(int(quota) / int(period))))
    except (OSError, ValueError):  # no such container, or no limit
        pass
    return allowed


class Simulation:
    """A run that can be stopped, saved and taken up.

    scenario : what to simulate
    seed, run : together they determine every random number
    engine : 'thinning', those who may move; 'sweep', all persons every hour; 'cells', numbers of
        persons alike.  The law is the same: the others are oracles
    parameters : 'point', 'prior' or 'cloud'
    values : of parameters by name, in place of those
    threads : how many share the persons; changes nothing but the time
    world : of this scenario, if it is at hand
    bits : of traits, for engine 'cells'
    terms : whether the record has what moved people, for `tocsin why`
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int = 1,
        run: int = 0,
        *,
        engine: Engine = "thinning",
        parameters: Mode = "point",
        values: Mapping[str, float] | None = None,
        threads: int | None = None,
        world: World | None = None,
        bits: tuple[int, int] = (8, 8),
        terms: bool = True,
    ) -> None:
        if engine not in ENGINES:
            raise InputError(f"unknown engine {engine!r}{did_you_mean(engine, ENGINES)}")
        self.scenario, self.seed, self.run_number = scenario, seed, run
        # plain arguments, for the same run anew
        self._options: dict[str, Any] = {
            "engine": engine, "parameters": parameters, "values": values, "threads": threads,
            "bits": bits,
        }  # fmt: skip
        self._looks = True
        threads = cores() if threads is None else threads
        self.world = world if world is not None else build(scenario, threads)
        self.parameters = draw(scenario, seed, run, parameters).but(values or {})
        self.people = _engine(self.world, key(seed, run), engine, threads, bits)
        order = loop(scenario.spec)
        plan = program(scenario, self.world)
        self.state = State(check(order), _sizes(self.world, plan))
        self._kept = variables(scenario, order), last(order), self.state.sizes
        self.now = Now(scenario, self.world, self.people, plan, seed, run)
        self._order, self._plan, self._terms = order, plan, terms
        condition = scenario.spec.clock.stop_when
        self._stop = None if condition is None else conditions.parse(condition)
        self.restart()

    def restart(self) -> None:
        """Set the beginning from the parameters; for a run that has not begun."""
        self._loop = [
            (self._step_of(m), self.state.view(m), self.parameters.only(m.parameters))
            for m in self._order
        ]
        self.recorder = Recorder(
            self.scenario, self.world, self.parameters, self._plan, *self._kept, self._terms
        )
        self.steps = 0
        self.seconds = 0.0
        self.now.cache.clear()
        for m, (_, view, values) in zip(self._order, self._loop, strict=True):
            if m.start is not None:
                with blame(m, 0):
                    m.start(view, values, OwnNow(self.now) if m.source else self.now)

    def _step_of(self, mechanism: Mechanism) -> Step:
        """A user's own mechanism is looked after: what it is given, what it did."""
        if not mechanism.source:
            return mechanism.step
        own = OwnNow(self.now)

        def step(s: Fields, p: Values, now: Now) -> None:
            with blame(mechanism, now.t):
                mechanism.step(s, p, own)
            examine(mechanism, self.state, now.t)

        return step

    def wrap(self, around: Callable[[Mechanism, Step], Step]) -> None:
        """Put something around the step of every mechanism, to watch it or to time it.

        around : given a mechanism and its step, a function (s, p, now) to be called instead
        """
        self._loop = [
            (around(m, step), view, values)
            for m, (step, view, values) in zip(self._order, self._loop, strict=True)
        ]

    def anew(self) -> Simulation:
        """The same run from its beginning, without what was wrapped around it; it does not look."""
        again = Simulation(
            self.scenario, self.seed, self.run_number, world=self.world, **self._options
        )
        again._looks = False
        return again

    def run(self, until: int | None = None, tick: Callable[[int], None] | None = None) -> Recorder:
        """Advance to hour `until` (the end by default); `tick` is called after every hour."""
        begin = time.perf_counter()
        last = self.scenario.hours if until is None else min(until, self.scenario.hours)
        while self.hour < last and not self.stopped:
            self.step()
            if tick is not None and self.steps % self.now.steps == 0:
                tick(self.hour)
        self.seconds += time.perf_counter() - begin
        return self.recorder

    @property
    def hour(self) -> int:
        """Whole hours that have passed."""
        return self.steps // self.now.steps

    @property
    def stopped(self) -> bool:
        """Whether the run has ended before its time, by `clock.stop_when`."""
        return self.recorder.stopped > 0

    def step(self) -> None:
        """One step, an hour unless the scenario's clock has another `dt`; the record is hourly."""
        now = self.now.at(self.steps)
        for step, view, values in self._loop:
            step(view, values, now)
        self.steps += 1
        if self.steps % now.steps:
            return
        self.recorder.take(self.hour - 1, self.state)
        due = self.hour % sound.EVERY == 0 or self.hour == self.scenario.hours
        if due and self._looks and sound.wrong(self):
            raise sound.find(self)
        if self._stop is not None and self.hour < self.scenario.hours and self._over():
            self.recorder.stop(self.hour)

    def _over(self) -> bool:
        """Whether the scenario's condition to stop holds now that a step has ended."""
        state = SimpleNamespace(**self.state.arrays)
        values = self.parameters.only(self.parameters.names)
        facts = Facts(state, values, self.now.at(self.steps))
        return self._stop is not None and bool(self._stop.holds(facts.of(None)))

    def save(self, path: str | Path) -> None:
        """Write everything from which `load` continues with the same bits."""
        arrays: dict[str, Any] = {f"state/{k}": v for k, v in self.state.save().items()}
        arrays |= {f"people/{k}": v for k, v in self.people.save().items()}
        arrays |= {f"record/{k}": v for k, v in self.recorder.save().items()}
        arrays["steps"] = np.array(self.steps)
        arrays["digest"] = np.array(self._fingerprint())
        with replacing(path) as file:
            np.savez(file, **arrays)

    def load(self, path: str | Path) -> None:
        """Take up what `save` wrote; raises InputError if it is damaged or belongs to another run."""
        try:
            with np.load(path, allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
            digest = str(arrays["digest"])
        except FileNotFoundError:
            raise InputError(f"{path}: no such file; expected a saved state") from None
        except MemoryError:
            raise
        except Exception:  # whatever damage raises
            raise InputError(f"{path} is no saved state, or is damaged") from None
        if digest != self._fingerprint():
            raise InputError(f"{path} was saved by another scenario, seed, run or parameters")

        def part(prefix: str) -> dict[str, Any]:
            cut = len(prefix)
            return {k[cut:]: x for k, x in arrays.items() if k.startswith(prefix)}

        lacking = {f"state/{name}" for name in self.state.arrays} - set(arrays)
        if lacking:
            raise InputError(f"{path} lacks {min(lacking)}; it was saved by another version")
        self.state.load(part("state/"))
        self.people.load(part("people/"))
        self.recorder.load(part("record/"))
        self.steps = int(arrays["steps"])

    def _fingerprint(self) -> str:
        values = hashlib.sha256(self.parameters.values.tobytes()).hexdigest()[:16]
        people = f"{type(self.people).__name__} {self.people.size}"
        who = f"{self.seed} {self.run_number} {values} {people}"
        return f"{__version__} {self.scenario.digest} {who}"


if Simulation.step.__doc__:  # which python -OO leaves out
    Simulation.step.__doc__ += f"\n\n{words()}\n"


def _engine(world: World, k: Key, engine: Engine, threads: int, bits: tuple[int, int]) -> People:
    q = world.places.acts_in
    if engine == "cells":
        return Cells(world.layout, world.hardship, world.risk_aversion, q, k, bits)
    kind = Active if engine == "thinning" else Persons
    traits = (world.layout, world.hardship, world.risk_aversion)
    return kind(*traits, q, k, threads, traits=world.traits)


def _sizes(world: World, plan: Program) -> dict[str, int]:
    from tocsin.people.states import STATES

    named = names_along(world, plan.politics)
    return {"state": STATES, "lever": len(plan.acts)} | {axis: len(n) for axis, n in named.items()}
