"""Persons carried by thinning: the cost of an hour is that of its active people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.people.engine import NOBODY, Persons
from tocsin.people.kernels import lists, thinning
from tocsin.people.random import Purpose, stream
from tocsin.people.states import S

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.people.engine import Key
    from tocsin.people.hazards import Hazards
    from tocsin.people.layout import Layout
    from tocsin.people.traits import Traits


PLACE = 20  # work for a place in which nobody is out, in units of that for a person who is


class Active(Persons):
    """Every resident, one byte of state each; those who can move are found by thinning.

    candidates, joined : how many were looked at and how many joined, so far
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
        super().__init__(layout, hardship, risk, acts_in, key, threads, skip, traits)
        self._rows = self._traits.rows
        self._least_risk = np.maximum(0.0, self._traits.extremes[1].T.reshape(-1) - 1 / 256)
        self._home: NDArray[np.int64] = np.zeros(0, np.int64)
        self._gone: list[NDArray[np.int64]] = []
        self.candidates = self.joined = 0

    def decide(self, hazards: Hazards, hour: int) -> None:
        """Every person decides once."""
        table, rates = hazards.packed()
        a = self.layout
        ids = self._all_out()
        cuts = self._shares(ids)
        at = np.searchsorted(ids, a.place_start[cuts])
        self._delta[:] = 0
        stat = np.zeros((self._threads, 2), np.int64)
        c_join, c_transit = stream(hour, Purpose.THINNING), stream(hour, Purpose.TRANSIT)

        def part(i: int) -> Any:
            return thinning.carry(
                int(cuts[i]), int(cuts[i + 1]), a.segment_start, self._rows, self._least_risk,
                self.hardship, self.risk, self.state, a.strata, table, rates,
                ids[at[i] : at[i + 1]], c_join, c_transit, *self.key, self._delta[i], stat[i],
            )  # fmt: skip

        done = self._in_parts(part)
        self.counts += self._delta.sum(0)
        self.changes += 1
        self._out = np.concatenate([out for out, _ in done])
        self._gone += [home for _, home in done if len(home)]
        self.candidates += int(stat[:, 0].sum())
        self.joined += int(stat[:, 1].sum())

    def save(self) -> dict[str, NDArray[np.generic]]:
        """Arrays from which `load` continues identically."""
        return super().save() | {
            "person_home": self._home.copy(),
            "person_gone": self._just_gone(),
        }

    def load(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        """Take up the arrays that `save` gave."""
        super().load(arrays)
        self._gone = []
        if "person_home" in arrays:
            self._home = np.array(arrays["person_home"], np.int64)
            self._gone = [np.array(arrays["person_gone"], np.int64)]
            return
        home = self.state[self._out] == S.HOME
        self._home, self._out = self._out[home], self._out[~home]

    def _lists(self, origins: tuple[S, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        out = self._all_out()
        if S.HOME not in origins:
            return out, self._extra
        # who is out is no longer among those at home: he is noted when he next goes there
        self._home = lists.both(self._home, self._just_gone(), out)
        self._gone = []
        return out, self._home

    def _just_gone(self) -> NDArray[np.int64]:
        return np.sort(np.concatenate([np.zeros(0, np.int64), *self._gone]))

    def _all_out(self) -> NDArray[np.int64]:
        """Everybody neither quiet nor at home (and perhaps some who are), in order."""
        if len(self._extra):
            self._out = lists.both(self._out, self._extra, NOBODY)
            self._extra = np.zeros(0, np.int64)
        return self._out

    def _shares(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """(thread + 1,) places at which the work is cut; it goes by places and by who is out."""
        if self._threads == 1:
            return np.array([0, self.layout.places])
        out = np.diff(np.searchsorted(ids, self.layout.place_start))
        work = np.cumsum(PLACE + out)
        aims = np.linspace(0, work[-1], self._threads + 1)[1:-1]
        return np.concatenate([[0], np.searchsorted(work, aims), [self.layout.places]])
