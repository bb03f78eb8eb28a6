"""Tables of anybody: numbers and times are read or refused; all that is wrong is told at once."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tocsin.errors import OutputError, ScenarioError
from tocsin.inference.observations.cells import amount, when
from tocsin.inference.observations.importing import read
from tocsin.inference.observations.table import MOST_BYTES


@pytest.fixture
def take(two_towns, tmp_path):
    def of(text, format: str = "csv", **more):
        path = tmp_path / "in.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(path, two_towns, format, **more)

    return of


def problems(take, text, format: str = "csv") -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        take(text, format)
    return [f"{p.line}: {p.path}: {p.message}" for p in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1200", 1200), ("1 200", 1200), ("1\u00a0200", 1200), ("1,200", 1200), ("1,200,000", 1.2e6),
     ("1.200.000", 1.2e6), ("2,5", 2.5), ("0", 0), ("1e3", 1000), ("٣٠٠", 300), ("1'200", 1200)],
)  # fmt: skip
def test_numbers(text, value):
    assert amount(text) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [("-4", "below zero"), ("−4", "below zero"), ("1.200", "can be 1200 or 1"), ("many", "no number"),
     ("nan", "no number"), ("inf", "no number"), ("1e99", "more than there are"),
     ("12 3", "no number")],
)  # fmt: skip
def test_no_numbers(text, why):
    with pytest.raises(ValueError, match=why):
        amount(text)


def test_a_comma_marks_thousands_only_where_it_does_not_part_columns():
    with pytest.raises(ValueError, match="can be 1200 or 1"):
        amount("1,200", commas=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2030-06-04T14:30", "2030-06-04T12:00"),
        ("2030-06-04T14:30+06:00", "2030-06-04T08:00"),
        ("2030-06-04 14:30:59.123Z", "2030-06-04T14:00"),
        ("04.06.2030 14:30", "2030-06-04T12:00"),
        ("4 June 2030", "2030-06-03T22:00"),
        ("Jun 4, 2030", "2030-06-03T22:00"),
        ("20300604", "2030-06-03T22:00"),
        ("2030/06/04", "2030-06-03T22:00"),
        ("47638", "2030-06-03T22:00"),
        ("47638.604166", "2030-06-04T12:00"),
        ("2030-06", "2030-05-31T22:00"),
    ],
)
def test_times(text, expected):
    """In Berlin, two hours east of Greenwich in June."""
    begin, until = when(text).span(ZoneInfo("Europe/Berlin"))
    assert begin == datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert until > begin
    assert (until.minute, begin.minute) == (0, 0)


@pytest.mark.parametrize(
    ("text", "why"),
    [("04/06/2030", "day or the month first"), ("2030-13-01", "does not exist"), ("soon", "no time"),
     ("2030-06-04T25:00", "does not exist"), ("0001-01-01", "out of range"),
     ("31.02.2030", "not exist")],
)  # fmt: skip
def test_no_times(text, why):
    with pytest.raises(ValueError, match=why):
        when(text)


def test_a_day_is_as_long_as_its_clock_says():
    begin, until = when("2030-03-31").span(ZoneInfo("Europe/Berlin"))
    assert (until - begin).total_seconds() == 23 * 3600


def test_all_that_is_wrong_is_told_at_once_with_its_line(take):
    found = problems(
        take,
        "what,place,time,low,best,high,reliability,status,reported\n"
        "crowd,Alpha,2030-06-04,500,400,,,,\n"
        "crwd,Alpha,2030-06-04,,400,,,,\n"
        "crowd,Alpha,2030-13-04,,-4,,G1,gone,\n"
        "crowd,Alpha,,,x@example.org,,,,\n"
        "crowd,Alpha\n"
        "dead,Alpha,2030-06-04,,30000,,,,\n"
        "crowd,Alpha,2030-06-04,,40,,,,2030-06-01\n",
    )
    expected = (
        "2: low: 500 is more than best, 400; expected",
        "3: what: 'crwd' is no kind of figure; did you mean 'crowd'?",
        "4: best: '-4' is below zero", 
        "4: reliability: 'G1' is no grade; expected A1 to F6",
        "4: status: 'gone' is no status; expected one of", "4: time: '2030-13-04' does not exist",
        "5: best: (what looks like an e-mail address) is no number", "5: time: is empty; expected",
        "6: : has 2 columns; expected 9", "7: best: 30,000 is too much; expected at most the 20,000",
        "8: reported: 2030-06-01T23:00Z is before the fact itself, 2030-06-04T00:00Z",
    )  # fmt: skip
    assert len(found) == len(expected)
    for told, start in zip(found, expected, strict=True):
        assert told.startswith(start)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"PK\x03\x04xlsx", "a spreadsheet or an archive"),
        (b"PAR1", "a parquet file"),
        (
            "what,place,time\ncrowd,\u0410\u043b\u044c\u0444\u0430,2030-06-04\n".encode("cp1251"),
            "UTF-8",
        ),
        (b"a,b\n1,2\n", "the column 'what' of a table is missing"),
        (
            b"what,tme\ncrowd,2030-06-04\n",
            "the column 'time' of a table is missing; did you mean 'tme'",
        ),
        (b"x," * 100_000 + b"\n1\n", "has 100,001 columns; expected 1,000 at most"),
        (b"what,time,what\ncrowd,2030-06-04,x\n", "stands twice"),
        (b"what,time\ncrowd,2030-06-04,," + b"x" * 200_000 + b"\n", "columns|field larger"),
    ],
)
def test_what_is_no_table_is_told(take, text, why):
    with pytest.raises(ScenarioError, match=why):
        take(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("mark", ",;\t|")
def test_encodings_and_separators(take, encoding, mark):
    text = "what,place,time,best\ncrowd,\u0410lpha,2030-06-04,7\n".replace("\u0410", "A")
    text = text.replace(",", mark) + f"# caf\u0451 {mark}\n"
    found = take(text.encode(encoding), encoding=encoding if encoding == "cp1251" else "")
    assert [o.best for o in found.observations] == [7]


def test_spreadsheets_of_the_continent_are_read(take):
    """Semicolons, decimal commas, day numbers, thousands with a space."""
    found = take("what;place;time;best\ncrowd;Alpha;47638,5;1 200\nriot;Alpha;04.06.2030;2,5\n")
    assert [o.best for o in found.observations] == [1200, 2.5]
    assert any("spreadsheet's day number" in note for note in found.notes)


def test_what_lies_outside_of_the_clock_is_left_out_and_told(take):
    found = take(
        "what,place,time,best\ncrowd,Alpha,2029-06-04,7\ncrowd,Alpha,2031-06-04,7\ndead,,2031-06-04,9\n"
    )
    assert [o.what for o in found.observations] == ["dead"]  # a total may be told later
    assert sum("clock" in note for note in found.notes) == 2


def test_line_numbers_count_comments_empty_lines_and_quoted_breaks(take):
    rows = 'crowd,Alpha,2030-06-04,7,"a\nb"\n\ncrwd,Alpha,2030-06-04,7,\n'
    text = f"# by hand\n\nwhat,place,time,best,note\n{rows}"
    assert problems(take, text)[0].startswith("7: what")


def test_a_huge_file_and_what_is_no_file_are_refused_unread(tmp_path, two_towns):
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(MOST_BYTES + 1)  # a hole, which takes no room
    for path, why in (
        (huge, "split it"),
        (tmp_path, "is a folder"),
        (tmp_path / "no", "cannot be read"),
    ):
        with pytest.raises(ScenarioError, match=why):
            read(path, two_towns, "csv")
    with pytest.raises(ScenarioError, match="is no folder of mail"):
        read(tmp_path, two_towns, "maildir")


def test_a_file_that_is_something_else_is_never_written_over(tmp_path, two_towns):
    from tocsin.cli.observe import _there

    other = tmp_path / "letter.csv"
    other.write_text("dear,you\n")
    with pytest.raises(OutputError, match="no file of observations"):
        _there(other)
    assert other.read_text() == "dear,you\n"
