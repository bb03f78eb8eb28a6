"""Plain data that remembers the file and the line of every value, and the text of a file.

`yamlfile` and `table` read documents, `merge` lays one over another, `messages` and `check` speak
of what is wrong in them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from os.path import isdir  # unlike Path's, false for a name that cannot be
from pathlib import Path
from typing import Any, TypeAlias

from tocsin.errors import Problem, ScenarioError, did_you_mean

Path_ = tuple[str | int, ...]
#: What a file holds before anybody has checked its form: mappings, lists and values, in any order.
Data: TypeAlias = Any

MOST_BYTES = 4_000_000
#: Words that are compared for suggestions in all; beyond, a long list of mistakes goes without.
EFFORT = 100_000


@dataclass
class Document:
    """Plain data and, for each path in it, the file and line where it was written."""

    data: Data
    marks: dict[Path_, tuple[str, int]] = field(default_factory=dict)
    written: dict[Path_, str] = field(default_factory=dict)  # whole numbers such as 007 or 1_000
    effort: int = EFFORT  # left for suggestions: a comparison of two words each

    def mark(self, path: Path_) -> tuple[str, int]:
        """File and line of a path, or of the nearest part of it that is written down."""
        path = tuple(path)
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, ("", 0))

    def problem(self, path: Path_, message: str) -> Problem:
        """A problem at a path."""
        file, line = self.mark(path)
        return Problem(file, line, self.text(path), message)

    def near(self, word: str, known: Collection[str]) -> str:
        """' did you mean ...?' as `did_you_mean`, until so many words have been compared."""
        self.effort -= max(1, len(known))
        return did_you_mean(word, known) if self.effort >= 0 else ""

    def text(self, path: Path_) -> str:
        """A path as `--set` takes it; an item of a list goes by its id or name if it has one."""
        steps = []
        at = self.data
        for step in path:
            at = _inside(at, step)
            name = (at.get("id") or at.get("name")) if isinstance(at, dict) else None
            by_name = isinstance(step, int) and isinstance(name, int | str)
            steps.append(str(name) if by_name else str(step))
        return ".".join(s if s.isprintable() else repr(s) for s in steps)

    def value(self, path: Path_) -> Any:
        """The value at a path; None if there is none."""
        at = self.data
        for step in path:
            at = _inside(at, step)
        return at


def _inside(at: Data, step: str | int) -> Data:
    try:
        return at[step]
    except (KeyError, IndexError, TypeError):
        return None


def paths(data: object, at: Path_ = ()) -> Iterator[Path_]:
    """All paths of plain data."""
    yield at
    if isinstance(data, dict):
        for key, value in data.items():
            yield from paths(value, (*at, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from paths(value, (*at, i))


def read_text(path: Path, what: str = "file") -> str:
    """The text of a file, or a `ScenarioError` that says why not."""

    def fail(message: str, line: int = 0) -> ScenarioError:
        return ScenarioError([Problem(str(path), line, "", message)])

    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)  # a device or a pipe may have no end
    except FileNotFoundError:
        raise fail(f"no such file; expected a {what}") from None
    except (OSError, ValueError) as error:
        if isdir(path):
            raise fail(f"is a folder; expected a {what}") from None
        reason = getattr(error, "strerror", None) or error
        raise fail(f"cannot be read: {reason}") from None
    if len(raw) > MOST_BYTES:
        raise fail(f"is too large; a {what} may have {MOST_BYTES:,} bytes at most")
    marked = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    if marked or b"\0\0" in (raw[:3:2], raw[1:4:2]):  # as some spreadsheets write it
        raise fail(f"is not UTF-8 text but UTF-16; expected a {what}, saved as UTF-8", 1)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"is not UTF-8 text (byte {error.start + 1}); expected a {what}, saved as UTF-8"
        raise fail(message, line) from None
