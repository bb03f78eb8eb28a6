"""Names of outcomes in the reader's language, for the report's page and the briefing alike."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path


def outcome(name: str, language: str) -> str:
    """The name of an outcome for people; the name itself of what has none."""
    found = _outcomes().get(name, {})
    return found.get(language) or found.get("en") or name.replace("_", " ")


@lru_cache(maxsize=1)
def _outcomes() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("outcomes.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = json.loads(text)
    return found
