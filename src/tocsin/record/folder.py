"""Run directories: written beside, then renamed, so that what looks finished is finished.

A job in progress lives in DIR.partial: the store, one file per finished run, and a note of what the
job is.  If it is interrupted, the finished runs are kept and `--resume` does the rest.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.errors import InputError, OutputError
from tocsin.record import chronicle, store
from tocsin.record.chronicle import Event
from tocsin.record.outcomes import Value, outcomes

if TYPE_CHECKING:
    from tocsin.record.recorder import Recorder
    from tocsin.scenario import Scenario
    from tocsin.world import World

PARTIAL = ".partial"


class Job:
    """A run directory in the making.

    plan : what determines the result; a partial directory with another plan is not resumed
    """

    def __init__(
        self, path: Path, plan: dict[str, Any], *, overwrite: bool = False, resume: bool = False
    ) -> None:
        self.path, self.plan = path, plan
        self.partial = path.with_name(path.name + PARTIAL)
        self.overwrite = overwrite
        if path.exists() and not overwrite:
            if not _is_ours(path) and path.is_dir() and not any(path.iterdir()):
                path.rmdir()  # an empty folder is as good as none
            else:
                raise InputError(f"{path} exists; choose another --out, or --overwrite")
        if path.exists() and overwrite and not _is_ours(path):
            raise InputError(f"{path} is no run directory; it is not overwritten")
        self.finished = self._take_up() if resume else set()
        if not resume and self.partial.exists():
            if not overwrite and (self.partial / "plan.json").exists() and self._members():
                raise InputError(
                    f"{self.partial} holds {len(self._members())} finished runs of an interrupted "
                    "job; --resume continues it, --overwrite starts again"
                )
            shutil.rmtree(self.partial)

    def _take_up(self) -> set[int]:
        try:
            found = json.loads((self.partial / "plan.json").read_text())
        except FileNotFoundError:
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
        """Make the partial directory, unless it is being resumed."""
        if self.finished or (self.partial / "plan.json").exists():
            return
        with writing(self.partial):
            (self.partial / "members").mkdir(parents=True)
            store.create(self.partial / "run.zarr", scenario, world, run_numbers)
            (self.partial / "scenario.yaml").write_text(scenario.to_yaml(), encoding="utf-8")
            _write_json(self.partial / "plan.json", self.plan)

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
            (self.partial / "plan.json").unlink()
            if self.path.exists():
                old = self.path.with_name(self.path.name + ".old")
                shutil.rmtree(old, ignore_errors=True)
                self.path.rename(old)
                self.partial.rename(self.path)
                shutil.rmtree(old, ignore_errors=True)
            else:
                self.partial.rename(self.path)
        return self.path

    def abandon(self) -> None:
        """Remove a partial directory in which nothing is finished."""
        if self.partial.exists() and not self._members():
            shutil.rmtree(self.partial, ignore_errors=True)


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
