"""Text of a scenario is data, whatever stands in it."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from tocsin.view.report import page as made
from tocsin.view.report.packing import Packer
from tocsin.view.report.page import embedded, page

HOSTILE = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<!--", "<!-- <script>", "]]>",
    "&lt;b&gt; &amp;", "\"quotes\" and 'quotes'", "\u202eright to left\u202c", "\u2028line\u2029",
    "\\u003c",
    "@@TOCSIN_META@@ @@TOCSIN_DATA@@ @@TOCSIN_TITLE@@", "x" * 5000, "\x00\x1f\x7f", "tab\tand\nline",
    "</SCRIPT >", "</title><img src=x onerror=alert(1)>",
]  # fmt: skip


class Elements(HTMLParser):
    """What a browser would see: elements, and the text of those with an id."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.starts: list[str] = []
        self.text: dict[str, str] = {}
        self.open = ""

    def handle_starttag(self, tag, attrs):
        self.starts.append(tag)
        self.open = dict(attrs).get("id") or tag
        self.text.setdefault(self.open, "")

    def handle_endtag(self, tag):
        self.open = ""

    def handle_data(self, data):
        if self.open:
            self.text[self.open] += data


def elements(text: str) -> Elements:
    parser = Elements()
    parser.feed(text)
    return parser


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_back_as_text_and_starts_nothing(text):
    plain = elements(page({"title": "plain", "names": ["plain"]}, Packer()))
    found = elements(page({"title": text, "names": [text], text: 1}, Packer()))
    assert found.starts == plain.starts
    data = json.loads(found.text["tocsin-meta"])
    assert data["names"] == [text]
    assert data[text] == 1
    if not set("\x00\n\t") & set(text):
        assert found.text["title"] == text


def test_half_a_character_does_not_stop_a_report():
    """Names of files can be no text; written as an escape that JSON has."""
    text = embedded({"name": "bad\udcff"}).encode("utf-8", "backslashreplace").decode()
    assert json.loads(text)["name"] == "bad\udcff"


def test_numbers_are_json():
    data = {"a": float("nan"), "b": [float("inf"), 1 / 3, 2.0], "c": 10**15 + 1}
    found = page({"title": "", "data": data}, Packer())
    read = json.loads(elements(found).text["tocsin-meta"])["data"]
    assert read == {"a": None, "b": [None, 1 / 3, 2], "c": 10**15 + 1}


def test_the_template_has_each_mark_once_and_asks_nothing_of_a_network():
    text = made.TEMPLATE.read_text(encoding="utf-8")
    for mark in (made.TITLE, made.META, made.DATA):
        assert text.count(mark) == 1
    assert "default-src 'none'" in text
    assert len(text.encode()) < 300_000
