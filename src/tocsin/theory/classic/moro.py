"""Moro 2016: an armed organisation in Epstein's crowd, and three ways in which it may end.

A. Moro, 'Understanding the dynamics of violent political revolutions in an agent-based framework',
PLoS ONE 11: e0154175.  Citizens rebel by Epstein's rule; members of a revolutionary organisation
stay hidden until rebels outnumber the police around them by a factor n, then shoot police with
precision r; police shoot them with precision p, and arrest rebelling citizens.  With one seed and n
= 1.2 the paper finds that (p, r) = (0.4, 0.3) ends with all police killed, (0.9, 0.3) in anarchy,
and (0.9, 0.1) with order restored. The rules in full were not at hand: this is our reading of them,
and the shape of those three outcomes is all that it is held to.  Next door: `epstein`, the model
without an organisation."""

from __future__ import annotations

from math import exp, floor
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError
from tocsin.people.kernels.jit import Jit, kernel
from tocsin.theory.classic import checks
from tocsin.theory.classic.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SOURCE = "Moro 2016, PLoS ONE 11:e0154175"
EMPTY, QUIET, ACTIVE, POLICE, HIDDEN, ARMED = range(6)
K = 2.3  # Epstein's k: one officer and one rebel give a chance of arrest of 0.9
ANARCHY = 0.3  # share of police killed from which on a failed revolution counts as anarchy
OUTCOMES = ("revolution", "anarchy", "restored")
PAPER = ((0.4, 0.3), (0.9, 0.3), (0.9, 0.1))  # (p, r) of the paper's three outcomes, in that order
WORDS = {
    "revolution": "A revolution: no police are left.",
    "anarchy": "Anarchy: the revolution failed, but too many police are dead to restore order.",
    "restored": "Order is restored.",
}


@kernel
def _look(grid: Jit, x: int, y: int, dx: Jit, dy: Jit, seen: Jit) -> None:
    n = grid.shape[0]
    seen[:] = 0
    for i in range(len(dx)):
        seen[grid[(x + dx[i]) % n, (y + dy[i]) % n]] += 1


@kernel
def _find(grid: Jit, x: int, y: int, dx: Jit, dy: Jit, kind: int, which: int) -> int:
    """The offset of the `which`-th neighbour of that kind."""
    n = grid.shape[0]
    for i in range(len(dx)):
        if grid[(x + dx[i]) % n, (y + dy[i]) % n] == kind:
            if which == 0:
                return i
            which -= 1
    return -1


