"""A script for Slurm: an ensemble in parts, a job of an array for each, and the merge at the end.

`bash SCRIPT`, where jobs are queued from, queues the parts (`sbatch SCRIPT`) and the merge.
A part that was stopped goes on where it was when its job is queued again.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass

from tocsin.errors import InputError


@dataclass(frozen=True)
class Batch:
    """What to queue.

    run : words of 'tocsin run' with the scenario and whatever determines its runs
    runs, jobs : runs in all, and parts that they are split into
    out : folder of the whole; parts go to `out`.parts
    options : further lines '#SBATCH ...', for account, partition, time
    setup : shell commands that make `tocsin` known, such as 'module load python'
    """

    run: tuple[str, ...]
    runs: int
    jobs: int
    out: str
    first_run: int = 0
    cpus: int = 4
    memory: str = ""
    time: str = ""
    options: tuple[str, ...] = ()
    setup: str = ""
    tocsin: str = "tocsin"


def script(batch: Batch) -> str:
    """The script; raises InputError where there are more parts than runs."""
    if not 1 <= batch.jobs <= batch.runs:
        raise InputError(f"--jobs {batch.jobs}: expected 1 to {batch.runs}, the number of runs")
    for name, text in (("memory", batch.memory), ("time", batch.time), *(
        ("sbatch option", o) for o in batch.options
    )):  # fmt: skip
        if "\n" in text:
            raise InputError(f"{name}: expected one line")
    head = ["#SBATCH --job-name=tocsin", f"#SBATCH --array=0-{batch.jobs - 1}"]
    head += [f"#SBATCH --cpus-per-task={batch.cpus}"]
    head += [f"#SBATCH --mem={batch.memory}"] if batch.memory else []
    head += [f"#SBATCH --time={batch.time}"] if batch.time else []
    head += [f"#SBATCH {option}" for option in batch.options]
    return _TEXT.format(
        head="\n".join(head),
        setup=batch.setup or ":  # here: what makes tocsin known, such as a module or environment",
        tocsin=batch.tocsin,
        run=shlex.join(batch.run),
        runs=batch.runs,
        jobs=batch.jobs,
        last=batch.jobs - 1,
        first=batch.first_run,
        out=shlex.quote(batch.out),
        cpus=batch.cpus,
        width=len(str(batch.jobs - 1)),
    )


def check_shell(setup: str) -> None:
    """Raise InputError for commands that bash cannot read, where there is a bash."""
    bash = shutil.which("bash") if os.name == "posix" else None
    if bash is None:
        return
    done = subprocess.run(
        [bash, "-n", "-c", setup], capture_output=True, text=True, check=False,
        env=os.environ | {"LC_ALL": "C"},
    )  # fmt: skip
    if done.returncode or done.stderr:
        said = (done.stderr.strip().splitlines() or ["it cannot be read"])[0]
        raise InputError(f"--setup: expected shell commands; {said}")


_TEXT = """\
#!/bin/bash
# Made by tocsin submit: {runs} runs in {jobs} parts.  Queue parts and merge with: bash THIS-FILE
# By hand, parts:  sbatch THIS-FILE
#        merge:    sbatch --dependency=afterok:JOB --array=0 THIS-FILE merge
# Without Slurm:   for k in $(seq 0 {last}); do SLURM_ARRAY_TASK_ID=$k bash THIS-FILE; done
#                  bash THIS-FILE merge
{head}
{setup}

set -euo pipefail
runs={runs} jobs={jobs} first={first}
out={out}

if [ "${{1:-}}" = merge ]; then
    {tocsin} merge "$out.parts"/* --out "$out"
elif [ -n "${{SLURM_ARRAY_TASK_ID:-}}" ]; then
    k=$SLURM_ARRAY_TASK_ID
    from=$(( k * runs / jobs ))
    to=$(( (k + 1) * runs / jobs ))
    part="$out.parts/$(printf %0{width}d "$k")"
    if [ -e "$part/manifest.json" ]; then exit 0; fi  # done before
    {tocsin} run {run} --part --first-run $(( first + from )) --runs $(( to - from )) \\
        --workers "${{SLURM_CPUS_PER_TASK:-{cpus}}}" --out "$part" --resume --quiet
else
    parts=$(sbatch --parsable "$0")
    sbatch --dependency=afterok:"${{parts%%;*}}" --array=0 "$0" merge
fi
"""
