"""The reports of a forecast and of evidence: words that may be quoted, charts, tables; one HTML file.

No script and no network: what `forecast.json` and `evidence.json` say, drawn by `charts`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from tocsin.view import evidence, forecast
from tocsin.view.report.charts import bars, fan, reports_map

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em}
body{color:#222;background:#fff}
table{border-collapse:collapse;font-size:14px}td,th{padding:.2em .7em;text-align:right}
td:first-child,th:first-child{text-align:left}
svg{max-width:100%;height:auto;font-size:11px}text{fill:currentColor}.note{color:#6b6b6b}
.wide{fill:#2b6ca8;opacity:.18}.narrow{fill:#2b6ca8;opacity:.35}.bar{fill:#2b6ca8}
.middle{fill:none;stroke:#2b6ca8;stroke-width:2}
.grid{stroke:#d9d9d9;stroke-width:.6}.now{stroke:#6b6b6b;stroke-dasharray:3 3}
line.report{stroke:#c8431a}circle.report{fill:#c8431a;fill-opacity:.75}
circle.later{fill:none;stroke:#c8431a;stroke-width:1.5}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}}
"""
WHAT = {"dead": "dead", "injured": "injured", "detained": "detained", "active": "crowd"}
TITLES = {"dead": "Dead so far", "injured": "Injured so far", "detained": "Detained so far",
          "active": "People out at once, at most in a day"}  # fmt: skip
HOUR = "%Y-%m-%dT%H:%MZ"
GRADES = (
    "Filled: reports that counted, with their grade (source A reliable to E unreliable, F not known; "
    "report 1 confirmed to 5 improbable, 6 not known). Hollow: what was not known then, or no longer "
    "stood."
)


def inferred(file: Path) -> str:
    """The page of a forecast.json or an evidence.json."""
    found = json.loads(file.read_text(encoding="utf-8"))
    return _evidence(found) if file.name == "evidence.json" else _forecast(found)


def _forecast(found: dict[str, Any]) -> str:
    seen = [_seen(o, found["as_of"]) for o in found["observations"]]
    parts = [_words(forecast.lines(found)), '<p class="note">', escape(GRADES), "</p>"]
    for target, what in WHAT.items():
        rows = [
            r | {"hour": r["horizon"]} for r in found["rows"]
            if (r["target"], r["location"]) == (target, forecast.NATION)
        ]  # fmt: skip
        if rows:
            own = [
                s for s in seen if s["what"] == what and not s["region"] and s["low"] is not None
            ]
            parts += [
                f"<h2>{TITLES[target]}, the whole country</h2>",
                fan(rows, own, TITLES[target]),
            ]
    placed = [s for s in seen if s["lat"] is not None]
    if placed:
        parts += ["<h2>Where reports are from</h2>", reports_map(placed, "Map of the reports")]
    parts += ["<h2>All rows</h2>", _table(
        ("what", "where", "until", "median", "5 to 95 %"),
        [(r["target"], r["location"], r["date"], *forecast.figures(r)) for r in found["rows"]],
    )]  # fmt: skip
    if found["scores"]:
        parts += ["<h2>How good it was</h2>", _table(
            ("model", "CRPS", "coverage of 90 %", "later reports"),
            [(k, f"{s['crps']:.2f}", f"{s['coverage']:.2f}", s["n"])
             for k, s in found["scores"].items()],
        ), '<p class="note">On log(1 + figure); smaller is better.</p>']  # fmt: skip
    return _page(f"{found['scenario']}: forecast as of {found['as_of']}", parts)


def _evidence(found: dict[str, Any]) -> str:
    names = list(found["posterior"])
    matrix = [
        (name, *(f"{found['confusion'][name][other]:.0%}" for other in names)) for name in names
    ]
    parts = [
        _words(evidence.lines(found)),
        "<h2>How likely each account is, by the reports</h2>",
        bars(found["posterior"], "Posterior of each account"),
        "<h2>How often it is right</h2><p>Synthetic crises that were held back, by what they were "
        "(rows) and what they were called (columns).</p>",
        _table(("", *names), matrix),
        "<h2>What matters most</h2>",
        _table(("report", "speaks for", "weight"),
               [(s["name"], s["for"], f"{s['weight']:.3f}") for s in found["statistics"]]),
        f'<p class="note">{escape(found["note"])}</p>',
    ]  # fmt: skip
    return _page(f"{found['scenario']}: {found['verdict']}", parts)


def _seen(o: dict[str, Any], as_of: str) -> dict[str, Any]:
    """A report with its hours from the moment, and its figure in words."""
    away = datetime.strptime(o["until"], HOUR) - datetime.strptime(as_of, HOUR)
    low, high = o["low"], o["high"]
    told = "seen" if low is None else f"{low:,.0f}" if low == high else (
        f"at least {low:,.0f}" if high is None else f"{low:,.0f} to {high:,.0f}")  # fmt: skip
    return o | {"hour": away.total_seconds() / 3600, "told": told}


def _words(lines: Sequence[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    def line(cells: Sequence[object], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(str(c))}</{tag}>" for c in cells) + "</tr>"

    return f"<table>{line(head, 'th')}{''.join(line(r, 'td') for r in rows)}</table>"


def _page(title: str, parts: Sequence[str]) -> str:
    told = escape(title)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{told}</title>'
        f'<meta id="tocsin-meta" name="generator" content="Tocsin"><style>{STYLE}</style></head><body>'
        f"<h1>{told}</h1><p><b>A simulation weighed by reports, not a fact.</b></p>{''.join(parts)}"
        "</body></html>\n"
    )
