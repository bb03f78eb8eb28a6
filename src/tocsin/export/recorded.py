"""Recorded figures in exports: what was reported, by whom, when, its status, and where to read it.

They stand beside simulated outcomes in every export, so that a table that travels alone still says
which numbers are a simulation's and which were published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.declare.outcome import OUTCOMES
from tocsin.scenario.beside import cited

if TYPE_CHECKING:
    import pandas as pd

    from tocsin.scenario import Scenario

#: Columns of the table of recorded figures; `source` may hold codes, which `sources` spells out.
RECORDED = ("outcome", "key", "value", "low", "high", "text", "unit", "date", "status", "source")
SOURCES = ("source", "title", "address")


def recorded(scenario: Scenario) -> pd.DataFrame:
    """A row for each recorded figure of the scenario, in the order in which it has them."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for name, references in scenario.spec.references.items():
        outcome, _, key = name.partition(".")
        for r in references:
            word = isinstance(r.value, str)
            rows.append(
                {
                    "outcome": outcome, "key": key,
                    "value": None if word else r.value, "low": r.low, "high": r.high,
                    "text": r.value if word else "",
                    "unit": OUTCOMES[outcome].unit if outcome in OUTCOMES else "",
                    "date": r.date, "status": r.status, "source": r.source,
                }
            )  # fmt: skip
    table = pd.DataFrame(rows, columns=list(RECORDED))
    return table.astype(dict.fromkeys(("value", "low", "high"), float))


def sources(scenario: Scenario) -> pd.DataFrame:
    """What the codes of sources stand for, with addresses, of the figures that are recorded."""
    import pandas as pd

    told = [r.source for found in scenario.spec.references.values() for r in found]
    rows = [(s.code, s.note, s.url) for s in cited(scenario.name, told)]
    return pd.DataFrame(rows, columns=list(SOURCES))


def lines(scenario: Scenario) -> str:
    """The same as text, a figure a line: for files that have no second table."""
    out = []
    for row in recorded(scenario).to_dict("records"):
        name = row["outcome"] + (f" [{row['key']}]" if row["key"] else "")
        figure = row["text"] or _figure(row["value"], row["low"], row["high"])
        said = ", ".join(str(row[k]) for k in ("date", "status", "source") if row[k])
        out.append(f"{name}: {figure} ({said})" if said else f"{name}: {figure}")
    out += [f"{s.source}: {s.title}, {s.address}" for s in sources(scenario).itertuples()]
    return "\n".join(out)


def _figure(value: float, low: float, high: float) -> str:
    if value == value:  # not missing
        return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"
    ends = [f"{x:g}" if x == x else "" for x in (low, high)]
    return (
        f"{ends[0]} to {ends[1]}"
        if all(ends)
        else f"{'at least' if ends[0] else 'at most'} {ends[0] or ends[1]}"
    )
