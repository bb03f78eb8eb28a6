"""A briefing as a Word document (DOCX), to be edited; without the picture, which the page and PDF have.

Needs python-docx (the extra `docx`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.errors import InputError
from tocsin.scenario.beside import CODE

if TYPE_CHECKING:
    from tocsin.view.brief.gather import Brief, Table

SMALL, INDENT = 9, 0.5  # points; centimetres


def docx(brief: Brief, target: Path) -> None:
    """Write a briefing to `target`; raises InputError without python-docx."""
    try:
        import docx as library
    except ImportError:
        raise InputError(
            "a DOCX needs python-docx; install it with: pip install python-docx"
        ) from None
    w, document = brief.words, library.Document()
    properties = document.core_properties
    properties.title, properties.author = brief.title, "Tocsin"
    properties.language = w.language
    document.add_heading(brief.title, 0)
    document.add_paragraph(brief.question)
    document.add_paragraph(w.t("label")).runs[0].bold = True
    document.add_paragraph(brief.based_on)
    for note in brief.notes:
        document.add_paragraph(note).runs[0].bold = True
    document.add_heading(w.t("differs" if brief.kind == "comparison" else "gives"), 1)
    for shown in brief.tables:
        _table(document, shown)
    _list(document, w.t("assumed"), brief.assumed)
    _list(document, w.t("cannot"), brief.cannot)
    addresses = {s.code: s.url for s in brief.sources}
    told = [
        f"{f.text}. {CODE.sub(lambda c: _spelt(c, addresses), f.source)}" for f in brief.figures
    ]
    if told:
        _list(document, w.t("sources"), told)
    document.add_heading(w.t("cite"), 1)
    document.add_paragraph(brief.cite)
    document.save(str(target))


def _spelt(code: re.Match[str], addresses: dict[str, str]) -> str:
    """A code with its address, which the reader's program makes a link."""
    return f"{code[0]} {addresses[code[0]]}" if code[0] in addresses else code[0]


# python-docx has no types: its documents are Any.
def _list(document: Any, title: str, lines: Iterable[str]) -> None:
    document.add_heading(title, 1)
    for line in lines:
        document.add_paragraph(line, style="List Bullet")


def _table(document: Any, shown: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    made = document.add_table(rows=1, cols=len(shown.heads))
    made.style = "Light List"
    for cell, text in zip(made.rows[0].cells, shown.heads, strict=True):
        cell.text = text
    for row in shown.rows:
        for i, (cell, text) in enumerate(zip(made.add_row().cells, row.cells, strict=True)):
            cell.text = text
            paragraph = cell.paragraphs[0]
            if i:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            elif row.inner:
                paragraph.paragraph_format.left_indent = Cm(INDENT)
    for row in made.rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(SMALL)
    if shown.note:
        document.add_paragraph(shown.note)
