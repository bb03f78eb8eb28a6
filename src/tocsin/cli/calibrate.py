"""`tocsin calibrate`: fit a scenario's parameters to what was observed."""

from __future__ import annotations

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
    Engine,
    Executor,
    Observations,
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

NAME = "calibrate"


def main(
    scenario: ScenarioArgument,
    observations: Observations = None,
    free: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A parameter that varies; all that have a prior without it. Others keep their values.",
        ),
    ] = None,
    hold: Annotated[
        list[str] | None,
        typer.Option(
            "--hold-back",
            metavar="FIGURE",
            help="Figures that are not fitted but shown beside, by the beginning of their names.",
        ),
    ] = None,
    runs: Annotated[int | None, typer.Option(help="Budget in runs, 2000 by default.")] = None,
    minutes: Annotated[float | None, typer.Option(help="Budget in minutes instead.")] = None,
    seed: Seed = 1,
    engine: Engine = "thinning",
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
    """Fit a scenario's parameters to observations, and leave a cloud of sets that go with them.

    The directory holds calibration.json, cloud.csv (weight and parameters of each set), scenario.yaml
    with that cloud (for 'tocsin run DIR --parameters cloud'), runs.csv, observations.csv, manifest.json
    and plots (with matplotlib). Without --out it is a new folder under runs/.
    """
    needs_folder(resume, out_dir)
    check_free(out_dir, overwrite)
    loaded = load(scenario, set, without, with_)
    path = out_dir or new_folder(f"{loaded.name}-calibration")
    from tocsin.inference.calibration.calibrate import calibrate

    with interruptible(path), RunsProgress() as progress:
        result = calibrate(
            loaded, observations, free=free or (), hold=hold or (), runs=runs, minutes=minutes,
            seed=seed, engine=engine, executor=place(executor, scheduler), workers=workers,
            out=path, overwrite=overwrite, resume=resume, progress=progress.tick,
            tell=progress.tell,
        )  # fmt: skip
    found = result.summary()
    if json:
        print_json(found | {"path": str(path)})
        return
    from tocsin.view.calibration import show

    show(found, out())
    say(f"\nResult in {path}")
