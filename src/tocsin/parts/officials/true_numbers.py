"""What official figures count and what stands beside claims, as it is true in the run.

`Counted` and `Beside` of `scenario.sections.officials` name them; each is a number by place, or one
number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.totals import total

if TYPE_CHECKING:
    from tocsin.mechanisms.given.views import Fields

Truth = Callable[[Any], Any]


def _total(name: str, s: object) -> Any:
    return total(name, lambda part: getattr(s, part))


#: Numbers so far, by place.
COUNTED: dict[str, Truth] = {
    "dead": lambda s: s.dead,
    "dead_participants": lambda s: _total("dead_participants", s),
    "dead_bystanders": lambda s: s.dead_bystanders,
    "dead_forces": lambda s: s.dead_forces,
    "injured": lambda s: s.injured,
    "injured_civilians": lambda s: _total("injured_civilians", s),
    "injured_forces": lambda s: s.injured_forces,
    "detained": lambda s: s.ever_detained,
}

#: Those, and numbers of the hour by place; the allied troops are one number for the country.
BESIDE: dict[str, Truth] = COUNTED | {
    "active": lambda s: s.active,
    "marching": lambda s: s.marching,
    "rioting": lambda s: s.rioting,
    "armed": lambda s: np.minimum(s.arms, s.rioting),
    "cells": lambda s: s.cells_out,
    "allied_troops": lambda s: s.allied_troops,
}

READS = (
    "dead",
    "dead_bystanders",
    "dead_forces",
    "injured",
    "injured_forces",
    "ever_detained",
    "active",
    "marching",
    "rioting",
    "arms",
    "cells_out",
    "allied_troops",
)

#: In words, after a number.
WORDS = {
    "dead": "dead",
    "dead_participants": "participants dead",
    "dead_bystanders": "bystanders dead",
    "dead_forces": "officers dead",
    "injured": "injured",
    "injured_civilians": "civilians injured",
    "injured_forces": "officers injured",
    "detained": "detained so far",
    "active": "out",
    "marching": "marching",
    "rioting": "rioting",
    "armed": "rioters with seized arms",
    "cells": "members of organised cells in action",
    "allied_troops": "allied troops",
}


def beside(name: str, place: int | None, s: Fields) -> float:
    """The whole number that stands beside a claim: of the country, or of a place by its index."""
    values = BESIDE[name](s)
    total = values.sum() if place is None or not values.ndim else values[place]
    return float(round(float(total)))
