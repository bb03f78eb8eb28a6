"""`tocsin classic sir | davies | reaction-diffusion`: contagion in time and space."""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin.cli.classic.showing import Plot, Seed, show
from tocsin.cli.common import Json


def sir(
    r0: Annotated[float, typer.Option(help="Followers of one who is active.")] = 2.0,
    omega: Annotated[float, typer.Option(help="Rate of leaving, 1/day.")] = 0.25,
    spark: Annotated[float, typer.Option(help="Share active at first.")] = 1e-4,
    days: Annotated[float, typer.Option(help="Days that are shown.")] = 60.0,
    plot: Plot = None,
    json: Json = False,
) -> None:
    """Epidemic arithmetic (Burbeck et al. 1978 for riots): final size, extinction."""
    from tocsin.theory.classic.sir import sir as run

    show(run(r0, omega, spark, days=days), json, plot)


def davies(
    police: Annotated[int, typer.Option(help="Number of police.")] = 1500,
    lag: Annotated[int, typer.Option(help="Hours until they know where crowds are.")] = 3,
    hours: Annotated[int, typer.Option(help="Hours that are simulated.")] = 96,
    people: Annotated[int, typer.Option(help="Who might riot in the made-up city.")] = 30_000,
    homes: Annotated[int, typer.Option(help="Its homes.")] = 150,
    sites: Annotated[int, typer.Option(help="Its places with shops.")] = 40,
    seeds: Annotated[int, typer.Option(help="Rioters at the beginning.")] = 30,
    eta: Annotated[float, typer.Option(help="Participation, 1/h.")] = 3e-3,
    gamma: Annotated[float, typer.Option(help="How police deter.")] = 0.3,
    tau: Annotated[float, typer.Option(help="How police arrest.")] = 0.5,
    city: Annotated[int, typer.Option(min=0, max=2**53, help="Seed of the made-up city.")] = 1,
    seed: Seed = 1,
    plot: Plot = None,
    json: Json = False,
) -> None:
    """Davies et al. 2013 (London): who joins, where they go, what police do; a made-up city."""
    from tocsin.theory.classic.davies import davies as run
    from tocsin.theory.classic.davies import made_up_city

    result = run(made_up_city(homes, sites, people, city), police=police, lag=lag, hours=hours,
                 seeds=seeds, eta=eta, gamma=gamma, tau=tau, seed=seed)  # fmt: skip
    show(result, json, plot)


def reaction_diffusion(
    p: Annotated[
        float, typer.Option(help="Above 0 activity feeds tension, below 0 spends it.")
    ] = 1.0,
    shock: Annotated[float, typer.Option(help="Tension added at the middle.")] = 1.5,
    d1: Annotated[float, typer.Option(help="Diffusion of activity.")] = 0.1,
    d2: Annotated[float, typer.Option(help="Diffusion of tension.")] = 0.1,
    gamma: Annotated[float, typer.Option(help="Largest growth of activity, Gamma.")] = 5.0,
    omega: Annotated[float, typer.Option(help="Its decay.")] = 1.0,
    vb: Annotated[float, typer.Option(help="Source of tension.")] = 0.75,
    cells: Annotated[int, typer.Option(help="Points along each side.")] = 200,
    length: Annotated[float, typer.Option(help="Of each side.")] = 40.0,
    time: Annotated[float, typer.Option(help="Time that is simulated.")] = 40.0,
    dim: Annotated[int, typer.Option(help="1, a line, or 2, a square.")] = 1,
    plot: Plot = None,
    json: Json = False,
) -> None:
    """Berestycki, Nadal, Rodriguez 2015: a riot as an excitable medium, lasting or a burst."""
    from tocsin.theory.classic.reaction_diffusion import reaction_diffusion as run

    result = run(p=p, shock=shock, d1=d1, d2=d2, Gamma=gamma, omega=omega, vb=vb, cells=cells,
                 length=length, time=time, dim=dim)  # fmt: skip
    show(result, json, plot)


COMMANDS = {"sir": sir, "davies": davies, "reaction-diffusion": reaction_diffusion}
