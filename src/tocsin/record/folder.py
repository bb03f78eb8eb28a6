"""Run directories: written beside, then renamed, so that what looks finished is finished.

A job in progress lives in DIR.partial: the store, one file per finished run, and a note of what the
job is.  If it is interrupted, the finished runs are kept and `--resume` does the rest.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.errors import InputError
from tocsin.record import chronicle, store
from tocsin.record.chronicle import Event
from tocsin.record.outcomes import Value, outcomes
from tocsin.record.writing import lock, writing
from tocsin.scenario.dump import dump

if TYPE_CHECKING:
    from tocsin.record.recorder import Recorder
    from tocsin.scenario import Scenario
    from tocsin.world import World

PARTIAL = ".partial"
PLAN, MEMBERS = "plan.json", "members"
FILES = {
    "summary.json",
    "chronicle.csv",
    "manifest.json",
    "scenario.yaml",
    "run.zarr",
    "mechanisms",
}


class Job:
    """A run directory in the making.

    plan : what determines the result; a partial directory with another plan is not resumed

    Raises InputError if something else is in the way, OutputError if nothing can be written.
    """

    def __init__(
        self, path: Path, plan: dict[str, Any], *, overwrite: bool = False, resume: bool = False
    ) -> None:
        with writing(path):
            self.path, self.plan, self.overwrite = path.resolve(), plan, overwrite
            if not self.path.name:
                raise InputError(f"{path} is no folder that could be made; choose another --out")
            self.partial = self.path.with_name(self.path.name + PARTIAL)
            self._lock = lock(self.path)
            try:
                self._check()
                self.partial.mkdir(parents=True, exist_ok=True)
                self.finished = self._take_up() if resume else set()
                if not resume:
                    self._clear()
            except BaseException:
                self._let_go()
                raise

    def _check(self) -> None:
        """Nothing in the way that is not ours."""
        path, partial = self.path, self.partial
        empty = path.is_dir() and not any(path.iterdir())  # as good as none
        if path.exists() and not empty:
            if not self.overwrite:
                raise InputError(f"{path} exists; choose another --out, or --overwrite")
            if not _is_ours(path):
                raise InputError(
                    f"{path} is no run directory, or holds other files too; it is not overwritten"
                )
        if partial.exists():
            ours = {PLAN, MEMBERS, *FILES}
            if (
                not partial.is_dir()
                or {p.name.removesuffix(".part") for p in partial.iterdir()} - ours
            ):
                raise InputError(
                    f"{partial} is in the way and no unfinished job; choose another --out"
                )

    def _clear(self) -> None:
        """Start again: remove what an interrupted job left."""
        if (self.partial / PLAN).exists() and self._members() and not self.overwrite:
            raise InputError(
                f"{self.partial} holds {len(self._members())} finished runs of an interrupted "
                "job; --resume continues it, --overwrite starts again"
            )
        for left in self.partial.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()

    def _take_up(self) -> set[int]:
        try:
            found = json.loads((self.partial / PLAN).read_text())
        except FileNotFoundError:
            self._clear()
            return set()
        except (OSError, ValueError):
            raise InputError(f"{self.partial} is damaged; start again with --overwrite") from None
        if not isinstance(found, dict):
            raise InputError(f"{self.partial} is damaged; start again with --overwrite")
        if found != self.plan:
            changed = sorted(k for k in self.plan if found.get(k) != self.plan[k])
            raise InputError(
                f"{self.partial} belongs to another job ({', '.join(changed)} differ); give the "
                "same options to --resume, or --overwrite to start again"
            )
        return {int(p.stem) for p in self._members()}

    def _members(self) -> list[Path]:
        return sorted((self.partial / MEMBERS).glob("[0-9]*.json"))

    def begin(self, scenario: Scenario, world: World, run_numbers: list[int]) -> None:
        """Fill the partial directory, unless it is being resumed."""
        if (self.partial / PLAN).exists():
            return
        with writing(self.partial):
            (self.partial / MEMBERS).mkdir(parents=True)
            store.create(self.partial / "run.zarr", scenario, world, run_numbers)
            _keep_scenario(self.partial, scenario)
            _write_json(self.partial / PLAN, self.plan)

    def add(self, index: int, number: int, recorder: Recorder, seconds: float) -> None:
        """A finished run; safe to call from several threads with different runs."""
        member = {
            "run": number,
            "outcomes": outcomes(recorder),
            "chronicle": [astuple(e) for e in chronicle.chronicle(recorder, number)],
            "seconds": seconds,
        }
        with writing(self.partial):
            store.write_run(self.partial / "run.zarr", index, recorder)
            _write_json(self.partial / MEMBERS / f"{index:06d}.json", member)

    def members(self) -> tuple[list[dict[str, Value]], list[Event], float]:
        """Outcomes and events of all runs in their order, and the seconds that they took."""
        runs, events, seconds = [], [], 0.0
        for path in self._members():
            member = json.loads(path.read_text(encoding="utf-8"))
            runs.append(member["outcomes"])
            events += [Event(*row) for row in member["chronicle"]]
            seconds += member["seconds"]
        return runs, events, seconds

    def finish(
        self, summary: dict[str, Any], events: list[Event], manifest: dict[str, Any]
    ) -> Path:
        """Complete the directory and give it its name."""
        with writing(self.partial):
            store.finish(self.partial / "run.zarr")
            _write_json(self.partial / "summary.json", summary)
            with (self.partial / "chronicle.csv").open("w", newline="", encoding="utf-8") as file:
                chronicle.write(events, file)
            _write_json(self.partial / "manifest.json", manifest)
            self._give_name()
            # from here on the job is done: what resuming it needs can go
            shutil.rmtree(self.path / MEMBERS, ignore_errors=True)
            (self.path / PLAN).unlink(missing_ok=True)
        self._let_go()
        return self.path

    def _give_name(self) -> None:
        self._check()
        if not self.path.exists():
            self.partial.rename(self.path)
            return
        aside = Path(tempfile.mkdtemp(prefix=".tocsin-", dir=self.path.parent))
        self.path.rename(aside / "old")
        try:
            self.partial.rename(self.path)
        except OSError:
            (aside / "old").rename(self.path)
            aside.rmdir()
            raise
        shutil.rmtree(aside, ignore_errors=True)

    def abandon(self) -> None:
        """Let go, and remove a partial directory in which nothing is finished."""
        with contextlib.suppress(OSError):
            if not self._members():
                shutil.rmtree(self.partial, ignore_errors=True)
        self._let_go()

    def _let_go(self) -> None:
        if self._lock is not None:
            self._lock.release()


def _keep_scenario(folder: Path, scenario: Scenario) -> None:
    """The resolved scenario, with the user's own mechanisms beside it."""
    data = scenario.copy_of_data()
    for i, own in enumerate(data.get("mechanisms") or []):
        source = Path(own["file"])
        own["file"] = f"mechanisms/{i}/{source.name}"
        (folder / own["file"]).parent.mkdir(parents=True)
        shutil.copyfile(source, folder / own["file"])
    (folder / "scenario.yaml").write_text(dump(data), encoding="utf-8")


def _is_ours(path: Path) -> bool:
    """Whether nothing is in a folder but what a run leaves."""
    try:
        names = {p.name for p in path.iterdir()}
        manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    known = isinstance(manifest, dict) and "scenario_digest" in manifest
    return known and not names - {*FILES, PLAN, MEMBERS}


def _write_json(path: Path, data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
    beside = path.with_name(path.name + ".part")
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(path)
