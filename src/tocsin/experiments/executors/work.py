"""Work: runs as tasks for any executor, and what comes back from each.

A task is a scenario, a seed and a run number; where and in which order it is carried out changes no bit
of what comes back.  `dispatch` has the ways to carry tasks out, `parcels` how they travel.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from tocsin.declare.choices import Engine, Mode
from tocsin.errors import TocsinError

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

T = TypeVar("T")
MOST_RUNS = 1_000_000  # of an ensemble, or pairs of a comparison: each is kept in memory as a row


@dataclass(frozen=True)
class Task:
    """One run to be done; `index` is its position among all, `label` is for people."""

    index: int
    scenario: Scenario
    seed: int
    run: int
    engine: Engine = "thinning"
    parameters: Mode = "point"
    label: str = ""


class AllFailed(TocsinError):
    """No run came to its end."""

    exit_code = 1


@dataclass(frozen=True)
class Failure:
    """What a task left that did not work.

    command : repeats the run alone
    cause : the exception, where it could come along
    """

    error: str
    command: str = ""
    cause: Exception | None = None


def attempt(do: Callable[[Task], T], task: Task) -> T | Failure:
    """Do a task; what it raises becomes a `Failure`, an interrupt passes."""
    try:
        return do(task)
    except Exception as error:
        return Failure(f"{type(error).__name__}: {error}", command(task), error)


def command(task: Task, scenario: str = "") -> str:
    """The line that repeats a run alone.

    scenario : file of the resolved scenario; else the file it was read from, with its edits
    """
    words = ["tocsin", "run"]
    if scenario:
        words.append(shlex.quote(scenario))
    else:
        words += [shlex.quote(_source(task.scenario)), *map(_quote_edit, task.scenario.edits)]
    words += [f"--seed {task.seed}", f"--first-run {task.run}", "--runs 1"]
    if task.engine != "thinning":
        words.append(f"--engine {task.engine}")
    if task.parameters != "point":
        words.append(f"--parameters {task.parameters}")
    return " ".join(words)


def _source(scenario: Scenario) -> str:
    from tocsin.scenario.load import BUNDLED

    if scenario.folder.parent == BUNDLED:
        return scenario.folder.name
    file, _ = scenario.document.mark(("title",))
    return file or scenario.name


def _quote_edit(edit: str) -> str:
    option, _, what = edit.partition(" ")
    return f"{option} {shlex.quote(what)}"
