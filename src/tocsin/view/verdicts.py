"""What may be said of a paired difference: 'clearly' only of what matters as well as differs.

The same words stand in the report (web/src/compare/verdicts.ts) and, in three languages, in the
briefing.  Of few pairs, of which no interval is given, it is counted in how many the variant was lower
or higher.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from tocsin.results.summary import FEW
from tocsin.view.numbers import percent

WORDS = {
    "no_pairs": "no pairs",
    "same": "no difference",
    "none": "no clear difference",
    "few_differ": "too few pairs differ to say",
    "clearly": "clearly {word}",
    "slightly": "slightly {word}",
    "in_pairs": "{word} in {k} of {n} pairs",
    "lower.count": "fewer",
    "higher.count": "more",
    "lower.size": "lower",
    "higher.size": "higher",
    "lower.time": "sooner",
    "higher.time": "later",
}


def _english(key: str, /, **put: object) -> str:
    return WORDS[key].format(**put)


def strong(figures: dict[str, Any]) -> bool:
    """Whether a difference is clear, and more than small."""
    return figures["clear"] is not None and figures.get("matters") is not False


def agreement(figures: dict[str, Any]) -> str:
    """'93%', or '61%: not decided by the data': of the parameter sets, how many agree on the sign."""
    found = figures["sets"]
    if found["agree"] is None:
        return "-"
    told = percent(found["agree"])
    return told if found["decided"] else f"{told}: not decided by the data"


def verdict(
    figures: dict[str, Any],
    reads: Literal["count", "size", "time"] = "count",
    tell: Callable[..., str] = _english,
) -> str:
    """'clearly fewer', 'slightly fewer', 'fewer in 7 of 8 pairs', 'no clear difference', ...

    tell : the text of a key of `WORDS` with what is put into it
    """
    d, side = figures["difference"], figures["clear"]
    if d["mean"] is None:
        return tell("no_pairs")
    if d["mean"] == d["low"] == d["high"] == 0:
        return tell("same")
    if side is None:
        apart = d["low"] is not None and d["low"] * d["high"] > 0
        return tell("few_differ" if apart else "none")
    word = tell(f"{side}.{reads}")
    if not strong(figures):
        return tell("slightly", word=word)
    if figures["n"] >= FEW:
        return tell("clearly", word=word)
    k = round(figures[side]["share"] * figures["n"])
    return tell("in_pairs", word=word, k=k, n=figures["n"])
