"""Run directories: written beside, then renamed, so that what looks finished is finished.

A job in progress lives in DIR.partial: the store, one file per finished run, and a note of what the
job is.  If it is interrupted, the finished runs are kept and `--resume` does the rest.  A lock in it
keeps a second process out; the system frees it with the process that holds it.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import tempfile
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.errors import InputError, OutputError
from tocsin.record import chronicle, store
from tocsin.record.chronicle import Event
from tocsin.record.outcomes import Value, outcomes
from tocsin.scenario.dump import dump

if TYPE_CHECKING:
    from tocsin.record.recorder import Recorder
    from tocsin.scenario import Scenario
    from tocsin.world import World

PARTIAL = ".partial"
LOCK, PLAN = "lock", "plan.json"
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
        from filelock import FileLock, Timeout

        with writing(path):
            self.path, self.plan, self.overwrite = path.resolve(), plan, overwrite
            if not self.path.name:
                raise InputError(f"{path} is no folder that could be made; choose another --out")
            self.partial = self.path.with_name(self.path.name + PARTIAL)
            self._check()
            self.partial.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(self.partial / LOCK)
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                raise InputError(
                    f"another process is writing {path}; choose another --out"
                ) from None
            try:
                self.finished = self._take_up() if resume else set()
                if not resume:
                    self._clear()
            except BaseException:
                self.abandon()
                raise

    def _check(self) -> None:
        """Nothing in the way that is not ours."""
        path, partial = self.path, self.partial
        if path.exists() and not (
            path.is_dir() and not any(path.iterdir())
        ):  # empty is as good as none
            if not self.overwrite:
                raise InputError(f"{path} exists; choose another --out, or --overwrite")
            if not _is_ours(path):
                raise InputError(f"{path} is no run directory; it is not overwritten")
        if partial.exists():
            ours = {LOCK, PLAN, "members", *FILES}
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
            if left.name != LOCK:
                shutil.rmtree(left) if left.is_dir() else left.unlink()

    def _take_up(self) -> set[int]:
        try:
            found = json.loads((self.partial / PLAN).read_text())
        except FileNotFoundError:
            self._clear()
            return set()
        except (OSError, ValueError):
            raise InputError(f"{self.partial} is damaged; start again with --overwrite") from None
        if found != self.plan:
            changed = sorted(k for k in self.plan if found.get(k) != self.plan[k])
            raise InputError(
                f"{self.partial} belongs to another job ({', '.join(changed)} differ); give the "
                "same options to --resume, or --overwrite to start again"
            )
        return {int(p.stem) for p in self._members()}

    def _members(self) -> list[Path]:
        return sorted((self.partial / "members").glob("[0-9]*.json"))

    def begin(self, scenario: Scenario, world: World, run_numbers: list[int]) -> None:
        """Fill the partial directory, unless it is being resumed."""
        if (self.partial / PLAN).exists():
            return
        with writing(self.partial):
            (self.partial / "members").mkdir(parents=True)
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
            _write_json(self.partial / "members" / f"{index:06d}.json", member)

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
            shutil.rmtree(self.partial / "members")
            (self.partial / PLAN).unlink()
            self._give_name()
        return self.path

    def _give_name(self) -> None:
        self._check()
        self._lock.release()
        (self.partial / LOCK).unlink(missing_ok=True)
        if not self.path.exists():
            self.partial.rename(self.path)
            return
        with tempfile.TemporaryDirectory(prefix=".tocsin-", dir=self.path.parent) as aside:
            self.path.rename(Path(aside) / "old")
            self.partial.rename(self.path)

    def abandon(self) -> None:
        """Let go, and remove a partial directory in which nothing is finished."""
        with contextlib.suppress(OSError):
            empty = not self._members()
            self._lock.release()
            if empty:
                shutil.rmtree(self.partial, ignore_errors=True)


def _keep_scenario(folder: Path, scenario: Scenario) -> None:
    """The resolved scenario, with the user's own mechanisms beside it."""
    data = scenario.copy_of_data()
    for i, own in enumerate(data.get("mechanisms") or []):
        source = Path(own["file"])
        own["file"] = f"mechanisms/{i}/{source.name}"
        (folder / own["file"]).parent.mkdir(parents=True)
        shutil.copyfile(source, folder / own["file"])
    (folder / "scenario.yaml").write_text(dump(data), encoding="utf-8")


class writing:
    """Turns errors of the file system into an `OutputError` that says what to do."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if not isinstance(error, OSError):
            return
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            message = "the disk is full; make room and --resume, or choose another --out"
        elif error.errno in (errno.EEXIST, errno.ENOTDIR):
            message = "a file is in the way; choose another --out"
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            message = "cannot be written to; choose another --out"
        else:
            message = f"cannot be written: {error.strerror or error}"
        raise OutputError(f"{self.path}: {message}") from error


def check_writable(path: Path) -> None:
    """Raise OutputError at once if nothing can be written beside `path`."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        probe = path.parent / f".tocsin-{os.getpid()}"
        probe.write_bytes(b"\0" * 4096)
        probe.unlink()


def _is_ours(path: Path) -> bool:
    return (path / "manifest.json").is_file() and (path / "summary.json").is_file()


def _write_json(path: Path, data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
    beside = path.with_suffix(".part")
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(path)
