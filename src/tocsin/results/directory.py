"""Result directories: written beside, then renamed, so that what looks finished is finished.

A job in progress lives in DIR.partial: a note of what the job is, a line for each finished task, and
whatever else it writes.  If it is interrupted, killed or out of disk, the finished tasks are kept and
`--resume` does the rest; lines are sorted at the end: the order in which tasks end is forgotten.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tocsin.errors import InputError
from tocsin.results.writing import lock, put_in_place, writing

PARTIAL = ".partial"
PLAN, ROWS = "plan.json", "rows.jsonl"


class Directory:
    """A result directory in the making.

    plan : what determines the result; a partial directory with another plan is not resumed
    files : names of what the finished directory may hold; one with other files is not overwritten
    Raises InputError if something else is in the way, OutputError if nothing can be written.
    """

    def __init__(
        self,
        path: Path,
        plan: dict[str, Any],
        files: set[str],
        *,
        overwrite: bool = False,
        resume: bool = False,
    ) -> None:
        with writing(path):
            self.path, self.plan, self.overwrite = path.resolve(), plan, overwrite
            self._files, self._line = files, threading.Lock()
            self.dress: Callable[[Path], str] | None = None  # adds what is made of finished files
            self.note = ""  # what it could not add
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
            if not self._is_ours(path):
                raise InputError(
                    f"{path} is no run directory, or holds other files too; it is not overwritten"
                )
        if partial.exists():
            ours = {PLAN, ROWS, *self._files}
            if (
                not partial.is_dir()
                or {p.name.removesuffix(".part") for p in partial.iterdir()} - ours
            ):
                raise InputError(
                    f"{partial} is in the way and no unfinished job; choose another --out"
                )

    def _clear(self) -> None:
        """Start again: remove what an interrupted job left."""
        again = self.overwrite or not (self.partial / PLAN).exists()
        kept = 0 if again else len(_lines(self.partial / ROWS))
        if kept:
            raise InputError(
                f"{self.partial} holds {kept} finished runs of an interrupted "
                "job; --resume continues it, --overwrite starts again"
            )
        for left in self.partial.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()

    def _take_up(self) -> set[int]:
        try:
            found = json.loads((self.partial / PLAN).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self._clear()
            return set()
        except (OSError, ValueError):
            raise InputError(f"{self.partial} is damaged; start again with --overwrite") from None
        if not isinstance(found, dict):
            raise InputError(f"{self.partial} is damaged; start again with --overwrite")
        if found != self.plan:
            names = {*self.plan, *found}
            changed = sorted(k for k in names if found.get(k) != self.plan.get(k))
            raise InputError(
                f"{self.partial} belongs to another job ({', '.join(changed)} differ); give the "
                "same options to --resume, or --overwrite to start again"
            )
        return {row["index"] for row in self.rows()}

    def begin(self) -> bool:
        """Note what the job is; false where it is being resumed."""
        if (self.partial / PLAN).exists():
            return False
        with writing(self.partial):
            self.prepare(self.partial)
            write_json(self.partial / PLAN, self.plan)
        return True

    def prepare(self, folder: Path) -> None:
        """Fill the new partial directory; for what stands on this."""

    def add(self, index: int, row: dict[str, Any]) -> None:
        """Keep what came of a task; safe to call from several threads."""
        line = json.dumps({"index": index} | row, ensure_ascii=False, allow_nan=False) + "\n"
        with self._line, writing(self.partial):
            with (self.partial / ROWS).open("ab", buffering=0) as file:
                data = line.encode()
                if file.write(data) != len(data):
                    raise OSError(28, "the disk is full")
            self.finished.add(index)

    def rows(self) -> list[dict[str, Any]]:
        """What came of the finished tasks, in the order of their indices."""
        path = self.partial / ROWS
        rows = {row["index"]: row for row in _lines(path)}
        return [rows[i] for i in sorted(rows)]

    def finish(self, files: dict[str, Any]) -> Path:
        """Complete the directory and give it its name.

        files : by name, text as it is and anything else as JSON
        """
        with writing(self.partial):
            for name, content in files.items():
                if isinstance(content, str):
                    write_text(self.partial / name, content)
                else:
                    write_json(self.partial / name, content)
            if self.dress is not None:
                self.note = self.dress(self.partial)
            self._check()
            put_in_place(self.partial, self.path)
            # from here on the job is done: what resuming it needs can go
            (self.path / ROWS).unlink(missing_ok=True)
            (self.path / PLAN).unlink(missing_ok=True)
        self._let_go()
        return self.path

    def abandon(self) -> None:
        """Let go, and remove a partial directory in which nothing is finished."""
        with contextlib.suppress(OSError):
            if not self.finished:
                shutil.rmtree(self.partial, ignore_errors=True)
        self._let_go()

    def _let_go(self) -> None:
        if self._lock is not None:
            self._lock.release()

    def _is_ours(self, path: Path) -> bool:
        """Whether nothing is in a folder but what a job leaves."""
        try:
            others = strangers(path, self._files)
            manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        known = isinstance(manifest, dict) and "scenario_digest" in manifest
        return known and not others


def strangers(path: Path, files: set[str]) -> list[str]:
    """Names in a folder that no job leaves there; `files` are those of a finished one."""
    return sorted({p.name for p in path.iterdir()} - {*files, PLAN, ROWS})


def _lines(path: Path) -> list[dict[str, Any]]:
    """Whole lines of a file of rows; what follows the last one, torn by a crash, is cut off."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    whole = data[: data.rfind(b"\n") + 1]
    if len(whole) < len(data):
        with path.open("r+b") as file:
            file.truncate(len(whole))
    return [row_of(line, path) for line in whole.splitlines()]


def row_of(line: bytes, path: Path, pairs: Any = None) -> dict[str, Any]:
    """A line of a file of rows; raises InputError for one that no job wrote."""
    try:
        row = json.loads(line, object_pairs_hook=pairs)
    except ValueError:
        row = None
    if not isinstance(row, dict) or not isinstance(row.get("index"), int):
        raise InputError(f"{path.parent} is damaged ({path.name}); start again with --overwrite")
    return row


def write_json(path: Path, data: Any) -> None:
    """Write in one stroke."""
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write in one stroke."""
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, encoding="utf-8", newline="")
    beside.replace(path)
