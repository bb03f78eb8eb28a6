"""Numbers with passports in YAML files beside the code: value, unit, prior, source, scope, status."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from tocsin.errors import DeclarationError
from tocsin.scenario.reading.document import read_text
from tocsin.scenario.reading.yamlfile import read_yaml

PASSPORT = {"value", "unit", "prior", "source", "scope", "status"}


@cache
def passports(name: str) -> dict[str, dict[str, Any]]:
    """The numbers of a file, by name, with their passports."""
    file = Path(__file__).with_name(name)
    found: dict[str, dict[str, Any]] = read_yaml(read_text(file), name).data
    wrong = [k for k, p in found.items() if set(p) != PASSPORT]
    if wrong:
        raise DeclarationError(f"{name}: {wrong[0]}: expected {', '.join(sorted(PASSPORT))}")
    return found


def value(name: str, key: str) -> float:
    """The value of a number."""
    return float(passports(name)[key]["value"])
