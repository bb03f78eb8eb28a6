"""Tables are never cropped: of too many columns for a terminal some stand below."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from tocsin.view.fitted import Columns, fitted

HEADS = ["participants", "bystanders", "forces", "injured", "most out at once"]
CELLS = [f"{i}.5\nno clear difference\n-{i} to +{i}" for i in range(1, 4)]


@pytest.mark.parametrize("width", [40, 50, 66, 80, 120])
@pytest.mark.parametrize("count", [1, 3, 5])
def test_every_head_cell_and_name_is_printed_whole(width, count):
    console = Console(width=width, color_system=None, record=True, file=io.StringIO())
    rows = ["base", "without live-fire", "without alliance"]
    fitted(console, Columns("Dead", rows, dict.fromkeys(HEADS[:count], CELLS)))
    text = console.export_text()
    flat = " ".join(text.split())
    assert "…" not in text
    for head in HEADS[:count]:
        assert all(word in flat for word in head.split())
    assert all(line == line[:width] for line in text.splitlines())
    for i in range(1, 4):
        assert text.count(f"-{i} to +{i}") == count
