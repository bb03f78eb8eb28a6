"""The lattice in plain Python: no kept counts, no compiled code, one clause after the other.

What the fast schedules are held against: the same seed gives the same lattice, site by site.  It
shares with them the inputs, the first population and the keys; words, views and rules it has of its
own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np

from tocsin.theory.classic.epstein import blocks, exact
from tocsin.theory.classic.epstein.draws import For, period_key
from tocsin.theory.classic.epstein.inputs import Inputs, legitimacy_at
from tocsin.theory.classic.epstein.states import ACTIVE, COP, EMPTY, JAILED, LIFE, QUIET
from tocsin.theory.classic.epstein.world import World

_MASK = (1 << 64) - 1


def word(key: int, site: int, k: int) -> int:
    """64 random bits; SplitMix64 at position k 2^32 + site."""
    z = (int(key) + ((k << 32) + site + 1) * 0x9E3779B97F4A7C15) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def below(bits: int, n: int) -> int:
    """0 to n - 1."""
    return ((bits >> 32) * n) >> 32


class Plain:
    """A lattice of Model I whose periods are worked off as the rules are told."""

    def __init__(self, inputs: Inputs, height: int, width: int, seed: int) -> None:
        world = World(inputs, height, width, seed)
        self.i, self.height, self.width, self.seed = inputs, height, width, seed
        self.kind = [int(k) for k in world.kind]
        self.traits = [int(t) for t in world.traits]
        self.terms = [0] * len(self.kind)
        self.acted: set[int] = set()  # sites of those who had their turn
        self.jumped: set[int] = set()
        self.prisoners: dict[int, list[tuple[int, int, int]]] = {}
        self.views = {
            QUIET: _view(inputs.shape, inputs.vision), COP: _view(inputs.shape, inputs.cop_vision)
        }  # fmt: skip
        self.arrested: list[tuple[int, int, int]] = []

    def run(self, schedule: str, periods: int) -> Iterator[list[int]]:
        """The kinds by site after each period."""
        for t in range(1, periods + 1):
            self.discontent = np.float32(1.0 - legitimacy_at(self.i, t))
            self.key = int(period_key(self.seed, t, For.TURN))
            self.acted.clear()
            self._release(t)
            self.arrested = []
            getattr(self, f"_{schedule}")(t)
            # the calendar takes arrests by term
            for term in sorted({a[2] for a in self.arrested} - {LIFE}):
                same = [a for a in self.arrested if a[2] == term]
                self.prisoners.setdefault(t + term, []).extend(same)
            yield list(self.kind)

    # schedules

    def _exact(self, t: int) -> None:
        key = int(period_key(self.seed, t, For.ORDER))
        people = [at for at, who in enumerate(self.kind) if who != EMPTY]
        piles: list[list[int]] = [[] for _ in range(len(people) // exact.PILE + 1)]
        for i, at in enumerate(people):
            piles[below(word(key, i, 0), len(piles))].append(at)
        order: list[int] = []
        for pile in piles:
            start = len(order)
            for i in range(len(pile) - 1, 0, -1):
                j = below(word(key, start + i, 1), i + 1)
                pile[i], pile[j] = pile[j], pile[i]
            order += pile
        for at in order:
            self._turn(at)

    def _blocks(self, t: int) -> None:
        key = int(period_key(self.seed, t, For.ORDER))
        for colour, number, sites in self._chessboard(t):
            people = [at for at in sites if self.kind[at] != EMPTY and at not in self.acted]
            for i in range(len(people) - 1, 0, -1):
                j = below(word(key, i, 4 * number + colour), i + 1)
                people[i], people[j] = people[j], people[i]
            for at in people:
                self._turn(at)

    def _synchronous(self, t: int) -> None:
        if self.i.order == "move-then-act":
            self._moves(t)
        decided = {}
        for at, who in enumerate(self.kind):
            if who in (QUIET, ACTIVE) or (who == JAILED and self._serve(at)):
                decided[at] = ACTIVE if self._rebels(at) else QUIET
        for at, who in decided.items():
            self.kind[at] = who
        self.jumped.clear()
        for _, _, sites in self._chessboard(t):
            for at in [s for s in sites if self.kind[s] == COP and s not in self.jumped]:
                self._arrest(at, at)
        if self.i.order != "move-then-act":
            self._moves(t)

    def _moves(self, t: int) -> None:
        for _, _, sites in self._chessboard(t):
            for at in [s for s in sites if self.kind[s] != EMPTY and s not in self.acted]:
                self.acted.add(at)
                if self.kind[at] != JAILED:
                    self._move(at, at)

    def _chessboard(self, t: int) -> Iterator[tuple[int, int, Iterable[int]]]:
        """Colour, number in the colour, and sites of each block in the order of work."""
        reach = math.floor(max(self.i.vision, self.i.cop_vision))
        lanes = -(-(2 * reach + 1) // 16) * 16
        rows, columns = (blocks.cut(n, reach, lanes) for n in (self.height, self.width))
        key = int(period_key(self.seed, t, For.GRID))
        down, right = (below(word(key, i, 0), n) for i, n in enumerate((self.height, self.width)))
        colours = [
            c for c in range(4) if (rows > 1 or c < 2) and (columns > 1 or c % 2 == 0)
        ]  # fmt: skip
        for colour in sorted(colours, key=lambda c: below(word(key, 2 + c, 0), 1 << 31)):
            number = 0
            for by in range(colour >> 1, rows, 2):
                for bx in range(colour & 1, columns, 2):
                    ys = range(self.height * by // rows, self.height * (by + 1) // rows)
                    xs = range(self.width * bx // columns, self.width * (bx + 1) // columns)
                    yield (
                        colour,
                        number,
                        [
                            (y + down) % self.height * self.width + (x + right) % self.width
                            for y in ys
                            for x in xs
                        ],
                    )
                    number += 1

    # what one person does

    def _turn(self, at: int) -> None:
        if self.kind[at] == EMPTY or at in self.acted:
            return
        self.acted.add(at)
        if self.kind[at] == JAILED and not self._serve(at):
            return
        site = at
        if self.i.order == "move-then-act":
            at = self._move(at, site)
        if self.kind[at] == COP:
            if self._arrest(at, site) and self.i.jump and self.kind[at] == EMPTY:
                return
        else:
            self.kind[at] = ACTIVE if self._rebels(at) else QUIET
        if self.i.order != "move-then-act":
            self._move(at, site)

    def _in_view(self, at: int) -> list[int]:
        view = self.views[COP if self.kind[at] == COP else QUIET]
        y, x = divmod(at, self.width)
        return [(y + dy) % self.height * self.width + (x + dx) % self.width for dy, dx in view]

    def _move(self, at: int, site: int) -> int:
        cop = self.kind[at] == COP
        if not (self.i.movement or (cop and self.i.cops_always_move)):
            return at
        there = self._in_view(at)
        to = None
        for k in range(16):
            bits = word(self.key, site, k // 4) >> (16 * (k % 4)) & 0xFFFF
            chosen, rest = divmod(bits * len(there), 65536)
            if self.kind[there[chosen]] == EMPTY and rest >= 65536 % len(there):
                to = there[chosen]
                break
        if to is None:
            free = [s for s in there if self.kind[s] == EMPTY]
            if not free:
                return at
            to = free[below(word(self.key, site, 4), len(free))]
        self._relocate(at, to)
        return to

    def _relocate(self, at: int, to: int) -> None:
        self.kind[to], self.kind[at] = self.kind[at], EMPTY
        self.traits[to] = self.traits[at]
        if at in self.acted:
            self.acted.discard(at)
            self.acted.add(to)

    def _rebels(self, at: int) -> bool:
        there = [self.kind[s] for s in self._in_view(at)]
        a = 1 + there.count(ACTIVE)
        if self.i.self_count == "twice" and self.kind[at] == ACTIVE:
            a += 1
        share = there.count(COP) / a
        if self.i.ratio != "literal":
            share = math.floor(share) if self.i.ratio == "floor" else round(share)
        chance = np.float32(1.0 - float(np.exp(-self.i.k * np.float64(share))))
        hardship, aversion = (
            (np.float32(t) + np.float32(0.5)) / np.float32(65536)
            for t in (self.traits[at] & 0xFFFF, self.traits[at] >> 16)
        )
        return bool(hardship * self.discontent - aversion * chance > np.float32(self.i.threshold))

    def _arrest(self, at: int, site: int) -> bool:
        active = [s for s in self._in_view(at) if self.kind[s] == ACTIVE]
        if not active:
            return False
        victim = active[below(word(self.key, site, 5), len(active))]
        term = LIFE
        if not math.isinf(self.i.max_jail):
            low, high = {
                "paper": (1, self.i.max_jail), "netlogo": (0, self.i.max_jail - 1),
                "mesa": (0, self.i.max_jail),
            }[self.i.terms]  # fmt: skip
            term = low + below(word(self.key, site, 6), int(high) - low + 1)
        if self.i.jailed == "blocking":
            self.kind[victim], self.terms[victim] = JAILED, term
        elif term == 0:
            self.kind[victim] = QUIET
        else:
            self.arrested.append((victim, self.traits[victim], term))
            self.kind[victim] = EMPTY
            self.acted.discard(victim)
            if self.i.jump:
                self._relocate(at, victim)
                self.jumped.add(victim)
        return True

    def _serve(self, at: int) -> bool:
        if self.terms[at] == 0:
            self.kind[at] = QUIET
            return True
        if self.terms[at] != LIFE:
            self.terms[at] -= 1
        return False

    def _release(self, t: int) -> None:
        key = int(period_key(self.seed, t, For.RELEASE))
        for i, (site, traits, _) in enumerate(self.prisoners.pop(t, [])):
            at: int | None = None
            if self.i.jailed == "underfoot":
                if self.kind[site] == EMPTY:
                    at = site
                else:
                    y, x = divmod(site, self.width)
                    there = [
                        (y + dy) % self.height * self.width + (x + dx) % self.width
                        for dy, dx in self.views[QUIET]
                    ]
                    free = [s for s in there if self.kind[s] == EMPTY]
                    at = free[below(word(key, i, 0), len(free))] if free else None
            k = 0
            while at is None:
                k += 1
                tried = below(word(key, i, k), len(self.kind))
                if self.kind[tried] == EMPTY:
                    at = tried
            self.kind[at], self.traits[at] = QUIET, traits


def _view(shape: str, vision: float) -> list[tuple[int, int]]:
    """Differences dy, dx of what is in view, row by row."""
    reach = range(-math.floor(vision), math.floor(vision) + 1)
    seen = []
    for dy in reach:
        for dx in reach:
            within = {
                "disc": dy * dy + dx * dx <= vision * vision,
                "diamond": abs(dy) + abs(dx) <= vision,
                "square": True,
            }[shape]
            if within and (dy or dx):
                seen.append((dy, dx))
    return seen
