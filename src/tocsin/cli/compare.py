"""`tocsin compare`: variants of a scenario beside it, run by run on the same random numbers."""

from __future__ import annotations

import sys
from typing import Annotated, Any, TypeAlias

import typer
from typer.core import TyperCommand

from tocsin.cli.common import (
    Json,
    ScenarioArgument,
    check_free,
    load,
    new_folder,
    out,
    print_json,
)
from tocsin.cli.options import (
    Engine,
    Executor,
    FirstRun,
    Hours,
    NoReport,
    Open,
    Out,
    Overwrite,
    Resume,
    Scheduler,
    Seed,
    Workers,
    needs_folder,
    place,
    shortened,
)
from tocsin.cli.parameters import Parameters, chosen
from tocsin.cli.progress import interruptible, show_progress
from tocsin.cli.report import tell
from tocsin.cli.streams import say
from tocsin.plural import counted

NAME = "compare"
VERBS = ("--without", "--with", "--lever", "--set", "--variant")
GIVEN = "tocsin.given"
#: The context of click, which typer brings along in one form or another.
Click: TypeAlias = Any


class InOrder(TyperCommand):
    """Keeps the arguments as they were given: variants are listed in that order."""

    def parse_args(self, ctx: Click, args: list[str]) -> list[str]:
        """As usual, with a copy put aside."""
        ctx.meta[GIVEN] = list(args)
        return super().parse_args(ctx, args)


COMMAND = InOrder


def _variants(arguments: list[str]) -> list[str]:
    """The texts of all variants in the order of the command line."""
    found, rest = [], iter(arguments)
    for argument in rest:
        if argument == "--":
            break
        option, equals, value = argument.partition("=")
        if option in VERBS:
            value = value if equals else next(rest, "")
            found.append(value if option == "--variant" else f"{option[2:]} {value}")
    return found


Texts = list[str] | None


def main(
    ctx: typer.Context,
    scenario: ScenarioArgument,
    without: Annotated[
        Texts, typer.Option("--without", metavar="NAME", help="A variant without a lever or part.")
    ] = None,
    with_: Annotated[
        Texts, typer.Option("--with", metavar="NAME", help="A variant with a lever or part on.")
    ] = None,
    lever: Annotated[
        Texts,
        typer.Option(
            "--lever",
            metavar="NAME[.FIELD][=VALUE]",
            help="A variant with a lever on, moved (=TIME) or changed (.FIELD=VALUE).",
        ),
    ] = None,
    set: Annotated[
        Texts, typer.Option("--set", metavar="PATH=VALUE", help="A variant with a value changed.")
    ] = None,
    variant: Annotated[
        Texts,
        typer.Option(
            "--variant",
            metavar="'NAME: EDIT; EDIT'",
            help="A variant with several edits, such as 'calm: without live-fire; set parameters.k=2'.",
        ),
    ] = None,
    runs: Annotated[int, typer.Option(min=1, help="Pairs of runs for each variant.")] = 200,
    seed: Seed = 1,
    first_run: FirstRun = 0,
    engine: Engine = "thinning",
    hours: Hours = None,
    parameters: Parameters = None,
    executor: Executor = "auto",
    workers: Workers = None,
    scheduler: Scheduler = None,
    level: Annotated[float, typer.Option(help="Of the intervals.")] = 0.95,
    out_dir: Out = None,
    overwrite: Overwrite = False,
    resume: Resume = False,
    no_report: NoReport = False,
    open: Open = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no tables.")] = False,
    json: Json = False,
) -> None:
    """Compare variants of a scenario with it, pair by pair on the same random numbers.

    Each --without, --with, --lever and --set is a variant of its own; --variant puts several edits
    into one. The directory holds report.html (opens in any browser, offline), comparison.json,
    members.csv (every run), tables.csv, hours (quantiles by the hour), the resolved variants and a plot
    of the differences.
    """
    needs_folder(resume, out_dir)
    check_free(out_dir, overwrite)
    base, mode = chosen(load(scenario, None, None, None), parameters)
    base = shortened(base, hours)
    texts = _variants(ctx.meta[GIVEN])
    from tocsin.experiments.comparisons.compare import compare
    from tocsin.experiments.comparisons.named import named_variants

    named = named_variants(base, texts)
    path = out_dir or new_folder(f"{base.name}-compared")
    bar = show_progress(runs * (1 + len(named)), quiet or json)
    with _quiet_warnings(), interruptible(path), bar as progress:
        result = compare(
            base, named, runs=runs, seed=seed, out=path, engine=engine,
            parameters=mode, first_run=first_run, level=level,
            executor=place(executor, scheduler), workers=workers,
            overwrite=overwrite, resume=resume, report=not no_report, progress=progress,
        )  # fmt: skip
    summary = result.summary()
    for message in summary["notes"]:
        say(message, error=True)
    if summary["failures"]:
        first = summary["failures"][0]
        print(f"{counted(len(summary['failures']), 'run')} failed, the first with: {first['error']}\n"
              f"in {path} repeat it by: {first['repeat']}", file=sys.stderr)  # fmt: skip
    if json:
        print_json(summary | {"path": str(path), "report": tell(result, open, quiet=True)})
        return
    if not quiet:
        from tocsin.view.comparison import show

        show(result, out())
        print()
    tell(result, open, quiet)
    if not quiet or out_dir is None:
        say(f"Result in {path}")


def _quiet_warnings() -> Any:
    """What a caller in Python is warned of stands among the notes here."""
    import warnings

    return warnings.catch_warnings(action="ignore", category=UserWarning)
