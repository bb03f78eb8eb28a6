"""`tocsin classic riot-sir | hawkes`: simulate, or with --fit FILE.csv fit to daily counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.classic.showing import Plot, Seed, show
from tocsin.cli.common import Json, out

if TYPE_CHECKING:
    from tocsin.theory.classic.result import Result

File = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="CSV with date, count; place, lat, lon, population if you like."
    ),
]
Until = Annotated[
    str | None, typer.Option(metavar="DATE", help="Fit up to this day; later days are scored.")
]
Horizon = Annotated[int, typer.Option(help="Days of the forecast, and k of the k-step score.")]
Missing = Annotated[
    str, typer.Option(help="A day that the file leaves out: error, zero or unknown.")
]
Quick = Annotated[bool, typer.Option("--no-scores", help="Leave out the scores, which fit anew.")]


def riot_sir(
    fit: File = None,
    until: Until = None,
    horizon: Horizon = 7,
    missing: Missing = "error",
    law: Annotated[
        str, typer.Option(help="Of counts in a fit: auto, poisson or negative-binomial.")
    ] = "auto",
    no_scores: Quick = False,
    places: Annotated[int, typer.Option(help="Made-up towns (without --fit).")] = 1,
    people: Annotated[float, typer.Option(help="Who might riot in each, in events.")] = 1000.0,
    omega: Annotated[float, typer.Option(help="Rate of leaving, 1/day.")] = 0.26,
    r0: Annotated[float, typer.Option(help="Followers of one event in the first town.")] = 2.0,
    a: Annotated[float, typer.Option(help="Events a day at first.")] = 1.0,
    kernel: Annotated[str, typer.Option(help="power, exponential or none.")] = "power",
    d0: Annotated[float, typer.Option(help="Its distance, km.")] = 8.0,
    delta: Annotated[float, typer.Option(help="Its exponent (power).")] = 0.67,
    xi: Annotated[float, typer.Option(help="Its floor (exponential).")] = 0.0,
    background: Annotated[float, typer.Option(help="Events a day and town beside it.")] = 0.0,
    days: Annotated[int, typer.Option(help="Days that are simulated.")] = 44,
    seed: Seed = 1,
    plot: Plot = None,
    json: Json = False,
) -> None:
    """Bonnasse-Gahot et al. 2018 (France 2005): riots as an epidemic that travels; or fit it."""
    _only_with_fit(fit, until=until, no_scores=no_scores or None)
    if fit is not None:
        from tocsin.theory.classic.fitting import fit_riot_sir

        done = fit_riot_sir(fit, until=until, horizon=horizon, missing=missing, law=law,
                            scores=not no_scores, seed=seed)  # fmt: skip
        _show_fit(done, json, plot)
        return
    from tocsin.errors import InputError
    from tocsin.theory.classic.flows import random_towns
    from tocsin.theory.classic.riot_sir import MOST
    from tocsin.theory.classic.riot_sir import riot_sir as run

    lat = lon = None
    if places < 1 or places > MOST:
        raise InputError(f"--places: {places} is out of range; expected 1 to {MOST:,}")
    if places > 1:
        _, lat, lon, _ = random_towns(places, seed)
    result = run(lat, lon, [people] * places, omega=omega, r0=r0, a=a, kernel=kernel, d0=d0,
                 delta=delta, xi=xi, background=background, days=days, seed=seed)  # fmt: skip
    show(result, json, plot)


def hawkes(
    fit: File = None,
    until: Until = None,
    horizon: Horizon = 7,
    missing: Missing = "error",
    no_scores: Quick = False,
    mu: Annotated[float, typer.Option(help="Spontaneous events a day (without --fit).")] = 1.0,
    n: Annotated[float, typer.Option(help="Direct offspring of an event.")] = 0.6,
    beta: Annotated[float, typer.Option(help="1/beta days is their mean wait.")] = 0.5,
    days: Annotated[int, typer.Option(help="Days that are simulated.")] = 200,
    seed: Seed = 1,
    plot: Plot = None,
    json: Json = False,
) -> None:
    """Hawkes 1971: events that call forth events; simulate, or fit to daily counts."""
    _only_with_fit(fit, until=until, no_scores=no_scores or None)
    if fit is not None:
        from tocsin.theory.classic.fitting import fit_hawkes

        done = fit_hawkes(fit, until=until, horizon=horizon, missing=missing, scores=not no_scores,
                          seed=seed)  # fmt: skip
        _show_fit(done, json, plot)
        return
    from tocsin.theory.classic.hawkes import hawkes as run

    show(run(mu, n, beta, days=days, seed=seed), json, plot)


def _only_with_fit(fit: Path | None, **options: object) -> None:
    from tocsin.errors import InputError

    for name, value in options.items():
        if fit is None and value is not None:
            raise InputError(f"--{name.replace('_', '-')} needs --fit FILE with daily counts")


def _show_fit(done: Result, json: bool, plot: Path | None) -> None:
    show(done, json, plot)
    if json:
        return
    from rich.table import Table

    console, n = out(), done.summary()
    table = Table(box=None, pad_edge=False, header_style="dim")
    for i, head in enumerate(("parameter", "value", "90 % from", "to", "unit")):
        table.add_column(head, justify="right" if 0 < i < 4 else "left")
    for name, p in n["parameters"].items():
        ends = ["not known" if p[k] is None else f"{p[k]:.4g}" for k in ("low", "high")]
        table.add_row(name, f"{p['value']:.4g}", *ends, p["unit"])
    console.print(table)
    if n["scores"]:
        s = n["scores"]
        console.print(
            f"Log score of {s['days']} counts not seen by the fit (nearer to 0 is better):"
        )
        for name, value in sorted(s["one_step"].items(), key=lambda item: -item[1]):
            far = s["k_step"].get(name)
            ahead = "" if far is None else f", {s['k']} days ahead {far:.2f}"
            console.print(f"  {name}: one day ahead {value:.2f}{ahead}")
        if s["larger_than_any_before"]:
            console.print(
                f"  {s['larger_than_any_before']} of these counts were larger than any before them"
            )
    console.print("Forecast (median, 90 % interval):")
    for row in n["forecast"]:
        console.print(
            f"  {row['date']}: {row['median']:,.0f} ({row['p05']:,.0f} to {row['p95']:,.0f})"
        )


COMMANDS = {"riot-sir": riot_sir, "hawkes": hawkes}
