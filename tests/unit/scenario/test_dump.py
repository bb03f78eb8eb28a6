"""What is written reads back the same."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valley import FILE
from tocsin.scenario import bundled, load
from tocsin.scenario.reading.dump import dump
from tocsin.scenario.reading.yamlfile import LONGEST_NAME, read_yaml

TRICKY = [
    "", " ", "no", "yes", "NO", "on", "y", "null", "Null", "~", "true", "True", "nan", ".nan", "inf",
    ".inf", "1", "-1", "1.0", "1e3", "1_000", "0x10", "0o7", ".5", "5.", "+1", "2022-01-01",
    "2022-01-05T08:00", "12:30", "a: b", "a:", ":a", ": ", "a #b", "#", " #x", "- a", "-", "--- ",
    "? a", "!x", "&x", "*x", "%x", "@x", "`x", "|", ">", "[a]", "{a: b}", "a, b", "'", '"', "it's",
    '"q"', "\\", "\\n", "a\nb", "a\n", "\n", "a\r\nb", "\t", "a\tb", "trailing ", " leading", "a  b",
    "é", "Ö b", "名", "😀", "\x00", "\x07", "\x7f", "\x85", "\xa0",
    "\u2028", "\u2029", "\ufeff", "\ufffe",
    "a" * 500, "x y " * 50, "<<", "=", "active > 3", "captured('a') >= 1", "a*b", "(", ")", "a)", "a.",
]  # fmt: skip

text = st.one_of(
    st.sampled_from(TRICKY), st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
)
key = text.filter(lambda k: 0 < len(k) <= LONGEST_NAME)
leaf = st.one_of(
    text,
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=False),
)
plain = st.recursive(
    leaf, lambda x: st.lists(x, max_size=5) | st.dictionaries(key, x, max_size=5), max_leaves=25
)


def back(data):
    return read_yaml(dump(data), "f.yaml").data


@pytest.mark.parametrize("tricky", TRICKY)
def test_text_that_looks_like_something_else_stays_text(tricky):
    data = {"a": tricky, "b": [tricky, [tricky]], "c": [{"d": tricky, "e": {"f": [tricky] * 30}}]}
    if 0 < len(tricky) <= LONGEST_NAME:
        data |= {tricky: {tricky: 1}}
    assert back(data) == data


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(key, plain, min_size=1, max_size=6))
def test_any_plain_data_reads_back_the_same(data):
    found = back(data)
    assert found == data
    assert repr(found) == repr(data)  # 1 is not 1.0 is not true, and the order stays


def test_numbers_that_are_not_finite_read_back():
    found = back({"a": [math.nan, math.inf, -math.inf]})["a"]
    assert math.isnan(found[0])
    assert found[1:] == [math.inf, -math.inf]


@pytest.mark.parametrize("source", [*bundled(), pytest.param(FILE, id="valley")])
def test_a_scenario_reads_back_the_same(source, write):
    scenario = load(source)
    again = load(write("again.yaml", scenario.to_yaml()))
    assert again.digest == scenario.digest
    assert again.copy_of_data() == scenario.copy_of_data()