@kernel
def _run(
    grid: Jit, who: Jit, x: Jit, y: Jit, kind: Jit, hardship: Jit, risk: Jit, jail: Jit, dx: Jit,
    dy: Jit, legitimacy: float, threshold: float, jmax: float, n: float, p: float, r: float, rng: Jit,
    out: Jit,
) -> None:  # fmt: skip
    """Steps in which everybody, in random order, moves and then acts; `out` (step, kind + jailed)."""
    size, people = grid.shape[0], len(kind)
    order, seen = np.arange(people), np.zeros(6, np.int64)
    for step in range(len(out)):
        for i in range(people - 1, 0, -1):
            j = int(rng.random() * (i + 1))
            order[i], order[j] = order[j], order[i]
        for at in range(people):
            i = order[at]
            if kind[i] == EMPTY:  # dead
                continue
            if jail[i] > 0:
                jail[i] -= 1
                if jail[i] > 0:
                    continue
                jail[i] = 0
                while True:  # released on any empty site
                    a, b = int(rng.random() * size), int(rng.random() * size)
                    if grid[a, b] == EMPTY:
                        break
                x[i], y[i], kind[i] = a, b, QUIET
                grid[a, b], who[a, b] = QUIET, i
            for _ in range(20):  # move to an empty site in view
                o = int(rng.random() * len(dx))
                a, b = (x[i] + dx[o]) % size, (y[i] + dy[o]) % size
                if grid[a, b] == EMPTY:
                    grid[x[i], y[i]] = EMPTY
                    grid[a, b], who[a, b], x[i], y[i] = kind[i], i, a, b
                    break
            _look(grid, x[i], y[i], dx, dy, seen)
            rebels, police = seen[ACTIVE] + seen[ARMED], seen[POLICE]
            if kind[i] == QUIET or kind[i] == ACTIVE:
                chance = 1 - exp(-K * floor(police / (1.0 + rebels)))
                acts = hardship[i] * (1 - legitimacy) - risk[i] * chance > threshold
                kind[i] = ACTIVE if acts else QUIET
                grid[x[i], y[i]] = kind[i]
            elif kind[i] == HIDDEN or kind[i] == ARMED:
                kind[i] = ARMED if police > 0 and rebels + 1 >= n * police else HIDDEN
                grid[x[i], y[i]] = kind[i]
                if kind[i] == ARMED and rng.random() < r:
                    o = _find(grid, x[i], y[i], dx, dy, POLICE, int(rng.random() * police))
                    a, b = (x[i] + dx[o]) % size, (y[i] + dy[o]) % size
                    kind[who[a, b]], grid[a, b] = EMPTY, EMPTY
            elif seen[ARMED] > 0:  # police shoot first, then arrest
                if rng.random() < p:
                    o = _find(grid, x[i], y[i], dx, dy, ARMED, int(rng.random() * seen[ARMED]))
                    a, b = (x[i] + dx[o]) % size, (y[i] + dy[o]) % size
                    kind[who[a, b]], grid[a, b] = EMPTY, EMPTY
            elif seen[ACTIVE] > 0:
                o = _find(grid, x[i], y[i], dx, dy, ACTIVE, int(rng.random() * seen[ACTIVE]))
                a, b = (x[i] + dx[o]) % size, (y[i] + dy[o]) % size
                j = who[a, b]
                grid[a, b], jail[j] = EMPTY, 1 + int(rng.random() * jmax)
                kind[j] = QUIET
        for i in range(people):
            out[step, 6 if jail[i] > 0 else kind[i]] += 1


def moro(
    p: float = 0.4, r: float = 0.3, n: float = 1.2, *, size: int = 40, citizens: float = 0.7,
    police: float = 0.04, revolutionaries: float = 0.05, vision: float = 7.0, legitimacy: float = 0.82,
    threshold: float = 0.1, jmax: int = 30, steps: int = 300, seed: int = 1,
) -> Result:  # fmt: skip
    """One uprising.

    p : chance that a shot of the police kills; r : that of a revolutionary
    n : by how much rebels must outnumber the police in view before the organisation strikes
    size : sites along each side of the torus; citizens, police, revolutionaries : shares of sites
    vision, legitimacy, threshold, jmax : as in Epstein's model
    returns : `outcome` ('revolution', 'anarchy', 'restored'); data.active ... (step,) persons
    Raises InputError for a value out of range.
    """
    p, r = checks.number("p", p, 0, 1), checks.number("r", r, 0, 1)
    n, legitimacy = checks.number("n", n, 0), checks.number("legitimacy", legitimacy, 0, 1)
    size, steps = checks.whole("size", size, 5, 400), checks.whole("steps", steps, 1, 100_000)
    jmax = checks.whole("jmax", jmax, 1, 10**6)
    vision = checks.number("vision", vision, 1, (size - 1) / 2)
    each = {"citizens": citizens, "police": police, "revolutionaries": revolutionaries}
    shares = [checks.number(name, v, 0, 1) for name, v in each.items()]
    if sum(shares) > 0.98:
        raise InputError(f"{', '.join(each)}: {sum(shares):g} of all sites; expected 0.98 at most, so "
                         "that people can move")  # fmt: skip
    rng = checks.generator(seed)
    heads = [round(s * size * size) for s in shares]
    kind = np.repeat(np.array([QUIET, POLICE, HIDDEN], np.int8), heads)
    at = rng.permutation(size * size)[: len(kind)]
    x, y = at // size, at % size
    grid, who = np.zeros((size, size), np.int8), np.zeros((size, size), np.int64)
    grid[x, y], who[x, y] = kind, np.arange(len(kind))
    reach = np.arange(-int(vision), int(vision) + 1)
    dx, dy = (m.ravel() for m in np.meshgrid(reach, reach, indexing="ij"))
    inside = (dx**2 + dy**2 <= vision**2) & ((dx != 0) | (dy != 0))
    out = np.zeros((steps, 7), np.int64)
    hardship, risk, jail = (
        rng.random(len(kind)),
        rng.random(len(kind)),
        np.zeros(len(kind), np.int64),
    )
    threshold = checks.number("threshold", threshold)
    _run(grid, who, x, y, kind, hardship, risk, jail, dx[inside], dy[inside], legitimacy, threshold,
         float(jmax), n, p, r, rng, out)  # fmt: skip
    about = {"p": p, "r": r, "n": n, "size": size, **dict(zip(each, shares, strict=True)),
             "vision": vision, "legitimacy": legitimacy, "threshold": threshold, "jmax": jmax,
             "steps": steps, "seed": seed}  # fmt: skip
    return _result(out, heads, about)


