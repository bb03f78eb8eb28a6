"""Result directories: written beside, then renamed, so that what looks finished is finished.

A job in progress lives in DIR.partial: a note of what the job is, a line for each finished task, and
whatever else it writes.  If it is interrupted, killed or out of disk, the finished tasks are kept and
`--resume` does the rest; lines are sorted at the end: the order in which tasks end is forgotten.

The lock stands in DIR.partial too.  Where it keeps nobody out (a file system that grants it twice), the
job's id does: it stands in the note and in every line, and a job that finds another's ends at once.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tocsin.errors import InputError, OutputError
from tocsin.files import LOCK, MARK, put_in_place, sweep, write_text
from tocsin.plural import counted
from tocsin.results.rows import count, line_of, mend, rows_in
from tocsin.results.writing import lock, writing

PARTIAL = ".partial"
PLAN, ROWS = "plan.json", "rows.jsonl"
JOB, BRIEF = "job", "brief"  # in the note: the job's id, and that it is never resumed
OWN = {PLAN, ROWS, LOCK}


class Directory:
    """A result directory in the making.

    plan : what determines the result; a partial directory with another plan is not resumed
    files : names of what the finished directory may hold; one with other files is not overwritten
    brief : a job that is done again rather than resumed, so that nothing of it is kept
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
        brief: bool = False,
    ) -> None:
        self.brief, self.id = brief, secrets.token_hex(8)
        with writing(path, not brief):
            self.path, self.plan, self.overwrite = path.resolve(), plan, overwrite
            self._files, self._line = files, threading.Lock()
            self.dress: Callable[[Path], str] | None = None  # adds what is made of finished files
            self.note = ""  # what it could not add
            self._noted: tuple[int, int] | None = None
            if not self.path.name:
                raise InputError(f"{path} is no folder that could be made; choose another --out")
            self.partial = self.path.with_name(self.path.name + PARTIAL)
            self._check()
            self._lock = lock(self.partial, LOCK, self.path)
            try:
                self._check()
                sweep(self.partial)
                self.finished = self._take_up() if resume else set()
                if not resume:
                    self._clear()
            except BaseException:
                self._let_go()
                raise

    def _check(self) -> None:
        """Nothing in the way that is not ours."""
        path, partial = self.path, self.partial
        if not self.overwrite:
            check_free(path)
        elif path.exists() and not is_empty(path) and not self._is_ours(path):
            raise InputError(
                f"{path} is no run directory, or holds other files too; it is not overwritten"
            )
        if partial.exists():
            ours = OWN | self._files
            if (
                partial.is_symlink()
                or not partial.is_dir()
                or {
                    p.name.removesuffix(".part")
                    for p in partial.iterdir()
                    if not p.name.startswith(MARK)
                }
                - ours
            ):
                raise InputError(
                    f"{partial} is in the way and no unfinished job; choose another --out"
                )

    def _clear(self) -> None:
        """Start again: remove what an interrupted job left."""
        again = self.overwrite or not (self.partial / PLAN).exists() or self._was_brief()
        kept = 0 if again else count(self.partial / ROWS)
        if kept:
            advice = "--resume continues it, --overwrite starts again"
            if self.brief:
                advice = "finish it by the command that began it, or --overwrite what it has"
            raise InputError(
                f"{self.partial} holds {counted(kept, 'finished run')} of an interrupted job; {advice}"
            )
        for left in self.partial.iterdir():
            if left.name == LOCK:
                continue
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()

    def _was_brief(self) -> bool:
        """Whether what is left is of a job that cannot be resumed, such as a merge that was killed."""
        try:
            found = json.loads((self.partial / PLAN).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return False
        return isinstance(found, dict) and bool(found.get(BRIEF))

    def _take_up(self) -> set[int]:
        try:
            found = json.loads((self.partial / PLAN).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self._clear()
            return set()
        except (OSError, ValueError, RecursionError):
            raise InputError(f"{self.partial} is damaged; start again with --overwrite") from None
        if not isinstance(found, dict):
            raise InputError(f"{self.partial} is damaged; start again with --overwrite")
        self.id = str(found.pop(JOB, ""))
        if found != self.plan:
            names = {*self.plan, *found}
            changed = sorted(k for k in names if found.get(k) != self.plan.get(k))
            raise InputError(
                f"{self.partial} belongs to another job ({', '.join(changed)} differ); give the "
                "same options to --resume, or --overwrite to start again"
            )
        mend(self.partial / ROWS)
        return {row["index"] for row in self.rows()}

    def begin(self) -> bool:
        """Note what the job is; false where it is being resumed."""
        if (self.partial / PLAN).exists():
            self._noted = self._note()
            return False
        with self.writing():
            self.prepare(self.partial)
            brief = {BRIEF: True} if self.brief else {}
            write_json(self.partial / PLAN, self.plan | brief | {JOB: self.id})
        self._noted = self._note()
        return True

    def _note(self) -> tuple[int, int] | None:
        """What tells one note from another without reading it; None where there is none."""
        try:
            found = (self.partial / PLAN).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def writing(self) -> writing:
        """For whatever is written into the partial directory."""
        return writing(self.partial, not self.brief)

    def prepare(self, folder: Path) -> None:
        """Fill the new partial directory; for what stands on this."""

    def add(self, index: int, row: dict[str, Any]) -> None:
        """Keep what came of a task; safe to call from several threads."""
        line = self.line({"index": index} | row)
        with self._line, self.writing():
            self.check_own()
            with (self.partial / ROWS).open("ab", buffering=0) as file:
                data = line.encode()
                if file.write(data) != len(data):
                    raise OSError(28, "the disk is full")
            self.finished.add(index)

    def line(self, row: dict[str, Any]) -> str:
        """A row as it stands in the file of rows."""
        return line_of(row | {JOB: self.id})

    def rows(self) -> list[dict[str, Any]]:
        """What came of the finished tasks, in the order of their indices."""
        rows = {row["index"]: self.own(row) for row in rows_in(self.partial / ROWS)}
        return [rows[i] for i in sorted(rows)]

    def own(self, row: dict[str, Any]) -> dict[str, Any]:
        """A row without the id of its job; raises OutputError if that is another."""
        if str(row.pop(JOB, "")) != self.id:
            raise self._mixed()
        return row

    def check_own(self, whole: bool = False) -> None:
        """Raise OutputError if another job has taken the partial directory.

        whole : read its note, rather than see that it is the file that it was
        """
        if not whole and self._noted is not None and self._note() == self._noted:
            return
        try:
            found = json.loads((self.partial / PLAN).read_text(encoding="utf-8"))
            mine = str(found.get(JOB, "")) == self.id
        except (OSError, ValueError, AttributeError, RecursionError):
            mine = False
        if not mine:
            raise self._mixed()

    def _mixed(self) -> OutputError:
        self.finished = {-1}  # what is there is not ours to remove
        return OutputError(
            f"{self.path}: another process has written there at the same time, so that nothing was "
            "finished; choose another --out"
        )

    def finish(self, files: dict[str, Any]) -> Path:
        """Complete the directory and give it its name.

        files : by name, text as it is and anything else as JSON
        """
        with self.writing():
            self.check_own(whole=True)
            for name, content in files.items():
                if isinstance(content, str):
                    write_text(self.partial / name, content)
                else:
                    write_json(self.partial / name, content)
            if self.dress is not None:
                self.note = self.dress(self.partial)
            self._check()
            self.check_own(whole=True)
            sweep(self.partial)
            if os.name != "posix":  # an open file keeps its folder's name there
                self._lock.release()
            put_in_place(self.partial, self.path)
            # from here on the job is done: what resuming it needs can go
            for name in sorted(OWN):
                (self.path / name).unlink(missing_ok=True)
        self._let_go()
        return self.path

    def abandon(self) -> None:
        """Let go, and remove a partial directory in which nothing is finished."""
        with contextlib.suppress(OSError):
            if not self.finished:
                shutil.rmtree(self.partial, ignore_errors=True)
        self._let_go()

    def _let_go(self) -> None:
        self._lock.release()
        with contextlib.suppress(OSError):  # nothing is in it, or it is no longer there
            self.partial.rmdir()

    def _is_ours(self, path: Path) -> bool:
        """Whether nothing is in a folder but what a job leaves."""
        try:
            others = strangers(path, self._files)
            manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return False
        known = isinstance(manifest, dict) and "scenario_digest" in manifest
        return known and not others


def is_empty(path: Path) -> bool:
    """Whether a path is a folder with nothing in it, which is as good as none."""
    return path.is_dir() and not any(path.iterdir())


def check_free(path: Path) -> None:
    """Raise InputError for a path that holds something."""
    with writing(path):
        if path.exists() and not is_empty(path):
            raise InputError(f"{path} exists; choose another --out, or --overwrite")


def strangers(path: Path, files: set[str]) -> list[str]:
    """Names in a folder that no job leaves there; `files` are those of a finished one."""
    return sorted({p.name for p in path.iterdir()} - files - OWN)


def write_json(path: Path, data: object) -> None:
    """Write in one stroke."""
    write_text(path, text_of(data))


def text_of(data: object) -> str:
    """JSON as it stands in files; not a number is an error."""
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
