"""Parameters as one vector with a table of names, a row for each run.

`point` takes the values of the scenario, `prior` draws each run's row from the priors, `cloud` takes
a row of the scenario's cloud of parameter sets.  Draws are keyed by seed and run.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from tocsin.declare.choices import MODES, Mode
from tocsin.declare.purposes import Purpose
from tocsin.declare.state import Undeclared
from tocsin.errors import InputError, MechanismError, did_you_mean
from tocsin.scenario.checks.parameters import WEIGHT
from tocsin.scenario.former import former
from tocsin.scenario.sections.priors import Prior

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.scenario import Scenario

GOLDEN = (5**0.5 - 1) / 2
TURNS = 2**40  # runs after which the steps begin anew: beyond, a fraction would lose its digits


@dataclass(frozen=True)
class Parameters:
    """Names and the values of one run."""

    names: tuple[str, ...]
    values: NDArray[np.float64]

    def only(self, names: tuple[str, ...]) -> Given:
        """The named ones as attributes."""
        index = {name: i for i, name in enumerate(self.names)}
        return Given(**{name: float(self.values[index[name]]) for name in names})

    def but(self, given: Mapping[str, float]) -> Parameters:
        """The same with some values in place of these; raises InputError for an unknown name."""
        values = self.values.copy()
        for name, value in given.items():
            if name not in self.names:
                hint = former(name) or did_you_mean(name, self.names)
                raise InputError(f"unknown parameter {name!r}{hint}")
            values[self.names.index(name)] = value
        return Parameters(self.names, values)


class Given(SimpleNamespace):
    """Parameters as attributes; raises MechanismError for one that was not declared, or is set."""

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        hint = former(name) or did_you_mean(name, vars(self))
        raise Undeclared(f"p.{name} was not declared{hint}; put {name!r} into PARAMETERS")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise MechanismError(f"p.{name} cannot be changed; the scenario sets parameters")


def parameters(scenario: Scenario, seed: int, run: int, mode: Mode = "point") -> Parameters:
    """The parameters of a run; what is fixed keeps its value in every mode.

    Raises InputError for an unknown mode, or if a cloud is asked for and there is none.
    """
    if mode not in MODES:
        raise InputError(f"unknown parameters {mode!r}{did_you_mean(mode, MODES)}")
    table = scenario.spec.parameters
    names = tuple(table)
    values = np.array([p.value for p in table.values()])
    if mode == "prior":
        from tocsin.people.random import key, uniforms_at

        # keyed by name, so that another parameter more or less changes no draw
        who = np.array([zlib.crc32(name.encode()) for name in names], np.uint32)
        u = uniforms_at(who, Purpose.PARAMETERS, 0, key(seed, run))
        values = np.array(
            [Prior.parse(p.prior).quantile(float(x), p.value)
             for p, x in zip(table.values(), u, strict=True)]
        )  # fmt: skip
    elif mode == "cloud":
        rows = require_cloud(scenario)
        for name, value in rows[cloud_row(rows, run)].items():
            if name != WEIGHT and Prior.parse(table[name].prior).family != "fixed":
                values[names.index(name)] = value
    return Parameters(names, values)


def cloud_row(rows: list[dict[str, float]], run: int) -> int:
    """Which set a run takes: in turn, or of weighted ones as often as their weights say.

    Runs step through the weights by the golden ratio, so that few runs too are spread over them, and
    run k takes the same set however many there are.
    """
    weights = np.array([row.get(WEIGHT, 1.0) for row in rows])
    total = weights.sum()
    if total <= 0 or np.ptp(weights) == 0:
        return run % len(rows)
    at = ((run % TURNS + 0.5) * GOLDEN) % 1.0
    return int(np.searchsorted(np.cumsum(weights) / total, at, side="right").clip(0, len(rows) - 1))


def require_cloud(scenario: Scenario) -> list[dict[str, float]]:
    """The rows of a scenario's cloud, `weight` among them or not; raises InputError if it has none."""
    rows = scenario.spec.cloud
    if not rows:
        raise InputError(
            f"{scenario.name} has no cloud of parameter sets, which `tocsin calibrate` makes; "
            "use --parameters point"
        )
    return rows
