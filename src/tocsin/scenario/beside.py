"""What stands beside a bundled scenario: addresses of its sources, names in other languages.

Also for scenarios that are named after a bundled one, such as a variant of it; of others there is none.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from tocsin.scenario.load import BUNDLED

CODE = re.compile(r"\b[A-Z]\d{2,}\b")


@dataclass(frozen=True)
class Source:
    """What a code such as S05 stands for."""

    code: str
    note: str
    url: str


def rows(name: str, file: str) -> list[dict[str, str]]:
    """Rows of a file beside the bundled scenario of that name, or whose name begins so."""
    for folder in sorted(BUNDLED.iterdir(), reverse=True):
        if name.startswith(folder.name) and (folder / file).is_file():
            with (folder / file).open(newline="", encoding="utf-8") as text:
                return list(csv.DictReader(text))
    return []


def sources(name: str) -> dict[str, Source]:
    """Sources of a scenario by their code."""
    return {
        r["id"]: Source(r["id"], r["note"], r["url"]) for r in rows(name, "sources.csv")
    }  # fmt: skip


def cited(name: str, texts: list[str]) -> list[Source]:
    """Those whose codes stand in texts, each once, in the order of the texts."""
    known = sources(name)
    codes = dict.fromkeys(code for text in texts for code in CODE.findall(text))
    return [known[code] for code in codes if code in known]
