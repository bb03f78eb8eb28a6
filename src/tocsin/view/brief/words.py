"""The words of a briefing in English, French or Russian: texts, plurals, numbers and dates.

Texts stand in `words/`, a file for each language with the same keys.  A word whose form goes with a
number is written `{n|run|runs}`, as in the words of the report's page (web/src/words).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.scenario import beside
from tocsin.view.numbers import compared, number, percent

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

FOLDER = Path(__file__).with_name("words")
_PART = re.compile(r"\{(\w+)(?:\|([^}]*))?\}")
#: Signs between thousands and before the digits after the point.
_SIGNS = {
    "en": {",": ",", ".": "."},
    "fr": {",": "\u202f", ".": ","},
    "ru": {",": "\xa0", ".": ","},
}


@dataclass(frozen=True)
class Words:
    """Everything that depends on the language.

    texts : by key; names : of places, regions and texts of the scenario that have one in the language
    """

    language: str
    texts: dict[str, str]
    names: dict[str, str] = field(default_factory=dict)

    def t(self, key: str, /, **put: object) -> str:
        """A text with what is put into it; numbers as people write them."""

        def fill(found: re.Match[str]) -> str:
            value = put[found[1]]
            if found[2] is not None and isinstance(value, (int, float)):
                return self._form(found[2].split("|"), value)
            return self.number(value) if isinstance(value, (int, float)) else str(value)

        return _PART.sub(fill, self.texts[key])

    def named(self, text: str) -> str:
        """A name in the language where it has one."""
        return self.names.get(text, text)

    def number(self, x: float | str | None, sign: bool = False) -> str:
        """A number as in the terminal and the report, a dash for none; words by their name."""
        if x is None:
            return "–"
        return self.named(x) if isinstance(x, str) else self._signs(number(x, sign))

    def compared(self, x: float | None, sign: bool = False) -> str:
        """A figure beside others, such as a mean."""
        return "–" if x is None else self._signs(compared(x, sign))

    def percent(self, share: float) -> str:
        """A share as per cent."""
        text = self._signs(percent(share))
        return text if self.language == "en" else text.replace("%", "\u202f%")

    def date(self, text: str) -> str:
        """A written date for people: '9 January 2022'; what is none, such as a year, as it is."""
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return text
        day = self.t("date", **self._day(moment), year=str(moment.year))
        return f"{day}, {moment:%H:%M}" if "T" in text else day

    def moment(self, when: datetime) -> str:
        """'5 January, 16:00'."""
        return self.t("moment", **self._day(when), time=f"{when:%H:%M}")

    def day(self, when: Day) -> str:
        """'5 January'."""
        return self.t("day", **self._day(when))

    def _day(self, when: Day) -> dict[str, str]:
        first = self.language == "fr" and when.day == 1
        months = self.texts["months"].split("|")
        return {"day": "1er" if first else str(when.day), "month": months[when.month - 1]}

    def _signs(self, text: str) -> str:
        signs = _SIGNS[self.language]
        return "".join(signs.get(c, c) for c in text).replace("-", "−")

    def _form(self, forms: list[str], n: float) -> str:
        if self.language == "ru":
            tens, ones = int(n) % 100, int(n) % 10
            if ones == 1 and tens != 11:
                return forms[0]
            return forms[1] if ones in (2, 3, 4) and not 11 < tens < 15 else forms[-1]
        return forms[0] if (abs(n) < 2 if self.language == "fr" else n == 1) else forms[-1]


def words(language: str, scenario: Scenario) -> Words:
    """The words of a language, with the names that the scenario has in it."""
    texts = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    rows = beside.rows(scenario.name, "names.csv") if language != "en" else []
    return Words(language, texts, {r["name"]: r[language] for r in rows if r.get(language)})
