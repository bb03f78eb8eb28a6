"""`tocsin world`: crises drawn over the world beside the statistics of recorded protests."""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin.cli.common import Json, check_free, new_folder, out, print_json
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

NAME = "world"


def main(
    runs: Annotated[
        int, typer.Option(min=1, help="Crises; some 500 for figures worth quoting.")
    ] = 20,
    seed: Seed = 1,
    country: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only of this country; may be given several times."),
    ] = None,
    most_people: Annotated[
        float, typer.Option(help="Of the countries that are drawn; fewer are quicker.")
    ] = 100_000_000,
    hours: Annotated[int, typer.Option(min=24, help="How long each crisis lasts.")] = 336,
    executor: Executor = "auto",
    workers: Workers = None,
    scheduler: Scheduler = None,
    out_dir: Out = None,
    overwrite: Overwrite = False,
    resume: Resume = False,
    json: Json = False,
) -> None:
    """Draw crises over countries, states and shocks; say which facts of recorded protests they meet.

    Countries of up to 100 million people are drawn as often as they have protests in the data, with a
    shock of some size and reach at some town. The events, coded by the rules of the data set, are
    written to events.csv. A fact that is outside its interval is a result too.
    """
    needs_folder(resume, out_dir)
    check_free(out_dir, overwrite)
    path = out_dir or new_folder("world")
    from tocsin.inference.world.ensemble import world

    with interruptible(path), RunsProgress() as progress:
        result = world(
            runs, seed=seed, countries=country or (), most_people=most_people, hours=hours,
            executor=place(executor, scheduler), workers=workers, out=path, overwrite=overwrite,
            resume=resume, progress=progress.tick, tell=progress.tell,
        )  # fmt: skip
    found = result.summary()
    if json:
        print_json(found | {"path": str(path)})
        return
    from tocsin.view.world import show

    show(found, out())
    say(f"\nResult in {path}")
