"""The page: a report's data put into the template that the front end was built into.

Text of a scenario can hold anything.  In JSON inside HTML only `<` can end the script that it stands
in, so that it is written as an escape, as are the line ends that JavaScript knows and JSON does not.
"""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.view.report.rounding import plain

if TYPE_CHECKING:
    from tocsin.view.report.packing import Packer

TEMPLATE = Path(__file__).with_name("bundle") / "template.html"
TITLE, META, DATA = "@@TOCSIN_TITLE@@", "@@TOCSIN_META@@", "@@TOCSIN_DATA@@"
_ESCAPES = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def page(meta: dict[str, Any], packer: Packer) -> str:
    """The whole HTML file."""
    text = TEMPLATE.read_text(encoding="utf-8")
    values = {
        TITLE: html.escape(meta["title"]),
        META: embedded(plain(meta)),
        DATA: packer.text(),
    }
    at = {mark: text.index(mark) for mark in values}
    pieces, done = [], 0
    for mark in sorted(at, key=lambda m: at[m]):  # once from front to back: marks in values stay
        pieces += [text[done : at[mark]], values[mark]]
        done = at[mark] + len(mark)
    return "".join([*pieces, text[done:]])


def embedded(data: object) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return text
