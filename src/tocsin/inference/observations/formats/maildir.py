"""A folder of mail (maildir): answers as lines 'what: crowd', 'place: Alpha', 'time: ...', 'best: 500'.

Only such lines of the text are read, and the hour of the Date header as when it was reported.  Who sent
it, to whom, by which way, the subject, attachments and all other text are never kept, and messages
name a mail by its number in the folder.  A mail may report several figures: each begins with
another 'what:'.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import UTC
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path

from tocsin.inference.observations.draft import Draft
from tocsin.inference.observations.formats import csv
from tocsin.inference.observations.formats.format import Format
from tocsin.inference.observations.table import Findings, Row, name_of

FOLDERS = ("cur", "new")
MOST_BYTES = 1_000_000  # of a mail's text that are read
_LINE = re.compile(r"^[>\s*-]*([A-Za-z][\w ]{1,20}?)\s*[:=]\s*(.*?)\s*$")
_MANY = 100_000


def mails(folder: Path) -> list[Path]:
    """The mails of a folder in the order of their names; empty if it is no maildir."""
    found = [p for name in FOLDERS if (folder / name).is_dir() for p in (folder / name).iterdir()]
    return sorted(
        (p for p in found if p.is_file() and not p.name.startswith(".")), key=lambda p: p.name
    )


def rows(folder: Path, findings: Findings) -> Iterator[Row]:
    """The answers in all mails; the number of the mail stands for the line."""
    for number, path in enumerate(mails(folder)[:_MANY], 1):
        with path.open("rb") as file:
            message = email.message_from_bytes(file.read(MOST_BYTES), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        reported = _date(message)
        found = list(_answers(_text(message)))
        if not found:
            findings.note("this mail has no line 'what: ...'; nothing of it is kept", number)
        for cells in found:
            if reported and not cells.get("reported"):
                cells["reported"] = reported
            cells.setdefault("channel", "mail")
            yield Row(number, cells, findings)


def _answers(text: str) -> Iterator[dict[str, str]]:
    """Sets of answers, each from one 'what:' to the next; other lines are passed over."""
    cells: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.match(line)
        if not match:
            continue
        name = name_of(match[1])
        name = csv.SAME.get(name, name)
        if name not in csv.COLUMNS:
            continue
        if name == "what" and cells.get("what"):
            yield cells
            cells = {}
        cells.setdefault(name, match[2])
    if cells.get("what"):
        yield cells


def _date(message: EmailMessage) -> str:
    """The hour of sending, in UTC; '' where the header is missing or none."""
    try:
        when = parsedate_to_datetime(str(message["date"]))
    except (TypeError, ValueError, IndexError):
        return ""
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:00Z")


def _text(message: EmailMessage) -> str:
    """The text of a mail, of an HTML mail without its marks; '' if it has none."""
    try:
        body = message.get_body(("plain", "html"))
        text = str(body.get_content()) if body is not None else ""
    except (LookupError, ValueError, AttributeError):
        return ""
    if body is not None and body.get_content_subtype() == "html":
        text = unescape(
            re.sub(r"<[^>]*>", "", re.sub(r"<(?:br|/p|/div|/tr|/li)[^>]*>", "\n", text))
        )
    return text


def drafts(row: Row) -> Iterator[Draft]:
    """One figure."""
    yield from csv.drafts(row)


FORMAT = Format("maildir", "a folder of mail", drafts, tips=True, folder=True)
