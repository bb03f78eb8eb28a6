"""The grammar of `when`."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.scenario.sections.conditions import DEEPEST, FIELDS, FUNCTIONS, LONGEST, NATIONAL, parse


class Facts:
    """Everything is 10 in the country and 1 here; one site of a kind was lost; 'a' has acted."""

    def national(self, field):
        return 10.0

    def here(self, field):
        return 1.0

    def regions_with(self, field, least):
        return 2.0 if least <= 1 else 0.0

    def captured(self, kind):
        return float(kind == "airport")

    def fired(self, lever):
        return float(lever == "a")

    def parameter(self, name):
        return {"limit": 9.0}[name]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("active > 9", True),
        ("active > 10", False),
        ("active >= 10 and news == 10", True),
        ("active != 10 or hour < 11", True),
        ("not active > 9", False),
        ("5 < active < 15", True),
        ("5 < active < 7", False),
        ("2 * active - 5 + 1 > 15", True),
        ("-active < -9", True),
        ("here.active < active", True),
        ("regions_with(active, 1) >= 2", True),
        ("regions_with(active, 2 * hour) >= 1", False),
        ("captured('airport') >= 1", True),
        ("captured('residence') >= 1", False),
        ("fired('a')", True),
        ("fired('b') or not fired('a')", False),
        ("active > 9\n  and news > 9", True),
        ("active > parameter('limit')", True),
        ("active > 2 * parameter('limit')", False),
    ],
)
def test_a_condition_holds_by_the_facts(text, holds):
    assert bool(parse(text).holds(Facts())) is holds


def test_a_condition_knows_whom_it_mentions():
    parsed = parse("fired('b') and captured('airport') > here.dead")
    assert (parsed.levers, parsed.kinds, parsed.local) == (("b",), ("airport",), True)
    assert not parse("active > 1").local
    assert parse("active > parameter('a') * parameter('b')").parameters == ("a", "b")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("activ > 1", "did you mean 'active'"),
        ("here.activ > 1", "did you mean 'here.active'"),
        ("regions_wiht(active, 3) > 1", "did you mean 'regions_with'"),
        ("regions_with(activ, 3) > 1", "did you mean 'active'"),
        ("active >> 1", "expected a comparison"),
        ("active >", "cannot be read"),
        ("active", "expected a comparison"),
        ("active is 1", "expected one of"),
        ("active > 1e999", "expected numbers below"),
        ("active > " + "9" * 900, "expected numbers below"),
        ("active > 'a'", "expected a field"),
        ("active > True", "expected a field"),
        ("captured(airport) > 1", "captured('kind')"),
        ("fired(lever='a')", "fired('lever')"),
        ("active > 1 # \\d", "backslash"),
        ("(" * (DEEPEST + 1) + "not " * (DEEPEST + 1) + "active > 1", ""),
        ("not " * (DEEPEST + 1) + "active > 1", "too deeply"),
        ("-" * (DEEPEST + 1) + "active > 1", "too deeply"),
        ("active > 1 or " * LONGEST, "characters at most"),
    ],
)
def test_a_wrong_condition_is_refused_in_words(text, hint):
    with pytest.raises(ValueError, match=r"condition|expected|unknown|nested|cannot") as caught:
        parse(text)
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["__import__('os').system('touch x')", "open('x', 'w')", "(lambda: 1)() > 0", "().__class__ > 1",
     "[x for x in (1,)] > 1", "active.__class__ > 1", "f'{open}' > 1", "(active := 3) > 1",
     "captured('a'.__class__) > 1", "exec('x') > 1"],
)  # fmt: skip
def test_nothing_is_executed(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=r"expected|unknown"):
        parse(text)
    assert not list(tmp_path.iterdir())


words = st.sampled_from(
    [*FIELDS, *NATIONAL, *FUNCTIONS, *"()<>=!'\",.+-*:\\", "and", "or", "not", "here.", "1", "1e9",
     "'airport'", "fired('a')", "lambda", "x", "\n", "await", "é", "\0"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(words, max_size=25).map(" ".join)))
def test_any_text_is_a_condition_or_a_value_error(text):
    with suppress(ValueError):
        assert parse(text).holds(Facts()) in (True, False)
