"""`tocsin classic granovetter | kuran | watts | siegel`: crowds that wait for each other."""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin.cli.classic.showing import Plot, Seed, numbers, show
from tocsin.cli.common import Json

Thresholds = Annotated[
    str | None,
    typer.Option(metavar="LIST|FILE", help="0,2,2,3 or a CSV file with the column threshold."),
]


def granovetter(
    people: Annotated[int, typer.Option(help="Number in the crowd.")] = 100,
    mean: Annotated[float, typer.Option(help="Mean of normal thresholds, persons.")] = 25.0,
    sd: Annotated[float, typer.Option(help="Their standard deviation, persons.")] = 12.21,
    thresholds: Thresholds = None,
    rounding: Annotated[
        str,
        typer.Option(help="nearest, none, floor, ceil, continuous or random: what 'normal' means."),
    ] = "nearest",
    seed: Seed = 1,
    plot: Plot = None,
    json: Json = False,
) -> None:
    """Granovetter 1978: who joins once enough others have; the jump from 6 to 100 of 100."""
    from tocsin.theory.classic.granovetter import granovetter as run

    own = None if thresholds is None else numbers("thresholds", thresholds, "threshold")
    show(run(people, mean, sd, thresholds=own, rounding=rounding, seed=seed), json, plot)


def kuran(
    thresholds: Annotated[
        str,
        typer.Option(
            metavar="LIST|FILE", help="Per cent that must oppose first, by person; or a CSV file."
        ),
    ] = "0,20,20,30,40,50,60,70,80,100",
    start: Annotated[float, typer.Option(help="Share believed to oppose at first, 0 to 1.")] = 0.0,
    plot: Plot = None,
    json: Json = False,
) -> None:
    """Kuran 1989, 1991: hidden opposition, and what one changed mind may do."""
    from tocsin.theory.classic.kuran import kuran as run

    show(run(numbers("thresholds", thresholds, "threshold"), start=start), json, plot)


def watts(
    phi: Annotated[float, typer.Option(help="Share of ties that must be active first.")] = 0.18,
    z: Annotated[
        float | None, typer.Option(help="Mean number of ties: simulate cascades, too.")
    ] = None,
    sd: Annotated[float, typer.Option(help="Standard deviation of thresholds.")] = 0.0,
    people: Annotated[int, typer.Option(help="Size of each network.")] = 10_000,
    sparks: Annotated[int, typer.Option(help="Active at first.")] = 1,
    runs: Annotated[int, typer.Option(help="Networks that are drawn.")] = 100,
    seed: Seed = 1,
    plot: Plot = None,
    json: Json = False,
) -> None:
    """Watts 2002: one spark on a random network, and when it sweeps all."""
    from tocsin.theory.classic.watts import watts as run

    show(run(phi, z, sd=sd, people=people, sparks=sparks, runs=runs, seed=seed), json, plot)


def siegel(
    network: Annotated[
        str,
        typer.Option(help="small-world, village, opinion-leader, hierarchy, poisson or complete."),
    ] = "small-world",
    people: Annotated[int, typer.Option(help="Size of each network.")] = 1000,
    bmean: Annotated[float, typer.Option(help="Mean internal motivation.")] = 0.6,
    bsd: Annotated[float, typer.Option(help="Its standard deviation.")] = 0.25,
    lam: Annotated[float, typer.Option(help="How slowly people follow others, 0 to 1.")] = 0.0,
    ties: Annotated[float, typer.Option(help="Ties of each person (small-world, poisson).")] = 10,
    weak: Annotated[
        float | None,
        typer.Option(help="Share moved (small-world), or number (village), of weak ties."),
    ] = None,
    village: Annotated[int, typer.Option(help="People in a village.")] = 10,
    gamma: Annotated[float, typer.Option(help="Exponent of degrees (opinion-leader).")] = 2.5,
    expansion: Annotated[int, typer.Option(help="People below each (hierarchy).")] = 5,
    within: Annotated[float, typer.Option(help="Chance of ties within a level (hierarchy).")] = 0.0,
    runs: Annotated[int, typer.Option(help="Networks that are drawn.")] = 100,
    seed: Seed = 1,
    plot: Plot = None,
    json: Json = False,
) -> None:
    """Siegel 2009: the same motivations on other networks; more ties may mean fewer people."""
    from tocsin.theory.classic.siegel import siegel as run

    weak = (1.0 if network == "village" else 0.1) if weak is None else weak
    result = run(network, people, bmean=bmean, bsd=bsd, lam=lam, runs=runs, seed=seed, ties=ties,
                 weak=weak, size=village, gamma=gamma, expansion=expansion, within=within)  # fmt: skip
    show(result, json, plot)


COMMANDS = {"granovetter": granovetter, "kuran": kuran, "watts": watts, "siegel": siegel}
