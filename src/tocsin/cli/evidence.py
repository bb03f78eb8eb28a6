"""`tocsin evidence`: which of several accounts of a crisis the reports speak for."""

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

NAME = "evidence"


def main(
    scenario: ScenarioArgument,
    hypotheses: Annotated[
        str,
        typer.Option(
            metavar="NAME,NAME,...",
            help="spontaneous, organised, stand-down, mixed (all four without it), or variants such as "
            "'no fire: without live-fire'.",
        ),
    ] = "",
    observations: Observations = None,
    runs: Annotated[
        int, typer.Option(help="Synthetic crises of each, a quarter of which is held back.")
    ] = 800,
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
    """Weigh accounts of how a crisis came about: was it organised? Never by whom.

    Synthetic crises of each account are observed as the real one was, and a classifier says which it
    is like; 'cannot tell' and 'none of these' are answers. Needs scikit-learn. Without observations
    the answer is the prior, with the matrix of what reports could tell.
    """
    needs_folder(resume, out_dir)
    check_free(out_dir, overwrite)
    loaded = load(scenario, set, without, with_)
    path = out_dir or new_folder(f"{loaded.name}-evidence")
    from tocsin.inference.evidence.evidence import evidence

    with interruptible(path), RunsProgress() as progress:
        result = evidence(
            loaded, hypotheses, observations, runs=runs, seed=seed, engine=engine,
            executor=place(executor, scheduler), workers=workers, out=path,
            overwrite=overwrite, resume=resume, progress=progress.tick, tell=progress.tell,
        )  # fmt: skip
    found = result.summary()
    if json:
        print_json(found | {"path": str(path)})
        return
    from tocsin.view.evidence import show

    show(found, out())
    say(f"\nResult in {path}")
