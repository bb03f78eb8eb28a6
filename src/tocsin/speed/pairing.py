"""How much two scenarios with the same seed have in common: what pairing gains, by engine."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.hour.simulation import Simulation, cores
from tocsin.record.outcomes import outcomes
from tocsin.speed.country import country
from tocsin.world import build

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.scenario import Scenario

OUTCOMES = ("dead", "injured", "peak_active", "person_hours_active")
NEWS = 1.03
CONCESSION = {"levers.price-deal.at": "2022-01-03T20:00+05:00"}


def pairing(engine: str = "thinning", pairs: int = 16) -> dict[str, Any]:
    """Correlation over pairs of runs, by change and outcome: a slight one, and one of a day."""
    base = country()
    news = base.spec.parameters["b_news"].value
    changes = {
        "news 3 % stronger": base.edit(set={"parameters.b_news": news * NEWS}),
        "concession a day earlier": base.edit(set=CONCESSION),
    }
    as_it_was = _runs(base, engine, pairs)
    out: dict[str, Any] = {"pairs": pairs}
    for name, scenario in changes.items():
        other = _runs(scenario, engine, pairs)
        out[name] = {
            k: float(np.corrcoef(as_it_was[:, i], other[:, i])[0, 1])
            for i, k in enumerate(OUTCOMES)
        }
    return out


def _runs(scenario: Scenario, engine: str, number: int) -> NDArray[np.float64]:
    world = build(scenario)

    def one(run: int) -> list[Any]:
        made = Simulation(scenario, 1, run, engine=engine, threads=1, world=world)  # type: ignore[arg-type]
        found = outcomes(made.run())
        return [found[name] for name in OUTCOMES]

    with ThreadPoolExecutor(cores()) as pool:
        return np.array(list(pool.map(one, range(number))), float)
