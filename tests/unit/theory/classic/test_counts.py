"""Daily counts from CSV files: what is right is read, what is wrong is told with file and line."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tocsin import classic
from tocsin.errors import InputError

GOOD = "date,count\n2022-01-01,3\n2022-01-02,0\n2022-01-03,7\n"


def test_days_in_any_order_with_other_columns_and_comments(write):
    path = write(
        "c.csv", "# source\nnote,Date,COUNT\nx,2022-01-03,7\n\ny,2022-01-01,3\nz,2022-01-02,\n"
    )
    found = classic.read_counts(path)
    assert found.first == date(2022, 1, 1)
    assert found.total.tolist()[::2] == [3, 7]
    assert np.isnan(found.total[1])
    assert found.dates[-1] == found.last == date(2022, 1, 3)


def test_places_with_their_coordinates(write):
    path = write(
        "c.csv",
        "date,place,count,lat,lon,population\n2022-01-01,B,1,48,2,10\n2022-01-02,B,2,48,2,10\n"
        "2022-01-01,A,3,49,3,20\n2022-01-02,A,4,,,\n",
    )
    found = classic.read_counts(path)
    assert found.places == ("B", "A")
    assert found.values.tolist() == [[1, 3], [2, 4]]
    assert found.lat.tolist() == [48, 49]
    assert found.population.tolist() == [10, 20]
    assert found.pooled().values.ravel().tolist() == [4, 6]


def test_a_day_left_out_is_what_the_user_says(write):
    path = write("c.csv", GOOD.replace("2022-01-02,0\n", ""))
    with pytest.raises(InputError, match=r"1 day is missing, the first 2022-01-02.*`missing` zero"):
        classic.read_counts(path)
    assert classic.read_counts(path, "zero").total.tolist() == [3, 0, 7]
    assert np.isnan(classic.read_counts(path, "unknown").total[1])
    assert classic.read_counts(write("d.csv", GOOD.replace("-02,0", "-02,")), "zero").total[0] == 3


def test_an_empty_cell_is_unknown_even_if_missing_days_are_zero(write):
    path = write("c.csv", "date,count\n2022-01-01,3\n2022-01-02,\n2022-01-04,1\n")
    found = classic.read_counts(path, "zero").total
    assert np.isnan(found[1])
    assert found[2] == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "has no rows"),
        ("date,count\n", "has no rows"),
        ("date;count\n2022-01-01;3\n", "c.csv:1: its columns are separated by semicolons"),
        ("day,count\n2022-01-01,3\n", "c.csv:1: the column 'date' is missing"),
        ("date,number\n2022-01-01,3\n", "c.csv:1: the column 'count' is missing"),
        ("date,count,count\n2022-01-01,3,3\n", "c.csv:1: the column 'count' stands twice"),
        (GOOD.replace("0\n", "-1\n"), "c.csv:3: count: -1 is out of range"),
        (GOOD.replace(",7", ",7.5"), "c.csv:4: count: 7.5 is no whole number"),
        (GOOD.replace(",7", ",many"), "c.csv:4: count: 'many' is no number"),
        (GOOD.replace(",7", ",NaN"), "c.csv:4: count: 'NaN' is no number; leave the cell empty"),
        (GOOD.replace(",7", ",inf"), "c.csv:4: count: inf is out of range"),
        (
            GOOD.replace("2022-01-03", "03/01/2022"),
            "c.csv:4: date: '03/01/2022' is no date; expected one such",
        ),
        (GOOD.replace("2022-01-03", "2022-02-30"), "c.csv:4: date: '2022-02-30' is no date"),
        (GOOD.replace("2022-01-03", ""), "c.csv:4: date: is empty"),
        (GOOD + "2022-01-02,1\n", "c.csv:5: 2022-01-02 stands twice, before in line 3"),
        (GOOD + "2022-01-04\n", "c.csv:5: has 1 columns; the head has 2"),
        (GOOD + '2022-01-04,"3\n', "is no CSV"),
        ("date,count\n2022-01-01,1\n9999-01-01,1\n", "more than 2,000,000 counts"),
        (
            "date,place,count\n2022-01-01,A,1\n2022-01-02,B,1\n",
            "2 of 4 counts by day and place are missing",
        ),
        ("date,place,count\n2022-01-01,,1\n", "c.csv:2: place: is empty"),
        (
            "date,place,count,lat,lon\n2022-01-01,A,1,48,2\n2022-01-01,B,1,,\n",
            "lat is given for some places",
        ),
        ("date,place,count,lat,lon\n2022-01-01,A,1,98,2\n", "c.csv:2: lat: 98 is out of range"),
        (
            "date,place,count,lat,lon\n2022-01-01,A,1,48,2\n2022-01-02,A,1,49,2\n",
            "c.csv:3: lat: 49 of A was 48 in line 2",
        ),
    ],
)
def test_mistakes_are_told_with_their_line(write, text, told):
    with pytest.raises(InputError) as error:
        classic.read_counts(write("c.csv", text))
    assert told in str(error.value)


def test_all_mistakes_are_told_at_once(write):
    with pytest.raises(InputError, match="2 errors") as error:
        classic.read_counts(write("c.csv", "date,count\n2022-01-01,x\n2022-01-0y,1\n"))
    assert ":2:" in str(error.value)
    assert ":3:" in str(error.value)


def test_files_that_cannot_be_read_are_told(tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        classic.read_counts(tmp_path / "none.csv")
    with pytest.raises(InputError, match="is a folder"):
        classic.read_counts(tmp_path)
    (tmp_path / "latin.csv").write_bytes(b"date,count\n2022-01-01,1\nM\xfcller,2\n")
    with pytest.raises(InputError, match=r"latin.csv:3: is no UTF-8"):
        classic.read_counts(tmp_path / "latin.csv")


def test_a_head_without_an_end_is_refused_at_once(write):
    """Names were sought among all of them, for minutes."""
    with pytest.raises(InputError, match="has 100,001 columns; expected 1,000 at most"):
        classic.read_counts(write("c.csv", "x," * 100_000 + "\n1\n"))
