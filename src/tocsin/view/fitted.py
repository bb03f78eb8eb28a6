"""Tables that a narrow terminal does not crop: of too many columns some stand in a table below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

FIRST, MOST = 12, 34  # least and largest width of the names of rows
WHOLE = 3  # columns up to which no word of a cell is wrapped


@dataclass(frozen=True)
class Columns:
    """What a table shows: names of rows, and the cells of each column by its head, with markup."""

    title: str
    rows: list[str]
    cells: dict[str, list[str]]
    first: str = "variant"  # head of the names of rows


def fitted(console: Console, columns: Columns) -> None:
    """Print a table; one that is too wide for the terminal as several, each with all its rows."""
    if columns.title:
        console.print()
        console.print(columns.title, style="italic")
    _print(console, columns, list(columns.cells))


def _print(console: Console, columns: Columns, heads: list[str]) -> None:
    for whole in (True, False) if len(heads) > WHOLE else (True,):
        table = _table(columns, heads, whole)
        wide = console.options.update(width=10_000)
        found = Measurement.get(console, wide, table)
        if (found.maximum if whole else found.minimum) <= console.width:
            console.print(table)
            return
    if len(heads) == 1:
        console.print(_table(columns, heads, False))
        return
    middle = (len(heads) + 1) // 2
    _print(console, columns, heads[:middle])
    _print(console, columns, heads[middle:])


def _unbroken(cells: list[str]) -> list[str]:
    """What no line may break: words, and lines with figures, since half an interval misleads."""
    lines = Text.from_markup("\n".join(cells)).plain.splitlines()
    return [x for line in lines
            for x in ([line] if any(c.isdigit() for c in line) else line.split())]  # fmt: skip


def _table(columns: Columns, heads: list[str], whole: bool) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False)
    table.add_column(columns.first, min_width=FIRST, max_width=MOST, overflow="fold")
    for head in heads:
        words = _unbroken([escape(head), *columns.cells[head]])
        table.add_column(
            escape(head), justify="right", no_wrap=whole, overflow="fold",
            width=None if whole else max(map(len, words)),  # no word is broken
        )  # fmt: skip
    for i, name in enumerate(columns.rows):
        table.add_row(name, *(columns.cells[head][i] for head in heads))
    return table
