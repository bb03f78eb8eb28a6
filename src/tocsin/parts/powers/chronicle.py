"""Powers in the record: what of them is kept; `outcomes` stands next door."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.record.chronicle import Found, Teller


def events(teller: Teller) -> Iterator[Found]:
    """Nothing beyond the levers, which the chronicle tells."""
    del teller
    yield from ()
