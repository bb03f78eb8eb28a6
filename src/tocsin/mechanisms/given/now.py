"""What a mechanism is told about the hour: time, light, the world, the persons, random numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from tocsin.people import counted, quantiles
from tocsin.people.random import Purpose, key, uniforms, uniforms_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.parts.program import Program
    from tocsin.people.engine import People
    from tocsin.scenario.scenario import Scenario
    from tocsin.world import World


class Now:
    """The hour at hand.

    t : hours since the start of the run, at the beginning of the step; dt : hours of a step
    step : number of the step, by which random numbers are keyed; with steps of an hour, t
    rhythm : (place,) readiness to join by local hour, 0 to 1
    dark : (place,) 1 in the dark hours by local time, else 0
    leaving, riotous : (place,) how readily marchers go home and crowds turn violent by local hour
    region : (place,) index of the region
    cache : what a mechanism keeps between hours to save work; a result never depends on it
    """

    def __init__(
        self,
        scenario: Scenario,
        world: World,
        people: People,
        program: Program,
        seed: int,
        run: int,
    ) -> None:
        self.world = world
        self.people = people
        self.program = program
        self.region = world.places.region
        self.dt = scenario.spec.clock.dt
        self.steps = round(1 / self.dt)  # in an hour
        self.t: float = 0
        self.step = 0
        self.cache: dict[str, Any] = {}
        self._key = key(seed, run)
        rhythm = scenario.spec.rhythm
        self._join = np.array(rhythm.join)
        self._leave, self._riot = np.array(rhythm.leave), np.array(rhythm.riot)
        hours = np.arange(24)
        a, b = rhythm.dark_from, rhythm.dark_to
        dark = (hours >= a) | (hours < b) if a > b else (hours >= a) & (hours < b)
        self._dark = dark.astype(float)
        self._utc_minute = 60 * scenario.start.hour + scenario.start.minute
        self.local_hour = np.zeros(len(world.regions), np.int64)
        self.rhythm = np.zeros(len(world.places))
        self.dark = np.zeros(len(world.places))
        self.leaving = np.ones(len(world.places))
        self.riotous = np.ones(len(world.places))
        self.at(0)

    def at(self, step: int) -> Now:
        """Turn to step number `step`."""
        self.step = step
        hour, part = divmod(step, self.steps)
        self.t = hour + part / self.steps if part else hour
        minute = self._utc_minute + 60 * step // self.steps + self.world.regions.offset[hour]
        self.local_hour = minute // 60 % 24
        self.rhythm = self._join[self.local_hour][self.region]
        self.dark = self._dark[self.local_hour][self.region]
        self.leaving = self._leave[self.local_hour][self.region]
        self.riotous = self._riot[self.local_hour][self.region]
        return self

    def first(self, at: float) -> float:
        """The beginning of the first step in which an act of time `at` acts."""
        return max(0, math.ceil(at * self.steps - 1e-6)) / self.steps

    def fading(self, time: float) -> float:
        """What is left after a step of what fades with a time constant, exp(-dt / time)."""
        return math.exp(-self.dt / time)

    def toward(self, time: float) -> float:
        """Share of the way that a step goes towards an aim, 1 - exp(-dt / time)."""
        return -math.expm1(-self.dt / time)

    def by_region(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """(region,) sums of (place,) values."""
        return self.world.by_region(values)

    def uniform(self, purpose: Purpose | int, n: int) -> NDArray[np.float64]:
        """(n,) uniforms keyed by seed, run, purpose, hour and index."""
        return uniforms(n, int(purpose), self.step, self._key)

    def uniform_by_name(self, names: list[str], purpose: Purpose | int) -> NDArray[np.float64]:
        """(name,) uniforms keyed by seed, run, purpose, hour and name: others' draws stay."""
        who = np.array([crc32(name.encode()) for name in names], np.uint32)
        return np.asarray(uniforms_at(who, int(purpose), self.step, self._key))

    def uniform_by_word(
        self, words: NDArray[np.uint32], purpose: Purpose | int
    ) -> NDArray[np.float64]:
        """(word,) the same where the words of the names are known."""
        return np.asarray(uniforms_at(words, int(purpose), self.step, self._key))

    def normal(self, purpose: Purpose | int, n: int) -> NDArray[np.float64]:
        """(n,) standard normals, keyed likewise."""
        return quantiles.normal(self.uniform(purpose, n))

    def poisson(self, purpose: Purpose | int, mean: NDArray[np.float64]) -> NDArray[np.int64]:
        """Poisson numbers of the given means, keyed likewise."""
        if not mean.any():
            return np.zeros(len(mean), np.int64)
        return np.asarray(self.poissons([purpose], mean[None])[0])

    def poissons(
        self, purposes: Sequence[Purpose | int], means: NDArray[np.float64]
    ) -> NDArray[np.int64]:
        """(number, place) the same for a stack of means, a purpose for each row."""
        return counted.poissons(means, [int(x) for x in purposes], self.step, self._key)

    def binomial(
        self, purpose: Purpose | int, n: NDArray[np.int64], p: NDArray[np.float64] | float
    ) -> NDArray[np.int64]:
        """Binomial numbers, keyed likewise."""
        out = np.zeros(len(n), np.int64)
        at = np.flatnonzero(n)
        if at.size:
            u = uniforms_at(at.astype(np.uint32), int(purpose), self.step, self._key)
            out[at] = quantiles.binomial(u, n[at], np.broadcast_to(p, out.shape)[at])
        return out

    def uniform_once(
        self, names: list[str], purpose: Purpose | int, nth: int = 0
    ) -> NDArray[np.float64]:
        """(name,) uniforms keyed by seed, run, purpose, name and `nth`, whatever the hour."""
        who = np.array([crc32(name.encode()) for name in names], np.uint32)
        return np.asarray(uniforms_at(who, int(purpose), nth, self._key))
