"""Reading YAML and CSV into plain data that remembers the line of every value.

YAML 1.2 through ruamel.yaml's node graph: plain scalars, lists and mappings only.  Keys are text,
a key may stand once, and a file has a largest size, so that junk ends in one clear message.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tocsin.errors import Problem, ScenarioError

Path_ = tuple[str | int, ...]

MOST_BYTES = 4_000_000
MOST_VALUES = 400_000


@dataclass
class Document:
    """Plain data and, for each path in it, the file and line where it was written."""

    data: Any
    marks: dict[Path_, tuple[str, int]] = field(default_factory=dict)

    def mark(self, path: Path_) -> tuple[str, int]:
        """File and line of a path, or of the nearest part of it that is written down."""
        path = tuple(path)
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, ("", 0))

    def problem(self, path: Path_, message: str) -> Problem:
        """A problem at a path."""
        file, line = self.mark(path)
        return Problem(file, line, ".".join(map(str, path)), message)

    def value(self, path: Path_) -> Any:
        """The value at a path; None if there is none."""
        at = self.data
        for step in path:
            try:
                at = at[step]
            except (KeyError, IndexError, TypeError):
                return None
        return at


def read_text(path: Path, what: str = "file") -> str:
    """The text of a file, or a `ScenarioError` that says why not."""

    def fail(message: str) -> ScenarioError:
        return ScenarioError([Problem(str(path), 0, "", message)])

    try:
        size = path.stat().st_size
        if path.is_dir():
            raise fail(f"is a folder; expected a {what}")
        if size > MOST_BYTES:
            raise fail(f"has {size:,} bytes; a {what} may have {MOST_BYTES:,} at most")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise fail("no such file") from None
    except UnicodeDecodeError as error:
        raise fail(f"is not UTF-8 text (byte {error.start}); expected a {what}") from None
    except OSError as error:
        raise fail(f"cannot be read: {error.strerror}") from None


def read_yaml(text: str, file: str) -> Document:
    """Parse YAML text; raises `ScenarioError` with every mistake of form."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        node = YAML(typ="safe", pure=True).compose(io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        message = " ".join(str(x) for x in (error.problem, error.context) if x)
        raise ScenarioError([Problem(file, line, "", f"is not YAML: {message}")]) from None
    except (YAMLError, ValueError, RecursionError) as error:
        message = " ".join(str(error).split())[:200] or type(error).__name__
        raise ScenarioError([Problem(file, 0, "", f"is not YAML: {message}")]) from None
    if node is None:
        raise ScenarioError([Problem(file, 0, "", "is empty; expected a scenario")])
    reader = _Reader(file)
    data = reader.plain(node, ())
    if reader.problems:
        raise ScenarioError(reader.problems)
    return Document(data, reader.marks)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.marks: dict[Path_, tuple[str, int]] = {}
        self.problems: list[Problem] = []
        self.values = 0

    def wrong(self, node: Any, path: Path_, message: str) -> None:
        line = node.start_mark.line + 1
        self.problems.append(Problem(self.file, line, ".".join(map(str, path)), message))

    def plain(self, node: Any, path: Path_) -> Any:
        self.values += 1
        if self.values > MOST_VALUES:
            problem = Problem(self.file, 0, "", f"has more than {MOST_VALUES:,} values")
            raise ScenarioError([problem])
        self.marks[path] = (self.file, node.start_mark.line + 1)
        kind = node.id
        if kind == "mapping":
            return self.mapping(node, path)
        if kind == "sequence":
            return [self.plain(item, (*path, i)) for i, item in enumerate(node.value)]
        return self.scalar(node, path)

    def mapping(self, node: Any, path: Path_) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if key_node.id != "scalar":
                self.wrong(key_node, path, "expected a name as key")
                continue
            key = str(key_node.value)
            here = (*path, key)
            if key in out:
                first = self.marks[here][1]
                self.wrong(key_node, here, f"stands twice; first on line {first}")
                continue
            out[key] = self.plain(value_node, here)
            self.marks[here] = (self.file, key_node.start_mark.line + 1)
        return out

    def scalar(self, node: Any, path: Path_) -> Any:
        text = str(node.value)
        tag = str(node.tag or "").rsplit(":", 1)[-1]
        try:
            if tag == "null":
                return None
            if tag == "bool":
                return text.lower() == "true"
            if tag == "int":
                return int(text.replace("_", ""), 0 if text[:2].lower() in ("0x", "0o") else 10)
            if tag == "float":
                return float(text.replace("_", "").lower().replace(".inf", "inf")
                             .replace(".nan", "nan"))  # fmt: skip
        except ValueError:
            return text
        if str(node.tag).startswith("!"):
            self.wrong(node, path, f"the tag {node.tag} is not supported; expected a plain value")
        return text


def read_csv(path: Path, file: str, columns: dict[str, bool]) -> Document:
    """Rows of a CSV file as mappings; `columns` says which are known and which are needed."""
    text = read_text(path, "CSV table")
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        return _rows(lines, file, columns)
    except csv.Error as error:
        raise ScenarioError([Problem(file, lines.line_num, "", f"is no CSV: {error}")]) from None


def _rows(lines: Any, file: str, columns: dict[str, bool]) -> Document:
    from tocsin.errors import did_you_mean

    document = Document([])
    problems: list[Problem] = []
    header: list[str] = []
    for row in lines:
        line = lines.line_num
        if not row or row[0].lstrip().startswith("#"):
            continue
        if not header:
            header = [name.strip() for name in row]
            problems += [
                Problem(file, line, name, f"unknown column{did_you_mean(name, columns)}")
                for name in header
                if name not in columns
            ]
            problems += [
                Problem(file, line, name, "this column is missing")
                for name, needed in columns.items()
                if needed and name not in header
            ]
            if problems:
                break
            continue
        if len(row) != len(header):
            message = f"has {len(row)} columns; the head has {len(header)}"
            problems.append(Problem(file, line, "", message))
            continue
        at = (len(document.data),)
        document.marks[at] = (file, line)
        document.data.append(
            {name: text.strip() for name, text in zip(header, row, strict=True) if text.strip()}
        )
    if not header:
        problems.append(Problem(file, 0, "", "is empty; expected a head and rows"))
    if problems:
        raise ScenarioError(problems)
    return document


def paths(data: Any, at: Path_ = ()) -> Iterator[Path_]:
    """All paths of plain data."""
    yield at
    if isinstance(data, dict):
        for key, value in data.items():
            yield from paths(value, (*at, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from paths(value, (*at, i))
