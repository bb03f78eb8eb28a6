"""What a compiled mechanism is given: fields and parameters as named tuples, `s.force[q]`, `p.retreat`.

Numba knows named tuples, not views.  A mechanism that is a loop over places names the fields and the
parameters that it goes through; `filled` makes the tuple once a run, of the view's own arrays.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now

#: A class of named tuples, of which the names are known to those who made it.
Tuple: TypeAlias = Any


def named(module: str, name: str, words: str) -> Tuple:
    """A class of named tuples; it stands under `name` in `module`, where a cache on disk finds it."""
    return namedtuple(name, words, module=module)


def filled(kind: Tuple, source: object, now: Now) -> Any:
    """The tuple of what `source` (fields or parameters) has under these names."""
    where = f"loops/{kind.__module__}.{kind.__name__}"
    known = now.cache.get(where)
    if known is None or known[0] is not source:
        known = now.cache[where] = (source, kind(*(getattr(source, n) for n in kind._fields)))
    return known[1]
