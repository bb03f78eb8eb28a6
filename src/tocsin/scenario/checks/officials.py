"""Names along the axes of official figures and claims, read off the raw data."""

from __future__ import annotations

from typing import Any

from tocsin.scenario.reading.document import Data
from tocsin.scenario.reading.raw import listed, mapping

AT = "officials"


def figures(data: Data) -> list[str]:
    """Names of the official figures in the raw data."""
    return list(mapping(mapping(data.get(AT)).get("figures")))


def claims(data: Data) -> list[str]:
    """Names along the axis of claims in the raw data: one for each thing beside a claim."""
    out = []
    for name, claim in mapping(mapping(data.get(AT)).get("claims")).items():
        out += beside(name, listed(mapping(claim).get("of")))
    return out


def beside(name: str, of: list[Any]) -> list[str]:
    """What each thing that stands beside a claim is called."""
    return [name] if len(of) == 1 else [f"{name}: {what}" for what in of]
