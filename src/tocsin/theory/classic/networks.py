"""Who is tied to whom: the random networks of `watts` and `siegel`, or a user's own edges.

Kept as compressed rows (NumPy only): what these models need of a network is the number of a
person's ties and how many of them are active, which is one product of a sparse matrix with a
vector. Small world: Watts and Strogatz 1998.  Village, opinion leader and hierarchy: kinds of
Siegel 2009."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError
from tocsin.theory.classic import checks

MOST_PEOPLE = 2_000_000
MOST_TIES = 50_000_000
KINDS = {
    "poisson": "every pair tied with the same chance, `ties` on average",
    "small-world": "a ring tied to the `ties` nearest, each tie moved with chance `weak`",
    "village": "villages of `size`, all tied within, and `weak` ties to other villages on average",
    "opinion-leader": "few with many ties: degrees by a power law of exponent `gamma`",
    "hierarchy": "a tree of `expansion` each, and ties within a level with chance `within`",
    "complete": "everybody tied to everybody",
}


@dataclass(frozen=True)
class Network:
    """People and their ties, which go both ways.

    people : number; start : (people + 1,) where each person's ties begin; to : (2 ties,) who they
    are"""

    people: int
    start: NDArray[np.int64]
    to: NDArray[np.int32]

    @property
    def degree(self) -> NDArray[np.int64]:
        """Number of ties of each person."""
        return np.diff(self.start)

    def matrix(self) -> Any:
        """A sparse (people, people) matrix of ones; `matrix @ active` counts active ties."""
        from scipy.sparse import csr_array

        ones = np.ones(len(self.to), np.float32)
        return csr_array((ones, self.to, self.start), shape=(self.people, self.people))


def network(
    kind: str = "poisson",
    people: int = 1000,
    *,
    ties: float = 10.0,
    weak: float = 0.1,
    size: int = 10,
    gamma: float = 2.5,
    expansion: int = 5,
    within: float = 0.0,
    seed: int = 1,
) -> Network:
    """A random network; KINDS says what the options mean.  Raises InputError for a value out of
    range."""
    rng = checks.generator(seed)
    return draw(kind, people, rng, ties=ties, weak=weak, size=size, gamma=gamma,
                expansion=expansion, within=within)  # fmt: skip


def draw(kind: str, people: int, rng: np.random.Generator, **options: object) -> Network:
    """As `network`, with the random numbers of the caller."""
    checks.choice("network", kind, KINDS)
    n = checks.whole("people", people, 2, MOST_PEOPLE)
    o = {
        "ties": 10.0,
        "weak": 0.1,
        "size": 10,
        "gamma": 2.5,
        "expansion": 5,
        "within": 0.0,
    } | options
    if kind == "complete":
        return _complete(n)
    make = {
        "poisson": _poisson, "small-world": _small_world, "village": _village,
        "opinion-leader": _opinion_leader, "hierarchy": _hierarchy,
    }[kind]  # fmt: skip
    return from_edges(make(n, rng, o), n)


def from_edges(edges: object, people: int | None = None) -> Network:
    """A network from pairs of people, (ties, 2) numbers from 0; loops and repetitions are left out.

    Raises InputError if a number is no person's.
    """
    pairs = np.asarray(edges)
    if pairs.size == 0:
        pairs = np.zeros((0, 2), np.int64)
    if pairs.ndim != 2 or pairs.shape[1] != 2 or not np.issubdtype(pairs.dtype, np.integer):
        raise InputError("edges: expected pairs of whole numbers, an array of two columns")
    n = people if people is not None else int(pairs.max(initial=-1)) + 1
    n = checks.whole("people", n, 1, MOST_PEOPLE)
    if len(pairs) and (pairs.min() < 0 or pairs.max() >= n):
        raise InputError(f"edges: {int(pairs.max())} is no person; expected 0 to {n - 1}")
    if len(pairs) > MOST_TIES:
        raise InputError(f"edges: {len(pairs):,} ties are too many; expected {MOST_TIES:,} at most")
    a, b = np.minimum(pairs[:, 0], pairs[:, 1]), np.maximum(pairs[:, 0], pairs[:, 1])
    code = np.unique(a[a != b].astype(np.int64) * n + b[a != b])
    a, b = code // n, code % n
    source, to = np.concatenate([a, b]), np.concatenate([b, a])
    order = np.argsort(source, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=n))])
    return Network(n, start.astype(np.int64), to[order].astype(np.int32))


def _pairs(n: int, m: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """`m` different pairs of different people, all alike likely."""
    code = np.zeros(0, np.int64)
    while len(code) < m:
        a, b = rng.integers(0, n, (2, m - len(code) + 16))
        low, high = np.minimum(a, b), np.maximum(a, b)
        new = (low * n + high)[low != high]
        both = np.concatenate([code, new])
        code = both[np.sort(np.unique(both, return_index=True)[1])]
    return np.stack([code[:m] // n, code[:m] % n], 1)


def _some(n: int, chance: float, rng: np.random.Generator) -> NDArray[np.int64]:
    """Pairs of `n` people, each tied with that chance."""
    every = n * (n - 1) // 2
    if every * chance > MOST_TIES:
        raise InputError(
            f"ties: {every * chance:,.0f} ties are too many; expected {MOST_TIES:,} at most"
        )
    m = int(rng.binomial(every, chance))
    if 4 * m > every:  # dense: look at every pair
        a, b = np.triu_indices(n, 1)
        chosen = rng.permutation(every)[:m]
        return np.stack([a[chosen], b[chosen]], 1)
    return _pairs(n, m, rng)


def _poisson(n: int, rng: np.random.Generator, o: dict[str, Any]) -> NDArray[np.int64]:
    return _some(n, checks.number("ties", o["ties"], 0, n - 1) / (n - 1), rng)


def _small_world(n: int, rng: np.random.Generator, o: dict[str, Any]) -> NDArray[np.int64]:
    half = int(checks.number("ties", o["ties"], 2, n - 1)) // 2
    weak = checks.number("weak", o["weak"], 0, 1)
    a = np.repeat(np.arange(n), half)
    b = (a + np.tile(np.arange(1, half + 1), n)) % n
    moved = rng.random(len(a)) < weak
    b[moved] = rng.integers(0, n, int(moved.sum()))
    return np.stack([a, b], 1)


def _village(n: int, rng: np.random.Generator, o: dict[str, Any]) -> NDArray[np.int64]:
    size = checks.whole("size", o["size"], 1, min(n, 3000))
    weak = checks.number("weak", o["weak"], 0, n - 1)
    first, second = np.triu_indices(size, 1)
    base = np.arange(0, n, size)[:, None]
    near = np.stack([(base + first).ravel(), (base + second).ravel()], 1)
    near = near[(near < n).all(1)]
    far = _some(n, min(1.0, weak / (n - 1)), rng)
    return np.concatenate([near, far[far[:, 0] // size != far[:, 1] // size]])


def _opinion_leader(n: int, rng: np.random.Generator, o: dict[str, Any]) -> NDArray[np.int64]:
    gamma = checks.number("gamma", o["gamma"], above=1, high=10)
    k = np.arange(1, n)
    chance = k**-gamma
    degree = np.minimum(np.searchsorted(np.cumsum(chance / chance.sum()), rng.random(n)) + 1, n - 1)
    if degree.sum() > MOST_TIES:
        raise InputError(f"gamma: {gamma:g} gives more than {MOST_TIES:,} ties; take a larger one")
    stubs = rng.permutation(np.repeat(np.arange(n), degree))
    return stubs[: len(stubs) // 2 * 2].reshape(-1, 2)


def _hierarchy(n: int, rng: np.random.Generator, o: dict[str, Any]) -> NDArray[np.int64]:
    expansion = checks.whole("expansion", o["expansion"], 1, n)
    within = checks.number("within", o["within"], 0, 1)
    below = np.arange(1, n)
    edges = [np.stack([(below - 1) // expansion, below], 1)]
    first, width = 1, expansion
    while first < n and within > 0:
        here = min(width, n - first)
        if here > 1:
            edges.append(first + _some(here, within, rng))
        first, width = first + width, width * expansion
    return np.concatenate(edges)


def _complete(n: int) -> Network:
    if n > 5000:
        raise InputError(
            f"people: {n:,} is too many for a complete network; expected 5,000 at most"
        )
    others = np.arange(n, dtype=np.int32)[:, None] + np.arange(1, n, dtype=np.int32)
    to = np.sort(others % n, axis=1).ravel().astype(np.int32)
    return Network(n, np.arange(n + 1, dtype=np.int64) * (n - 1), to)