def _result(out: NDArray[np.int64], heads: list[int], about: dict[str, Any]) -> Result:
    import xarray as xr

    rebels = out[:, HIDDEN] + out[:, ARMED]
    series = {"active": out[:, ACTIVE], "jailed": out[:, 6], "police": out[:, POLICE],
              "revolutionaries": rebels}  # fmt: skip
    data = xr.Dataset(
        {name: ("step", v, {"units": "persons"}) for name, v in series.items()},
        attrs={"model": "moro", "source": SOURCE, **about},
    )
    killed = 1 - out[-1, POLICE] / heads[1] if heads[1] else 1.0
    outcome = OUTCOMES[0 if killed == 1 else 1 if killed >= ANARCHY else 2]
    numbers = {
        "outcome": outcome, "police_killed": killed, "peak_active": int(out[:, ACTIVE].max()),
        "revolutionaries_killed": 1 - rebels[-1] / heads[2] if heads[2] else None,
        "active_at_end": float(out[-50:, ACTIVE].mean()),
        "citizens": heads[0], "police": heads[1], "revolutionaries": heads[2], "parameters": about,
    }  # fmt: skip
    gone = numbers["revolutionaries_killed"] or 0
    told = (
        WORDS[outcome],
        f"Killed: {killed:.0%} of the police, {gone:.0%} of the organisation. Up to "
        f"{numbers['peak_active']:,} of {heads[0]:,} citizens rebelled at once.",
    )
    return Result(
        "moro", SOURCE, data, numbers, told, ("active by step", out[:, ACTIVE].tolist()), _draw
    )


def _draw(figure: Figure, result: Result) -> None:
    from tocsin.theory.classic import drawing as d

    left, right = figure.subplots(1, 2)
    data = result.data
    left.plot(data.active, color=d.ORANGE, label="citizens rebelling")
    left.plot(data.jailed, color=d.GREY, label="jailed")
    left.legend()
    a = data.attrs
    d.finish(
        left, "step", "persons", f"p = {a['p']:g}, r = {a['r']:g}: {result.numbers['outcome']}"
    )
    options = {k: v for k, v in a.items() if k not in ("model", "source", "p", "r")}
    for (p, r), colour in zip(PAPER, (d.PINK, d.ORANGE, d.BLUE), strict=True):
        run = moro(p, r, **options)
        right.plot(
            run.data.police, color=colour, label=f"p = {p:g}, r = {r:g}: {run.numbers['outcome']}"
        )
        right.plot(run.data.revolutionaries, color=colour, linestyle=":", linewidth=1)
    right.set_ylim(bottom=0)
    right.legend()
    d.finish(right, "step", "persons", "police left, and revolutionaries (dotted)")
