"""Reading YAML into plain data with the line of every value.

YAML 1.2 by way of ruamel.yaml's events: plain scalars, lists and mappings only.  Keys are text and
stand once, there are no tags, and size and depth are bounded, so that junk ends in one clear message.
Events and not ruamel's composer, since that ends at the first mistake of names (twice the same key, an
alias of nothing), and has a whole document in hand, however deep, before anybody can say that it is
too large.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from tocsin.errors import Problem, ScenarioError
from tocsin.scenario.reading.document import Data, Document, Path_

#: An event of ruamel.yaml, whose attributes have no types.
Event: TypeAlias = Any

MOST_VALUES = 200_000
MOST_DEPTH = 30
LONGEST_NAME = 200

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?[0-9]+(_[0-9]+)*|0x[0-9a-fA-F]+|0o[0-7]+")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(_[0-9]+)*(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)


def read_yaml(text: str, file: str, what: str = "scenario") -> Document:
    """Parse YAML text; raises `ScenarioError` with every mistake of form."""
    return _Reader(text, file, what).document()


def resolve(text: str) -> Any:
    """What a plain scalar means: null, true or false, a number, or text (YAML's core schema)."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        # nothing in a scenario is so large; beyond this, numbers stop being floats or text
        if len(text) >= 300:
            return math.inf
        return int(text, {"0x": 16, "0o": 8}.get(text[:2], 10))
    if _FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


def _events(text: str, file: str) -> Iterator[Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    line, message = 0, ""
    try:
        yield from YAML(typ="safe", pure=True).parse(io.StringIO(text))
        return
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        message = str(error.problem or "")
        if error.context:
            message += f" {error.context}"
            begun = error.context_mark.line + 1 if error.context_mark else line
            message += f" that begins on line {begun}" if begun != line else ""
        if "mapping values are not allowed" in message:
            message += "; text with ': ' in it needs quotes"
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"the character {error.character:#04x} is not allowed"
    except Exception as error:  # the parser's own slips on junk
        message = " ".join(str(error).split())[:200] or type(error).__name__
    raise ScenarioError([Problem(file, line, "", f"is not YAML: {message}")])


class _Reader:
    def __init__(self, text: str, file: str, what: str) -> None:
        from ruamel.yaml import events  # slow to import

        self.of = events
        self.file = file
        self.what = what
        self.events = _events(text, file)
        self.out = Document(None, {})
        self.anchors: dict[str, tuple[Path_, Any] | None] = {}  # None while it is being read
        self.problems: list[Problem] = []
        self.values = 0

    def document(self) -> Document:
        next(self.events)  # the stream begins
        first = self.next()
        if isinstance(first, self.of.StreamEndEvent):
            raise self.stop(0, f"is empty; expected a {self.what}")
        self.out.data = self.value(self.next(), ())
        self.next()  # the document ends
        after = self.next()
        if not isinstance(after, self.of.StreamEndEvent):
            raise self.stop(_line(after), "a second document begins; expected one only")
        if self.problems:
            raise ScenarioError(self.problems)
        return self.out

    def next(self) -> Any:
        event = next(self.events, None)
        if event is None:
            raise self.stop(0, "is not YAML: it ends too early")
        return event

    def stop(self, line: int, message: str) -> ScenarioError:
        return ScenarioError([*self.problems, Problem(self.file, line, "", message)])

    def wrong(self, line: int, path: Path_, message: str) -> None:
        self.problems.append(Problem(self.file, line, self.out.text(path), message))

    def value(self, event: Event, path: Path_) -> Any:
        line = _line(event)
        self.count(line, path)
        if isinstance(event, self.of.AliasEvent):
            return self.alias(event.anchor, line, path)
        if event.tag:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self.wrong(line, path, f"the tag {tag} is not supported; expected a plain value")
        if event.anchor:
            self.anchors[event.anchor] = None
        self.out.marks[path] = (self.file, line)
        data: Data
        if isinstance(event, self.of.MappingStartEvent):
            data = self.mapping(path)
        elif isinstance(event, self.of.SequenceStartEvent):
            data = self.sequence(path)
        else:
            text = self.characters(event, path)
            data = resolve(text) if event.implicit[0] else text
            if isinstance(data, int) and not isinstance(data, bool) and str(data) != text:
                self.out.written[path] = text
        if event.anchor:
            self.anchors[event.anchor] = (path, data)
        return data

    def count(self, line: int, path: Path_) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            raise self.stop(
                line, f"has more than {MOST_VALUES:,} values, too many for a {self.what}"
            )
        if len(path) > MOST_DEPTH:
            raise self.stop(line, f"is nested more than {MOST_DEPTH} levels deep")

    def sequence(self, path: Path_) -> list[Any]:
        out: list[Any] = []
        while not isinstance(event := self.next(), self.of.SequenceEndEvent):
            out.append(self.value(event, (*path, len(out))))
        return out

    def mapping(self, path: Path_) -> dict[str, Any]:
        out: dict[str, Any] = {}
        while not isinstance(event := self.next(), self.of.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, self.of.ScalarEvent):
                raise self.stop(line, "expected a name as key")
            key = self.characters(event, path)
            here = (*path, key)
            if not 0 < len(key) <= LONGEST_NAME:
                self.wrong(line, path, f"expected a key of 1 to {LONGEST_NAME} characters")
            if key in out:
                first = self.out.marks[here][1]
                self.wrong(line, here, f"stands twice; first on line {first}")
                self.value(self.next(), here)
                continue
            out[key] = self.value(self.next(), here)
            self.out.marks[here] = (self.file, line)
        return out

    def alias(self, name: str, line: int, path: Path_) -> Any:
        if name not in self.anchors:
            self.wrong(line, path, f"'*{name}' refers to nothing; expected '&{name}' before it")
            return None
        found = self.anchors[name]
        if found is None:
            self.wrong(line, path, f"'*{name}' contains itself")
            return None
        return self.copy(line, *found, path)

    def copy(self, line: int, source: Path_, data: Data, path: Path_) -> Any:
        """What an anchor stands for, counted like everything else so that it cannot explode."""
        self.count(line, path)
        self.out.marks[path] = self.out.marks.get(source, (self.file, line))
        if isinstance(data, dict):
            return {k: self.copy(line, (*source, k), v, (*path, k)) for k, v in data.items()}
        if isinstance(data, list):
            return [self.copy(line, (*source, i), v, (*path, i)) for i, v in enumerate(data)]
        return data

    def characters(self, event: Event, path: Path_) -> str:
        """The text of a scalar; escaped halves of characters, as in JSON, are put together."""
        text = str(event.value)
        try:
            text.encode()
        except UnicodeEncodeError:
            try:
                text = text.encode("utf-16", "surrogatepass").decode("utf-16")
            except UnicodeDecodeError:
                self.wrong(_line(event), path, "has half a character (a lone surrogate)")
        return text


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1
