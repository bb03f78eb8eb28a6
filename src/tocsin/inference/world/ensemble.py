"""The ensemble: crises over the world, watched, coded and set beside the facts.

Crisis k of a seed is the same whatever the number of crises.  Of each the job keeps what was to be
seen by place and day; events are coded at the end, out of all.  They are carried out in blocks, by
country within a block, so that those of one country share its world; a job that was interrupted can be
finished with fewer crises than it was begun with, or more.
"""

from __future__ import annotations

import platform
import warnings
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.errors import InputError
from tocsin.experiments import arguments
from tocsin.experiments.executors import dispatch
from tocsin.experiments.executors.dispatch import carry_out
from tocsin.experiments.executors.work import MOST_RUNS, AllFailed, Failure
from tocsin.hour.simulation import cores
from tocsin.inference.world import files
from tocsin.inference.world.coding import RESPONSES, Event, events_of
from tocsin.inference.world.countries import MOST, drawable
from tocsin.inference.world.declared import passports
from tocsin.inference.world.draws import Crisis, draw
from tocsin.inference.world.events import Events, Units, ordered
from tocsin.inference.world.facts import HELD, PRIORS, beside, inside
from tocsin.inference.world.files import FILES, World
from tocsin.inference.world.making import HOURS
from tocsin.inference.world.watching import task_of, watched
from tocsin.results.directory import Directory
from tocsin.results.drawing import drawn
from tocsin.results.shown import way
from tocsin.results.travelling import folder
from tocsin.scenario.load import model_parameters
from tocsin.scenario.scenario import fingerprint
from tocsin.version import __version__
from tocsin.world.atlas.archive import digest

if TYPE_CHECKING:
    from tocsin.inference.world.countries import Drawn

Progress = Callable[[int, int], None]
RUNS = 20
BLOCK = 25  # crises that are sorted by country: what is done first is a sample too
FEWEST = 4  # crises for which processes are worth their start
LONGEST = 24 * 60
NOTE = (
    "Simulated crises are all shocks of a price that fall on a quiet country; the record has every "
    "kind of protest, most of them on no day of crisis. A figure outside its interval is a miss of the "
    "model or of that comparison."
)


def world(
    runs: int = RUNS,
    *,
    seed: int = 1,
    countries: Iterable[str] = (),
    most_people: float = MOST,
    hours: int = HOURS,
    executor: object = "auto",
    workers: int | None = None,
    out: str | Path | None = None,
    overwrite: bool = False,
    resume: bool = False,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
) -> World:
    """Simulate crises drawn over the world, and set them beside the statistics of recorded protests.

    runs : crises; some 500 for figures worth quoting
    seed : of all random numbers; crisis k of a seed is the same whatever `runs` is
    countries : names or codes; without them all of the data with up to `most_people` people
    most_people : of the countries that are drawn; a smaller number makes a quicker ensemble
    hours : how long each lasts, 14 days
    executor, workers : as for `ensemble`
    out : folder for the result; without it the result goes with the object
    overwrite, resume : what to do with a folder or an interrupted job that is there
    progress, tell : called with crises done and in all, and with lines for people

    Raises InputError or OutputError; AllFailed if no crisis came to its end.
    """
    arguments.whole(runs=(runs, 1), seed=(seed, 0), hours=(hours, 24))
    if runs > MOST_RUNS or hours > LONGEST:
        raise InputError(f"expected at most {MOST_RUNS:,} crises of at most {LONGEST:,} hours")
    dispatch.check(executor, workers)
    if not 0 < most_people <= MOST:
        raise InputError(f"most_people {most_people:,.0f}: expected a number up to {MOST:,}")
    among = drawable([countries] if isinstance(countries, str) else countries, most_people)
    path, keep = folder(out, "world")
    plan = {
        "kind": "world", "version": __version__, "scenario_digest": _digest(), "seed": int(seed),
        "countries": [c.iso for c in among], "hours": int(hours),
    }  # fmt: skip
    job = Directory(path, plan, FILES, overwrite=overwrite, resume=resume)
    try:
        job.begin()
        work = _Work(job, int(runs), among, progress, tell or (lambda line: None))
        work.carry_out(executor, workers)
        work.finish()
        return World(job.path, keep, job.note)
    except BaseException:
        job.abandon()
        raise


def _digest() -> str:
    """Of what drafts are made from, and of what is drawn."""
    return fingerprint([digest()[0], model_parameters().data, passports("draws.yaml")])


