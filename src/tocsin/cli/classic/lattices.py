"""`tocsin classic epstein | moro`: citizens and police on a lattice."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tocsin.cli.classic.showing import Plot, Seed, given, show
from tocsin.cli.common import Json, out


def epstein(
    run: Annotated[int, typer.Option(help="1 to 8 of the paper's table.")] = 2,
    variant: Annotated[str, typer.Option(help="paper, netlogo or mesa.")] = "paper",
    ratio: Annotated[
        str | None, typer.Option(help="Cops over actives: literal, floor or round.")
    ] = None,
    vision: Annotated[
        str | None, typer.Option(help="disc, diamond or square; or how far citizens and cops see.")
    ] = None,
    self_count: Annotated[
        str | None, typer.Option(help="An active citizen counts itself once or twice.")
    ] = None,
    order: Annotated[str | None, typer.Option(help="move-then-act or decide-then-move.")] = None,
    jailed: Annotated[
        str | None, typer.Option(help="The jailed are removed, blocking or underfoot.")
    ] = None,
    terms: Annotated[
        str | None, typer.Option(help="Terms of jail as the paper, netlogo or mesa have them.")
    ] = None,
    population: Annotated[
        str | None, typer.Option(help="People in exact numbers, or random by site.")
    ] = None,
    legitimacy: Annotated[float | None, typer.Option(help="L, 0 to 1.")] = None,
    max_jail: Annotated[
        float | None, typer.Option(help="Longest term, periods; inf for good.")
    ] = None,
    cop_density: Annotated[float | None, typer.Option(help="Cops for each site.")] = None,
    set: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Any other input of the Python function: density, density_of, cop_vision, movement, "
            "jump, k, threshold, legitimacy_to, cops_leave, cops_from ...",
        ),
    ] = None,
    outburst: Annotated[
        float | None,
        typer.Option(help="Above how many actives there is one; else 50 of 1,600 sites."),
    ] = None,
    steps: Annotated[int | None, typer.Option(help="Periods.")] = None,
    size: Annotated[str, typer.Option(help="Of the lattice, 40 or 1000x1000.")] = "40",
    schedule: Annotated[
        str, typer.Option(help="exact (one by one), blocks or synchronous.")
    ] = "exact",
    threads: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
    seed: Seed = 1,
    plot: Plot = None,
    animate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The lattice in motion: .gif.")
    ] = None,
    json: Json = False,
) -> None:
    """Epstein 2002: civil violence, all eight runs and the variants of the literature."""
    from tocsin.theory.classic.epstein import epstein as simulate

    more: dict[str, Any] = _inputs(set or [])
    more |= given(legitimacy=legitimacy, max_jail=max_jail, cop_density=cop_density)
    shape, far = _vision(vision)
    if far is not None:
        more = {"vision": far, "cop_vision": far} | more
    frames = 0
    if animate is not None:
        frames = _frames(animate, steps)
    result = simulate(run, variant, ratio=ratio, shape=shape, self_count=self_count, order=order,
                      jailed=jailed, terms=terms, population=population, steps=steps, seed=seed,
                      size=size, schedule=schedule, threads=threads, outburst=outburst,
                      frames=frames, **more)  # fmt: skip
    if animate is not None:
        result.animate(animate)
    show(result, json, plot)
    speed = result.summary().get("agent_steps_per_second")
    if not json and speed:
        out().print(f"{speed / 1e6:.3g} million agent-steps a second")


#: Inputs that have an option of their own, by its name.
OWN = {"ratio": "--ratio", "shape": "--vision", "self_count": "--self-count", "order": "--order",
       "jailed": "--jailed", "terms": "--terms", "population": "--population", "steps": "--steps",
       "seed": "--seed", "size": "--size", "schedule": "--schedule", "threads": "--threads",
       "outburst": "--outburst", "frames": "--animate", "run": "--run", "variant": "--variant",
       "legitimacy": "--legitimacy", "max_jail": "--max-jail",
       "cop_density": "--cop-density"}  # fmt: skip


def _inputs(texts: list[str]) -> dict[str, Any]:
    """Inputs of NAME=VALUE: numbers, yes or no, words; raises InputError."""
    from tocsin.errors import InputError

    found: dict[str, Any] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not name or not value:
            raise InputError(f"--set {text}: expected NAME=VALUE, such as density=0.6")
        if name in OWN:
            raise InputError(f"--set {text}: {name} is set by {OWN[name]}")
        if name in found:
            raise InputError(f"--set {text}: {name} is set twice")
        found[name] = _value(value)
    return found


def _value(text: str) -> object:
    """true, false, a number or a word."""
    words = {"true": True, "yes": True, "false": False, "no": False}
    if text.lower() in words:
        return words[text.lower()]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _vision(text: str | None) -> tuple[str | None, float | None]:
    """A shape, or how far it goes."""
    if text is None:
        return None, None
    try:
        return None, float(text)
    except ValueError:
        return text, None


def _frames(path: Path, steps: int | None) -> int:
    """A picture each so many periods, about a hundred in all."""
    from tocsin.errors import InputError

    if path.suffix.lower() != ".gif":
        raise InputError(f"--animate {path}: expected a name that ends in .gif")
    return max(1, (steps or 200) // 100)


def moro(
    p: Annotated[float, typer.Option(help="Chance that a shot of the police kills.")] = 0.4,
    r: Annotated[float, typer.Option(help="That of a revolutionary.")] = 0.3,
    n: Annotated[float, typer.Option(help="Rebels per officer before they strike.")] = 1.2,
    size: Annotated[int, typer.Option(help="Sites along each side.")] = 40,
    revolutionaries: Annotated[float, typer.Option(help="Share of sites.")] = 0.05,
    police: Annotated[float, typer.Option(help="Share of sites.")] = 0.04,
    legitimacy: Annotated[float, typer.Option(help="0 to 1.")] = 0.82,
    steps: Annotated[int, typer.Option(help="Periods.")] = 300,
    seed: Seed = 1,
    plot: Plot = None,
    json: Json = False,
) -> None:
    """Moro 2016: an armed organisation; revolution, anarchy or order restored (shape only)."""
    from tocsin.theory.classic.moro import moro as simulate

    result = simulate(p, r, n, size=size, revolutionaries=revolutionaries, police=police,
                      legitimacy=legitimacy, steps=steps, seed=seed)  # fmt: skip
    show(result, json, plot)


COMMANDS = {"epstein": epstein, "moro": moro}
