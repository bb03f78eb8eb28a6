"""`tocsin classic radiation | gravity`: flows between towns of a file, or made-up ones."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tocsin.cli.classic.showing import Plot, Seed, show
from tocsin.cli.common import Json

File = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="CSV with name, population, lat, lon; else made-up towns."),
]
Towns = Annotated[int, typer.Option(help="Made-up towns.")]


def radiation(
    file: File = None, towns: Towns = 30, seed: Seed = 1, plot: Plot = None, json: Json = False
) -> None:
    """Simini et al. 2012: flows without parameters."""
    from tocsin.theory.classic.flows import radiation as run

    show(run(**_places(file, towns, seed)), json, plot)


def gravity(
    file: File = None,
    towns: Towns = 30,
    a: Annotated[float, typer.Option(help="Exponent of the origin's people.")] = 1.0,
    b: Annotated[float, typer.Option(help="Exponent of the destination's people.")] = 1.0,
    c: Annotated[float, typer.Option(help="Exponent of distance, or km (exponential).")] = 2.0,
    decay: Annotated[str, typer.Option(help="power or exponential.")] = "power",
    trips: Annotated[float | None, typer.Option(help="Flow in all.")] = None,
    seed: Seed = 1,
    plot: Plot = None,
    json: Json = False,
) -> None:
    """Gravity: flows by people and distance."""
    from tocsin.theory.classic.flows import gravity as run

    places = _places(file, towns, seed)
    show(run(**places, a=a, b=b, c=c, decay=decay, trips=trips), json, plot)


def _places(file: Path | None, towns: int, seed: int) -> dict[str, Any]:
    from tocsin.theory.classic import checks
    from tocsin.theory.classic.flows import random_towns
    from tocsin.theory.classic.tables import Mistakes, read

    if file is None:
        population, lat, lon, names = random_towns(towns, seed)
        return {"population": population, "lat": lat, "lon": lon, "names": names}
    wrong = Mistakes(file)
    limits = {"population": (0, 1e11), "lat": (-90, 90), "lon": (-180, 180)}
    found: dict[str, list[Any]] = {"names": [], **{k: [] for k in limits}}
    for row in read(file, ("name", *limits)):
        found["names"].append(row.cells["name"])
        for column, (low, high) in limits.items():
            if not row.cells[column]:
                wrong.add(row.line, f"{column}: is empty; expected a number")

            def inside(name: str, text: str, low: float = low, high: float = high) -> float:
                return checks.number(name, text, low, high)

            found[column].append(wrong.number(row, column, inside, 0.0))
    wrong.check()
    return found


COMMANDS = {"radiation": radiation, "gravity": gravity}
