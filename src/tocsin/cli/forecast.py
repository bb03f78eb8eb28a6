"""`tocsin forecast`: what comes next, given what had been reported; and how good that was."""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin.cli.common import (
    Json,
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
from tocsin.cli.parameters import Parameters, chosen
from tocsin.cli.progress import RunsProgress, interruptible
from tocsin.cli.streams import say
from tocsin.errors import InputError

NAME = "forecast"
EVALUATE, EVERY = "evaluate", "12h"


def main(
    words: Annotated[
        list[str], typer.Argument(metavar="[evaluate] SCENARIO", help="A bundled name or a path.")
    ],
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="TIME", help="Reports that were known by then count.")
    ] = "",
    horizon: Annotated[str, typer.Option(metavar="72h", help="How far, in hours or days.")] = "72h",
    every: Annotated[
        str | None,
        typer.Option(metavar="12h", help="Of evaluate: a forecast every so many hours (12h)."),
    ] = None,
    observations: Observations = None,
    runs: Annotated[int, typer.Option(help="Runs that are weighted.")] = 400,
    seed: Seed = 1,
    engine: Engine = "thinning",
    parameters: Parameters = None,
    set: Set = None,
    without: Without = None,
    with_: With = None,
    hindsight: Annotated[
        bool,
        typer.Option("--hindsight", help="Take a cloud though it was fitted to what came later."),
    ] = False,
    executor: Executor = "auto",
    workers: Workers = None,
    scheduler: Scheduler = None,
    out_dir: Out = None,
    overwrite: Overwrite = False,
    resume: Resume = False,
    json: Json = False,
) -> None:
    """Forecast from runs weighted by what had been reported; 'evaluate' scores it over the days.

    The directory holds forecast.json, model-output/ (quantiles by the hubverse schema),
    observations.csv (what was known), scenario.yaml and manifest.json.
    """
    evaluates = len(words) == 2 and words[0] == EVALUATE
    if len(words) != 1 and not evaluates:
        raise InputError("forecast: expected a scenario, or 'evaluate' and a scenario")
    if words == [EVALUATE]:
        raise InputError("forecast evaluate: expected a scenario after it")
    if not as_of and not evaluates:
        raise InputError("forecast: expected --as-of TIME, such as --as-of 2022-01-10")
    if every is not None and not evaluates:
        raise InputError(
            f"forecast: --every {every} is of evaluate; expected "
            f"'forecast evaluate {words[0]} --every {every}'"
        )
    needs_folder(resume, out_dir)
    check_free(out_dir, overwrite)
    source = words[-1]
    loaded = load(source, set, without, with_)
    mode = None
    if parameters is not None:
        loaded, mode = chosen(loaded, parameters)
    first_day = loaded.moment_of(24 if loaded.hours > 24 else 1).isoformat()
    path = out_dir or new_folder(f"{loaded.name}-forecast")
    from tocsin.inference.forecasts.forecast import forecast

    with interruptible(path), RunsProgress() as progress:
        result = forecast(
            loaded, as_of or first_day, horizon, observations, runs=runs, seed=seed, engine=engine,
            parameters=mode, every=(every or EVERY) if evaluates else None,
            executor=place(executor, scheduler), workers=workers, out=path,
            overwrite=overwrite, resume=resume, hindsight=hindsight,
            progress=progress.tick, tell=progress.tell,
        )  # fmt: skip
    found = result.summary()
    if json:
        print_json(found | {"path": str(path)})
        return
    from tocsin.view.forecast import show

    show(found, out())
    say(f"\nResult in {path}")
