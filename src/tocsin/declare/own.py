"""A user's own mechanism: one Python file, taken up as it stands."""

from __future__ import annotations

import importlib.util
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tocsin.declare.mechanism import Mechanism
from tocsin.errors import MechanismError, TocsinError


def from_file(path: str) -> Mechanism:
    """A mechanism from a user's own Python file.

    Raises MechanismError if the file is missing, does not run, or declares no mechanism.
    """
    file = Path(path)
    if not file.is_file():
        raise MechanismError(f"{path}: no such file; expected a Python file with a mechanism")
    spec = importlib.util.spec_from_file_location(f"tocsin_user_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise MechanismError(f"{path}: expected a file that ends in .py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:  # whatever a user's file may raise
        raise MechanismError(f"{path}: {type(error).__name__}: {error}") from error
    module.__name__ = file.stem
    return replace(Mechanism.of(module), file=str(file))


@contextmanager
def blame(mechanism: Mechanism, hour: int) -> Iterator[None]:
    """Tell an error inside a user's own mechanism as his, with its line."""
    try:
        yield
    except (TocsinError, KeyboardInterrupt):
        raise
    except (Exception, SystemExit) as error:
        if not mechanism.file:
            raise
        frames = traceback.extract_tb(error.__traceback__)
        lines = [f.lineno for f in frames if f.filename == mechanism.file]
        where = f"{mechanism.file}:{lines[-1]}" if lines else mechanism.file
        raise MechanismError(f"{where}: hour {hour}: {type(error).__name__}: {error}") from error
