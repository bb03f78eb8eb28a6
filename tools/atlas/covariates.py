"""Covariates of countries from the last CIA World Factbook (public domain; it ended in February
2026).

Free text with a year, such as '23% (2023 est.)': the first figure is taken, with its year.  No
roads and no index of corruption or legitimacy are in it, nor in any other package that may be
passed on.
"""

from __future__ import annotations

import html
import re
from typing import Any

Entry = dict[str, Any]
#: Covariates: section, field, part of the field, unit.
FIELDS = {
    "urban": ("People and Society", "Urbanization", "urban population", "share"),
    "internet": ("Communications", "Internet users", "percent of population", "share"),
    "unemployment": ("Economy", "Unemployment rate", None, "share"),
    "youth_unemployment": ("Economy", "Youth unemployment rate (ages 15-24)", "total", "share"),
    "gini": ("Economy", "Gini Index coefficient - distribution of family income", None, "index"),
    "gdp_per_head": ("Economy", "Real GDP per capita", None, "dollars of purchasing power"),
    "poverty": ("Economy", "Population below poverty line", None, "share"),
}
_YEAR = re.compile(r"\((?:FY)?[^)]*?((?:19|20)\d\d)")


def covariates(entry: Entry) -> dict[str, list[float]]:
    """What there is: name and [value, year]."""
    out = {}
    for name, (section, title, part, unit) in FIELDS.items():
        text = _text(entry.get(section, {}).get(title), part)
        found = re.search(r"(-?[\d,]+(?:\.\d+)?)", text)
        year = _YEAR.search(text)
        if found:
            value = float(found[1].replace(",", ""))
            value = round(value / 100, 4) if unit == "share" else value
            if value > 0 and (unit != "share" or value <= 1):
                out[name] = [value, float(year[1]) if year else 0.0]
    troops = _troops(_text(entry.get("Military and Security", {}).get(
        "Military and security service personnel strengths"), None))  # fmt: skip
    if troops:
        out["armed_forces"] = [troops, 2025.0]
    return out


def names(entry: Entry) -> tuple[list[str], list[str]]:
    """Short and long names, conventional and local; and former ones."""
    given = entry.get("Government", {}).get("Country name", {})
    now = [_plain(_text(given.get(f"{kind} {form} form"), None))
           for form in ("short", "long") for kind in ("conventional", "local")]  # fmt: skip
    former = re.split(r"[,;]| or ", _plain(_text(given.get("former"), None)))
    now = [
        re.split(r"[;(]|\bnote\b", n)[0].strip() if n.count("(") == 0 or len(n) > 40 else n
        for n in now
    ]
    return ([n for n in now if n and n.lower() not in ("none", "n/a")],
            [f.strip() for f in former if 2 < len(f.strip()) < 60])  # fmt: skip


def capital(entry: Entry) -> str:
    """Name of the capital."""
    text = _plain(_text(entry.get("Government", {}).get("Capital", {}).get("name"), None))
    return re.split(r"[(;,]", text)[0].strip()


def _text(value: Any, part: str | None) -> str:
    """The text of a field or of a part of it; of a field by years the first."""
    if value is None:
        return ""
    if part is not None and isinstance(value, dict):
        value = value.get(part)
    while isinstance(value, dict):
        value = value.get("text") or next((v for k, v in value.items() if k != "note"), "")
    return str(value or "")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.unescape(text))).strip()


def _troops(text: str) -> float:
    """The first number of people that the text gives, of a range its middle."""
    text = _plain(text)
    unit = r"(?:\s*(million))?"
    found = re.search(rf"(\d[\d,.]*){unit}(?:\s*(?:-|to|–)\s*(\d[\d,.]*){unit})?", text)
    if not found:
        return 0.0

    def value(digits: str, scale: str | None) -> float:
        return float(digits.replace(",", "").rstrip(".")) * (1e6 if scale else 1)

    low = value(found[1], found[2] or found[4])
    high = value(found[3], found[4]) if found[3] else low
    return round((low + high) / 2) if low >= 20 and high >= low else 0.0
