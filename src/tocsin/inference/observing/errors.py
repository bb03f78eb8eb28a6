"""The parameters of the observation model: declared with their kinds, read with their passports.

`Errors` holds values by name, as attributes: numbers, or arrays (set, 1) that broadcast over reports.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare import parameter as kinds
from tocsin.errors import DeclarationError
from tocsin.scenario.reading.document import read_text
from tocsin.scenario.reading.yamlfile import read_yaml
from tocsin.scenario.sections.priors import Prior

if TYPE_CHECKING:
    from numpy.typing import NDArray

    #: A number, or (set, 1) numbers that broadcast over reports.
    Numbers = float | NDArray[np.float64]

FILE = Path(__file__).with_name("parameters.yaml")
PASSPORT = ("value", "unit", "prior", "source", "scope", "status")

PARAMETERS = (
    kinds.amount("obs_half"),
    kinds.factor("obs_slope"),
    kinds.factor("obs_town"),
    kinds.factor("obs_scatter"),
    kinds.factor("obs_interval"),
    kinds.share("obs_round"),
    kinds.share("obs_under"),
    kinds.share("obs_tamper"),
    kinds.share("obs_tampered"),
    kinds.share("obs_wrong_best"),
    kinds.share("obs_wrong_worst"),
    kinds.factor("obs_wrong_scatter"),
    kinds.amount("obs_stray"),
    kinds.share("obs_false"),
    kinds.hours("obs_delay", least=0),
    kinds.share("obs_double"),
)


class Errors(SimpleNamespace):
    """Values of all parameters by name."""

    obs_half: Numbers
    obs_slope: Numbers
    obs_town: Numbers
    obs_scatter: Numbers
    obs_interval: Numbers
    obs_round: Numbers
    obs_under: Numbers
    obs_tamper: Numbers
    obs_tampered: Numbers
    obs_wrong_best: Numbers
    obs_wrong_worst: Numbers
    obs_wrong_scatter: Numbers
    obs_stray: Numbers
    obs_false: Numbers
    obs_delay: Numbers
    obs_double: Numbers


@cache
def passports() -> dict[str, dict[str, Any]]:
    """Value, unit, prior, source, scope and status of each, by name."""
    found: dict[str, dict[str, Any]] = read_yaml(read_text(FILE), FILE.name).data
    names = [p.name for p in PARAMETERS]
    if list(found) != names or any(tuple(p) != PASSPORT for p in found.values()):
        raise DeclarationError(f"{FILE.name}: expected {', '.join(names)}, each with its passport")
    return found


def point(**changed: float) -> Errors:
    """The values of the passports, some of them changed."""
    return Errors(**({name: float(p["value"]) for name, p in passports().items()} | changed))


def exact() -> Errors:
    """All errors zero: a report is the truth, at once."""
    return Errors(**dict.fromkeys(passports(), 0.0))


def draw(uniforms: NDArray[np.float64]) -> Errors:
    """Values drawn from the priors, as (set, 1) arrays.

    uniforms : (set, parameter) in (0, 1), in the order of `PARAMETERS`
    """
    columns = {}
    for (name, passport), u in zip(passports().items(), uniforms.T, strict=True):
        prior = Prior.parse(passport["prior"])
        value = float(passport["value"])
        columns[name] = np.array([[prior.quantile(float(x), value)] for x in u])
    return Errors(**columns)
