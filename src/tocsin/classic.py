"""`tocsin.classic`: published models of protest, riot and revolution, each a function.

    from tocsin import classic
    classic.granovetter(people=100, mean=25, sd=12.21).summary()["equilibrium"]   # 6 of 100

The models live in `tocsin.theory.classic`, which says which is where; names are imported when used.
"""

from __future__ import annotations

from typing import Any

from tocsin.theory.classic import HOMES

__all__ = sorted(HOMES)


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module 'tocsin.classic' has no attribute {name!r}")
    import importlib

    found = getattr(importlib.import_module(HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return list(__all__)
