"""pydantic's findings in Tocsin's words: what stands there, what was expected, did you mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from tocsin.errors import Problem, did_you_mean
from tocsin.scenario.document import Document, Path_
from tocsin.scenario.levers import KINDS
from tocsin.scenario.schema import Spec

_EXPECTED = {
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "string_type": "text",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "names with values",
    "model_type": "names with values",
    "model_attributes_type": "names with values",
}


def problems(error: ValidationError, document: Document) -> list[Problem]:
    """All findings, each at its line."""
    out: dict[Path_, Problem] = {}
    for finding in error.errors(include_url=False):
        path = _real_path(finding["loc"], document.data)
        message = _message(dict(finding), path, document)
        problem = document.problem(path, message)
        # of the branches of a union, the deepest finding says most
        if path not in out or len(str(problem)) < len(str(out[path])):
            out[path] = problem
    return list(out.values())


def _real_path(location: Iterable[str | int], data: Any) -> Path_:
    """The location without the labels of unions, which are not written in the file."""
    path: list[str | int] = []
    at = data
    steps = list(location)
    for i, step in enumerate(steps):
        inside = (isinstance(at, dict) and step in at) or (
            isinstance(at, list) and isinstance(step, int) and step < len(at)
        )
        if inside:
            at = at[step]
        elif i < len(steps) - 1 or str(step) in KINDS or _label(step):
            continue
        path.append(step)
    return tuple(path)


def _label(step: str | int) -> bool:
    text = str(step)
    return any(mark in text for mark in ("[", "(", "function-")) or text in (
        "str", "float", "int", "Quantity", "Proportion", "Table")  # fmt: skip


def _message(finding: dict[str, Any], path: Path_, document: Document) -> str:
    kind, value = finding["type"], finding.get("input")
    context = finding.get("ctx") or {}
    if kind == "extra_forbidden":
        return f"unknown key{did_you_mean(str(path[-1]), _siblings(path[:-1], document.data))}"
    if kind == "missing":
        return "is missing"
    if kind == "union_tag_not_found":
        return f"needs a 'kind'; known are {', '.join(KINDS)}"
    if kind == "union_tag_invalid":
        tag = str(context.get("tag"))
        return f"unknown kind {tag!r}{did_you_mean(tag, KINDS)}"
    if kind == "value_error":
        text = str(context.get("error", finding["msg"]))
        shown = _show(value)
        return text if shown.strip("'") in text else f"{shown}: {text}"
    if kind in _EXPECTED:
        return f"{_show(value)}: expected {_EXPECTED[kind]}"
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        choices = [c.strip() for c in expected.split(",")]
        return f"{_show(value)}: expected one of {', '.join(choices)}{_near(str(value), choices)}"
    text = finding["msg"].replace("Input should be", "expected a value")
    text = text.replace("Dictionary", "Section").replace("String", "Text")
    return f"{_show(value)}: {text[0].lower()}{text[1:]}"


def _near(word: str, choices: list[str]) -> str:
    hint = did_you_mean(word, choices)
    return hint if "did you mean" in hint else ""


def _show(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _siblings(path: Path_, data: Any) -> list[str]:
    """The keys that the section at `path` may have, read off the models."""
    model: Any = Spec
    at = data
    for step in path:
        at = _inside(at, step)
        if isinstance(model, type) and issubclass(model, BaseModel):
            field = model.model_fields.get(str(step))
            model = field.annotation if field else None
        else:
            model = _inner(model)
        if isinstance(at, dict) and at.get("kind") in KINDS and path[0] == "levers":
            model = KINDS[at["kind"]]
    return [name for m in _models(model) for name in m.model_fields]


def _inside(at: Any, step: str | int) -> Any:
    try:
        return at[step]
    except (KeyError, IndexError, TypeError):
        return None


def _inner(annotation: Any) -> Any:
    arguments = get_args(annotation)
    return arguments[-1] if arguments else None


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for a in get_args(annotation) for m in _models(a)]
