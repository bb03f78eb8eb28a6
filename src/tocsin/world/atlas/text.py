"""YAML as a person would write it: names quoted where they must be, figures short."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.]*(?: [A-Za-z][A-Za-z0-9_.]*)*")
#: Words that YAML, old or new, takes for truth, nothing or numbers.
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "none", "y", "n", "nan", "inf"}


def quoted(name: str) -> str:
    """A name, in quotes where it could be taken for something else."""
    if _PLAIN.fullmatch(name) and name.casefold() not in _WORDS:
        return name
    return json.dumps(name, ensure_ascii=False)


def short(value: float) -> str:
    """A number to three figures, without an exponent where that is short."""
    text = f"{value:.3g}"
    return (
        f"{float(text):.10f}".rstrip("0").rstrip(".") if "e" in text and abs(value) > 1e-6 else text
    )


def figure(value: float, spread: float, **about: str) -> str:
    """A figure with its range, a share of itself on either side, and what else is said of it."""
    low, high = value * (1 - spread), value * (1 + spread)
    said = "".join(f", {k}: {json.dumps(v, ensure_ascii=False)}" for k, v in about.items())
    return f"{{value: {short(value)}, low: {short(low)}, high: {short(high)}{said}}}"
