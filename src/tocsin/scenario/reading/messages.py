"""pydantic's findings in Tocsin's words: what stands there, what was expected, did you mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, TypeGuard, get_args, get_origin

from pydantic import BaseModel, ValidationError

from tocsin.errors import Problem, did_you_mean
from tocsin.scenario.reading.document import Document, Path_
from tocsin.scenario.sections.fields import Refers
from tocsin.scenario.sections.levers import KINDS
from tocsin.scenario.sections.spec import Spec

_SECTION = "names with values"
#: What was expected, by pydantic's name of the finding; braces take from its context.
_EXPECTED = {
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "greater_than_equal": "{ge} or more",
    "greater_than": "more than {gt}",
    "less_than_equal": "{le} or less",
    "less_than": "less than {lt}",
    "string_type": "text",
    "string_too_short": "text",
    "string_too_long": "{max_length} characters at most",
    "string_pattern_mismatch": "small letters, digits, '.', '_' and '-', a letter or digit first",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": _SECTION,
    "model_type": _SECTION,
    "model_attributes_type": _SECTION,
    "too_short": "{min_length} or more of them, not {actual_length}",
    "too_long": "{max_length} of them at most, not {actual_length}",
}
_PLAIN: dict[object, str] = {
    str: "text", int: "a whole number", float: "a number", bool: "true or false",
}  # fmt: skip


def problems(
    error: ValidationError, document: Document, root: type[BaseModel] = Spec
) -> list[Problem]:
    """All findings, each at its line; `root` is the model of the whole document."""
    out = []
    for finding in error.errors(include_url=False):
        path, value = _written(finding["loc"], document)
        if finding["type"].startswith("union_tag"):
            path, value = (*path, "kind"), document.value((*path, "kind"))
        out.append(document.problem(path, _message(dict(finding), path, value, document, root)))
    return out


def _written(location: Iterable[str | int], document: Document) -> tuple[Path_, Any]:
    """The location as it is written in the file, and what stands there.

    The kind of a lever, by which pydantic chooses a model, is no step; a bare number that stands
    for a figure has no `value` inside.
    """
    path = list(location)
    if path[-1:] == ["[key]"]:  # of a mapping
        return tuple(path[:-1]), path[-2]
    if path[:1] == ["levers"] and len(path) > 2:
        del path[2]
    value = document.value(tuple(path))
    if path[-1:] == ["value"]:
        figure = document.value(tuple(path[:-1]))
        wrapped = tuple(path) not in document.marks and tuple(path[:-1]) in document.marks
        if not isinstance(figure, dict):
            return tuple(path[:-1]), figure
        if "value" in figure and wrapped:
            return tuple(path[:-1]), value
    return tuple(path), value


def _message(
    finding: dict[str, Any], path: Path_, value: object, document: Document, root: type[BaseModel]
) -> str:
    kind, context = finding["type"], finding.get("ctx") or {}
    if kind == "extra_forbidden":
        if document.effort < 0:
            return "unknown key"
        return f"unknown key{document.near(str(path[-1]), _siblings(path[:-1], document, root))}"
    if kind == "missing":
        form = _form(path, document, root)
        return f"is missing; expected {form}" if form else "is missing"
    if kind.startswith("union_tag"):
        known = f"known are {', '.join(KINDS)}"
        if value is None:
            return f"is missing; {known}"
        return f"unknown kind {value!r}{_near(str(value), list(KINDS)) or f'; {known}'}"
    if kind == "value_error":
        return _found(value, str(context.get("error", finding["msg"])))
    if kind == "literal_error":
        choices = [str(c) for c in _choices(str(context.get("expected", "")))]
        return _found(value, f"expected one of {', '.join(choices)}{_near(str(value), choices)}")
    if kind in _EXPECTED:
        expected = _EXPECTED[kind].format(**{k: _bound(v) for k, v in context.items()})
        if path == ("places",) and kind == "list_type":
            expected = "a list of places, or file: with the name of a CSV table"
        if expected == _SECTION:
            expected = _form(path, document, root) or expected
        if kind.endswith("_type") and isinstance(value, dict | list):
            return f"expected {expected}, not {'a list' if isinstance(value, list) else _SECTION}"
        return _found(value, f"expected {expected}")
    return _found(value, finding["msg"][0].lower() + finding["msg"][1:])


def _found(value: object, expected: str) -> str:
    """What stands there and what was expected; a whole section is not shown again."""
    if isinstance(value, dict | list):
        return expected
    if value is None:
        return f"is empty; {expected}"
    shown = str(value).lower() if isinstance(value, bool) else repr(value)
    if len(shown) > 60:
        shown = shown[:57] + "..."
    said = expected.startswith((shown, repr(str(value))))
    return expected if said else f"{shown}: {expected}"


def _bound(value: object) -> str:
    return f"{value:,.12g}" if isinstance(value, int | float) else str(value)


def _choices(text: str) -> list[str]:
    return [c.strip().strip("'") for c in text.replace(" or ", ", ").split(",")]


def _near(word: str, choices: list[str]) -> str:
    hint = did_you_mean(word, choices)
    return hint if "did you mean" in hint else ""


def keep_codes(document: Document, root: type[BaseModel] = Spec) -> None:
    """Where a name is expected, a code such as 007 is what was written and no number."""
    for path, text in document.written.items():
        models = _models(path, document, root)
        if path and models and all(model in (str, type(None)) for model in models):
            document.value(path[:-1])[path[-1]] = text


def _siblings(path: Path_, document: Document, root: type[BaseModel]) -> list[str]:
    """The keys that the section at `path` may have, read off the models."""
    models = _models(path, document, root)
    return [name for m in models if _is_model(m) for name in m.model_fields]


def _form(path: Path_, document: Document, root: type[BaseModel]) -> str:
    """How what stands at `path` is written: a section with the keys that it needs, a list, a value."""
    for annotation in _models(path, document, root):
        if get_origin(annotation) is Literal:
            return " or ".join(str(x) for x in get_args(annotation))
        if annotation in _PLAIN:
            return _PLAIN[annotation]
        if _is_model(annotation):
            return f"{_SECTION}: {_keys(annotation)}"
        if get_origin(annotation) not in (dict, list):
            continue
        each = [inner for inner in _inside(annotation, 0) if _is_model(inner)]
        listed = get_origin(annotation) is list
        if len(each) != 1:  # levers are of many kinds
            return "" if listed else _SECTION
        if listed:
            return f"a list, each with {_keys(each[0])}"
        by = [m.what for m in getattr(get_args(annotation)[0], "__metadata__", ())
              if isinstance(m, Refers)]  # fmt: skip
        if by:
            return f"{_SECTION}, by {by[0].partition(' (')[0]}"
        return f"{_SECTION}, each with {_keys(each[0])}"
    return ""


def _keys(model: type[BaseModel]) -> str:
    """The keys that a section needs; of one that needs none, those that it may have."""
    needed = [name for name, field in model.model_fields.items() if field.is_required()]
    return ", ".join(needed or [name for name in model.model_fields if name != "source"])


def _models(path: Path_, document: Document, root: type[BaseModel]) -> list[Any]:
    """The annotations of what stands at a path."""
    models: list[Any] = [root]
    for i, step in enumerate(path):
        models = [inner for model in models for inner in _inside(model, step)]
        kind = document.value((*path[: i + 1], "kind"))
        if path[0] == "levers" and i == 1 and isinstance(kind, str) and kind in KINDS:
            models = [KINDS[kind]]
    return models


def _inside(annotation: object, step: str | int) -> Iterator[object]:
    """The annotations of what lies under a step."""
    if _is_model(annotation):
        field = annotation.model_fields.get(str(step))
        if field is not None:
            yield from _parts(field.annotation)
    elif get_origin(annotation) in (dict, list):
        yield from _parts(get_args(annotation)[-1])


def _parts(annotation: object) -> Iterator[object]:
    """An annotation without the wraps of Annotated and the branches of a union."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _parts(arguments[0])
    elif arguments and origin not in (dict, list, Literal):
        for argument in arguments:
            yield from _parts(argument)
    else:
        yield annotation


def _is_model(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
