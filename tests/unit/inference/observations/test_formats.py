"""Eight sources, each a small file: what is taken, what is left out; nobody can be found in it."""

from __future__ import annotations

import mailbox
from contextlib import suppress

import pytest

from tests.unit.inference.observations import made
from tocsin.errors import InputError, ScenarioError
from tocsin.inference.observations import file
from tocsin.inference.observations.importing import read
from tocsin.inference.observations.merging import merge


@pytest.fixture
def take(two_towns, write):
    """Imports a text in a format: (what, where, low, best, high) of each, and the whole import."""

    def of(format: str, text: str, **more):
        found = read(write(f"{format}.csv", text), two_towns, format, **more)
        rows = [(o.what, o.place or o.region, o.low, o.best, o.high) for o in found.observations]
        return rows, found

    return of


@pytest.fixture
def mail(tmp_path):
    folder = tmp_path / "mail"
    box = mailbox.Maildir(folder, create=True)
    for text in (made.MAIL, made.EMPTY_MAIL):
        box.add(text.encode())
    return folder


def test_acled_gives_crowds_riots_and_the_dead(take):
    rows, found = take("acled", made.ACLED)
    assert rows == [
        ("crowd", "Alpha", None, 500, None),
        ("riot", "Beta", 100, None, 999),
        ("dead", "Beta", None, 3, None),
        ("crowd", "East", None, None, None),
    ]
    crowd, _, dead, week = found.observations
    assert (crowd.until - crowd.time).total_seconds() == 24 * 3600
    assert (week.until - week.time).days == 7
    assert crowd.reported.year == 2030
    assert not dead.so_far
    assert len({o.event for o in found.observations}) == 3
    assert any("another country than Towns" in n for n in found.notes)
    assert any("'Gamma' is no place of East" in n for n in found.notes)


def test_ged_gives_the_dead_with_bounds_and_the_officers_among_them(take):
    rows, found = take("ged", made.GED)
    assert rows == [
        ("dead", "Beta", 7, 8, 10),
        ("dead_forces", "Beta", None, 2, None),
        ("dead", "West", 4, 4, 4),
    ]
    assert (found.observations[0].until - found.observations[0].time).days == 1
    assert (found.observations[2].until - found.observations[2].time).days == 3


def test_mass_mobilization_gives_sizes_in_words_and_what_the_state_did(take):
    rows, found = take("mm", made.MM)
    assert rows[0] == ("crowd", "Alpha", 1000, None, 9999)
    assert {(w, p) for w, p, *_ in rows[1:]} == {
        (w, p) for w in ("crowd", "riot", "detained", "dead") for p in ("Alpha", "Beta")
    }
    assert not any(o.counted for o in found.observations[1:])


def test_scad_gives_classes_of_ten_and_dates_with_the_month_first(take):
    rows, found = take("scad", made.SCAD)
    assert rows == [
        ("crowd", "Alpha", 101, None, 1000),
        ("riot", "Beta", None, None, None),
        ("dead", "Beta", None, 2, None),
    ]
    assert (found.observations[0].time.month, found.observations[0].time.day) == (6, 4)


def test_gdelt_gives_one_sighting_for_many_mentions(take):
    rows, found = take("gdelt", made.GDELT)
    assert rows == [
        ("crowd", "Alpha", None, None, None),
        ("crowd", "Alpha", None, None, None),
        ("riot", "Beta", None, None, None),
        ("crowd", "", None, None, None),
    ]
    once = merge([], found.observations).observations
    assert len(once) == 3
    alpha = next(o for o in once if o.place == "Alpha")
    assert alpha.reported.hour == 16  # when first read


def test_a_hub_gives_totals_and_crowds_by_day(take):
    rows, found = take("hub", made.HUB)
    assert rows == [
        ("dead", "", None, 3, None),
        ("dead", "East", None, 2, None),
        ("dead", "", None, 1, None),
        ("crowd", "", None, 1500, None),
    ]
    assert [o.so_far for o in found.observations] == [True, True, True, False]
    assert found.observations[2].counted_by == "officials"


