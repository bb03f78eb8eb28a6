"""A run of Model II: two groups from the first period until one is gone, or the last period."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tocsin.theory.classic.epstein import model_two, placing
from tocsin.theory.classic.epstein import rule as rule_a
from tocsin.theory.classic.epstein import vision as seeing
from tocsin.theory.classic.epstein.draws import For, period_key
from tocsin.theory.classic.epstein.inputs import Inputs, citizen_density
from tocsin.theory.classic.epstein.model_two import BLUE, GREEN, KEEPER, Ethnic, Numbers

FOREVER = 1 << 40


@dataclass
class Two:
    """Series of a run, (period,), the first being the start; `genocide_at` None if both groups live."""

    series: dict[str, list[int]] = field(default_factory=dict)
    frames: list[NDArray[np.uint8]] = field(default_factory=list)
    frame_times: list[int] = field(default_factory=list)
    genocide_at: int | None = None
    victor: str | None = None
    seconds: float = 0.0
    person_steps: int = 0


def _start(i: Inputs, sites: int, seed: int) -> Ethnic:
    kind = np.zeros(sites, np.uint8)
    key = period_key(seed, 0, For.SITES)
    cops = round(i.cop_density * sites) if i.cops_from == 0 else 0
    if i.population == "exact":
        placing.scatter(kind, round(citizen_density(i) * sites), cops, key)
    else:
        share = citizen_density(i)
        placing.sprinkle(kind, share, share + (i.cop_density if cops else 0), key)
    everybody = np.arange(sites, dtype=np.int64)
    first = placing.words(everybody, period_key(seed, 0, For.TRAITS))
    second = placing.words(everybody, period_key(seed, 0, For.AGES))
    group = np.where(kind == 4, KEEPER, np.where(kind == 1, 1 + (first & np.uint64(1)), 0))
    unit = 2.0**-31
    hardship = ((first >> np.uint64(33)).astype(np.float64) + 0.5) * unit
    aversion = ((second >> np.uint64(33)).astype(np.float64) + 0.5) * unit
    ages = (second & np.uint64(0xFFFF)).astype(np.int64) * i.max_age // 65536
    turned = np.full(sites, -1, np.int64)
    return Ethnic(
        group.astype(np.uint8), np.zeros(sites, np.uint8), hardship, aversion, ages, turned
    )


def run(i: Inputs, height: int, width: int, seed: int, frames: int = 0) -> Two:
    """One run; `frames`: keep the lattice each so many periods, 0 never."""
    sites = height * width
    land = _start(i, sites, seed)
    view = seeing.view(i.shape, i.vision, width)
    cop_view = seeing.view(i.shape, i.cop_vision, width)
    risk = rule_a.table(view.shape[1], i.k, i.ratio).astype(np.float64)
    numbers = Numbers(
        1.0 - i.legitimacy, i.threshold, i.cloning, i.max_age,
        FOREVER if np.isinf(i.max_jail) else int(i.max_jail), i.movement,
        i.order == "move-then-act", i.self_count == "twice",
    )  # fmt: skip
    out = Two()
    prison = np.empty((0, 5))
    jail = np.empty((sites, 5))
    names = ("blue", "green", "active", "jailed", "cops", "arrests", "killings", "births", "deaths")
    out.series = {name: [] for name in names}
    done = (0, 0, 0, 0)
    for t in range(i.steps + 1):
        if t:
            began = time.perf_counter()
            if t == i.cops_from:
                _place(land, round(i.cop_density * sites), seed, t)
            back = prison[prison[:, 4] <= t]
            prison = prison[prison[:, 4] > t]
            _free(land, back, seed, t)
            order = np.flatnonzero(land.group)
            turns = placing.words(order, period_key(seed, t, For.ORDER))
            order = order[np.argsort(turns, kind="stable")]
            done = model_two.period(
                land, t, order, view, cop_view, height, width, risk, numbers,
                period_key(seed, t, For.TURN), jail,
            )  # fmt: skip
            if done[0]:
                prison = np.concatenate([prison, jail[: done[0]]])
            out.seconds += time.perf_counter() - began
            out.person_steps += len(order) + len(prison)
        group = land.group
        free = {"blue": int(np.sum(group == BLUE)), "green": int(np.sum(group == GREEN))}
        held = {n: int(np.sum(prison[:, 0] == c)) for n, c in (("blue", BLUE), ("green", GREEN))}
        citizens = (group == BLUE) | (group == GREEN)
        row = (
            free["blue"] + held["blue"], free["green"] + held["green"],
            int(np.sum(land.active[citizens])), len(prison), int(np.sum(group == KEEPER)), *done,
        )  # fmt: skip
        for name, value in zip(names, row, strict=True):
            out.series[name].append(value)
        if frames and t % frames == 0:
            out.frames.append(_picture(land).reshape(height, width))
            out.frame_times.append(t)
        if row[0] == 0 or row[1] == 0:
            out.genocide_at = t
            out.victor = "blue" if row[0] else "green" if row[1] else None
            break
    return out


def _picture(land: Ethnic) -> NDArray[np.uint8]:
    """0 vacant, 1 blue, 2 green, 3 keeper, 4 active blue, 5 active green."""
    active = (land.active > 0) & (land.group > 0) & (land.group < KEEPER)
    return np.where(active, land.group + 3, land.group).astype(np.uint8)


def _vacant(land: Ethnic, n: int, seed: int, t: int, purpose: For) -> NDArray[np.int64]:
    free = np.flatnonzero(land.group == 0)
    words = placing.words(free, period_key(seed, t, purpose))
    return free[np.argsort(words, kind="stable")[:n]]


def _place(land: Ethnic, n: int, seed: int, t: int) -> None:
    to = _vacant(land, n, seed, t, For.KEEPERS)
    land.group[to], land.active[to], land.turned[to] = KEEPER, 0, -1


def _free(land: Ethnic, people: NDArray[np.float64], seed: int, t: int) -> None:
    """Those whose term is over come to random vacant sites."""
    if len(people):
        to = _vacant(land, len(people), seed, t, For.RELEASE)
        people = people[: len(to)]
        land.group[to], land.active[to] = people[:, 0].astype(np.uint8), 0
        land.hardship[to], land.aversion[to] = people[:, 1], people[:, 2]
        land.dies[to], land.turned[to] = people[:, 3].astype(np.int64), -1
