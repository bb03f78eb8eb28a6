"""Small charts made of characters."""

from __future__ import annotations

from tocsin.view.spark import chart, line


def test_a_line_shows_the_largest_of_each_span():
    assert line([0, 0, 8, 0], 2) == " █"
    assert line([0, 1, 2, 4, 8], 5) == " ▁▂▄█"
    assert line([3, 3], 5) == "  "
    assert line([], 5) == ""


def test_a_chart_scales_to_its_peak():
    rows = chart([0, 1, 2, 4], 4, 2)
    assert rows == ["   █", " ▄██"]
    assert chart([0, 0], 2, 3) == ["", "", ""]
