"""`tocsin check`: does a scenario keep the laws that any crisis has to keep?"""

from __future__ import annotations

import time
from typing import Annotated

import typer

from tocsin.cli.common import Json, ScenarioArgument, Set, With, Without, load, out, print_json
from tocsin.cli.options import Workers
from tocsin.cli.progress import show_progress
from tocsin.plural import counted

NAME = "check"


def main(
    scenario: ScenarioArgument,
    runs: Annotated[int, typer.Option(min=2, max=10_000, help="Runs of each variant.")] = 20,
    seed: Annotated[int, typer.Option(min=0, help="Seed; all variants share it.")] = 1,
    only: Annotated[
        list[str] | None, typer.Option(help="Ask only this: quiet, small, moved, split, ...")
    ] = None,
    set: Set = None,
    without: Without = None,
    with_: With = None,
    workers: Workers = None,
    json: Json = False,
) -> None:
    """Take the cause away, move it, double it, cut the map: does the outcome answer as it must?

    Exit code 0 if every check passes, 1 if one fails.
    """
    from rich.markup import escape

    from tocsin.experiments.checks import Finding, check
    from tocsin.experiments.checks.check import RUNS

    console = out()

    def told(finding: Finding) -> None:
        if json:
            return
        mark = "[green]pass[/]" if finding.passed else "[bold red]FAIL[/]"
        if not finding.asked:
            console.print(f"[dim]-[/]     {escape(finding.name)}: not asked")
            console.print(f"      {escape(finding.told)}", style="dim")
            return
        value = f"{finding.value:,.6g}" if isinstance(finding.value, float) else finding.value
        shown = "" if value is None else f": [bold]{escape(str(value))}[/]"
        console.print(f"{mark}  {escape(finding.name)}{shown}")
        console.print(f"      {escape(finding.expected)}", style="dim")
        if finding.told:
            console.print(f"      {escape(finding.told)}", style="dim")

    loaded = load(scenario, set, without, with_)
    begin = time.perf_counter()
    with show_progress(2, silent=False) as progress:
        report = check(
            loaded, runs, seed, only=only or (), workers=workers, progress=progress, told=told
        )
    if json:
        print_json(report.as_dict())
    else:
        failed = [f.name for f in report.findings if not f.passed]
        left = len(report.findings) - report.asked
        console.print(
            f"{report.asked - len(failed)} of {counted(report.asked, 'check')} passed"
            + (f", {left} not asked" if left else "")
            + f" ({counted(report.runs, 'run')} of each variant, {time.perf_counter() - begin:.0f} s)"
        )
        if report.few:
            console.print(
                f"{counted(report.runs, 'run')} are few: what passes may do so by chance, since "
                f"tolerances are wider the fewer there are; --runs {RUNS} or more say more"
            )
        if failed:
            console.print(escape(f"failed: {', '.join(failed)}"))
    if not report.passed:
        raise typer.Exit(1)
