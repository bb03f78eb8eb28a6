"""What can go wrong because of the user or the machine, each with a message that helps.

A `Problem` is one finding with its place in a file; a `ScenarioError` carries all of them at once.
Anything else that escapes is a fault of Tocsin and shows a traceback.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from operator import eq

MOST_SHOWN = 100
MANY = 200


@dataclass(frozen=True, order=True)
class Problem:
    """One finding in an input: where it is, and what was expected there."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        told = not self.path or self.file == f"--set {self.path}"
        return f"{where}{self.message}" if told else f"{where}{self.path}: {self.message}"


class TocsinError(Exception):
    """Base of all errors that Tocsin raises on purpose; `exit_code` is that of the command line."""

    exit_code = 2


class ScenarioError(TocsinError):
    """A scenario that cannot be used, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(self.__str__())

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[list[Problem]]]:
        return type(self), (self.problems,)

    def __str__(self) -> str:
        return self.report("; nothing was written")

    def report(self, end: str = "") -> str:
        """The problems, a line each, and their number; of very many the first."""
        n = len(self.problems)
        lines = [str(p) for p in self.problems[:MOST_SHOWN]]
        if n > MOST_SHOWN:
            lines.append(f"... and {n - MOST_SHOWN} more")
        return "\n".join([*lines, f"{n} {'error' if n == 1 else 'errors'}{end}."])


class InputError(TocsinError):
    """An argument or a file that is not what was expected."""


class OutputError(TocsinError):
    """A folder or a disk that cannot take the results."""


class DeclarationError(Exception):
    """A quantity, a lever or a section that is declared by half: a fault of Tocsin, told at import."""


class MechanismError(TocsinError):
    """A mechanism that reads, writes or needs something that does not exist."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """' did you mean ...?' if a known word is near, else a short list of the known ones."""
    names = list(dict.fromkeys(str(k) for k in known))
    word = word[:200]  # the comparison takes the square of the length
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    if len(names) > MANY:  # only those that agree in most places from either end are compared
        names = nlargest(MANY // 10, names, key=lambda name: _alike(name, word))
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if not near:
        folded = {n.casefold(): n for n in names}
        near = [folded[k] for k in difflib.get_close_matches(word.casefold(), folded, n=1)]
    if near:
        return f"; did you mean {near[0]!r}?{_apart(word, near[0])}"
    if not names:
        return ""
    return f"; known are {shown}"


def _apart(word: str, near: str) -> str:
    """How two words differ that look the same."""
    if unicodedata.normalize("NFC", word) != unicodedata.normalize("NFC", near) or word == near:
        return ""
    i = next((i for i, (a, b) in enumerate(zip(word, near, strict=False)) if a != b), 0)
    one, other = (" ".join(f"U+{ord(c):04X}" for c in text[i : i + 2]) for text in (word, near))
    return f" They look alike but are written in two forms of Unicode: {one} here, {other} there."


def _alike(a: str, b: str) -> int:
    """Letters that agree at the same place from the beginning, and from the end."""
    agree = sum(map(eq, a, b)) + sum(map(eq, reversed(a), reversed(b)))
    return int(agree)
