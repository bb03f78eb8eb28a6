"""What the political layer leaves in the record: one file each for elites, alliance, powers, officials.

A file has

    outcomes(recorder)  outcomes of a run by name
    events(teller)      lines of the chronicle

and is listed in `PARTS`; a scenario without the section gives no outcomes and no lines.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from tocsin.parts.alliance import told as alliance
from tocsin.parts.elites import told as elites
from tocsin.parts.officials import told as officials
from tocsin.parts.powers import told as powers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.record.chronicle import Found, Teller
    from tocsin.record.outcomes import Value
    from tocsin.record.recorder import Recorder

PARTS: tuple[ModuleType, ...] = (elites, alliance, powers, officials)


def outcomes(recorder: Recorder) -> dict[str, Value]:
    """Political outcomes of a finished run."""
    return {name: value for part in PARTS for name, value in part.outcomes(recorder).items()}


def events(teller: Teller) -> Iterator[Found]:
    """Political lines of the chronicle."""
    for part in PARTS:
        yield from part.events(teller)
