"""What looks like a person: recognised so that it can be dropped, cell by cell, and told.

Nothing of it could be stored anyway, since a file of observations has only numbers, hours and words
from closed lists (`kinds`) and the scenario's own names.  This is for the messages, which say what was
dropped, and which must not repeat it.
"""

from __future__ import annotations

import re
import unicodedata

#: What a cell gives away, the first that fits.
_SIGNS = (
    ("an e-mail address", r"[^\s@]+@[^\s@]+\.[^\s@]+"),
    ("a web address", r"\b(?:https?://|www\.)\S+"),
    ("a user's name", r"(?:^|\s)@\w{2,}"),
    ("exact coordinates", r"-?\d{1,3}[.,]\d{3,}\s*[;,/ ]\s*-?\d{1,3}[.,]\d{3,}|\d+\s*°"),
    ("a number of a person or a card", r"(?<!\d)\d{12,19}(?!\d)"),
    ("a phone number", r"(?<![\d.])\+?\(?\d[\d\s().-]{6,}\d(?![\d.])"),
    (
        "an address",
        r"\b(?:street|st|road|rd|avenue|ave|apartment|apt|flat|house|ul|ulitsa|dom|kv|rue|calle|stra(?:ß|ss)e"
        r"|улица|ул|дом|д|кв|проспект|пр|көшесі|үй)\b\.?[^\n]*\d|\d+\s*,?\s+[^\W\d]+\s+(?:street|st|road|rd|avenue|ave)\b",
    ),
    ("a name with a title", r"\b(?:mr|mrs|ms|dr|prof|г-н|г-жа|тов)\b\.?\s+[^\W\d_]{2,}"),
)
_LOOKS = tuple((what, re.compile(sign, re.IGNORECASE)) for what, sign in _SIGNS)

_TIME = re.compile(
    r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}(?::\d{2}){0,2})?|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b"
)

#: Columns that are of persons or of free text, by words in their heads.
_COLUMNS = (
    ("names", r"\b(?:name|surname|first name|last name|full ?name|reporter|informant|contact"
              r"|who are you|имя|фамилия|фио|nom|nombre)\b"),
    ("phone numbers", r"\b(?:phone|tel|telephone|mobile|cell|whatsapp|telegram|signal|телефон)\b"),
    ("e-mail addresses", r"\b(?:e ?mail|mail|email address|почта)\b"),
    ("addresses", r"\b(?:address|street|house|home|ip|ip address|адрес)\b"),
    ("user names", r"\b(?:user|username|account|handle|profile|login)\b"),
    ("exact coordinates", r"\b(?:lat|lon|lng|latitude|longitude|coordinates|gps|geo)\b"),
    ("dates of birth, ages and the like", r"\b(?:birth|born|dob|age|passport|iin|ssn)\b"),
    ("free text", r"\b(?:notes?|comments?|text|description|details?|message|remarks?|story"
                  r"|what happened|source url|url|link|headline)\b"),
)  # fmt: skip
_HEADS = tuple((what, re.compile(sign, re.IGNORECASE)) for what, sign in _COLUMNS)

LONGEST = 60  # of a cell that is repeated in a message


def looks_like(text: str) -> str:
    """What of a person a cell gives away, in words; '' if nothing."""
    folded = _TIME.sub(" ", unicodedata.normalize("NFKC", text))  # a date is no phone number
    return next((what for what, sign in _LOOKS if sign.search(folded)), "")


def column(head: str) -> str:
    """What a column holds by its head, if it is of persons or free text; else ''."""
    words = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", head)).strip()
    return next((what for what, sign in _HEADS if sign.search(words)), "")


def shown(text: str, written_by_people: bool = False) -> str:
    """A cell as a message may repeat it: not if it looks like a person, or like a text.

    written_by_people : of tips, of which two words may be a name too
    """
    what = looks_like(text)
    if what:
        return f"(what looks like {what})"
    words = text.split()
    if len(text) > LONGEST or len(words) > (1 if written_by_people else 6):
        return f"({len(words)} words, not repeated here)"
    return repr(text)
