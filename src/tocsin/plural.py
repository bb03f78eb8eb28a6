"""A number with its noun, '1 run' or '1,000 runs': the one place where English plurals are made.

The report and the briefing, which speak three languages, have theirs in web/src/words.ts and
view/brief/words.py.
"""

from __future__ import annotations


def counted(n: float, noun: str, plural: str = "") -> str:
    """`n` with its noun, which takes an s unless its plural is given."""
    shown = f"{n:,g}" if isinstance(n, float) and abs(n) < 1e6 else f"{n:,.0f}"
    return f"{shown} {noun if n == 1 else plural or noun + 's'}"
