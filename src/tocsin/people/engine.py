"""What the mechanisms see of the persons: decide, move, recall, and counts.

The seam works both ways: hazards by place, state and stratum in (`decide`), counts by state, stratum
and place out (`counts`), and moves by number for what capacity limits (`move`).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

from tocsin.errors import MechanismError
from tocsin.people.kernels import moving, sweep
from tocsin.people.kernels.jit import Jit
from tocsin.people.random import Purpose, stream
from tocsin.people.states import STATES, S
from tocsin.people.traits import Traits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.people.hazards import Hazards
    from tocsin.people.layout import Layout

Key = tuple[np.uint32, np.uint32]
T = TypeVar("T")

_move: Jit = moving.move
NOBODY = np.zeros(0, np.int64)


class People(Protocol):
    """The seam between mechanisms and persons."""

    counts: NDArray[np.int64]  # (state, stratum, place of residence)
    size: int  # of what is saved: persons, or cells
    changes: int  # another number whenever somebody may have moved

    def decide(self, hazards: Hazards, hour: int) -> None:
        """Every person decides once."""

    def move(
        self,
        origin: S | tuple[S, ...],
        target: S,
        numbers: NDArray[np.int64],
        purpose: Purpose | int,
        hour: int,
        odds: NDArray[np.float64] | None = None,
    ) -> NDArray[np.int64]:
        """Move persons by destination place.

        numbers : (place,) how many of those who act there to move from `origin` (one state or several)
        hour : 0 for a choice that is the same in every hour (who the activists are)
        odds : (stratum,) how likely a person is to be chosen beside others, for `origin` QUIET
        returns : (place,) how many were moved: as many as asked for, or all that there are
        """

    def recall(self, origin: S, target: S) -> None:
        """Move everybody in `origin` to `target`."""

    def save(self) -> dict[str, NDArray[np.generic]]:
        """Arrays from which `load` continues identically."""

    def load(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        """Take up the arrays that `save` gave."""


class Persons:
    """Every resident, one byte of state each, carried by the sweep.

    skip : pass over segments in which nobody can move; exact, and off only to measure the kernel
    traits : of these persons, if they are at hand
    """

    def __init__(
        self,
        layout: Layout,
        hardship: NDArray[np.uint8],
        risk: NDArray[np.uint8],
        acts_in: NDArray[np.int64],
        key: Key,
        threads: int = 1,
        skip: bool = True,
        traits: Traits | None = None,
    ) -> None:
        self.layout = layout
        self.hardship, self.risk = hardship, risk
        self.key = key
        self.skip = skip
        self.state = np.zeros(layout.padded, np.uint8)
        self.size = layout.persons
        self.changes = 0
        self.counts = np.zeros((STATES, layout.strata, layout.places), np.int64)
        sizes = np.diff(layout.segment_start).reshape(layout.places, layout.strata)
        self.counts[S.QUIET] = sizes.T
        self.homes = residents(acts_in)
        self._acts_in = acts_in
        self._traits = Traits(layout, hardship, risk) if traits is None else traits
        self._threads = max(1, min(threads, layout.blocks))
        self._pool = ThreadPoolExecutor(self._threads - 1) if self._threads > 1 else None
        self._delta = np.zeros((self._threads, *self.counts.shape), np.int64)
        # ids of those who are not quiet: after the last decision, and who were moved since
        self._out: NDArray[np.int64] = np.zeros(0, np.int64)
        self._extra: NDArray[np.int64] = np.zeros(0, np.int64)
        self._called: tuple[S, NDArray[np.int64]] = (S.QUIET, self._extra)

    def decide(self, hazards: Hazards, hour: int) -> None:
        """Every person decides once."""
        table, rates = hazards.packed()
        live = self._live(hazards) if self.skip else np.ones(len(rates), np.bool_)
        shares = np.linspace(0, self.layout.blocks, self._threads + 1).astype(int)
        a = self.layout
        self._delta[:] = 0
        # room for those who are out and for many who join in this hour
        room = len(self._out) + len(self._extra) + 500_000
        lists = [np.empty(room, np.int64) for _ in range(self._threads)]

        def part(i: int) -> int:
            listed: int = sweep.sweep_blocks(
                int(shares[i]), int(shares[i + 1]), self.hardship, self.risk, self.state,
                a.strata, a.piece_start, a.piece_end, a.piece_segment, a.block_piece, live,
                table, rates, stream(hour, Purpose.JOIN), stream(hour, Purpose.TRANSIT),
                *self.key, self._delta[i], lists[i],
            )  # fmt: skip
            return listed

        listed = self._in_parts(part)
        self.counts += self._delta.sum(0)
        self.changes += 1
        if max(listed) > room:
            self._out = np.flatnonzero(self.state)
        else:
            self._out = np.concatenate([ids[:n] for ids, n in zip(lists, listed, strict=True)])
        self._extra = np.zeros(0, np.int64)

    def _in_parts(self, part: Callable[[int], T]) -> list[T]:
        """`part(i)` for each thread, the first in this one: a thread takes a while to wake."""
        if self._pool is None:
            return [part(0)]
        jobs = [self._pool.submit(part, i) for i in range(1, self._threads)]
        return [part(0), *(job.result() for job in jobs)]

    def move(
        self,
        origin: S | tuple[S, ...],
        target: S,
        numbers: NDArray[np.int64],
        purpose: Purpose | int,
        hour: int,
        odds: NDArray[np.float64] | None = None,
    ) -> NDArray[np.int64]:
        """Move persons by destination place; see `People.move`."""
        a = self.layout
        origins = checked(origin, target, numbers, odds, a)
        mask = sum(1 << int(s) for s in origins)
        moved = np.zeros(len(numbers), np.int64)
        quiet = S.QUIET in origins
        # the list of those at home is brought up to date by every move out of it, of nobody too
        if S.HOME not in origins and not numbers.any():
            return moved
        self.changes += 1
        lists = (NOBODY, NOBODY) if quiet else self._lists(origins)
        called = _move(
            numbers, *self.homes, a.place_start, a.segment_start, a.strata, self.state, quiet,
            *lists, relative(odds, a.strata), mask, int(target), stream(hour, int(purpose)),
            *self.key, self.counts, moved,
        )  # fmt: skip
        if quiet:
            self._called = (target, called)
        if len(called):
            self._extra = beside(np.concatenate([self._extra, called]), self._out)
        return moved

    def _lists(self, origins: tuple[S, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Two lists of ids, in order and disjoint, with everybody in one of `origins` but QUIET."""
        return self._out, self._extra

    def recall(self, origin: S, target: S) -> None:
        """Move everybody in `origin` to `target`."""
        if not self.counts[origin].any():
            return
        self.changes += 1
        a = self.layout
        ends = (a.segment_start, a.strata, self.state, int(origin), int(target), self.counts)
        who, called = self._called
        if who == origin:
            moving.recall(called, *ends)
            if not self.counts[origin].any():  # those whom the last move called were all
                return
        for ids in self._lists((origin,)):
            moving.recall(ids, *ends)

    def save(self) -> dict[str, NDArray[np.generic]]:
        """Arrays from which `load` continues identically."""
        return {
            "person_state": self.state.copy(),
            "person_counts": self.counts.copy(),
            # what is drawn from them depends on who stands in the lists
            "person_out": self._out.copy(),
            "person_extra": self._extra.copy(),
        }

    def load(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        """Take up the arrays that `save` gave."""
        self.changes += 1
        self.state[:] = arrays["person_state"]
        self.counts[:] = arrays["person_counts"]
        none = np.zeros(0, np.int64)
        self._called = (S.QUIET, none)
        self._out = np.array(arrays.get("person_out", np.flatnonzero(self.state)), np.int64)
        self._extra = np.array(arrays.get("person_extra", none), np.int64)

    def _live(self, z: Hazards) -> NDArray[np.bool_]:
        """(segment,) false where all are quiet (or dead) and the most willing are at exactly 0."""
        most_h, least_r = self._traits.extremes
        net = np.maximum(0, most_h * z.gain + z.price) * z.illegitimacy + z.pull - least_r * z.risk
        willing = (net * z.quarter_tau + 0.5 > -1e-3) & (z.join > 0)
        out = self.counts.sum(0) - self.counts[S.QUIET] - self.counts[S.DEAD] > 0
        # the extremes are those of the most willing only if more of each counts as it should
        odd = (z.gain < 0) | (z.illegitimacy < 0) | (z.risk < 0)
        return np.ascontiguousarray((willing | out | odd).T).reshape(-1)


def checked(
    origin: S | tuple[S, ...],
    target: S,
    numbers: NDArray[np.int64],
    odds: NDArray[np.float64] | None,
    layout: Layout,
) -> tuple[S, ...]:
    """The origins of a move that makes sense; raises MechanismError for another."""
    origins = origin if isinstance(origin, tuple) else (origin,)
    if S.DEAD in origins:
        raise MechanismError("move: the dead stay dead")
    if target in origins:
        raise MechanismError(f"move: {S(target).name} is among the states to move from")
    if S.QUIET in origins and len(origins) > 1:
        raise MechanismError("move: the quiet are moved by themselves, not with others")
    if odds is not None and S.QUIET not in origins:
        raise MechanismError("move: odds are for the quiet only")
    if len(numbers) != layout.places:
        raise MechanismError(f"move: expected {layout.places} numbers, one a place")
    return origins


def residents(acts_in: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Who goes out where: (place + 1,) starts, and the homes of each destination."""
    number = np.bincount(acts_in, minlength=len(acts_in))
    return np.concatenate([[0], np.cumsum(number)]), np.argsort(acts_in, kind="stable")


def relative(odds: NDArray[np.float64] | None, strata: int) -> NDArray[np.float64]:
    """(stratum,) odds with a largest of 1; 1 for all where none are given."""
    if odds is None:
        return np.ones(strata)
    return odds / max(float(odds.max()), 1e-300)


def beside(ids: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    """`ids` in order, once each, without those in the ordered `others`."""
    ids = np.sort(ids)
    return without(ids[np.diff(ids, prepend=-1) > 0], others)


def without(ids: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    """`ids` less those in `others`; both in order and without repetition."""
    if not len(others):
        return ids
    at = np.minimum(np.searchsorted(others, ids), len(others) - 1)
    return np.asarray(ids[others[at] != ids])
