"""A table of one's own, or exported answers of a form, by the columns of an observation file.

what, place or region, time (of the fact), until, so_far, reported, low, best, high, counted_by,
channel, reliability, status, fell (when it was retracted or revised).  `what` and `time` are needed.
Other columns are left out and told, with what they seem to hold; `note` is never stored.  A few heads
that forms use stand for these (`SAME`).
"""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.declare.outcome import OUTCOMES
from tocsin.errors import did_you_mean
from tocsin.inference.observations.draft import Draft
from tocsin.inference.observations.formats.format import Format
from tocsin.inference.observations.kinds import (
    ANOTHER,
    CHANNELS,
    DUPLICATE,
    FALLEN,
    ID,
    RELIABILITY,
    STANDING,
    UNGRADED,
    WHAT,
    WITHDRAWN,
    party,
)
from tocsin.inference.observations.table import Row

COLUMNS = (
    "what", "part", "place", "region", "time", "until", "so_far", "reported", "low", "best", "high",
    "counted_by", "channel", "reliability", "status", "fell",
)  # fmt: skip
NEEDED = ("what", "time")
#: Heads of others by ours.
SAME = {
    "date": "time", "when": "time", "time_of_fact": "time", "date_of_event": "time",
    "reported_at": "reported", "timestamp": "reported", "submitted": "reported",
    "submitted_at": "reported", "town": "place", "city": "place", "location": "place",
    "where": "place", "province": "region", "state": "region", "oblast": "region", "min": "low",
    "minimum": "low", "max": "high", "maximum": "high", "count": "best", "number": "best",
    "how_many": "best", "value": "best", "figure": "best", "counted": "counted_by",
    "who_counted": "counted_by", "source_type": "counted_by", "kind": "what", "type": "what",
    "grade": "reliability", "retracted_at": "fell", "withdrawn_at": "fell", "revised_at": "fell",
}  # fmt: skip
_WORDS = {
    "crowds": "crowd", "protest": "crowd", "demonstration": "crowd", "rally": "crowd", "march": "crowd",
    "riots": "riot", "deaths": "dead", "killed": "dead", "fatalities": "dead", "death": "dead",
    "wounded": "injured", "injuries": "injured", "arrests": "detained", "arrested": "detained",
    "detentions": "detained", "sites": "site", "captured": "site", "orders": "order",
    "internet": "shutdown", "forces": "force", "troop": "troops",
}  # fmt: skip
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def rename(head: list[str]) -> dict[str, str]:
    """Heads by ours; one that has its own name is not taken for another."""
    return {h: SAME[h] for h in head if h in SAME and SAME[h] not in head}


def drafts(row: Row) -> Iterator[Draft]:
    """One figure."""
    what = _what(row)
    begin = row.when("time")
    if begin is None and not row.text("time"):
        row.findings.problem(row.line, "time", "is empty; expected a time such as 2022-01-05T08:00")
    total = what in WHAT and WHAT[what].total
    if what is None:
        return
    made = Draft(
        row.line, what, begin, row.when("until"), part="", place=row.text("place"),
        region=row.text("region"), reported=row.when("reported"), low=row.amount("low"),
        best=row.amount("best"), high=row.amount("high"), counted_by=_party(row),
        channel=_channel(row), reliability=_grade(row), status=_status(row),
        so_far=_choice(row, "so_far", _YES, total), fell=row.when("fell"),
    )  # fmt: skip
    if made.fell is not None and made.status not in WITHDRAWN:
        row.wrong("fell", f"is of a figure that stands; expected status {' or '.join(WITHDRAWN)}")
    if not any(x is not None for x in (made.low, made.best, made.high)) and total:
        row.findings.note("no figure: kept as seen and not counted", row.line)
    yield made


def _what(row: Row) -> str | None:
    text = row.text("what")
    folded = "_".join(text.casefold().replace("-", " ").split())
    folded = _WORDS.get(folded, folded)
    if folded in WHAT or folded in OUTCOMES:
        return folded
    if not text:
        row.findings.problem(row.line, "what", f"is empty; expected one of {', '.join(WHAT)}")
    else:
        row.wrong("what", f"is no kind of figure{did_you_mean(folded, WHAT)}")
    return None


def _party(row: Row) -> str:
    text = row.text("counted_by")
    found = party(text) if text else "unknown"
    if found is None:
        row.findings.note("counted_by: says nothing of who counted, dropped", row.line)
        return "unknown"
    return found


def _channel(row: Row) -> str:
    text = row.text("channel").casefold()
    if text and text not in CHANNELS:
        row.findings.note(f"channel: none of {', '.join(CHANNELS)}; dropped", row.line)
    return text if text in CHANNELS else "table"


def _grade(row: Row) -> str:
    text = row.text("reliability").upper().replace(" ", "").replace("-", "")
    if text and not RELIABILITY.fullmatch(text):
        row.wrong("reliability", "is no grade; expected A1 to F6")
        return UNGRADED
    return text or UNGRADED


def _status(row: Row) -> str:
    text = " ".join(row.text("status").casefold().split())
    if not text or text in (*STANDING, *FALLEN):
        return text
    if text.startswith(DUPLICATE.strip()):
        of = text.removeprefix(DUPLICATE.strip()).strip()
        return f"{DUPLICATE}{of if ID.fullmatch(of) else ANOTHER}"
    known = [*STANDING, *FALLEN, f"{DUPLICATE}ID"]
    row.wrong("status", f"is no status; expected one of {', '.join(known)}, or nothing")
    return ""


def _choice(row: Row, name: str, words: dict[str, bool], default: bool) -> bool:
    text = row.text(name).casefold()
    if text and text not in words:
        row.wrong(name, "is neither yes nor no; expected yes or no")
    return words.get(text, default)


FORMAT = Format("csv", "a table", drafts, sign=NEEDED, tips=True)
