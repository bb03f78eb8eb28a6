"""`tocsin submit`: a script that carries out an ensemble on a cluster."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.common import Json, ScenarioArgument, Set, With, Without, load, print_json
from tocsin.cli.options import (
    Engine,
    FirstRun,
    Hours,
    Keep,
    Seed,
    Whole,
    shortened,
)
from tocsin.cli.parameters import Parameters, chosen
from tocsin.cli.streams import say
from tocsin.plural import counted

NAME = "submit"


def main(
    scenario: ScenarioArgument,
    runs: Annotated[int, typer.Option(min=1, help="Number of runs in all.")],
    jobs: Annotated[int, typer.Option(min=1, help="Parts that they are split into.")],
    out_dir: Whole,
    slurm: Annotated[bool, typer.Option("--slurm", help="A script for Slurm.")] = False,
    seed: Seed = 1,
    first_run: FirstRun = 0,
    engine: Engine = "thinning",
    hours: Hours = None,
    set: Set = None,
    without: Without = None,
    with_: With = None,
    parameters: Parameters = None,
    keep: Keep = "auto",
    cpus: Annotated[int, typer.Option(min=1, help="Cores of each part.")] = 4,
    memory: Annotated[str, typer.Option(help="Memory of each part, as Slurm has it: 4G.")] = "",
    time: Annotated[str, typer.Option(help="Time of each part, as Slurm has it: 1:00:00.")] = "",
    option: Annotated[
        list[str] | None,
        typer.Option("--sbatch", metavar="OPTION", help="A further option: --partition=short."),
    ] = None,
    setup: Annotated[
        str, typer.Option(help="Shell commands that make tocsin known: 'module load tocsin'.")
    ] = "",
    script: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write it (DIR.sh).")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an old script.")] = False,
    json: Json = False,
) -> None:
    """Write a script that runs an ensemble in parts on a cluster and merges them.

    The merged result has the same bits as all runs on one machine. All machines must see the scenario,
    DIR and the same version of Tocsin.
    """
    from tocsin.errors import InputError, OutputError
    from tocsin.experiments.ensembles.ensemble import resolve
    from tocsin.experiments.executors.slurm import Batch, check_shell
    from tocsin.experiments.executors.slurm import script as text_of
    from tocsin.files import write_text
    from tocsin.hour.parameters import require_cloud
    from tocsin.results.writing import writing

    if not slurm:
        raise InputError("submit: expected --slurm, the only kind of cluster there is so far")
    # mistakes are told here, not in a queue
    loaded, mode = chosen(load(scenario, set, without, with_), parameters)
    shortened(loaded, hours)
    if mode == "cloud":
        require_cloud(loaded)
    check_shell(setup)
    words = [scenario, "--seed", str(seed), "--engine", engine]
    words += ["--parameters", parameters or mode, "--keep", resolve(keep, runs)]
    words += [] if hours is None else ["--hours", str(hours)]
    for name, values in (("--set", set), ("--without", without), ("--with", with_)):
        for value in values or ():
            words += [name, value]
    batch = Batch(
        run=tuple(words), runs=runs, jobs=jobs, out=str(out_dir), first_run=first_run, cpus=cpus,
        memory=memory, time=time, options=tuple(option or ()), setup=setup,
    )  # fmt: skip
    text = text_of(batch)
    path = script or Path(f"{os.path.normpath(out_dir)}.sh")
    if path.exists() and not overwrite:
        raise OutputError(f"{path} exists; choose another --script, or --overwrite")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, text)  # whole or not at all: half a script would be queued all the same
        path.chmod(0o755)
    if json:
        print_json({"script": str(path), "runs": runs, "jobs": jobs, "out": str(out_dir)})
    else:
        say(f"{counted(runs, 'run')} in {jobs} parts: queue them with: bash {path}")