class _Work:
    """Crises, events, facts, files."""

    def __init__(
        self,
        job: Directory,
        runs: int,
        among: Sequence[Drawn],
        progress: Progress | None,
        tell: Callable[[str], None],
    ) -> None:
        self.job, self.tell = job, tell
        self.progress = progress or (lambda done, total: None)
        self.countries = {c.iso: c for c in among}
        self.seed = job.plan["seed"]
        self.crises = [draw(self.seed, k, among) for k in range(runs)]

    def carry_out(self, executor: object, workers: int | None) -> None:
        """All crises that are not done yet, those of a country after one another."""
        done, hours = self.job.finished, self.job.plan["hours"]
        left = sorted(
            (c for c in self.crises if c.number not in done),
            key=lambda c: (c.number // BLOCK, c.iso, c.number),
        )
        if executor == "auto":
            many = len(left) >= FEWEST and (workers or cores()) > 1
            executor = "processes" if many else "serial"
        named = len({c.iso for c in self.crises})
        whole = len(self.crises)
        self.tell(f"{whole} crises in {named} countries, {whole - len(left)} of them done")
        tasks = (task_of(c.number, c, self.seed, hours) for c in left)
        with closing(carry_out(tasks, watched, executor, workers=workers)) as results:
            for task, found in results:
                row = {"error": found.error} if isinstance(found, Failure) else found
                self.job.add(task.index, row)
                self.progress(sum(k < whole for k in done), whole)

    def finish(self) -> None:
        """Code, measure, write."""
        rows = [r for r in self.job.rows() if r["index"] < len(self.crises)]
        failed = {r["index"]: r["error"] for r in rows if r["error"]}
        good = [r for r in rows if not r["error"]]
        if not good:
            raise AllFailed(f"all crises failed; the first: {min(failed.items())[1]}")
        coded = {r["index"]: events_of(r, self.seed, r["index"]) for r in good}
        events, units = self.arrays(good, coded)
        found = self.summary(good, events, units, len(failed))
        job = self.job
        note = drawn(lambda: way("world")(found, job.partial), job.partial, files.PLOTS)
        if note and "matplotlib" not in note:  # plots are an extra
            warnings.warn(note, stacklevel=4)
        manifest = job.plan | {
            "runs": len(self.crises),
            "attribution": files.ATTRIBUTION, "draws": passports("draws.yaml"),
            "coding": passports("coding.yaml"), "failures": {str(k): v for k, v in failed.items()},
            "numpy": np.__version__, "platform": platform.platform(),
        }  # fmt: skip
        listed = [
            files.crisis_row(
                r, self.crises[r["index"]], self.country(r), len(coded.get(r["index"], []))
            )
            for r in rows
        ]
        job.finish({
            files.FOUND: found, files.EVENTS: self.table(good, coded), "manifest.json": manifest,
            files.CRISES: files.table(listed, listed[0]),
        })  # fmt: skip

    def country(self, row: dict[str, Any]) -> Drawn:
        """Of a crisis."""
        return self.countries[self.crises[row["index"]].iso]

    def arrays(
        self, rows: list[dict[str, Any]], coded: dict[int, list[Event]]
    ) -> tuple[Events, Units]:
        """The events of all crises, and these, as `measures` takes them."""
        return arrays(rows, coded, [self.country(r) for r in rows], self.job.plan["hours"])

    def summary(
        self, rows: list[dict[str, Any]], events: Events, units: Units, failed: int
    ) -> dict[str, Any]:
        """The contents of world.json."""
        listed = beside(events, units, self.seed)
        counts = {use: inside(listed, use) for use in ("", PRIORS, HELD)}
        sizes = np.array([r["peak"] for r in rows], float)
        return {
            "runs": len(self.crises), "failed": failed, "seed": self.seed,
            "countries": len({self.country(r).iso for r in rows}), "events": len(events),
            "without_events": int((units.stop == units.start).sum()),
            "peak": {q: float(np.quantile(sizes, x))
                     for q, x in (("p05", 0.05), ("median", 0.5), ("p95", 0.95))},
            "inside": counts[""][0] / max(1, counts[""][1]), "judged": counts[""][1],
            "inside_held_back": counts[HELD][0] / max(1, counts[HELD][1]),
            "judged_held_back": counts[HELD][1],
            "inside_priors": counts[PRIORS][0] / max(1, counts[PRIORS][1]),
            "judged_priors": counts[PRIORS][1],
            "facts": listed, "note": NOTE,
        }  # fmt: skip

    def table(self, rows: list[dict[str, Any]], coded: dict[int, list[Event]]) -> str:
        """events.csv."""
        numbers: dict[str, int] = {}
        out: list[dict[str, Any]] = []
        for row in rows:
            country = self.country(row)
            for event in sorted(coded[row["index"]], key=lambda e: (e.first, e.place)):
                numbers[country.iso] = numbers.get(country.iso, 0) + 1
                out.append(files.event_row(row, event, country, len(out), numbers[country.iso]))
        return files.table(out, files.COLUMNS)


def arrays(
    rows: list[dict[str, Any]],
    coded: dict[int, list[Event]],
    where: list[Drawn],
    hours: int,
) -> tuple[Events, Units]:
    """Events and crises as arrays.

    rows : what was watched; coded : events by number of the crisis; where : countries by row
    """
    begin = np.array([date.fromisoformat(r["start"]).toordinal() - 1 for r in rows])
    flat = [(u, r, e) for u, r in enumerate(rows) for e in coded[r["index"]]]
    isos = sorted({c.iso for c in where})

    def column(of: Callable[[int, dict[str, Any], Event], Any], kind: type) -> Any:
        return np.array([of(u, r, e) for u, r, e in flat], kind)

    blank = np.full(len(flat), -1)
    made = Events(
        unit=column(lambda u, r, e: u, np.int64),
        country=column(lambda u, r, e: isos.index(where[u].iso), np.int64),
        city=column(lambda u, r, e: e.place, np.int64),
        region=column(lambda u, r, e: where[u].region, np.str_),
        people=column(lambda u, r, e: r["places"][str(e.place)][2], np.float64),
        nation=column(lambda u, r, e: r["persons"], np.float64),
        size=column(lambda u, r, e: e.size, np.float64),
        violent=column(lambda u, r, e: e.violent, np.bool_),
        first=column(lambda u, r, e: begin[u] + e.first, np.int64),
        days=column(lambda u, r, e: e.days, np.int64),
        hour=column(lambda u, r, e: e.hour, np.int64),
        **{k: column(lambda u, r, e, k=k: e.answers[k], np.bool_) for k in RESPONSES},  # type: ignore[misc]
        next_violent=blank, before=blank, after=blank,
    )  # fmt: skip
    events, units = ordered(made, begin, begin + hours // 24)
    gas = np.array([r["gas"] for r in rows], float).reshape(-1, 24)
    dead, detained = (np.array([r[k] for r in rows], float) for k in ("dead", "detained"))
    return events, Units(**{**vars(units), "gas": gas, "dead": dead, "detained": detained})


__all__ = ["Crisis", "World", "world"]
