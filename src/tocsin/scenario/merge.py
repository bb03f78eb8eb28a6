"""Laying one document over another: `extends`, files beside a scenario, and `--set`.

Mappings are merged key by key; anything else replaces what was there; `null` takes a key out.
"""

from __future__ import annotations

from typing import Any

from tocsin.errors import InputError, did_you_mean
from tocsin.scenario.document import Document, Path_, paths


def lay_over(base: Document, top: Document) -> Document:
    """`top` over `base`, with the marks of both."""
    out = Document(None, {})
    out.data = _merge(base, top, base.data, top.data, (), out)
    return out


def _merge(base: Document, top: Document, a: Any, b: Any, at: Path_, out: Document) -> Any:
    if at in top.marks:
        out.marks[at] = top.marks[at]
    if not (isinstance(a, dict) and isinstance(b, dict)):
        _copy(top, b, at, out)
        return b
    data: dict[str, Any] = {}
    for key, value in a.items():
        if key not in b:
            data[key] = value
            _copy(base, value, (*at, key), out)
    for key, value in b.items():
        if value is None and key in a:
            continue
        data[key] = _merge(base, top, a.get(key), value, (*at, key), out)
    return {k: data[k] for k in [*a, *b] if k in data}


def _copy(source: Document, value: Any, at: Path_, out: Document) -> None:
    for path in paths(value, at):
        if path in source.marks:
            out.marks[path] = source.marks[path]


def assign(document: Document, dotted: str, value: Any, origin: str) -> None:
    """Set the value at a dotted path; a parameter's path may leave out '.value'.

    Raises `InputError` if the path leads nowhere.
    """
    steps = _split(dotted, document.data)
    at: Any = document.data
    path: list[str | int] = []
    for text in steps[:-1]:
        step = _step(at, text, dotted)
        at = at[step]
        path.append(step)
    last: str | int = steps[-1]
    if isinstance(at, list):
        last = _step(at, steps[-1], dotted)
    elif not isinstance(at, dict):
        raise InputError(f"--set {dotted}: {'.'.join(map(str, path))} has no parts")
    old = at.get(last) if isinstance(at, dict) else at[int(last)]
    if isinstance(old, dict) and "value" in old and not isinstance(value, dict):
        at, path = old, [*path, last]
        last = "value"
    at[last] = value
    for stale in [p for p in document.marks if p[: len(path) + 1] == (*path, last)]:
        del document.marks[stale]
    document.marks[(*path, last)] = (origin, 0)


def _split(dotted: str, data: Any) -> list[str]:
    """Split at dots, but keep together what is a key with dots or quoted."""
    steps, rest = [], dotted
    while rest:
        if rest[0] in "'\"" and rest.find(rest[0], 1) > 0:
            end = rest.find(rest[0], 1)
            step, rest = rest[1:end], rest[end + 1 :].removeprefix(".")
        else:
            step, _, rest = rest.partition(".")
        steps.append(step)
    if not steps or not all(steps):
        raise InputError(f"--set {dotted!r}: expected a path such as parameters.k=2.3")
    return steps


def _step(at: Any, step: str, dotted: str) -> str | int:
    if isinstance(at, dict):
        if step not in at:
            raise InputError(f"--set {dotted}: there is no {step!r}{did_you_mean(step, at)}")
        return step
    if isinstance(at, list):
        for i, item in enumerate(at):
            if isinstance(item, dict) and step in (str(item.get("id")), item.get("name")):
                return i
        if step.isdigit() and int(step) < len(at):
            return int(step)
        names = [str(x.get("name") or x.get("id")) for x in at if isinstance(x, dict)]
        raise InputError(f"--set {dotted}: there is no {step!r}{did_you_mean(step, names)}")
    raise InputError(f"--set {dotted}: {step!r} leads nowhere")
