"""Parts of an ensemble, carried out apart, made into the whole: the same bits as all at once."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

from tocsin.errors import InputError
from tocsin.experiments.ensembles.conclude import conclude
from tocsin.hour.simulation import cores
from tocsin.results import folder
from tocsin.results.directory import JOB, PLAN, ROWS, strangers
from tocsin.results.reading import damaged, json_of
from tocsin.results.result import Result
from tocsin.results.store import link
from tocsin.results.writing import check_writable, writing
from tocsin.scenario import load
from tocsin.world import build

#: What parts must agree in.
SAME = ("version", "scenario_digest", "seed", "engine", "parameters", "hours", "keep")


def merge(
    parts: list[str | Path],
    out: str | Path,
    *,
    overwrite: bool = False,
    remove: bool = False,
    report: bool = True,
) -> Result:
    """Join run directories that were made with `part` into one at `out`.

    The runs of the parts follow one another without a gap, in whatever order the parts are given.
    Files are linked, not copied, where the file system can.

    overwrite : replace an old result at `out`, which is none of the parts
    remove : delete the parts when they are merged
    report : leave report.html too

    Raises InputError if a part is missing, unfinished or of another ensemble, if `out` is one of them
    or if one that is to be removed holds other files too, or OutputError.
    """
    begin = time.perf_counter()
    for each in parts:
        _check_apart(Path(each), Path(out))
    found = sorted(((_plan(Path(p)), Path(p)) for p in parts), key=lambda f: f[0]["first_run"])
    if not found:
        raise InputError("merge: expected the folders of parts")
    plan = _whole(found)
    scenario = load(str(found[0][1] / "scenario.yaml"))
    if scenario.digest != plan["scenario_digest"]:
        raise InputError(f"{found[0][1]}/scenario.yaml was changed after its runs; run them again")
    scenario.edits = tuple(json_of(found[0][1] / "manifest.json").get("options") or ())
    if remove:
        for _, where in found:
            _check_removable(where)
    path = Path(out)
    check_writable(path)
    job = folder.Job(path, plan, overwrite=overwrite, brief=True)
    try:
        job.start(scenario)
        for part, where in found:
            _take_in(job, where, part["first_run"] - plan["first_run"], part.get(JOB, ""))
        world = build(scenario, cores())
        result = conclude(job, scenario, world, begin=begin, threads=cores(), report=report)
    except BaseException:
        job.finished.clear()  # merging is quick: nothing of it is kept to be resumed
        job.abandon()
        raise
    for _, where in found if remove else ():
        _check_removable(where)
        with writing(where):
            shutil.rmtree(where.resolve())
    return result


def _check_apart(part: Path, out: Path) -> None:
    """The whole must not take the place of a part, nor go with one that is removed."""
    one, whole = part.resolve(), out.resolve()
    if one == whole or one in whole.parents or whole in one.parents:
        raise InputError(
            f"--out {out} and the part {part} lie in one another; choose another --out"
        )


def _check_removable(part: Path) -> None:
    others = strangers(part, folder.FILES)
    if others:
        raise InputError(
            f"{part} holds other files too ({', '.join(others)}) and is not removed; move them away "
            "or merge without --remove"
        )


def _plan(path: Path) -> dict[str, Any]:
    file = path / folder.PART / PLAN
    if not file.is_file():
        Result(path)  # says what is wrong, if it is no run directory at all
        raise InputError(f"{path} was not run with --part and cannot be merged")
    plan = json_of(file, *SAME, "first_run", "runs")
    if not all(isinstance(plan[name], int) for name in ("first_run", "runs")):
        raise damaged(file, "first_run and runs are whole numbers")
    return plan


def _whole(found: list[tuple[dict[str, Any], Path]]) -> dict[str, Any]:
    first, where = found[0]
    at = first["first_run"]
    for plan, path in found:
        differ = [name for name in SAME if plan[name] != first[name]]
        if differ:
            raise InputError(f"{path} and {where} differ in {', '.join(differ)}")
        if plan["first_run"] != at:
            what = "are missing" if plan["first_run"] > at else "are there twice"
            low, high = sorted((at, plan["first_run"]))
            raise InputError(f"{path}: runs {low} to {high - 1} {what}")
        at += plan["runs"]
    whole = first | {"runs": at - first["first_run"]}
    whole.pop(JOB, None)
    return whole


def _take_in(job: folder.Job, where: Path, offset: int, id: str) -> None:
    part = where / folder.PART
    for row in folder.rows_of(part / ROWS):
        if "error" not in row and not folder.as_left(part / folder.MEMBERS, row):
            raise damaged(part.parent, f"what run {row.get('run')} left is not as it was")
        index = row.pop("index")
        if row.pop(JOB, "") != id:
            raise InputError(f"{where} mixes runs of two jobs; run it again")
        with job.writing():
            for file in (part / folder.MEMBERS).glob(f"{index}.*"):
                end = file.name.partition(".")[2]
                link(file, job.partial / folder.MEMBERS / f"{index + offset}.{end}")
        if "command" in row:  # the scenario is that of the whole
            old, new = (str(p / "scenario.yaml") for p in (part.resolve().parent, job.path))
            row["command"] = row["command"].replace(old, new)
        job.add(index + offset, row)
