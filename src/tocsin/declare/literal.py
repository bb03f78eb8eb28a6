"""What a Python text declares, read off without running it.

Known are texts, numbers, tuples and lists, sums of them, names given before, `Field(...)` and the other
forms of `declare.field`, NumPy's types and infinities, and comprehensions such as
`tuple(f.name for f in FIELDS)`.  Whatever else a text works out is `UNKNOWN` until it runs.
"""

from __future__ import annotations

import ast
import operator
from typing import Any

import numpy as np

from tocsin.declare import field as forms
from tocsin.declare.field import Field
from tocsin.errors import MechanismError


class _Unknown:
    """What is known only when a text runs."""


UNKNOWN = _Unknown()
_FORMS = {name: getattr(forms, name) for name in ("Field", "count", "code", "fraction", "flag")}
_BUILTIN = {"tuple": tuple, "list": list, "sorted": sorted, "set": set, "float": float,
            "int": int, "bool": bool, "dict": dict}  # fmt: skip
_CALLED = ("tuple", "list", "sorted", "set", "float", "int")
_SUMS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
         ast.Div: operator.truediv}  # fmt: skip


#: Items of a list, letters of a text and bits of a number beyond which no declaration goes: what only
#: looks at a stranger's file must not be made to fill the memory by a text that doubles line by line.
MOST = 10_000


class _NotLiteral(Exception):
    pass


def declarations(source: str, file: str) -> dict[str, Any]:
    """Names that a text gives at its top, with values as far as they can be read.

    Raises MechanismError if the text is no Python, or declares a field that cannot be.
    """
    try:
        tree = ast.parse(source, file)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:  # of too deep a nesting
        line = getattr(error, "lineno", None) or 1
        raise MechanismError(f"{file}:{line}: {type(error).__name__}: {error}") from None
    names: dict[str, Any] = {}
    if doc := ast.get_docstring(tree):
        names["__doc__"] = doc
    for node in tree.body:
        try:
            _take(node, names)
        except MechanismError as error:
            raise MechanismError(f"{file}:{node.lineno}: {error}") from None
    return names


def _take(node: ast.stmt, names: dict[str, Any]) -> None:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        names[node.name] = UNKNOWN
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            names[alias.asname or alias.name.partition(".")[0]] = _imported(node, alias)
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        value = UNKNOWN if node.value is None else _value(node.value, names)
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            _give(target, value, names)
    else:  # a condition, a loop: what it gives is not known
        for inside in ast.walk(node):
            if isinstance(inside, ast.ImportFrom):
                _take(inside, names)
            elif isinstance(inside, ast.Name) and isinstance(inside.ctx, ast.Store):
                names[inside.id] = UNKNOWN
            elif isinstance(inside, ast.FunctionDef):
                names[inside.name] = UNKNOWN


def _imported(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> Any:
    if isinstance(node, ast.ImportFrom):
        ours = (node.module or "").partition(".")[0] == "tocsin"
        return _FORMS.get(alias.name, UNKNOWN) if ours else UNKNOWN
    return np if alias.name == "numpy" else UNKNOWN


def _give(target: ast.expr, value: object, names: dict[str, Any]) -> None:
    if isinstance(target, ast.Name):
        names[target.id] = value
    elif isinstance(target, ast.Tuple | ast.List):
        parts = value if isinstance(value, tuple | list) else ()
        known = len(parts) == len(target.elts)
        for i, each in enumerate(target.elts):
            _give(each, parts[i] if known else UNKNOWN, names)


def _value(node: ast.expr, names: dict[str, Any]) -> Any:
    try:
        return _read(node, names)
    except _NotLiteral:
        return UNKNOWN
    except MechanismError:
        raise
    except Exception:  # such as a sum of a text and a number: it will be told when it runs
        return UNKNOWN


def _read(node: ast.expr, names: dict[str, Any]) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return _known(names.get(node.id, _BUILTIN.get(node.id, UNKNOWN)))
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return _items(node.elts, names)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_read(node.operand, names)
    if isinstance(node, ast.BinOp) and type(node.op) in _SUMS:
        left, right = _read(node.left, names), _read(node.right, names)
        if isinstance(node.op, ast.Mult) and not all(
            isinstance(x, int | float) for x in (left, right)
        ):
            raise _NotLiteral
        return _bounded(_SUMS[type(node.op)](left, right))
    if isinstance(node, ast.Attribute):
        return _attribute(_read(node.value, names), node.attr)
    if isinstance(node, ast.GeneratorExp | ast.ListComp | ast.SetComp):
        return _comprehension(node, names)
    if isinstance(node, ast.Call):
        return _call(node, names)
    raise _NotLiteral


def _known(value: object) -> Any:
    if value is UNKNOWN:
        raise _NotLiteral
    return value


def _items(nodes: list[ast.expr], names: dict[str, Any]) -> tuple[Any, ...]:
    out: list[Any] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            out += _read(node.value, names)
        else:
            out.append(_read(node, names))
        _bounded(out)
    return tuple(out)


def _bounded(value: Any) -> Any:  # whatever a literal can be
    size = value.bit_length() if isinstance(value, int) else len(value) if _is_many(value) else 0
    if size > MOST:
        raise _NotLiteral
    return value


def _is_many(value: object) -> bool:
    return isinstance(value, str | bytes | tuple | list)


def _attribute(of: object, name: str) -> Any:
    if isinstance(of, Field):
        return getattr(of, name)
    if of is np and (name in ("inf", "nan", "pi") or isinstance(getattr(np, name, None), type)):
        return getattr(np, name)
    raise _NotLiteral


def _comprehension(
    node: ast.GeneratorExp | ast.ListComp | ast.SetComp, names: dict[str, Any]
) -> tuple[Any, ...]:
    if len(node.generators) != 1 or not isinstance(node.generators[0].target, ast.Name):
        raise _NotLiteral
    each = node.generators[0]
    if each.ifs or each.is_async:
        raise _NotLiteral
    over = _read(each.iter, names)
    assert isinstance(each.target, ast.Name)
    return tuple(_read(node.elt, {**names, each.target.id: item}) for item in over)


def _call(node: ast.Call, names: dict[str, Any]) -> Any:
    called = _read(node.func, names)
    plain = isinstance(node.func, ast.Name) and node.func.id in _CALLED
    if called not in _FORMS.values() and not (plain and called in _BUILTIN.values()):
        raise _NotLiteral
    arguments = _items(node.args, names)
    named = {k.arg: _read(k.value, names) for k in node.keywords if k.arg is not None}
    if len(named) != len(node.keywords):
        raise _NotLiteral
    try:
        return called(*arguments, **named)
    except TypeError as error:
        if called in _FORMS.values():
            raise MechanismError(f"{error}") from None
        raise _NotLiteral from None
