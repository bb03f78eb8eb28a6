"""What the section `alliance` says of others, beyond names that must stand there."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.errors import Problem
from tocsin.scenario.reading.raw import Raw


def problems(raw: Raw) -> Iterator[Problem]:
    """Airports that are none."""
    kinds = {str(site.get("name")): site.get("kind") for _, site in raw.rows("sites")}
    for i, name in enumerate(raw.listed("alliance", "airports")):
        if kinds.get(str(name), "airport") != "airport":
            message = f"{name!r} is no airport; expected a site of kind airport"
            yield raw.say(("alliance", "airports", i), message)
