"""A lattice with its people: who is there at the start, goes to jail, comes back, leaves.

Holds the arrays whose addresses kernels get.  Jailed people who leave the lattice wait in a
calendar by the period of their release.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError
from tocsin.theory.classic.epstein import counts, placing
from tocsin.theory.classic.epstein import rule as rule_a
from tocsin.theory.classic.epstein import vision as seeing
from tocsin.theory.classic.epstein.draws import For, period_key
from tocsin.theory.classic.epstein.inputs import Inputs, citizen_density
from tocsin.theory.classic.epstein.states import ACTIVE, COP, EMPTY, JAILED, LIFE, QUIET, Land, Rule


class World:
    """One lattice; `kind` and `traits` are (height x width,) as `states` says."""

    def __init__(self, inputs: Inputs, height: int, width: int, seed: int) -> None:
        self.inputs, self.height, self.width, self.seed = inputs, height, width, seed
        sites = height * width
        blocking = inputs.jailed == "blocking"
        order = [("kind", np.uint8, sites), ("traits", np.uint32, sites)]
        order += [("term", np.uint16, sites if blocking else 1)]
        order += [("actives", np.uint8, sites), ("cops", np.uint8, sites)]
        # one piece of memory, which NumPy asks the system to keep in huge pages
        room = sum(-(-np.dtype(t).itemsize * n // 64) * 64 for _, t, n in order)
        try:
            memory = np.zeros(room, np.uint8)
        except MemoryError:
            raise InputError(f"size: {sites:,} sites need {room / 1e6:,.0f} MB") from None
        arrays: dict[str, Any] = {}
        at = 0
        for name, kind, n in order:
            bytes_ = np.dtype(kind).itemsize * n
            arrays[name] = memory[at : at + bytes_].view(kind)
            at += -(-bytes_ // 64) * 64
        self.bytes = room
        self.kind: NDArray[np.uint8] = arrays["kind"]
        self.traits: NDArray[np.uint32] = arrays["traits"]
        self.term: NDArray[np.uint16] = arrays["term"]
        self.actives: NDArray[np.uint8] = arrays["actives"]
        self.cops: NDArray[np.uint8] = arrays["cops"]
        i = inputs
        self.view = seeing.view(i.shape, i.vision, width)
        self.cop_view = seeing.view(i.shape, i.cop_vision, width)
        self.strips = seeing.strips(i.shape, i.vision)
        self.cop_strips = seeing.strips(i.shape, i.cop_vision)
        self.risk = rule_a.table(self.view.shape[1], i.k, i.ratio)
        self._tables = [
            self.kind, self.traits, self.term, self.actives, self.cops, self.view, self.cop_view,
            self.strips, self.cop_strips, self.risk,
        ]  # fmt: skip
        self.land = Land(*(a.ctypes.data for a in self._tables))
        self.rule = self._rule()
        self._populate()
        self.prisoners: dict[int, list[NDArray[np.int64]]] = {}
        self.jailed_away = 0
        self.log = np.empty((self.cop_count() + 1, 3), np.int64)

    def _rule(self) -> Rule:
        i = self.inputs
        seen, cop_seen = self.view.shape[1], self.cop_view.shape[1]
        low, high = {
            "paper": (1, i.max_jail), "netlogo": (0, i.max_jail - 1), "mesa": (0, i.max_jail),
        }[i.terms]  # fmt: skip
        return Rule(
            height=self.height, width=self.width,
            reach=len(self.strips) // 2, cop_reach=len(self.cop_strips) // 2,
            seen=seen, cop_seen=cop_seen, unfair=65536 % seen, cop_unfair=65536 % cop_seen,
            lanes=self.strips.shape[1], cop_lanes=self.cop_strips.shape[1],
            columns=self.risk.shape[1],
            discontent=np.float32(1.0 - i.legitimacy), threshold=np.float32(i.threshold),
            citizens_move=int(i.movement), cops_move=int(i.movement or i.cops_always_move),
            move_first=int(i.order == "move-then-act"), self_twice=int(i.self_count == "twice"),
            blocking=int(i.jailed == "blocking"), jump=int(i.jump),
            same_view=int(i.vision == i.cop_vision),
            term_low=int(low), term_high=LIFE if np.isinf(i.max_jail) else int(high),
        )  # fmt: skip

    def _populate(self) -> None:
        i, sites = self.inputs, self.kind.size
        key = period_key(self.seed, 0, For.SITES)
        if i.population == "exact":
            citizens = round(citizen_density(i) * sites)
            placing.scatter(self.kind, citizens, round(i.cop_density * sites), key)
        else:
            share = citizen_density(i)
            placing.sprinkle(self.kind, share, share + i.cop_density, key)
        placing.traits(self.traits, period_key(self.seed, 0, For.TRAITS))
        self.cops[:] = 0
        counts.count(COP, self.land.cops, self.land, self.rule)

    def tally(self) -> NDArray[np.int64]:
        """(kind,) empty, quiet, active, jailed (wherever they are), cops."""
        found = np.zeros(8, np.int64)
        counts.tally(self.kind, found)
        found[JAILED] += self.jailed_away
        return found[: COP + 1]

    def cop_count(self) -> int:
        """Cops on the lattice."""
        return int(self.tally_here()[COP])

    def tally_here(self) -> NDArray[np.int64]:
        """(kind,) on the lattice alone."""
        found = np.zeros(8, np.int64)
        counts.tally(self.kind, found)
        return found

    def jail(self, log: NDArray[np.int64], period: int) -> None:
        """Arrests of a period, (arrest, 3) of site, traits and term, into the calendar."""
        self.jailed_away += len(log)
        terms = log[:, 2]
        for term in np.unique(terms):
            if term != LIFE:
                self.prisoners.setdefault(period + int(term), []).append(log[terms == term])

    def release(self, period: int, even: int) -> None:
        """Those whose term is over come back, with their turn still to come in this period."""
        for back in (
            [np.concatenate(self.prisoners.pop(period))] if period in self.prisoners else []
        ):
            placing.release(
                np.ascontiguousarray(back), self.inputs.jailed == "underfoot", self.land, self.rule,
                period_key(self.seed, period, For.RELEASE), even ^ 8,
            )  # fmt: skip
            self.jailed_away -= len(back)

    def dismiss(self, wanted: int, period: int) -> None:
        """Cops leave, at random, until so many are left."""
        now = np.flatnonzero(self.kind & 7 == COP)
        if wanted < len(now):
            key = period_key(self.seed, period, For.LEAVE)
            words = placing.words(now.astype(np.int64), key)
            going = np.sort(now[np.argsort(words, kind="stable")[: len(now) - wanted]])
            self.kind[going] = EMPTY
            self.cops[:] = 0
            counts.count(COP, self.land.cops, self.land, self.rule)

    def traits_of(self, sites: NDArray[Any]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Hardship and risk aversion of those who stand there."""
        found = self.traits[sites]
        hardship = ((found & 0xFFFF).astype(np.float32) + np.float32(0.5)) / np.float32(65536)
        aversion = ((found >> 16).astype(np.float32) + np.float32(0.5)) / np.float32(65536)
        return hardship, aversion

    def tension(self, legitimacy: float) -> float:
        """The index of figure 8: mean G times the quiet share by mean R, of free citizens."""
        who = self.kind & 7
        free = np.flatnonzero((who == QUIET) | (who == ACTIVE))
        if not len(free):
            return float("nan")
        hardship, aversion = self.traits_of(free)
        quiet = float(np.mean(who[free] == QUIET))
        grievance = float(hardship.mean(dtype=np.float64)) * (1.0 - legitimacy)
        return grievance * quiet / float(aversion.mean(dtype=np.float64))
