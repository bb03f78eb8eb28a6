"""The page docs/api.md: the public names of the package, from their signatures and docstrings."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from typing import Any

import tocsin as tc
from tocsin.experiments.comparisons.comparison import Comparison
from tocsin.experiments.sweeps.files import Sweep
from tocsin.inference.calibration.files import Calibration

HEAD = """# Python

What `import tocsin as tc` offers, by what it is for; names that are not here may change without notice.
[First run](first-run.md) shows them at work, [a mechanism of your own](own-mechanism.md) what a step
gets.
"""
#: heading, objects, whether they are told as they are called; others come from what stands before them
PARTS: tuple[tuple[str, tuple[Any, ...], bool], ...] = (
    ("Scenarios", (tc.load, tc.scenarios), True),
    ("", (tc.Scenario, tc.Lever), False),
    ("Runs", (tc.simulate, tc.ensemble), True),
    ("", (tc.Result,), False),
    ("Comparisons and sweeps", (tc.compare, tc.sweep), True),
    ("", (Comparison, Sweep), False),
    ("Calibration", (tc.calibrate,), True),
    ("", (Calibration,), False),
    ("One run, step by step", (tc.Simulation,), True),
    ("What a mechanism declares", (tc.Field,), True),
)
MODULES = ("errors", "bargaining", "alliance", "classic")
WIDTH = 92
_ITEM = re.compile(r"^(\w+(?:, \w+)*) : (.*)$")


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for heading, objects, called in PARTS:
        parts += [f"## {heading}\n"] if heading else []
        for found in objects:
            parts += _object(found, called)
    for name in MODULES:
        parts += _module(name)
    return "\n".join(parts)


def _object(found: Any, called: bool) -> Iterator[str]:
    prefix = "tc." if found.__name__ in tc.__all__ else ""
    yield f"### {prefix}{found.__name__}\n"
    if called:
        yield _signature(found.__name__, found)
    yield _told(found)
    if inspect.isclass(found):
        rows = [row for name, value in vars(found).items() if (row := _member(name, value))]
        if rows:
            yield "\n".join(rows) + "\n"


def _member(name: str, value: Any) -> str:
    """A line for a method or property that is public and says what it is."""
    plain = value.__func__ if isinstance(value, classmethod | staticmethod) else value
    doc = inspect.getdoc(plain) if not isinstance(plain, str | int | float | dict) else None
    known = isinstance(plain, property) or inspect.isfunction(plain) or hasattr(plain, "attrname")
    if name.startswith("_") or not doc or not known:
        return ""
    head = f"{name}({_arguments(plain)})" if inspect.isfunction(plain) else name
    return f"- `{head}`: {_first(doc)}"


def _module(name: str) -> Iterator[str]:
    module = importlib.import_module(f"tocsin.{name}")
    yield f"## tocsin.{name}\n"
    yield _first(module.__doc__ or "") + "\n"
    here = (n for n, x in vars(module).items() if getattr(x, "__module__", "") == module.__name__)
    names = getattr(module, "__all__", None) or [n for n in here if n[0].isupper()]
    rows = []
    for n in names:
        value = getattr(module, n)
        if callable(value):
            rows.append(f"- `{n}`: {_first(inspect.getdoc(value) or '')}")
    yield "\n".join(rows) + "\n"


def _first(doc: str) -> str:
    """The first paragraph, on one line."""
    return " ".join(inspect.cleandoc(doc).split("\n\n")[0].split())


def _arguments(found: Any) -> str:
    """Names of arguments but `self`, those that may be left out with '='."""
    shown = []
    for p in inspect.signature(found).parameters.values():
        star = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}.get(p.kind.name, "")
        shown += [] if p.name in ("self", "cls") else [f"{star}{p.name}"]
    return ", ".join(shown)


def _signature(name: str, found: Any) -> str:
    """A call with types and defaults, an argument on each line if it is long."""
    parts: list[str] = []
    star = False
    for p in inspect.signature(found).parameters.values():
        if p.kind is p.KEYWORD_ONLY and not star:
            parts, star = [*parts, "*"], True
        if p.kind is p.VAR_POSITIONAL:
            star = True
        mark = "*" if p.kind is p.VAR_POSITIONAL else ""
        default = "" if p.default is p.empty else f" = {_default(p.default)}"
        parts.append(f"{mark}{p.name}: {p.annotation}{default}")
    line = f"{name}({', '.join(parts)})"
    if len(line) > WIDTH:
        line = f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + ")"
    return f"```text\n{line}\n```\n"


def _default(value: Any) -> str:
    return value.__name__ if callable(value) else repr(value)


def _told(found: Any) -> str:
    """A docstring as Markdown: paragraphs as they are, 'name : what it is' as a list."""
    out: list[str] = []
    item = example = False
    for line in inspect.cleandoc(inspect.getdoc(found) or "").split("\n"):
        match = _ITEM.match(line)
        if line.startswith(">>>"):
            out += [] if example else ["```text"]
            example = True
        elif example:
            out, example = [*out, "```"], False
        if match:
            names = ", ".join(f"`{n}`" for n in match[1].split(", "))
            out.append(f"- {names}: {match[2]}")
            item = True
        elif item and line.startswith(" "):
            out.append(f"  {line.strip()}")
        else:
            item = False
            out.append(line)
    return "\n".join([*out, *(["```"] if example else [])]) + "\n"
