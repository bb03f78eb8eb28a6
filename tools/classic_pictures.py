"""Pictures of the gallery of classics: docs/images/classic-MODEL.png, a signature result each.

    python tools/classic_pictures.py [MODEL ...]

Takes about a minute.  Everything is simulated; seeds are fixed, so that the same versions give the same
pictures.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tocsin import classic
from tocsin.theory.classic.flows import random_towns
from tocsin.theory.classic.result import Result

IMAGES = Path(__file__).parents[1] / "docs" / "images"


def riot_sir() -> Result:
    _, lat, lon, _ = random_towns(80, 3)
    found: Result = classic.riot_sir(
        lat, lon, [300] * 80, omega=0.5, r0=1.6, a=20, d0=10, delta=3, days=60
    )
    return found


def fit() -> Result:
    drawn = classic.riot_sir(population=400, omega=0.3, r0=2.5, a=4, background=1, days=44)
    counts = classic.Counts(date(2020, 1, 1), drawn.data["count"].values[:, 0])
    found: Result = classic.fit_riot_sir(counts, until="2020-01-14", horizon=14)
    return found


def radiation() -> Result:
    population, lat, lon, names = random_towns(60, 2)
    found: Result = classic.radiation(population, lat, lon, names=names)
    return found


def gravity() -> Result:
    population, lat, lon, names = random_towns(60, 2)
    found: Result = classic.gravity(population, lat, lon, names=names)
    return found


def motion() -> None:
    """The lattice of run 2 through two outbursts, as a GIF."""
    run = classic.epstein(2, ratio="floor", steps=110, seed=1, frames=1)
    run.animate(IMAGES / "classic-epstein.gif", pixels=240)


PICTURES: dict[str, Callable[[], Result]] = {
    "granovetter": classic.granovetter,
    "kuran": classic.kuran,
    "watts": classic.watts,
    "siegel": lambda: classic.siegel(runs=10),
    "sir": classic.sir,
    "riot-sir": riot_sir,
    "fit": fit,
    "hawkes": lambda: classic.hawkes(1.0, 0.8, 0.5),
    "davies": classic.davies,
    "radiation": radiation,
    "reaction-diffusion": classic.reaction_diffusion,
    "gravity": gravity,
    "moro": lambda: classic.moro(0.9, 0.3, steps=200),
    "epstein": lambda: classic.epstein(2, ratio="floor", steps=300, seed=1, frames=1),
    "epstein-groups": lambda: classic.epstein(7, seed=4, frames=1),
}


def main() -> None:
    for name in sys.argv[1:] or PICTURES:
        if name == "epstein":
            motion()
        path = IMAGES / f"classic-{name}.png"
        PICTURES[name]().plot(path)
        print(f"{path}: {path.stat().st_size // 1000} kB", file=sys.stderr)


if __name__ == "__main__":
    main()
