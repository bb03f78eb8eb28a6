"""The catalogue: the mechanisms of the model in the order of an hour, for who may not know them.

A scenario is checked against what mechanisms declare, though it stands below them.  The package puts
its own catalogue here when it is imported (see `tocsin/__init__.py`); `hour.order` makes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.declare.mechanism import Mechanism

Catalogue = tuple["Mechanism", ...]

_source: Callable[[], Catalogue] | None = None


def provide(source: Callable[[], Catalogue]) -> None:
    """Say where the catalogue comes from; it is asked for when it is first needed."""
    global _source
    _source = source


def catalogue() -> Catalogue:
    """The mechanisms of the model; none if nothing was provided."""
    return _source() if _source is not None else ()
