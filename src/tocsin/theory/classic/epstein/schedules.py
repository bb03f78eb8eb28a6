"""One period of a world by each schedule, on one core or several."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from tocsin.people.kernels.jit import Jit
from tocsin.theory.classic.epstein import blocks, exact, synchronous
from tocsin.theory.classic.epstein.draws import For, drawn, period_key
from tocsin.theory.classic.epstein.states import TURN
from tocsin.theory.classic.epstein.world import World


class Schedule:
    """Runs periods of one world; `step` is the whole of it."""

    def __init__(self, world: World, name: str, threads: int, side: int = blocks.SIDE) -> None:
        self.world, self.name = world, name
        rule = world.rule
        reach = max(rule.reach, rule.cop_reach)
        lanes = max(rule.lanes, rule.cop_lanes)
        self.rows = blocks.cut(rule.height, reach, lanes, side)
        self.columns = blocks.cut(rule.width, reach, lanes, side)
        self.each = ((self.rows + 1) // 2) * ((self.columns + 1) // 2)  # blocks of a colour
        most = (-(-rule.height // self.rows) + 1) * (-(-rule.width // self.columns) + 1) + 1
        self.threads = 1 if name == "exact" else max(1, min(threads, self.each))
        sites = rule.height * rule.width
        if name == "exact":
            self._lists = [np.empty(sites + 1, np.uint32) for _ in range(2)]
        else:
            self._lists = [np.empty(most, np.uint32) for _ in range(self.threads)]
        self._logs = [np.empty_like(world.log) for _ in range(self.threads)]
        self._pool = ThreadPoolExecutor(self.threads) if self.threads > 1 else None
        self.bytes = world.bytes + sum(a.nbytes for a in self._lists + self._logs)

    def close(self) -> None:
        """End its threads."""
        if self._pool is not None:
            self._pool.shutdown()

    def step(self, period: int) -> NDArray[np.int64]:
        """One period; returns the arrests of those who leave the lattice, (arrest, 3)."""
        return {"exact": self._exact, "blocks": self._blocks, "synchronous": self._synchronous}[
            self.name
        ](period, TURN * (period & 1))

    def _exact(self, period: int, even: int) -> NDArray[np.int64]:
        w = self.world
        log, (order, spare) = self._logs[0], self._lists
        n = exact.period(
            w.land, w.rule, order.ctypes.data, spare.ctypes.data,
            period_key(w.seed, period, For.ORDER), period_key(w.seed, period, For.TURN), even,
            log.ctypes.data,
        )  # fmt: skip
        return log[:n]

    def _blocks(self, period: int, even: int) -> NDArray[np.int64]:
        w = self.world
        key, order = period_key(w.seed, period, For.TURN), period_key(w.seed, period, For.ORDER)

        def work(first: int, last: int, colour: int, grid: int, shift: int, i: int) -> int:
            found: int = blocks.period(
                first, last, grid, colour, shift, w.land, w.rule, order, key, even,
                self._lists[i].ctypes.data, self._logs[i].ctypes.data,
            )  # fmt: skip
            return found

        return self._by_colour(period, work)

    def _synchronous(self, period: int, even: int) -> NDArray[np.int64]:
        w = self.world
        key = period_key(w.seed, period, For.TURN)

        def moves(first: int, last: int, colour: int, grid: int, shift: int, i: int) -> int:
            synchronous.moves(
                first,
                last,
                grid,
                colour,
                shift,
                w.land,
                w.rule,
                key,
                even,
                self._lists[i].ctypes.data,
            )
            return 0

        def arrests(first: int, last: int, colour: int, grid: int, shift: int, i: int) -> int:
            found: int = synchronous.arrests(
                first, last, grid, colour, shift, w.land, w.rule, key, self._lists[i].ctypes.data,
                self._logs[i].ctypes.data,
            )  # fmt: skip
            return found

        if w.rule.move_first:
            self._by_colour(period, moves)
        self._recount()
        self._decisions(even if w.rule.move_first else even ^ TURN)
        log = self._by_colour(period, arrests)
        if not w.rule.move_first:
            self._by_colour(period, moves)
        return log

    def _recount(self) -> None:
        """Actives and cops in view of each site, by bands of rows that lie apart: every other one."""
        w = self.world
        w.actives[:] = 0
        w.cops[:] = 0
        bands = 2 * self.threads
        if self.threads == 1 or w.height // bands <= 2 * w.rule.reach:
            synchronous.recount(0, w.kind.size, w.land, w.rule)
            return
        ends = [w.height * i // bands * w.width for i in range(bands + 1)]
        for first in (0, 1):

            def work(i: int, first: int = first) -> int:
                band = 2 * i + first
                synchronous.recount(ends[band], ends[band + 1], w.land, w.rule)
                return 0

            self._together(work)

    def _decisions(self, even: int) -> None:
        w, sites = self.world, self.world.kind.size
        ends = [sites * i // self.threads for i in range(self.threads + 1)]

        def work(i: int) -> int:
            synchronous.decisions(ends[i], ends[i + 1], w.land, w.rule, even)
            return 0

        self._together(work)

    def _together(self, work: Callable[[int], int]) -> list[int]:
        if self._pool is None:
            return [work(0)]
        return list(self._pool.map(work, range(self.threads)))

    def _by_colour(self, period: int, work: Callable[..., int]) -> NDArray[np.int64]:
        """Work on the blocks of one colour after the other; arrests in the order of blocks."""
        w = self.world
        key: Jit = period_key(w.seed, period, For.GRID)
        down, right = (int(drawn(key, i, 0, n)) for i, n in enumerate((w.height, w.width)))
        grid, shift = (self.rows << 32) | self.columns, (down << 32) | right
        colours = [c for c in range(4) if self.rows > 1 or c < 2]
        colours = [c for c in colours if self.columns > 1 or c % 2 == 0]
        colours.sort(key=lambda c: int(drawn(key, 2 + c, 0, 1 << 31)))
        ends = [self.each * i // self.threads for i in range(self.threads + 1)]
        logs = []
        for colour in colours:

            def part(i: int, colour: int = colour) -> int:
                return work(ends[i], ends[i + 1], colour, grid, shift, i)

            logs += [self._logs[i][:n].copy() for i, n in enumerate(self._together(part))]
        return np.concatenate(logs)
