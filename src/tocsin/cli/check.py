"""`tocsin check`: does a scenario keep the laws that any crisis has to keep?"""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin.cli.common import Json, print_json
from tocsin.cli.options import Workers

NAME = "check"


def main(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A bundled name or the path of a YAML file.")
    ],
    runs: Annotated[int, typer.Option(min=2, max=10_000, help="Runs of each variant.")] = 20,
    seed: Annotated[int, typer.Option(min=0, help="Seed; all variants share it.")] = 1,
    only: Annotated[
        list[str] | None, typer.Option(help="Ask only this: quiet, small, moved, split, ...")
    ] = None,
    workers: Workers = None,
    json: Json = False,
) -> None:
    """Take the cause away, move it, double it, cut the map: does the outcome answer as it must?

    Exit code 0 if every check passes, 1 if one fails.
    """
    from rich.console import Console
    from rich.markup import escape

    from tocsin.experiments.checks import Finding, check
    from tocsin.scenario import load

    console = Console(stderr=True)
    out = Console(highlight=False)

    def told(finding: Finding) -> None:
        if json:
            return
        mark = "[green]pass[/]" if finding.passed else "[bold red]FAIL[/]"
        value = f"{finding.value:,.6g}" if isinstance(finding.value, float) else finding.value
        out.print(f"{mark}  {escape(finding.name)}: [bold]{escape(str(value))}[/]")
        out.print(f"      {escape(finding.expected)}", style="dim")
        if finding.told:
            out.print(f"      {escape(finding.told)}", style="dim")

    loaded = load(scenario)
    with console.status("building the world") as status:
        done: dict[str, int] = {}

        def tick(what: str) -> None:
            done[what] = done.get(what, 0) + 1
            status.update(f"{what}: {done[what]} of {runs} runs")

        report = check(loaded, runs, seed, only=only or (), workers=workers, tick=tick, told=told)
    if json:
        print_json(report.as_dict())
    else:
        failed = sum(not f.passed for f in report.findings)
        total = len(report.findings)
        out.print(f"{total - failed} of {total} checks passed ({report.runs} runs of each variant)")
    if not report.passed:
        raise typer.Exit(1)
