"""A briefing as one HTML page that opens offline and prints on A4."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from tocsin.scenario.beside import CODE
from tocsin.view.brief.curve import svg
from tocsin.view.brief.gather import Brief, Table

CSS = """
@page { size: A4; margin: 16mm }
:root { color-scheme: light }
body { font: 15px/1.45 Georgia, "Noto Serif", serif; color: #1a1a1a; background: #fff;
  max-width: 46rem; margin: 1.5rem auto; padding: 0 1rem; overflow-wrap: break-word }
h1 { font-size: 1.7rem; line-height: 1.15; margin: 0 }
h2 { font-size: 1rem; margin: 1.2rem 0 .3rem; border-bottom: 1px solid #999; break-after: avoid }
p, ul { margin: .35rem 0 } ul { padding-left: 1.2rem }
.label { background: #f3ead0; border-left: 4px solid #a87900; padding: .35rem .7rem }
.small, .note { font-size: .82rem; color: #444 }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .4rem 0 }
th { text-align: right; font-weight: normal; color: #444; vertical-align: bottom }
th:first-child, td:first-child { text-align: left } th:first-child { font-weight: bold; color: inherit }
td { text-align: right; padding: .12rem 0 .12rem .8rem; vertical-align: top }
td:first-child { padding-left: 0 } tr.inner td:first-child { padding-left: 1.1rem }
td:nth-child(2), td:nth-child(3) { white-space: nowrap }
tr { break-inside: avoid } tbody tr { border-top: 1px solid #e3e3e3 }
a { color: #12508a }
svg { width: 100%; height: auto; font: 10px sans-serif } .band { fill: #9fbcd8 }
.line { fill: none; stroke: #12365c; stroke-width: 1.6 } .tick { stroke: #ddd } .y { text-anchor: end }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 10.5pt } }
"""


def page(brief: Brief) -> str:
    """The page; every text in it is escaped."""
    w = brief.words
    body = [
        f"<h1>{escape(brief.title)}</h1>",
        f"<p>{escape(brief.question)}</p>",
        f'<p class="label">{escape(w.t("label"))}</p>',
        f'<p class="small">{escape(brief.based_on)}</p>',
        *(f'<p class="label">{escape(note)}</p>' for note in brief.notes),
        f"<h2>{escape(w.t('differs' if brief.kind == 'comparison' else 'gives'))}</h2>",
        *(table(t) for t in brief.tables),
    ]
    if brief.curve is not None:
        body.append(f"<h2>{escape(w.t('out'))}</h2>")
        if max(brief.curve[2]) > 0:
            body += [
                svg(*brief.curve, brief.midnights, w),
                f'<p class="note">{escape(brief.drawn)}</p>',
            ]
        else:
            body.append(f"<p>{escape(w.t('out.nobody'))}</p>")
    body += [
        f"<h2>{escape(w.t('assumed'))}</h2>",
        _list(map(escape, brief.assumed)),
        f"<h2>{escape(w.t('cannot'))}</h2>",
        _list(map(escape, brief.cannot)),
    ]
    if brief.figures:
        body += [f"<h2>{escape(w.t('sources'))}</h2>", _sources(brief)]
    body += [f"<h2>{escape(w.t('cite'))}</h2>", f'<p class="small">{escape(brief.cite)}</p>']
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang="{w.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(brief.title)}: {escape(w.t('briefing'))}</title><style>{CSS}</style></head>"
        f"<body data-tocsin-brief><main>{''.join(body)}</main></body></html>\n"
    )


def table(shown: Table) -> str:
    """A table as HTML."""
    heads = "".join(f"<th>{escape(h)}</th>" for h in shown.heads)
    rows = []
    for row in shown.rows:
        cells = "".join(f"<td>{escape(c)}</td>" for c in row.cells)
        rows.append(f"<tr{' class=inner' if row.inner else ''}>{cells}</tr>")
    note = f'<p class="note">{escape(shown.note)}</p>' if shown.note else ""
    return (
        f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody>'
        f"</table></div>{note}"
    )


def _list(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def _sources(brief: Brief) -> str:
    """Recorded figures, each with its sources a click away, and what the codes stand for."""
    addresses = {s.code: s.url for s in brief.sources}

    def linked(text: str) -> str:
        parts = re.split(rf"({CODE.pattern})", text)
        return "".join(_link(addresses.get(part, ""), part) for part in parts)

    figures = _list(f"{escape(f.text)}. {linked(f.source)}" for f in brief.figures)
    sources = _list(f"{_link(s.url, s.code)}: {escape(s.note)}" for s in brief.sources)
    return f'<div class="small">{figures}{sources if brief.sources else ""}</div>'


def _link(address: str, text: str) -> str:
    """A link to the web, which asks nothing until followed; of another address the text alone."""
    if not address.startswith(("https://", "http://")):
        return escape(text)
    return f'<a href="{escape(address)}" rel="noreferrer noopener">{escape(text)}</a>'
