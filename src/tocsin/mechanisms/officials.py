"""Officials: what is said of the crisis, beside what happened.

To be written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.mechanisms.base import Field

if TYPE_CHECKING:
    from tocsin.mechanisms.now import Now

FIELDS = (Field("reported", ("figure",), "persons", "the official figure as last published"),)
READS = ()
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = ()


def step(s: Any, p: Any, now: Now) -> None:
    """Nothing yet."""
