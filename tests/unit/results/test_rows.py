"""Rows of a job: what is not as it was written is never taken for one."""

from __future__ import annotations

import pytest

from tocsin.errors import InputError
from tocsin.results.directory import PLAN, ROWS, Directory
from tocsin.results.rows import count, line_of, mend, row_of, rows_in

ROW = {"index": 3, "name": 'Жаңаөзен \u2028 "x"', "value": 0.1, "job": "a"}


def test_a_row_is_read_as_it_was_written(tmp_path):
    assert row_of(line_of(ROW).encode(), tmp_path) == ROW


def test_no_bit_of_a_row_can_turn_unnoticed(tmp_path):
    line = line_of(ROW).encode()
    for i in range(len(line) - 1):
        for bit in range(8):
            other = bytearray(line)
            other[i] ^= 1 << bit
            with pytest.raises(InputError, match="is damaged"):
                row_of(bytes(other), tmp_path / ROWS)


@pytest.mark.parametrize(
    "line", [b"", b"\n", b"{}\n", b"null\n", b'{"index": 1}\n', b"[" * 100_000, b"\xff\xfe\n",
             b'{"index": 1, "check": 0}\n', b', "check": 0}\n', line_of({"index": "1"}).encode()],
)  # fmt: skip
def test_what_no_job_wrote_is_no_row(tmp_path, line):
    (tmp_path / ROWS).write_bytes(line_of(ROW).encode() + line)
    if line:
        with pytest.raises(InputError, match=r"rows\.jsonl"):
            rows_in(tmp_path / ROWS)
    mend(tmp_path / ROWS)
    assert rows_in(tmp_path / ROWS) == [ROW]
    assert count(tmp_path / ROWS) == 1


def test_a_row_that_was_damaged_is_done_again(tmp_path):
    """Its task counts as not done, in jobs of every kind; the others are kept."""
    plan = {"seed": 1}
    job = Directory(tmp_path / "x", plan, {"manifest.json"})
    job.begin()
    for index in range(3):
        job.add(index, {"dead": 10 + index})
    job.abandon()
    rows = job.partial / ROWS
    rows.write_bytes(rows.read_bytes().replace(b'"dead": 11', b'"dead": 71'))
    again = Directory(tmp_path / "x", plan, {"manifest.json"}, resume=True)
    assert again.finished == {0, 2}
    again.begin()
    again.add(1, {"dead": 11})
    assert [row["dead"] for row in again.rows()] == [10, 11, 12]
    again.abandon()


def test_a_note_that_is_too_deep_is_told(tmp_path):
    (tmp_path / "x.partial").mkdir()
    (tmp_path / "x.partial" / PLAN).write_text("[" * 100_000)
    with pytest.raises(InputError, match="is damaged"):
        Directory(tmp_path / "x", {"seed": 1}, set(), resume=True)
