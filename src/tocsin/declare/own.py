"""A user's own mechanism: one Python file, read once and carried as text from then on.

`reading` tells what a text declares without running it, for who only looks (`tocsin validate`, `show`,
`levers`, `submit`); `running` makes a mechanism of it for a run; `blame` tells an error inside as the
user's, with its file, line and hour.  Nothing is imported by path and nothing is cached as bytecode:
what was read is what runs.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from tocsin.declare.literal import UNKNOWN, declarations
from tocsin.declare.mechanism import Mechanism
from tocsin.errors import MechanismError

if TYPE_CHECKING:
    from tocsin.declare.state import State

NEEDED = ("READS", "WRITES", "step")
MOST_BYTES = 1_000_000


def text_of(path: str | Path) -> str:
    """The source of a file; raises MechanismError if it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)  # a device or a pipe may have no end
        if len(data) > MOST_BYTES:
            message = f"is too large; a mechanism may have {MOST_BYTES:,} bytes at most"
            raise MechanismError(f"{path}: {message}")
        return importlib.util.decode_source(data)
    except (OSError, SyntaxError, UnicodeDecodeError, ValueError) as error:
        if not Path(path).is_file():
            message = f"{path}: no such file; expected a Python file with a mechanism"
            raise MechanismError(message) from None
        raise MechanismError(f"{path}: cannot be read: {error}") from None


def reading(file: str, source: str) -> Mechanism:
    """What a text declares, without running it; its step is none that can be run.

    `certain` is false where a declaration is worked out by the file itself: what it says is known
    only when it runs.  Raises MechanismError for what does not fit in any case.
    """
    found = declarations(source, file)
    module = ModuleType(Path(file).stem)
    certain = True
    for name, value in found.items():
        if value is not UNKNOWN:
            setattr(module, name, value)
        elif name.isupper():
            certain = False
            setattr(module, name, ())
        else:
            setattr(module, name, _not_run)
    with _at(file):
        return replace(Mechanism.of(module), file=file, source=source, certain=certain)


def running(file: str, source: str) -> Mechanism:
    """The mechanism of a text; raises MechanismError if it does not run or declares none."""
    digest = hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    module = ModuleType(f"tocsin_own_{digest}.{Path(file).stem}")
    module.__file__ = file
    sys.modules[module.__name__] = module  # where dataclasses look their module up
    try:
        exec(compile(source, file, "exec", dont_inherit=True), vars(module))
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:  # whatever a user's file may raise
        raise MechanismError(f"{_where(error, file)}: {told(error)}") from error
    with _at(file):
        return replace(Mechanism.of(module), file=file, source=source)


def _not_run(*_: object) -> None:
    raise MechanismError("a mechanism that was only looked at cannot be run")


@contextmanager
def _at(file: str) -> Iterator[None]:
    try:
        yield
    except MechanismError as error:
        raise MechanismError(f"{file}: {error}") from None


@contextmanager
def blame(mechanism: Mechanism, hour: float) -> Iterator[None]:
    """Tell an error inside a user's own mechanism as his, with file, line and hour."""
    try:
        yield
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:
        if not mechanism.file:
            raise
        where = _where(error, mechanism.file)
        said = _read_only(error, mechanism) or told(error)
        raise MechanismError(f"{where}: hour {hour}: {said}") from error


def told(error: BaseException) -> str:
    """An error in words; ours are words already."""
    try:
        text = str(error)
    except Exception:  # a user's class of errors may itself be wrong
        text = "(an error that cannot be told)"
    return text if isinstance(error, MechanismError) else f"{type(error).__name__}: {text}"


def _where(error: BaseException, file: str) -> str:
    if isinstance(error, SyntaxError) and error.filename == file and error.lineno:
        return f"{file}:{error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f.lineno for f in frames if f.filename == file]
    return f"{file}:{lines[-1]}" if lines else file


def _read_only(error: BaseException, mechanism: Mechanism) -> str:
    """Which field it was that could not be written, if the line says so."""
    if not isinstance(error, ValueError) or "read-only" not in str(error):
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f.lineno or 0 for f in frames if f.filename == mechanism.file]
    line = mechanism.source.splitlines()[lines[-1] - 1] if lines else ""
    for name in re.findall(r"\b\w+\.(\w+)", line):
        if name in mechanism.reads and name not in mechanism.writes:
            return f"s.{name} is only read; to change it, put {name!r} into WRITES"
    return "what is only read, and what belongs to `now`, cannot be written"


def examine(mechanism: Mechanism, state: State, hour: float) -> None:
    """Look at what a user's own mechanism has written; raises MechanismError if it cannot be."""
    for name in mechanism.writes:
        wrong = state.fields[name].wrong(state.arrays[name])
        if wrong:
            line = _line_that_writes(mechanism.source, name)
            raise MechanismError(f"{mechanism.file}:{line}: hour {hour}: s.{name} is {wrong}")


def _line_that_writes(source: str, field: str) -> int:
    """Line of the last statement that names a field as its target; else that of `step`."""
    line = 1
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name == "step":
            line = max(line, node.lineno) if line == 1 else line
    found = [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assign | ast.AugAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if any(isinstance(x, ast.Attribute) and x.attr == field for x in ast.walk(target))
    ]
    return max(found, default=line)
