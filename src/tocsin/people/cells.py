"""Persons alike counted instead of carried: an oracle for the sweep, and quick enough to fit with.

A cell is (place of residence, stratum, hardship, risk aversion); its persons are exchangeable, so
binomial draws over cells have the law of independent persons.  With all 8 bits of both traits the
law is that of the sweep exactly; fewer bits put a cell's persons at its middle, which is good enough
to search parameters with.  Cells know no individuals: no histories beyond the state, no ties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.people.engine import checked, relative
from tocsin.people.kernels.jit import Jit, kernel
from tocsin.people.quantiles import binomial_quantile
from tocsin.people.random import Purpose, stream, threefry, uniforms
from tocsin.people.states import STATES, S

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.people.hazards import Hazards
    from tocsin.people.layout import Layout

u32 = np.uint32
QUIET, MARCHING, RIOTING = int(S.QUIET), int(S.MARCHING), int(S.RIOTING)
HOME, DISPERSED = int(S.HOME), int(S.DISPERSED)
DETAINED, INJURED = int(S.DETAINED), int(S.INJURED)

SLOTS = 32  # counters that a cell has for itself

Key = tuple[np.uint32, np.uint32]


@kernel
def _uniform(cell: int, c1: Jit, k0: Jit, k1: Jit) -> float:
    a, b = threefry(u32(cell), c1, k0, k1)
    return (np.float64(a >> u32(5)) * 67108864.0 + np.float64(b >> u32(6)) + 0.5) / 2.0**53


@kernel
def _share(
    n: int, h1: float, h2: float, h3: float, slot: int, cell: int, c1: Jit, k0: Jit, k1: Jit
) -> Jit:
    """How many of `n` leave by each of three competing hazards."""
    total = h1 + h2 + h3
    if n == 0 or total <= 0.0:
        return 0, 0, 0
    u = _uniform(cell * SLOTS + slot, c1, k0, k1)
    go = binomial_quantile(u, n, -np.expm1(-total))
    if go == 0:
        return 0, 0, 0
    a = binomial_quantile(_uniform(cell * SLOTS + slot + 1, c1, k0, k1), go, h1 / total)
    rest = total - h1
    b = 0
    if rest > 0.0 and go > a:
        u = _uniform(cell * SLOTS + slot + 2, c1, k0, k1)
        b = binomial_quantile(u, go - a, min(1.0, h2 / rest))
    return a, b, go - a - b


@kernel
def _decide(
    row_start: Jit, row_segment: Jit, h: Jit, r: Jit, row_out: Jit, n: Jit, strata: int,
    table: Jit, rates: Jit, c1: Jit, k0: Jit, k1: Jit, counts: Jit,
) -> None:  # fmt: skip
    for row in range(row_segment.size):
        seg = row_segment[row]
        p = seg // strata
        g = seg % strata
        F = table[p]
        lo, hi = row_start[row], row_start[row + 1]
        grief = max(0.0, h[lo] * F[0] + F[1]) * F[2]
        # cells of a row stand in the order of rising risk aversion
        if row_out[row] == 0 and (
            rates[seg, 0] <= 0.0 or (grief + F[3] - r[lo] * F[4]) * F[5] + 0.5 <= 0.0
        ):
            continue
        out = 0
        for c in range(lo, hi):
            y = (grief + F[3] - r[c] * F[4]) * F[5] + 0.5
            y = min(max(y, 0.0), 1.0)
            f = y * y * (3.0 - 2.0 * y)
            doubt = F[9] * (1.0 - f)
            join = rates[seg, 0]
            q = n[c, QUIET]
            j = 0
            if f > 0.0 and q > 0:
                j, _, _ = _share(q, join * f, 0.0, 0.0, 0, c, c1, k0, k1)
            away = n[c, MARCHING] + n[c, RIOTING] + n[c, HOME] + n[c, DISPERSED]
            away += n[c, DETAINED] + n[c, INJURED]
            if j == 0 and away == 0:
                continue
            m1, m2, m3 = _share(n[c, MARCHING], F[8] + doubt, F[12], rates[seg, 1] * grief,
                                3, c, c1, k0, k1)  # fmt: skip
            r1, r2, r3 = _share(n[c, RIOTING], F[10] + F[11] * doubt, F[11] * F[12], F[13],
                                6, c, c1, k0, k1)  # fmt: skip
            b, _, _ = _share(n[c, HOME], join * F[6] * f, 0.0, 0.0, 9, c, c1, k0, k1)
            d1, d2, _ = _share(n[c, DISPERSED], F[7] * f, F[14], 0.0, 12, c, c1, k0, k1)
            e, _, _ = _share(n[c, DETAINED], F[15], 0.0, 0.0, 15, c, c1, k0, k1)
            v, _, _ = _share(n[c, INJURED], F[16], 0.0, 0.0, 18, c, c1, k0, k1)
            changes = (
                (QUIET, -j),
                (MARCHING, j + b + d1 + r3 - m1 - m2 - m3),
                (RIOTING, m3 - r1 - r2 - r3),
                (HOME, m1 + r1 + d2 + e + v - b),
                (DISPERSED, m2 + r2 - d1 - d2),
                (DETAINED, -e),
                (INJURED, -v),
            )
            for s, change in changes:
                if change != 0:
                    n[c, s] += change
                    counts[s, g, p] += change
            for s in range(1, 9):
                out += n[c, s]
        row_out[row] = out


class Cells:
    """Numbers of persons by cell and state, with the interface of `engine.People`.

    bits : of hardship and of risk aversion that are kept
    """

    def __init__(
        self,
        layout: Layout,
        hardship: NDArray[np.uint8],
        risk: NDArray[np.uint8],
        acts_in: NDArray[np.int64],
        key: Key,
        bits: tuple[int, int] = (8, 8),
    ) -> None:
        self.layout, self.key = layout, key
        n = layout.persons
        sizes = np.diff(layout.segment_start)
        segment = np.repeat(np.arange(len(sizes)), sizes)
        h = hardship[:n] >> (8 - bits[0])
        r = risk[:n] >> (8 - bits[1])
        code = (segment << 16) | (h.astype(np.int64) << 8) | r
        code, size = np.unique(code, return_counts=True)
        self.segment = code >> 16
        self.h = (((code >> 8) & 255) + 0.5) / 2.0 ** bits[0]
        self.r = ((code & 255) + 0.5) / 2.0 ** bits[1]
        rows = np.flatnonzero(np.diff(code >> 8, prepend=-1))
        self.row_start = np.append(rows, len(code))
        self.row_segment = self.segment[rows]
        self.row_out = np.zeros(len(rows), np.int64)
        self._row_of = np.repeat(np.arange(len(rows)), np.diff(self.row_start))
        self.n = np.zeros((len(code), STATES), np.int64)
        self.n[:, S.QUIET] = self._residents = size
        self.size = len(code)
        self.changes = 0
        self._called: list[int] = []  # cells out of which quiet persons were moved
        self.counts = np.zeros((STATES, layout.strata, layout.places), np.int64)
        self.counts[S.QUIET] = sizes.reshape(layout.places, layout.strata).T
        self.homes = [np.flatnonzero(acts_in == p) for p in range(layout.places)]
        self._cell_start = np.searchsorted(
            self.segment, np.arange(layout.places + 1) * layout.strata
        )

    def decide(self, hazards: Hazards, hour: int) -> None:
        """Every person decides once."""
        self.changes += 1
        table, rates = hazards.packed()
        _decide(
            self.row_start, self.row_segment, self.h, self.r, self.row_out, self.n,
            self.layout.strata, table.astype(np.float64), rates.astype(np.float64),
            stream(hour, Purpose.TRANSIT), *self.key, self.counts,
        )  # fmt: skip

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
        origins = list(checked(origin, target, numbers, odds, self.layout))
        odds = relative(odds, self.layout.strata)
        moved = np.zeros(len(numbers), np.int64)
        self.changes += 1
        for p in np.flatnonzero(numbers > 0):
            if not len(self.homes[p]):
                continue
            if origins == [S.QUIET]:
                moved[p] = self._draw(int(p), int(numbers[p]), target, int(purpose), hour, odds)
                continue
            cells = np.concatenate(
                [np.arange(self._cell_start[h], self._cell_start[h + 1]) for h in self.homes[p]]
            )
            # only cells of rows in which somebody has been out
            cells = cells[self.row_out[self._row_of[cells]] > 0]
            there = self.n[cells][:, origins]
            total = int(there.sum())
            k = min(int(numbers[p]), total)
            if k == 0:
                continue
            # k of the persons in a row, without repetition: the k smallest of keyed uniforms
            key = (self.key[0], u32((int(self.key[1]) + int(p) * 0x9E3779B9) & 0xFFFFFFFF))
            u = uniforms(total, int(purpose), hour, key)
            chosen = np.argpartition(u, k - 1)[:k]
            which = np.searchsorted(np.cumsum(there), chosen, side="right")
            take = np.bincount(which, minlength=there.size).reshape(there.shape)
            for i, state in enumerate(origins):
                self._shift(cells, take[:, i], state, target)
            moved[p] = int(take.sum())
        return moved

    def _draw(
        self, p: int, k: int, target: S, purpose: int, hour: int, odds: NDArray[np.float64]
    ) -> int:
        """Residents one by one until `k` are found who are quiet."""
        first = self._cell_start[self.homes[p]]
        last = self._cell_start[self.homes[p] + 1]
        cells = np.concatenate([np.arange(a, b) for a, b in zip(first, last, strict=True)])
        residents = np.cumsum(
            self._residents[cells] * odds[self.segment[cells] % self.layout.strata]
        )
        if not len(cells) or residents[-1] <= 0:
            return 0
        key = (self.key[0], u32((int(self.key[1]) + p * 0x9E3779B9) & 0xFFFFFFFF))
        u = uniforms(2 * (8 * k + 64), purpose, hour, key)
        at = cells[np.searchsorted(residents, u[::2] * residents[-1], side="right")]
        done = 0
        for cell, chance in zip(at, u[1::2], strict=True):
            if done == k:
                break
            if chance * self._residents[cell] < self.n[cell, S.QUIET]:
                self._shift(np.array([cell]), np.array([1]), S.QUIET, target)
                self._called.append(int(cell))
                done += 1
        return done

    def recall(self, origin: S, target: S) -> None:
        """Move everybody in `origin` to `target`."""
        self.changes += 1
        cells = np.unique(np.array(self._called, np.int64))
        self._called = []
        if len(cells):
            self._shift(cells, self.n[cells, origin].copy(), origin, target)

    def save(self) -> dict[str, NDArray[np.generic]]:
        """Arrays from which `load` continues identically."""
        return {"cell_numbers": self.n.copy(), "person_counts": self.counts.copy()}

    def load(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        """Take up the arrays that `save` gave."""
        self.changes += 1
        self.n[:] = arrays["cell_numbers"]
        self.counts[:] = arrays["person_counts"]
        self._called = np.flatnonzero(self.n[:, S.ACTIVIST]).tolist()
        self.row_out[:] = np.add.reduceat(self.n[:, 1:9].sum(1), self.row_start[:-1])

    def _shift(
        self, cells: NDArray[np.int64], take: NDArray[np.int64], origin: S, target: S
    ) -> None:
        some = take > 0
        cells, take = cells[some], take[some]
        self.n[cells, origin] -= take
        self.n[cells, target] += take
        segment = self.segment[cells]
        place, stratum = segment // self.layout.strata, segment % self.layout.strata
        np.add.at(self.counts, (int(origin), stratum, place), -take)
        np.add.at(self.counts, (int(target), stratum, place), take)
        if origin == S.QUIET:
            np.add.at(self.row_out, self._row_of[cells], take)
