"""Hostile files of reports: what sources send, what was gathered, towns of the user's own.

`kinds` has the other kinds and the table of all.
"""

from __future__ import annotations

import math
from contextlib import suppress
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.making import NUMBERS, damaged, folder, short
from tests.unit.inference.observations import made
from tocsin.errors import TocsinError
from tocsin.inference.observations import file as files
from tocsin.inference.observations.importing import read
from tocsin.inference.observations.merging import merge
from tocsin.inference.observations.observation import Observation
from tocsin.world.atlas import table

SOURCES = {
    "acled": made.ACLED, "ged": made.GED, "mm": made.MM, "scad": made.SCAD, "gdelt": made.GDELT,
    "hub": made.HUB, "csv": made.TIPS, "maildir": made.MAIL,
}  # fmt: skip
GATHERED = """\
id,what,part,place,region,time,until,so_far,reported,low,best,high,counted_by,channel,reliability,status,event
,crowd,,Alpha,West,2030-06-04T14:00Z,2030-06-04T15:00Z,no,2030-06-04T19:00Z,,500,,officials,telephone,B2,official,
,dead,,,East,2030-06-05T00:00Z,2030-06-06T00:00Z,no,,,3,,hospital,,A1,,
"""
TOWNS = """\
name;region;lat;lon;population
Sucre;Chuquisaca;-19,04;-65,26;300 000
# a note
"El Alto";La Paz;-16.5;-68.15;943.558
"""
#: What cells of dates, sizes and codes may hold besides.
CELLS = ("\u00b2", "\u0663", "\u00b2" * 9, "1e5", "0x10", "hundreds", "2030-02-30", "31/12/2030",
         "45000.5", "9" * 40, "-0", "2030-06-05T24:00", "2030-06-05T02:00+99:00", "A7",
         "duplicate of x",
         *NUMBERS)  # fmt: skip


@st.composite
def recelled(draw: Any, text: str) -> bytes:
    """A table of which some cells hold something else."""
    mark = max("\t;,", key=text.splitlines()[0].count)
    rows = [line.split(mark) for line in text.splitlines()]
    cell = st.one_of(st.sampled_from(CELLS), st.text(max_size=6))
    for _ in range(draw(st.integers(1, 3))):
        row = rows[draw(st.integers(0, len(rows) - 1))]
        row[draw(st.integers(0, len(row) - 1))] = draw(cell)
    return "\n".join(mark.join(row) for row in rows).encode("utf-8", "replace")


def hostile(text: str) -> st.SearchStrategy[bytes]:
    """The bytes of a table, or its cells, are others."""
    return st.one_of(recelled(text), damaged(text.encode()))


def sources() -> st.SearchStrategy[tuple[str, bytes]]:
    """A format, and a file that is nearly of it."""
    return st.sampled_from(sorted(SOURCES)).flatmap(
        lambda name: st.tuples(st.just(name), hostile(SOURCES[name]))
    )


def _kept(found: list[Observation]) -> None:
    """What is kept can be written and read again as the same."""
    with folder() as here:
        files.write(here / "obs.csv", found)
        again = files.read(here / "obs.csv", short())
    assert [o.id for o in again] == [o.id for o in found]
    for o in again:
        for x in (o.low, o.best, o.high):
            assert x is None or (math.isfinite(x) and x >= 0)
        assert o.until > o.time


def check_source(given: tuple[str, bytes]) -> None:
    """A file of a source is read, or refused in words with nothing taken."""
    name, data = given
    with folder() as here:
        path = here / "in"
        if name == "maildir":
            (path / "cur").mkdir(parents=True)
            (path / "new").mkdir()
            (path / "cur" / "1").write_bytes(data)
        else:
            path.write_bytes(data)
        try:
            found = read(path, short(), name).observations
        except TocsinError:
            return
    _kept(merge([], found).observations)


def check_gathered(data: bytes) -> None:
    """A file of observations is read, or refused with its line."""
    with folder() as here:
        (here / "obs.csv").write_bytes(data)
        try:
            found = files.read(here / "obs.csv", short())
        except TocsinError:
            return
    _kept(merge([], found).observations)


def check_towns(data: bytes) -> None:
    """A table of towns for a draft is read, or refused with its line."""
    with folder() as here:
        (here / "towns.csv").write_bytes(data)
        with suppress(TocsinError):
            for row in table.read(here / "towns.csv"):
                assert row.name
                assert -90 <= row.lat <= 90
                assert row.population >= 1
