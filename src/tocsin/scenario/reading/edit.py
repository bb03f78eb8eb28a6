"""Edits of the command line and of Python: set a value, switch levers and parts on or off."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath
from typing import Any

from tocsin.errors import InputError, ScenarioError, did_you_mean
from tocsin.scenario.parts import ROWS, take_out
from tocsin.scenario.reading.document import Document
from tocsin.scenario.reading.merge import assign
from tocsin.scenario.reading.raw import figure, listed, mapping
from tocsin.scenario.reading.yamlfile import read_yaml
from tocsin.scenario.sections.section import Section
from tocsin.scenario.sections.spec import Spec

#: Parts of a scenario that are switched as a whole; sections are taken out with what hangs on them.
PARTS = tuple(ROWS)
SWITCHED = tuple(name for name, row in ROWS.items() if row.enabled)
#: Sections that a file may leave out, and that may be set all the same.
OPEN = ("parameters", *(
    name for name, field in Spec.model_fields.items() if isinstance(field.default, Section | dict)
))  # fmt: skip
SECTIONS = tuple(name for name, row in ROWS.items() if not row.enabled)


def apply(
    document: Document,
    *,
    set: Iterable[str] | dict[str, Any] = (),
    without: Iterable[str] = (),
    with_: Iterable[str] = (),
) -> list[str]:
    """Apply edits in place and tell them in words of the command line.

    Raises InputError for names and paths that lead nowhere.
    """
    told = []
    if isinstance(set, str):
        set = [set]
    pairs = set.items() if isinstance(set, dict) else [pair(text) for text in set]
    for path, value in pairs:
        _make_room(document, path)
        plain = _plain(value, path)
        assign(document, path, plain, f"--set {path}")
        told.append(f"--set {path}={_words(plain)}")
    for name in [without] if isinstance(without, str) else without:
        switch(document, name, False)
        told.append(f"--without {name}")
    for name in [with_] if isinstance(with_, str) else with_:
        switch(document, name, True)
        told.append(f"--with {name}")
    return told


def _words(value: object) -> str:
    """A value as the command line takes it."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def switch(document: Document, name: str, on: bool) -> None:
    """Turn a lever, all levers of a kind or a part, or a part of the scenario on or off."""
    data = document.data
    levers = data.get("levers") if isinstance(data.get("levers"), dict) else {}
    chosen = [
        key
        for key, lever in levers.items()
        if isinstance(lever, dict) and name in (key, lever.get("kind"), lever.get("part"))
    ]
    for key in chosen:
        levers[key]["enabled"] = on
    option = "--with" if on else "--without"
    if name in SECTIONS and (not chosen or name != "alliance"):
        if data.get(name) is None:
            raise InputError(f"{option} {name}: the scenario has no section {name!r}")
        if not on:
            take_out(document, name)
    elif name in SWITCHED:
        section = data.setdefault(name, {})
        groups = listed(mapping(section).get("groups"))
        if on and name == "cells" and not any(figure(mapping(g).get("size")) for g in groups):
            raise InputError(
                f"{option} {name}: the scenario has no cells; expected groups with a place and a "
                "size under cells.groups"
            )
        if isinstance(section, dict):
            section["enabled"] = on
    elif not chosen:
        known = [*PARTS]
        for key, lever in levers.items():
            of_lever = lever if isinstance(lever, dict) else {}
            known += [key, *(str(of_lever[k]) for k in ("kind", "part") if of_lever.get(k))]
        raise InputError(
            f"{option} {name}: no such lever or part{did_you_mean(name, known)}; "
            "`tocsin levers SCENARIO` lists all"
        )


def pair(text: str, option: str = "--set") -> tuple[str, Any]:
    """Path and value of `PATH=VALUE`, the value read as YAML; raises InputError."""
    path, equals, value = text.partition("=")
    if not equals or not path.strip():
        raise InputError(f"{option} {text!r}: expected PATH=VALUE, such as parameters.k=2.3")
    if not value.strip():
        return path.strip(), ""
    try:
        read = read_yaml(value, option)
        code = read.written.get((), "0x")  # such as 007: as a number it is read so all the same
        return path.strip(), read.data if code.startswith(("0x", "0o")) else code
    except ScenarioError:
        return path.strip(), value


def _make_room(document: Document, path: str) -> None:
    """What the file leaves to the model may be set all the same: a parameter, a whole section."""
    steps = path.split(".")
    if len(steps) < 2:
        return
    if steps[0] in OPEN:
        section = document.data.setdefault(steps[0], {})
        if steps[0] == "parameters" and len(steps) > 2 and isinstance(section, dict):
            value = section.setdefault(steps[1], {})
            if not isinstance(value, dict):
                section[steps[1]] = {"value": value}


def _plain(value: object, path: str) -> Any:
    """A value from Python as plain data; raises InputError for what YAML cannot hold."""
    if value is None or isinstance(value, bool | str):
        return value
    if hasattr(value, "tolist"):  # numpy
        return _plain(value.tolist(), path)
    if isinstance(value, int):
        return int(value) if abs(value) < 10**300 else math.inf
    if isinstance(value, float):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, dict):
        return {str(k): _plain(v, path) for k, v in value.items()}
    if isinstance(value, list | tuple | range):
        return [_plain(v, path) for v in value]
    kind = type(value).__name__
    raise InputError(f"set {path}: expected plain data (numbers, text, lists, ...), not {kind}")
