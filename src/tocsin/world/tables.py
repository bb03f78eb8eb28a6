"""What stands in a world, as tables of arrays; `world` puts them together, `tabulate` makes them.

Place is always the last axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Places:
    """Settlements and rural remainders.

    acts_in : index of the place on whose square the people of a place go out (mostly its own)
    away : hours by road from there to that square, 0 for towns that share it
    crowd_population : persons, of towns and of the country, who act in a place; 0 where nobody does
    posted : persons by whom a region's force is spread: of towns by square, at home those of the
        country and of towns that act in another region
    """

    ids: list[str]
    names: list[str]
    region: NDArray[np.int64]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    population: NDArray[np.int64]
    crowd_population: NDArray[np.int64]
    rural: NDArray[np.bool_]
    acts_in: NDArray[np.int64]
    away: NDArray[np.float64]
    posted: NDArray[np.int64]
    earlier: NDArray[np.float64]
    single_industry: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Workplaces:
    """Employers and shift camps: who works there, from where, and how much they have struck.

    share : (workplace, place) of a place's residents; spread : (workplace, place) of its workers by
    the square where they go out, rows sum to 1; struck : (workplace,) 0 to 1
    """

    names: list[str]
    share: NDArray[np.float64]
    spread: NDArray[np.float64]
    struck: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Regions:
    """Regions; `corruption` is centred on the population's mean, `offset` by hour."""

    names: list[str]
    capital: NDArray[np.int64]
    exposure: NDArray[np.float64]
    corruption: NDArray[np.float64]
    offset: NDArray[np.int64]  # (hour + 1, region) minutes from UTC
    within_hours: NDArray[np.float64]
    air_hours: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Strata:
    """Strata; `join` and `violence` are numbers or names of parameters."""

    names: list[str]
    join: list[float | str]
    violence: list[float | str]

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Services:
    """Forces: personnel (service, region), reserves (service,)."""

    names: list[str]
    personnel: NDArray[np.float64]
    deployable: list[float | str]
    reserve: NDArray[np.float64]
    foreign: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Sites:
    """Sites: where, of what kind, how valuable, and who guards them (service, site)."""

    names: list[str]
    kind: list[str]
    place: NDArray[np.int64]
    value: NDArray[np.float64]
    weapon: NDArray[np.float64]
    guards: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.names)
