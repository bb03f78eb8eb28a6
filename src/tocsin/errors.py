"""What can go wrong because of the user or the machine, each with a message that helps.

A `Problem` is one finding with its place in a file; a `ScenarioError` carries all of them at once.
Anything else that escapes is a fault of Tocsin and shows a traceback.
"""

from __future__ import annotations

import contextlib
import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from operator import eq

MOST_SHOWN = 100
MANY = 200
NEAR = 0.75  # share of letters that agree, from which a word is offered in place of another
SHORT = 4
_WORDS = re.compile(r"[^\w]+|_")


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


_asked_by_command = False
#: A command that is quoted, or an option.
_SAID = re.compile(r"([`'])(?:tocsin|pip) .*?\1|(?<![\w-])--(no-)?([a-z][a-z-]*[a-z])")
_FLAGS = {"overwrite", "resume", "remove", "hindsight"}


@contextlib.contextmanager
def command_line() -> Iterator[None]:
    """While a command runs, messages speak of its options (`--runs`), else of arguments (`runs`)."""
    global _asked_by_command
    before, _asked_by_command = _asked_by_command, True
    try:
        yield
    finally:
        _asked_by_command = before


def spoken(text: str) -> str:
    """A message for who reads it: options of commands as arguments, where no command was given."""

    def argument(found: re.Match[str]) -> str:
        if found[3] is None:
            return found[0]
        name = found[3].replace("-", "_") + ("_" if found[3] == "with" else "")
        value = "=False" if found[2] else "=True" if name in _FLAGS else ""
        return f"`{name}{value}`"

    return text if _asked_by_command else _SAID.sub(argument, text)


class TocsinError(Exception):
    """Base of all errors that Tocsin raises on purpose; `exit_code` is that of the command line."""

    exit_code = 2

    def __str__(self) -> str:
        return spoken(super().__str__())


class ScenarioError(TocsinError):
    """A scenario that cannot be used, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__()

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
        return spoken("\n".join([*lines, f"{n} {'error' if n == 1 else 'errors'}{end}."]))


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
    near = near_words(word, names)
    if near:
        return f"; did you mean {near[0]!r}?{_apart(word, near[0])}"
    if not names:
        return ""
    return f"; known are {shown}"


def near_words(word: str, known: Iterable[str], most: int = 1) -> list[str]:
    """The known words of which `word` may be a slip, the nearest first; rather none than a wrong one.

    Near are words of which three quarters agree, those that share their first half ('deaths' and
    'dead'), those of the same letters, and names that have the word in them. The first of four letters
    is hardly ever the slip: 'West' does not mean 'East'.
    """
    folded = _folded(word)
    found = []
    for name in dict.fromkeys(known):
        score = _nearness(folded, _folded(name))
        if score:
            found.append((score, name == word, name))
    return [name for _, _, name in nlargest(most, found, key=lambda f: f[:2])]


def _folded(word: str) -> str:
    """A word in one case and one form of Unicode."""
    return unicodedata.normalize("NFC", word[:200]).casefold()


def _nearness(word: str, name: str) -> float:
    """How much of two words agrees, 0 to 1; 0 of such as are not near."""
    if not word or not name:
        return 0.0
    begins = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), None)
    begins = min(len(word), len(name)) if begins is None else begins
    half = begins >= 3 and 2 * begins >= max(len(word), len(name))
    if not half and not begins and min(len(word), len(name)) <= SHORT:
        return 0.0
    matcher = difflib.SequenceMatcher(None, word, name)
    score = matcher.ratio()
    half = half or sorted(word) == sorted(name)  # letters that changed places: 'lwo'
    half = half or (len(word) > SHORT and word in _WORDS.split(name))  # of several
    return score if half or score >= NEAR else 0.0


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
