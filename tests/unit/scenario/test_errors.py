"""Problems and hints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import (
    MOST_SHOWN,
    InputError,
    Problem,
    ScenarioError,
    command_line,
    did_you_mean,
    near_words,
)


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("a.yaml", 3, "clock.hours", "is missing"), "a.yaml:3: clock.hours: is missing"),
        (Problem("a.yaml", 0, "", "is empty"), "a.yaml: is empty"),
        (Problem("--set a.b", 0, "a.b", "x"), "--set a.b: x"),
        (Problem("--set a", 0, "a.b", "x"), "--set a: a.b: x"),
        (Problem("", 0, "a.b", "x"), "a.b: x"),
    ],
)
def test_a_problem_says_where_and_what(problem, text):
    assert str(problem) == text


def test_problems_come_once_each_and_in_the_order_of_lines():
    found = [Problem("a", n, "", "x") for n in (10, 9, 10)]
    assert str(ScenarioError(found)) == "a:9: x\na:10: x\n2 errors; nothing was written."


def test_of_very_many_problems_the_first_are_shown_and_all_are_kept():
    error = ScenarioError(Problem("a", n, "", "x") for n in range(1, MOST_SHOWN + 6))
    lines = str(error).splitlines()
    assert len(error.problems) == MOST_SHOWN + 5
    assert lines[-2:] == ["... and 5 more", f"{MOST_SHOWN + 5} errors; nothing was written."]


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("polcie", ["police", "guard"], "; did you mean 'police'?"),
        ("POLICE", ["police", "guard"], "; did you mean 'police'?"),
        ("zzz", ["police", "guard"], "; known are police, guard"),
        ("zzz", [], ""),
    ],
)
def test_a_hint_names_what_is_near(word, known, hint):
    assert did_you_mean(word, known) == hint


@pytest.mark.parametrize(
    ("word", "other"),
    [("East", "Tasty"), ("West", "East"), ("Oral", "Uralsk"), ("ost", "out"), ("price", "place")],
)
def test_what_hardly_agrees_is_not_offered(word, other):
    assert near_words(word, [other]) == []


@pytest.mark.parametrize(
    ("word", "other"),
    [("Wset", "West"), ("kapa", "kappa"), ("deaths", "dead"), ("kazakhstan", "kazakhstan-2022"),
     ("ALMATTY", "Almaty"), ("tme", "time"), ("lwo", "low")],
)  # fmt: skip
def test_a_slip_finds_its_word(word, other):
    assert near_words(word, ["quiet", other, "Tasty"]) == [other]


@given(st.text(max_size=3000), st.lists(st.text(max_size=20), max_size=30))
def test_a_hint_never_fails_and_stays_short(word, known):
    assert len(did_you_mean(word, known)) < 400


def test_a_scenario_error_survives_a_journey_to_another_process():
    import pickle

    from tocsin.errors import Problem, ScenarioError

    error = ScenarioError([Problem("a.yaml", 3, "x", "wrong"), Problem("a.yaml", 1, "y", "bad")])
    back = pickle.loads(pickle.dumps(error))
    assert back.problems == error.problems
    assert str(back) == str(error)


def test_a_python_caller_reads_of_arguments_and_a_command_of_options():
    said = "--runs 3 with --no-report: --overwrite, or `tocsin run X --resume`; a--b"
    for error in (InputError(said), ScenarioError([Problem("x", 0, "", said)])):
        assert str(error).startswith(
            ("`runs` 3 with `report=False`: `overwrite=True`", "x: `runs`")
        )
        assert "or `tocsin run X --resume`; a--b" in str(error)
        with command_line():
            assert said in str(error)
        assert said not in str(error)


def test_words_that_look_alike_are_told_apart():
    """A name from a Mac, decomposed, beside the same name composed."""
    hint = did_you_mean("Co\u0302te", ["C\u00f4te"])
    assert "two forms of Unicode" in hint
    assert "U+006F U+0302" in hint
    assert "Unicode" not in did_you_mean("Cote", ["C\u00f4te"])
