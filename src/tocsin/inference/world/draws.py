"""Draws: what crisis number k of a seed is, whatever the number of crises.

Each figure has a uniform of its own, keyed by seed, number and name.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.purposes import Purpose
from tocsin.inference.world.declared import passports, value
from tocsin.scenario.sections.priors import Prior

if TYPE_CHECKING:
    from tocsin.inference.world.countries import Drawn

FILE = "draws.yaml"
NAMES = ("country", "town", "day", "national", "dose", "exposed", "elsewhere")
HOUR = 1  # of the counter: hour 0 has the draws of parameters
DAYS = 365


@dataclass(frozen=True)
class Crisis:
    """What is drawn.

    number : of the crisis, and of its run
    town : a uniform by which the town is taken, as often as it has people
    day : of the year on which it starts, from 0 on
    national : whether the shock strikes the whole country or the town's region
    dose : times the shock of the model; exposed, elsewhere : shares of the people exposed to it
        where it strikes and in other regions
    """

    number: int
    iso: str
    town: float
    day: int
    national: bool
    dose: float
    exposed: float
    elsewhere: float


def draw(seed: int, number: int, among: Sequence[Drawn]) -> Crisis:
    """Crisis number `number`."""
    from tocsin.people.random import key, uniforms_at

    who = np.array([zlib.crc32(f"world {n}".encode()) for n in NAMES], np.uint32)
    u = dict(zip(NAMES, uniforms_at(who, Purpose.PARAMETERS, HOUR, key(seed, number)), strict=True))
    weights = np.cumsum([c.protests for c in among])
    country = among[int(np.searchsorted(weights, u["country"] * weights[-1], side="right"))]

    def of(name: str) -> float:
        given = passports(FILE)[name]
        return Prior.parse(given["prior"]).quantile(float(u[name]), float(given["value"]))

    return Crisis(
        number, country.iso, float(u["town"]), int(u["day"] * DAYS),
        bool(u["national"] < value(FILE, "national")), of("dose"), of("exposed"), of("elsewhere"),
    )  # fmt: skip
