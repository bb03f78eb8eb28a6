"""Variants of a scenario, written as on the command line: `without X`, `lever X.at=TIME`, `set P=V`.

`lever NAME` switches a lever on, `lever NAME=off` off, `lever NAME=TIME` moves it,
`lever NAME.FIELD=VALUE` sets a field.  NAME is a lever's own name (`price_cap`, `price-cap` and
`price-caps` are the same), or a kind or part that only one lever has; a kind that no lever has makes a
new lever.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tocsin.errors import InputError, did_you_mean
from tocsin.scenario.reading.edit import PARTS, pair
from tocsin.scenario.sections.levers import KINDS, Lever

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

VERBS = ("without", "with", "lever", "set")
_NAMED = re.compile(r"^(.*?):\s*(?=(?:--)?(?:without|with|lever|set)[\s=])", re.DOTALL)
_DATE = re.compile(r"^\d{4}-\d\d-\d\d")
_SWITCH = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}
#: What must go when a field is set, since a lever has only one of them.
_INSTEAD: dict[str, dict[str, Any]] = {
    "at": {"when": None, "each": None, "after": 0},
    "when": {"at": None, "provided": None},
    "until": {"lasts": None},
    "lasts": {"until": None},
}

Edit = tuple[str, str]


def read(text: str) -> tuple[str, list[Edit]]:
    """Name and edits of `NAME: EDIT; EDIT`; without a name, the edits themselves are it.

    Raises InputError for what is no edit.
    """
    named = _NAMED.match(text)
    name, rest = (named[1].strip(), text[named.end() :]) if named else ("", text)
    edits = []
    for part in rest.split(";"):
        verb, _, what = part.strip().removeprefix("--").partition(" ")
        if not part.strip():
            continue
        if verb not in VERBS or not what.strip():
            raise InputError(
                f"{part.strip()!r} is no edit; expected 'NAME: EDIT; EDIT' with "
                "edits such as 'without X', 'with X', 'lever X.at=TIME' or 'set parameters.k=2'"
                + (did_you_mean(verb, VERBS) if verb else "")
            )
        edits.append((verb, what.strip()))
    if not edits:
        raise InputError(f"{text!r} has no edits; expected such as 'NAME: without X; set P=V'")
    return name or told(edits), edits


def told(edits: list[Edit]) -> str:
    """Edits as a name."""
    return "; ".join(f"{verb} {what}" for verb, what in edits)


@dataclass
class _Changes:
    set: dict[str, Any] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)
    with_: list[str] = field(default_factory=list)


def make(base: Scenario, edits: list[Edit]) -> Scenario:
    """The base with all edits at once; raises InputError or ScenarioError."""
    changes = _Changes()
    for verb, what in edits:
        if verb == "without":
            changes.without.append(what)
        elif verb == "with":
            changes.with_.append(what)
        elif verb == "set":
            path, value = pair(what)
            changes.set[path] = value
        else:
            _lever(base, what, changes)
    return base.edit(set=changes.set, without=changes.without, with_=changes.with_)


def _lever(base: Scenario, text: str, changes: _Changes) -> None:
    left, equals, right = (part.strip() for part in text.partition("="))
    if not equals or right.casefold() in _SWITCH:
        names = _find(base, left)
        if names:
            on = _SWITCH[right.casefold()] if equals else True
            (changes.with_ if on else changes.without).extend(names)
            return
    if not equals:
        kind = _kind(left)
        if kind is None and left not in PARTS:
            raise _unknown(base, text, left)
        if kind is None:
            changes.with_.append(left)
            return
        raise InputError(
            f"--lever {text}: {base.name} has no such lever; a new one of the kind {kind} needs a "
            f"time: --lever {kind}.at=TIME"
        )
    name, field_, value = left, "at", pair(text, "--lever")[1]
    if not _find(base, left) and _kind(left) is None and "." in left:
        name, _, field_ = left.rpartition(".")
    elif not _DATE.match(right):
        raise InputError(f"--lever {text}: expected a time, on, off, or --lever {name}.FIELD=VALUE")
    found = _find(base, name)
    if len(found) > 1:
        raise InputError(
            f"--lever {text}: several levers are of the kind or part {name!r}: "
            f"{', '.join(found)}; name one of them, or several in one --variant"
        )
    if found:
        _change(base.levers[found[0]], found[0], field_, value, text, changes)
        return
    kind = _kind(name)
    if kind is None:
        raise _unknown(base, text, name)
    _add(base, kind, field_, value, text, changes)


def _change(
    lever: Lever, name: str, what: str, value: object, text: str, changes: _Changes
) -> None:
    """Set a field of a lever that is there, which then acts."""
    _known(lever.kind, what, text)
    path = f"levers.'{name}'" if "." in name else f"levers.{name}"
    for other, gone in _INSTEAD.get(what, {}).items():
        if other == "each" and lever.provided is not None:
            continue  # it says where the occasion is looked for
        if getattr(lever, other) and f"{path}.{other}" not in changes.set:
            changes.set[f"{path}.{other}"] = gone
    changes.set[f"{path}.{what}"] = value
    if not lever.enabled and what != "enabled":
        changes.set.setdefault(f"{path}.enabled", True)


def _add(base: Scenario, kind: str, what: str, value: object, text: str, changes: _Changes) -> None:
    """A lever of a kind that the scenario lacks, by its government or who else acts there."""
    _known(kind, what, text)
    path = f"levers.{kind}"
    if path not in changes.set:
        actors = [
            *(a for a in ("government", "president") if a in base.spec.actors),
            *(lever.actor for lever in base.levers.values()),
            *base.spec.actors,
        ]
        new = {"kind": kind} | ({"actor": actors[0]} if actors else {})
        new |= KINDS[kind].usual
        changes.set[path] = new
    changes.set[path][what] = value


def _known(kind: str, what: str, text: str) -> None:
    fields = [name for name in KINDS[kind].model_fields if name != "kind"]
    if what not in fields:
        hint = did_you_mean(what, fields)
        raise InputError(f"--lever {text}: a lever of the kind {kind} has no {what!r}{hint}")


def _bare(name: str) -> str:
    """A name without what people spell differently: case, - and _, the plural."""
    return re.sub(r"[-_\s]", "", name.casefold()).removesuffix("s")


def _find(base: Scenario, name: str) -> list[str]:
    """The levers that a name means: one by its own name, or all of a kind or part."""
    if name in base.levers:
        return [name]
    alike = [key for key in base.levers if _bare(key) == _bare(name)]
    return alike or [
        key
        for key, lever in base.levers.items()
        if _bare(name) in (_bare(lever.kind), _bare(lever.part or ""))
    ]


def _kind(name: str) -> str | None:
    return next((kind for kind in KINDS if _bare(kind) == _bare(name)), None)


def _unknown(base: Scenario, text: str, name: str) -> InputError:
    parts = [lever.part for lever in base.levers.values() if lever.part]
    hint = did_you_mean(name, [*base.levers, *parts, *KINDS])
    return InputError(f"--lever {text}: there is no lever {name!r}{hint}")
