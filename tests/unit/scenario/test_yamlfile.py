"""YAML as plain data with lines, and junk as one clear message."""

from __future__ import annotations

import math
import random
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import ScenarioError
from tocsin.scenario.reading import yamlfile
from tocsin.scenario.reading.yamlfile import MOST_DEPTH, read_yaml


def wrong(text: str):
    with pytest.raises(ScenarioError) as caught:
        read_yaml(text, "f.yaml")
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("NO", "NO"),  # Norway
        ("true", True),
        ("~", None),
        ("", None),
        ("007", 7),
        ("0x1F", 31),
        ("1_000", 1000),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-.inf", -math.inf),
        ("1:30", "1:30"),
        ("2022-01-05", "2022-01-05"),
        ("2022-01-05T08:00", "2022-01-05T08:00"),
        ("50 %", "50 %"),
        ("'1'", "1"),
        ('"a\\nb"', "a\nb"),
        ("9" * 400, math.inf),
        ('"\\ud83d\\ude00"', "😀"),
    ],
)
def test_a_scalar_means_what_yaml_1_2_says(text, value):
    found = read_yaml(f"a: {text}\n", "f.yaml").data["a"]
    assert found == value
    assert type(found) is type(value)


def test_every_value_has_its_line():
    document = read_yaml("a:\n  - 1\n  - b: |\n      x\n      y\n    c: 2\n\nd: {e: 3}\n", "f.yaml")
    assert document.data == {"a": [1, {"b": "x\ny\n", "c": 2}], "d": {"e": 3}}
    lines = {".".join(map(str, path)): line for path, (_, line) in document.marks.items()}
    assert lines == {"": 1, "a": 1, "a.0": 2, "a.1": 3, "a.1.b": 3, "a.1.c": 6, "d": 8, "d.e": 8}


def test_an_alias_is_a_copy_with_the_lines_of_its_anchor():
    document = read_yaml("a: &x\n  b: [1]\nc: *x\n", "f.yaml")
    assert document.data["c"] == {"b": [1]}
    assert document.data["c"] is not document.data["a"]
    assert document.marks["c", "b", 0] == ("f.yaml", 2)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 0, "is empty"),
        ("# nothing\n", 0, "is empty"),
        ("a: [1, 2\nb: 2\n", 2, "begins on line 1"),
        ("a:\n  b: c: d\n", 2, "needs quotes"),
        ("a: 1\n\tb: 2\n", 2, "is not YAML"),
        ("a: 1\n\n'b\n", 4, "begins on line 3"),
        ("a: 1\nb: 2\na: 3\n", 3, "first on line 1"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: *b\n", 1, "'*b' refers to nothing"),
        ("a:\n  &a [*a]\n", 2, "contains itself"),
        ("&r\na:\n  b: *r\n", 3, "contains itself"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "!!python/object/apply:os.system"),
        ("a: !!int 3\n", 1, "!!int"),
        ("a: 1\n? [b]\n: 2\n", 2, "name as key"),
        ("a: 1\n'': 2\n", 2, "1 to 200 characters"),
        ("a: 1\nb: \0\n", 2, "0x00 is not allowed"),
        ('a: 1\nb: "\\ud800"\n', 2, "half a character"),
        ("a: " + "[" * 99 + "]" * 99, 1, f"more than {MOST_DEPTH}"),
        ("\n".join(" " * n + "a:" for n in range(99)), MOST_DEPTH + 2, f"more than {MOST_DEPTH}"),
        ("%YAML 9.9\n---\na: 1\n", 1, "is not YAML"),
    ],
)
def test_a_mistake_of_form_is_named_with_its_line(text, line, says):
    found = wrong(text)
    assert [(p.file, p.line) for p in found] == [("f.yaml", line)]
    assert says in found[0].message


def test_several_mistakes_of_form_come_at_once():
    found = wrong("a: 1\na: 2\nb: !x 3\nc: *d\n")
    assert [p.line for p in found] == [2, 3, 4]


LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12)
)
NESTED = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 2000))


@pytest.mark.parametrize(
    "text",
    [LAUGHS, LAUGHS.replace("[", "{k: [").replace("]", "]}"), NESTED, "[" * 1_000_000,
     "{" * 1_000_000, "- " * 1_000_000, "&a " * 1_000_000, "'" * 1_000_001],
    ids=["laughs", "mappings", "nested", "brackets", "braces", "dashes", "anchors", "quotes"],
)  # fmt: skip
def test_bombs_end_soon_and_in_one_message(text):
    begin = time.process_time()
    assert len(wrong(text)) == 1
    assert time.process_time() - begin < 10


def test_too_many_values_are_refused_while_reading(monkeypatch):
    monkeypatch.setattr(yamlfile, "MOST_VALUES", 1000)
    (found,) = wrong("- [1, 2, 3, 4, 5, 6, 7, 8, 9]\n" * 100_000)
    assert "more than 1,000 values" in found.message
    assert found.line == 100


@given(st.text(max_size=80))
def test_any_text_is_data_or_a_scenario_error(text):
    with suppress(ScenarioError):
        read_yaml(text, "f.yaml")


def test_any_soup_of_yaml_signs_is_data_or_a_scenario_error():
    parts = ["a", "b: ", "- ", "[", "]", "{", "}", "\n", "  ", "&x ", "*x", "!t ", "'", '"',
             "|\n", ">-\n", "? ", ": ", "#", "%Y", "---\n", "...\n", ",", "<<: ",
             "\t", "é", "@", "`"]  # fmt: skip
    dice = random.Random(1)
    for _ in range(1500):
        text = "".join(dice.choices(parts, k=dice.randrange(1, 25)))
        with suppress(ScenarioError):
            read_yaml(text, "f.yaml")
