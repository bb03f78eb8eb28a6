"""Data that know where they were written; reading files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.errors import ScenarioError
from tocsin.scenario.reading.document import MOST_BYTES, Document, paths, read_text
from tocsin.scenario.reading.yamlfile import read_yaml

DOCUMENT = read_yaml("a:\n  b: [1, {id: x, c: 2}]\nd.e: 3\n", "f.yaml")


def test_what_is_not_written_has_the_line_of_what_it_would_stand_in():
    assert DOCUMENT.mark(("a", "missing", "too")) == ("f.yaml", 1)
    assert DOCUMENT.mark(("a", "b", 1, "c")) == ("f.yaml", 2)
    assert Document({}).mark(("a",)) == ("", 0)


def test_an_item_of_a_list_is_called_by_its_id():
    assert DOCUMENT.text(("a", "b", 1, "c")) == "a.b.x.c"
    assert DOCUMENT.text(("a", "b", 0)) == "a.b.0"
    assert DOCUMENT.text(("d\n",)) == r"'d\n'"


def test_paths_are_all_paths():
    assert list(paths({"a": [1], "b": {}})) == [(), ("a",), ("a", 0), ("b",)]


def read(path: Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        read_text(path, "scenario")
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    return f"{problem.line} {problem.message}"


def test_what_is_no_readable_file_is_named(tmp_path):
    file = tmp_path / "f.yaml"
    file.write_text("a")
    assert "no such file" in read(tmp_path / "nothing")
    assert "is a folder" in read(tmp_path)
    assert "cannot be read" in read(file / "x")
    assert "cannot be read" in read(Path("a\0b"))
    assert "cannot be read" in read(tmp_path / ("x" * 5000))


def test_what_is_not_utf8_is_named_with_its_line(tmp_path):
    file = tmp_path / "f.yaml"
    file.write_bytes("a: 1\nb: é\n".encode("latin-1"))
    assert read(file).startswith("2 is not UTF-8")
    file.write_bytes("a: 1\n".encode("utf-16"))
    assert read(file).startswith("1 is not UTF-8")


def test_a_byte_order_mark_is_no_matter(tmp_path):
    file = tmp_path / "f.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_text(file) == "a: 1\n"


def test_a_file_without_end_is_read_up_to_the_limit(tmp_path):
    file = tmp_path / "f.yaml"
    file.write_bytes(b"a" * (MOST_BYTES + 1))
    assert f"{MOST_BYTES:,} bytes at most" in read(file)
    if Path("/dev/zero").exists():
        assert "too large" in read(Path("/dev/zero"))
