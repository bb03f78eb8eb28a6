"""Edits of the command line: `--set path=value`, `--without NAME`, `--with NAME`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tocsin.errors import InputError, ScenarioError, did_you_mean
from tocsin.scenario.document import Document, read_yaml
from tocsin.scenario.merge import assign

#: Parts of a scenario that are switched as a whole.
PARTS = ("shock", "cells")


def apply(
    document: Document,
    *,
    set: Iterable[str] | dict[str, Any] = (),
    without: Iterable[str] = (),
    with_: Iterable[str] = (),
) -> None:
    """Apply edits in place; raises InputError for names and paths that lead nowhere."""
    if isinstance(set, str):
        set = [set]
    pairs = set.items() if isinstance(set, dict) else [_pair(text) for text in set]
    for path, value in pairs:
        _ensure_parameters(document, path)
        assign(document, path, value, f"--set {path}")
    for name in [without] if isinstance(without, str) else without:
        switch(document, name, False)
    for name in [with_] if isinstance(with_, str) else with_:
        switch(document, name, True)


def switch(document: Document, name: str, on: bool) -> None:
    """Turn a lever, all levers of a kind or a part, the shock or the cells on or off."""
    data = document.data
    levers = data.get("levers") if isinstance(data.get("levers"), dict) else {}
    chosen = [
        key
        for key, lever in levers.items()
        if isinstance(lever, dict) and name in (key, lever.get("kind"), lever.get("part"))
    ]
    for key in chosen:
        levers[key]["enabled"] = on
    if name in PARTS:
        section = data.setdefault(name, {})
        if isinstance(section, dict):
            section["enabled"] = on
    elif not chosen:
        known = [*PARTS]
        for key, lever in levers.items():
            known += [key, *(str(lever[k]) for k in ("kind", "part") if lever.get(k))]
        option = "--with" if on else "--without"
        raise InputError(f"{option} {name}: no such lever or part{did_you_mean(name, known)}")


def _pair(text: str) -> tuple[str, Any]:
    path, equals, value = text.partition("=")
    if not equals or not path.strip():
        raise InputError(f"--set {text!r}: expected PATH=VALUE, such as parameters.k=2.3")
    if not value.strip():
        return path.strip(), ""
    try:
        return path.strip(), read_yaml(value, "--set").data
    except ScenarioError:
        return path.strip(), value


def _ensure_parameters(document: Document, path: str) -> None:
    """A parameter that the file leaves to the model may be set all the same."""
    steps = path.split(".")
    if steps[0] == "parameters" and len(steps) > 1:
        parameters = document.data.setdefault("parameters", {})
        if isinstance(parameters, dict):
            old = parameters.setdefault(steps[1], {"value": None})
            if not isinstance(old, dict):
                parameters[steps[1]] = {"value": old}
