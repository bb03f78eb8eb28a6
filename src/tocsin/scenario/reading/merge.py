"""Laying one document over another (`extends`, parameters), and setting one value (`--set`).

Mappings are merged key by key; anything else replaces what was there; `null` takes a key out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tocsin.errors import InputError, did_you_mean
from tocsin.scenario.reading.document import Document, Path_, paths


def lay_over(base: Document, top: Document) -> Document:
    """`top` over `base`, with the marks of both."""
    out = Document(None, {})
    out.data = _merge(base, top, base.data, top.data, (), out)
    return out


def _merge(base: Document, top: Document, a: object, b: object, at: Path_, out: Document) -> Any:
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


def _copy(source: Document, value: object, at: Path_, out: Document) -> None:
    for path in paths(value, at):
        if path in source.marks:
            out.marks[path] = source.marks[path]


def assign(document: Document, dotted: str, value: object, origin: str) -> None:
    """Set the value at a dotted path; items of a list go by id, name or number.

    A bare value replaces a figure with its range; of a parameter it replaces the value, which is then
    fixed, and leaves the rest of the passport.  A name with dots in it may stand as it is or quoted.

    Raises `InputError` if the path leads nowhere.
    """
    at: Any = document.data
    path: list[str | int] = []
    rest = dotted
    while True:
        step, rest = _step(at, rest, dotted)
        path.append(step)
        if not rest:
            break
        at = at[step]
    if path[0] == "parameters" and len(path) == 2 and not isinstance(value, dict):
        passport = at.get(step)
        if isinstance(passport, dict):
            at = passport
            at["prior"] = "fixed"
            path.append("value")
    at[path[-1]] = value
    for stale in [p for p in document.marks if p[: len(path)] == tuple(path)]:
        del document.marks[stale]
    document.marks[tuple(path)] = (origin, 0)


def _step(at: object, rest: str, dotted: str) -> tuple[str | int, str]:
    """The first step of a path into `at`, and what is left of the path."""
    if isinstance(at, list):
        known = _items(at)
    elif isinstance(at, dict):
        known = {key: key for key in at}
    else:
        raise InputError(f"--set {dotted}: {rest!r} leads nowhere; what is before it has no parts")
    quote = rest[:1]
    if quote in ("'", '"') and rest.find(quote, 1) > 0:
        end = rest.find(quote, 1)
        word, rest = rest[1:end], rest[end + 1 :]
        if rest and not rest.startswith("."):
            raise InputError(f"--set {dotted}: expected a dot after {quote}{word}{quote}")
        rest = rest.removeprefix(".")
    else:
        whole = [k for k in known if k and (rest == k or rest.startswith(f"{k}."))]
        word = max(whole, key=len, default=rest.partition(".")[0])
        rest = rest[len(word) + 1 :]
    if not word or dotted.endswith("."):
        raise InputError(f"--set {dotted!r}: expected a path such as parameters.k=2.3")
    if word in known:
        found = known[word]
        if found is None:
            raise InputError(f"--set {dotted}: several have the name {word!r}; give the id")
        return found, rest
    if isinstance(at, list) and word in map(str, range(len(at))):
        return int(word), rest
    if isinstance(at, list) or rest:
        names = _names(at) if isinstance(at, list) else known
        raise InputError(f"--set {dotted}: there is no {word!r}{did_you_mean(word, names)}")
    return word, rest


def _items(items: list[Any]) -> dict[str, int | None]:
    """Positions by id and by name; none for a name that several have."""
    out: dict[str, int | None] = {}
    for key in ("name", "id"):  # an id goes before a name
        found: dict[str, int | None] = {}
        for i, item in enumerate(items):
            word = item.get(key) if isinstance(item, dict) else None
            if isinstance(word, str | int):
                found[str(word)] = None if str(word) in found else i
        out |= found
    return out


def _names(items: list[Any]) -> Iterable[str]:
    return [str(x.get("name") or x.get("id")) for x in items if isinstance(x, dict)]
