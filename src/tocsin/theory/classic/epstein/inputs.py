"""Inputs of the model: the paper's eight runs, and the choices that the paper leaves or others made.

The table is that of the paper's runs.  It does not tie runs to figures; the usual reading: run 1 is
figures 1 and 2, run 2 figures 3 to 8, run 3 figure 9, run 4 figure 10, run 5 figure 11, runs 6 and
7 figures 12 and 13, run 8 the peacekeepers.  `paper` takes the rule as printed; `netlogo` is the
model Rebellion of NetLogo's library; `mesa` is the example of Mesa 3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from tocsin.errors import InputError
from tocsin.theory.classic import checks
from tocsin.theory.classic.epstein.states import LIFE
from tocsin.theory.classic.epstein.vision import SHAPES, offsets

RATIOS = {
    "literal": "C / A as printed",
    "floor": "whole part of C / A, as NetLogo has it",
    "round": "C / A to the nearest whole number, halves to the even one, as Mesa has it",
}
SELF_COUNTS = {
    "once": "A = 1 + other actives in view",
    "twice": "A = 1 + all actives in view, an active citizen among them, as NetLogo has it",
}
ORDERS = {
    "move-then-act": "as printed, and NetLogo",
    "decide-then-move": "as Mesa has it",
}
JAILS = {
    "removed": "the jailed leave the lattice and come back to a random vacant site",
    "blocking": "they stay on their site and nobody can stand there, as Mesa has it",
    "underfoot": "they stay on their site and others can stand there, as NetLogo has it; freed, they "
    "appear there, or near where somebody else stands there then",
}
TERMS = {
    "paper": "U(0, Jmax) in whole periods begun: 1 to Jmax",
    "netlogo": "0 to Jmax - 1; 0 is free at once",
    "mesa": "0 to Jmax, counted down on the citizen's own turns",
}
POPULATIONS = {
    "exact": "the density times the sites, rounded",
    "random": "each site by chance, as Mesa has it",
}
DENSITIES = {
    "population": "the density is that of citizens and cops together: 0.7 with cops of 0.04 are 1,056 "
    "citizens and 64 cops of 1,600 sites",
    "citizens": "cops come on top: 1,120 citizens and 64 cops, as NetLogo and Mesa have it",
}
SCHEDULES = {
    "exact": "everybody once a period in random order",
    "blocks": "the same in blocks of four colours, on several cores",
    "synchronous": "all decide on the same picture, all arrest, all move",
}
VARIANTS: dict[str, dict[str, Any]] = {
    "paper": {},
    "netlogo": {
        "ratio": "floor", "self_count": "twice", "jailed": "underfoot", "terms": "netlogo",
        "jump": True, "cops_always_move": True, "density_of": "citizens",
    },
    "mesa": {
        "ratio": "round", "shape": "diamond", "order": "decide-then-move", "jailed": "blocking",
        "terms": "mesa", "population": "random", "density_of": "citizens",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Inputs:
    """One run's inputs, by the paper's names where it has one."""

    model: int = 1
    cop_vision: float = 7.0  # v*, sites
    vision: float = 7.0  # v
    legitimacy: float = 0.82  # L
    max_jail: float = 30  # Jmax, periods; inf: for good
    movement: bool = True
    cop_density: float = 0.04  # cops per site
    density: float = 0.7  # people per site, see `density_of`
    k: float = 2.3  # makes P = 0.9 at C = A = 1
    threshold: float = 0.1  # T
    cloning: float = 0.05  # a period; Model II alone, as is the next
    max_age: int = 200  # periods
    steps: int = 800
    # choices
    ratio: str = "literal"
    shape: str = "disc"
    self_count: str = "once"
    order: str = "move-then-act"
    jailed: str = "removed"
    terms: str = "paper"
    population: str = "exact"
    density_of: str = "population"
    jump: bool = False  # a cop stands on the site of an arrest then
    cops_always_move: bool = False
    # what changes on the way
    legitimacy_to: float | None = None  # what L falls to
    legitimacy_from: int = 0  # in which period that begins
    legitimacy_step: float = math.inf  # by how much in a period; inf: at once
    cops_leave: float = 0.0  # a period
    cops_leave_from: int = 0
    cops_from: int = 0  # in which period they come; Model II alone


RUNS: dict[int, Inputs] = {
    1: Inputs(1, 1.7, 1.7, 0.89, 15, False, 0.04),
    2: Inputs(1, 7, 7, 0.82, 30, True, 0.04),
    3: Inputs(
        1, 7, 7, 0.90, math.inf, True, 0.074, legitimacy_to=0.2, legitimacy_step=0.01,
        legitimacy_from=10, steps=160,
    ),
    4: Inputs(
        1, 7, 7, 0.90, math.inf, True, 0.074, legitimacy_to=0.7, legitimacy_from=77, steps=160
    ),
    5: Inputs(
        1, 7, 7, 0.80, math.inf, True, 0.074, cops_leave=1, cops_leave_from=30, steps=200
    ),
    6: Inputs(2, 1.7, 1.7, 0.90, 15, True, 0.0, steps=1000),
    7: Inputs(2, 1.7, 1.7, 0.80, 15, True, 0.0, steps=15000),
    8: Inputs(2, 1.7, 1.7, 0.80, 15, True, 0.04, steps=15000),
}  # fmt: skip


def chosen(run: int, variant: str, given: dict[str, Any]) -> Inputs:
    """The inputs of a run in a variant, with what was given in place of theirs; raises InputError."""
    if run not in RUNS or isinstance(run, bool):
        raise InputError(f"run: {run!r} is no run of the paper; expected 1 to {max(RUNS)}")
    checks.choice("variant", variant, VARIANTS)
    made = replace(RUNS[run], **VARIANTS[variant])
    for name in given:
        if name not in made.__dataclass_fields__ or name == "model":
            checks.choice(
                "epstein, argument", name, sorted(set(made.__dataclass_fields__) - {"model"})
            )
    return _checked(replace(made, **{n: v for n, v in given.items() if v is not None}))


def _checked(i: Inputs) -> Inputs:
    for name, known in (
        ("ratio", RATIOS), ("shape", SHAPES), ("self_count", SELF_COUNTS), ("order", ORDERS),
        ("jailed", JAILS), ("terms", TERMS), ("population", POPULATIONS),
        ("density_of", DENSITIES),
    ):  # fmt: skip
        checks.choice(name, getattr(i, name), known)
    numbers: dict[str, Any] = {
        name: checks.number(name, getattr(i, name), low, high)
        for name, low, high in (
            ("vision", 1, 15), ("cop_vision", 1, 15), ("legitimacy", 0, 1), ("threshold", -1, 1),
            ("density", 0, 1), ("cop_density", 0, 1), ("k", 0, 1000), ("cloning", 0, 1),
            ("cops_leave", 0, 1e9),
        )
    }  # fmt: skip
    for name, low, high in (
        ("steps", 1, 10_000_000), ("legitimacy_from", 0, 2**31), ("cops_leave_from", 0, 2**31),
        ("cops_from", 0, 2**31), ("max_age", 1, 60_000),
    ):  # fmt: skip
        numbers[name] = checks.whole(name, getattr(i, name), low, high)
    if i.legitimacy_to is not None:
        numbers["legitimacy_to"] = checks.number("legitimacy_to", i.legitimacy_to, 0, 1)
    if not math.isinf(i.legitimacy_step):
        numbers["legitimacy_step"] = checks.number("legitimacy_step", i.legitimacy_step, above=0)
    if i.max_jail != math.inf:
        numbers["max_jail"] = checks.number("max_jail", i.max_jail, 1, LIFE - 1)
        if numbers["max_jail"] % 1:
            raise InputError(f"max_jail: {i.max_jail} is no whole number of periods, nor inf")
    for name in ("movement", "jump", "cops_always_move"):
        if not isinstance(getattr(i, name), bool):
            raise InputError(f"{name}: {getattr(i, name)!r} is neither True nor False")
    citizens = citizen_density(replace(i, **numbers))
    if citizens < 0:
        raise InputError(
            f"density: {i.density:g} people on a site are fewer than its {i.cop_density:g} cops"
        )
    if citizens + numbers["cop_density"] >= 1:
        raise InputError(
            f"density: {citizens:g} citizens and {i.cop_density:g} cops on a site leave none vacant; "
            "expected less than 1 together"
        )
    if len(offsets(i.shape, numbers["vision"])) > 254:
        raise InputError(
            f"vision: {i.vision:g} shows more than 254 sites of a {i.shape}; expected less"
        )
    return replace(i, **numbers)


def citizen_density(i: Inputs) -> float:
    """Citizens per site."""
    return i.density - (i.cop_density if i.density_of == "population" else 0.0)


def legitimacy_at(i: Inputs, period: int) -> float:
    """L in a period."""
    if i.legitimacy_to is None or period < i.legitimacy_from:
        return i.legitimacy
    if math.isinf(i.legitimacy_step):
        return i.legitimacy_to
    way = i.legitimacy_step * (period - i.legitimacy_from + 1)
    fall = i.legitimacy - i.legitimacy_to
    return i.legitimacy - math.copysign(min(abs(fall), way), fall)


def cops_at(i: Inputs, period: int, cops: int) -> int:
    """Cops in a period, of so many at the start."""
    gone = int(i.cops_leave * max(0, period - i.cops_leave_from + 1))
    return max(0, cops - gone)


def lattice_size(size: object) -> tuple[int, int]:
    """Rows and columns of 40, '1000x1000' or (1000, 1000); raises InputError."""
    parts: Any = size  # whatever a user gave
    if isinstance(size, str):
        parts = size.lower().split("x")
        if not all(p.strip().isdecimal() for p in parts):
            raise InputError(f"size: {size!r} is no size; expected one such as 40 or 1000x1000")
        parts = [int(p) for p in parts]
    elif isinstance(size, int):
        parts = [size]
    try:
        parts = list(parts) * (2 if len(parts) == 1 else 1)
        if len(parts) != 2:
            raise TypeError
    except TypeError:
        raise InputError(
            f"size: {size!r} is no size; expected one such as 40 or 1000x1000"
        ) from None
    height, width = (checks.whole("size", n, 4, 40_000) for n in parts)
    return height, width


def check_fits(i: Inputs, height: int, width: int) -> None:
    """A person does not see round the torus; raises InputError."""
    need = 2 * math.floor(max(i.vision, i.cop_vision)) + 1
    if min(height, width) < need:
        raise InputError(
            f"size: on {height}x{width} a vision of {max(i.vision, i.cop_vision):g} reaches round the "
            f"torus; expected {need} rows and columns or more"
        )
