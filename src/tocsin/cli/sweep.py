"""`tocsin sweep`: a scenario at all points of a design, and what drives its outcomes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.common import (
    Json,
    ScenarioArgument,
    Set,
    With,
    Without,
    check_free,
    load,
    new_folder,
    out,
    print_json,
)
from tocsin.cli.options import (
    Executor,
    Out,
    Overwrite,
    Resume,
    Scheduler,
    Seed,
    Workers,
    needs_folder,
    place,
)
from tocsin.cli.progress import RunsProgress, interruptible
from tocsin.cli.streams import say
from tocsin.declare import choices

NAME = "sweep"


def main(
    scenario: ScenarioArgument,
    design: Annotated[
        choices.Design | None,
        typer.Option(help="screen (the default) is Morris over all, then Sobol on what leads."),
    ] = None,
    points: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Points of lhs, levels of grid, base points of sobol, trajectories of morris and "
            "screen.",
        ),
    ] = None,
    over: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FACTOR",
            help="What varies: parameters.k, parameters.k=1.5:3, levers.NAME.at=TIME,TIME, "
            "'lever NAME=on,off'. Without it all parameters with a prior.",
        ),
    ] = None,
    table: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A CSV table: paths in the head, points.")
    ] = None,
    replicates: Annotated[int, typer.Option(min=1, help="Runs at each point.")] = 1,
    seed: Seed = 1,
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Analyse only these outcomes of harm, spread, duration, strain (coup_risk).",
        ),
    ] = None,
    width: Annotated[
        float | None,
        typer.Option(
            help="Share of each parameter's own prior that is used, around its value: 1 is all, "
            "the default but for screen, which uses 0.2.",
        ),
    ] = None,
    top: Annotated[
        int, typer.Option(min=1, help="Factors of a screening that go on to Sobol.")
    ] = 5,
    scale: Annotated[
        choices.Scale,
        typer.Option(help="Outcomes as they are or by logarithm, shown and screened."),
    ] = "plain",
    independent: Annotated[
        bool, typer.Option("--independent", help="Random numbers of its own for every run.")
    ] = False,
    set: Set = None,
    without: Without = None,
    with_: With = None,
    executor: Executor = "auto",
    workers: Workers = None,
    scheduler: Scheduler = None,
    out_dir: Out = None,
    overwrite: Overwrite = False,
    resume: Resume = False,
    json: Json = False,
) -> None:
    """Simulate a scenario at many points and tell what drives harm, spread and duration.

    The directory holds design.csv, outcomes.csv, sensitivity.csv, sensitivity.json, variance.csv, plots
    (with matplotlib), scenario.yaml and manifest.json. Without --out it is a new folder under runs/.
    """
    needs_folder(resume, out_dir)
    check_free(out_dir, overwrite)
    loaded = load(scenario, set, without, with_)
    path = out_dir or new_folder(f"{loaded.name}-sweep")
    from tocsin.experiments.sweeps.sweep import sweep

    with interruptible(path), RunsProgress() as progress:
        result = sweep(
            loaded, design, points, over=over or (),
            table=table, replicates=replicates, seed=seed, outcomes=outcome, width=width,
            top=top, scale=scale, shared=not independent, out=path,
            executor=place(executor, scheduler), workers=workers, overwrite=overwrite,
            resume=resume, progress=progress.tick, tell=progress.tell,
        )  # fmt: skip
    found = result.summary()
    if json:
        print_json(found | {"path": str(path)})
    else:
        from tocsin.view.sweep import show

        show(found, out(), scale)
        say(f"\nResult in {path}")
    if found["failed"] == found["runs"]:
        say(f"all runs failed; see {path / 'outcomes.csv'}", error=True)
        raise typer.Exit(1)
