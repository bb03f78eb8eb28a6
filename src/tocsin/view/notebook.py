"""What a notebook shows of a result or a comparison: the tables of its briefing."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tocsin.results.reading import reading
from tocsin.view.brief.gather import of_comparison, of_runs
from tocsin.view.brief.page import table

if TYPE_CHECKING:
    from tocsin.experiments.comparisons.comparison import Comparison
    from tocsin.results.result import Result


def html(shown: Result | Comparison) -> str:
    """A piece of HTML; every text in it is escaped."""
    from tocsin.results.result import Result

    with reading(shown.path):
        brief = of_runs(shown) if isinstance(shown, Result) else of_comparison(shown)
    tables = "".join(table(t) for t in brief.tables)
    label = "A simulation, not a record and not a prediction."
    return f"<h4>{escape(brief.title)}</h4><p>{escape(brief.based_on)} {label}</p>{tables}"
