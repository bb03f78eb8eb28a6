"""What may be said of differences: clearly only of what matters, counted of few."""

from __future__ import annotations

import json
import re

import pytest

from tocsin.declare.choices import LANGUAGES
from tocsin.experiments.comparisons.paired import paired
from tocsin.view.brief.words import FOLDER, Words
from tocsin.view.verdicts import WORDS, strong, verdict

TEXTS = {
    code: json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8")) for code in LANGUAGES
}


def pairs(base, shift, n=30):
    """n pairs that differ by about `shift` each."""
    first = [base + k % 3 for k in range(n)]
    return paired(first, [x + shift * (1 + 0.1 * (k % 2)) for k, x in enumerate(first)])


def test_three_more_of_266_dead_are_clear_and_still_slight():
    found = pairs(266.0, 3.0)
    assert (found["clear"], found["matters"]) == ("higher", False)
    assert not strong(found)
    assert verdict(found) == "slightly more"


def test_forty_more_are_clearly_more():
    found = pairs(266.0, 40.0)
    assert strong(found)
    assert verdict(found) == "clearly more"
    assert verdict(pairs(266.0, -40.0), "time") == "clearly sooner"


def test_beside_a_base_of_none_a_twentieth_is_slight_and_a_man_is_not():
    assert pairs(0.0, 0.01)["matters"] is False
    assert paired([0.0] * 9, [1.0] * 9)["matters"] is True


def test_the_hour_of_an_event_is_held_against_a_day():
    hours = [300.0] * 9
    later = [302.0] * 9
    assert paired(hours, later)["matters"] is False
    assert paired(hours, later, against=24.0)["matters"] is True


def test_of_few_pairs_it_is_counted_in_how_many():
    found = paired([10.0] * 8, [2.0, 3.0, 4.0, 3.0, 2.0, 4.0, 3.0, 11.0])
    assert verdict(found) == "fewer in 7 of 8 pairs"


def test_what_is_not_clear_says_so_or_that_few_pairs_differ():
    assert verdict(paired([1.0] * 8, [1.0] * 8)) == "no difference"
    assert verdict(paired([5.0] * 3, [1.0, 2.0, 3.0])) == "too few pairs differ to say"
    assert verdict(paired([5.0] * 8, [1.0, 9.0] * 4)) == "no clear difference"
    assert verdict(paired([None], [None])) == "no pairs"


def test_every_language_has_every_text_with_the_same_marks():
    def marks(text):
        return set(re.findall(r"\{(\w+)", text))

    english = TEXTS["en"]
    assert {key: english[key] for key in WORDS} == WORDS
    for code, texts in TEXTS.items():
        assert list(texts) == list(english), code
        for key, text in texts.items():
            assert marks(text) == marks(english[key]), (code, key)
        assert len(texts["months"].split("|")) == 12


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("en", ["1 run", "2 runs", "1,200 runs"]),
        ("fr", ["1 simulation", "2 simulations", "1\u202f200 simulations"]),
        ("ru", ["1 прогон", "2 прогона", "1\xa0200 прогонов"]),
    ],
)
def test_nouns_go_with_their_numbers(code, told):
    w = Words(code, TEXTS[code])
    assert [w.t("runs", n=n) for n in (1, 2, 1200)] == told


def test_numbers_and_dates_are_those_of_the_language():
    english, french, russian = (Words(code, TEXTS[code]) for code in ("en", "fr", "ru"))
    assert [w.number(-0.52) for w in (english, french)] == ["−0.52", "−0,52"]
    assert [w.number(176.5) for w in (english, french, russian)] == ["177"] * 3
    assert french.date("2022-01-01") == "1er janvier 2022"
    assert russian.date("2022-01-05T16:00") == "5 января 2022 года, 16:00"
    assert english.date("2022") == "2022"
    assert french.percent(0.95) == "95\u202f%"


def test_french_signs_do_not_stand_alone_at_the_end_of_a_line():
    for key, text in TEXTS["fr"].items():
        assert not re.search(r" [;:!?»%]|« |'", text), key
    for key, text in TEXTS["ru"].items():
        assert " —" not in text, key