def test_a_table_gives_what_its_columns_say(take):
    rows, found = take("csv", made.TIPS)
    assert rows == [
        ("crowd", "Alpha", None, 500, None),
        ("crowd", "Alpha", 1500, None, 2500),
        ("dead", "East", None, 3, None),
        ("riot", "Beta", None, None, None),
    ]
    first, second, dead, riot = found.observations
    assert (first.time.minute, first.reported.hour, first.reported.minute) == (0, 19, 0)
    assert (first.counted_by, first.channel, first.reliability) == ("officials", "telephone", "B2")
    assert (second.counted_by, second.reliability) == ("organisers", "F6")
    assert (dead.so_far, dead.counted_by, riot.counted_by) == (True, "officials", "unknown")
    notes = "\n".join(found.notes)
    for text in ("'phone' may hold phone numbers", "'name' may hold names", "'note' may hold free"):
        assert text in notes
    assert "counted_by: says nothing of who counted, dropped" in notes


def test_a_folder_of_mail_gives_the_answers_and_the_hour_of_sending(two_towns, mail):
    found = read(mail, two_towns, "maildir")
    rows = [(o.what, o.place, o.best, o.counted_by, o.channel) for o in found.observations]
    assert rows == [
        ("crowd", "Alpha", 400, "witness", "mail"),
        ("dead", "Beta", 1, "unknown", "mail"),
    ]
    assert all(o.reported.isoformat() == "2030-06-04T15:00:00+00:00" for o in found.observations)
    assert any("nothing of it is kept" in note for note in found.notes)


@pytest.mark.parametrize("format", ["acled", "ged", "mm", "scad", "gdelt", "hub", "csv", "maildir"])
def test_nobody_can_be_found_in_what_is_stored_or_told(format, two_towns, write, mail, tmp_path):
    """Names, numbers, addresses, headers, coordinates, texts and the sources' own numbers."""
    texts = {
        "acled": made.ACLED, "ged": made.GED, "mm": made.MM, "scad": made.SCAD, "gdelt": made.GDELT,
        "hub": made.HUB, "csv": made.TIPS,
    }  # fmt: skip
    path = mail if format == "maildir" else write("in.csv", texts[format])
    found = read(path, two_towns, format)
    stored = file.write(tmp_path / "obs.csv", found.observations).read_text(encoding="utf-8")
    said = "\n".join(found.notes).replace(str(path), "")
    for private in made.PRIVATE:
        assert private not in stored, private
        assert private not in said, private


def test_a_source_read_as_another_is_told_which_it_is(take):
    for format, text, other in (("mm", made.ACLED, "acled"), ("acled", made.SCAD, "scad"),
                                ("csv", made.GED, "ged"), ("ged", made.HUB, "hub")):  # fmt: skip
        with pytest.raises(ScenarioError, match=f"expected `format` {other}"):
            take(format, text)
    with pytest.raises(ScenarioError, match="expected 61, and no head"):
        take("gdelt", made.ACLED)
    with pytest.raises(InputError, match="did you mean 'acled'"):
        take("aclde", made.ACLED)


@pytest.mark.parametrize(
    ("format", "old", "new"),
    [("acled", "1907193600", "\u00b2" * 9),
     ("scad", "workers,government,3", "workers,government,\u00b3"),
     ("gdelt", "20300604161500", "\u00b2" * 14)],
)  # fmt: skip
def test_raised_digits_are_read_or_told(take, format, old, new):
    """They are digits, and no numbers."""
    text = {"acled": made.ACLED, "scad": made.SCAD, "gdelt": made.GDELT}[format]
    assert old in text
    with suppress(ScenarioError):
        rows, _ = take(format, text.replace(old, new, 1))
        assert rows


def test_the_country_may_be_named(take):
    rows, _ = take("acled", made.ACLED.replace("10.0,90.0", "50.0,20.0"), country="elsewhere")
    assert rows == [("crowd", "Alpha", None, 900, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100s", (100, None, 999)),
        ("1000-4999", (1000, None, 4999)),
        (">50", (50, None, None)),
        ("50+", (50, None, None)),
        ("about 1,500", (None, 1500, None)),
        ("hundreds", (100, None, 999)),
        ("several thousand", (2000, None, 9999)),
        ("between 100 and 200", (100, None, 200)),
        ("up to 300", (None, None, 300)),
        ("at least 5 thousand", (5000, None, None)),
        ("tens of thousands", (10_000, None, 99_999)),
        ("no report", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_sizes_in_words(text, expected):
    from tocsin.inference.observations.formats.sizes import size

    assert size(text) == expected
