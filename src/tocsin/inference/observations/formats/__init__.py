"""Formats: one file each, which says what the columns of a source mean.

A format has a name, the columns by which it is known, and a function from a row to drafts.  `FORMATS`
lists them; `guess` says which one a head belongs to, so that a wrong choice is told.
"""

from __future__ import annotations

from tocsin.inference.observations.formats import acled, csv, gdelt, ged, hub, maildir, mm, scad
from tocsin.inference.observations.formats.format import Format

FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        acled.FORMAT, ged.FORMAT, mm.FORMAT, scad.FORMAT, gdelt.FORMAT, hub.FORMAT, csv.FORMAT,
        maildir.FORMAT,
    )
}  # fmt: skip


def guess(head: list[str]) -> str:
    """The format whose columns a head has; '' if none."""
    return next((f.name for f in FORMATS.values() if f.sign and f.fits(head)), "")
