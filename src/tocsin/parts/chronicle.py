"""What the political layer leaves in the record: one file each for elites, alliance, powers, officials.

A file has

    events(teller)      lines of the chronicle

and is listed in `PARTS`; a scenario without the section gives no lines.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from tocsin.parts.alliance import chronicle as alliance
from tocsin.parts.elites import chronicle as elites
from tocsin.parts.officials import chronicle as officials
from tocsin.parts.powers import chronicle as powers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.record.chronicle import Found, Teller

PARTS: tuple[ModuleType, ...] = (elites, alliance, powers, officials)


def events(teller: Teller) -> Iterator[Found]:
    """Political lines of the chronicle."""
    for part in PARTS:
        yield from part.events(teller)
