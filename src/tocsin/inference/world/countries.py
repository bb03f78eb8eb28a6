"""How often each country is drawn: as often as it has protests in the data, up to a size.

The table has numbers of protests alone.  States that are no more (Czechoslovakia, East Germany, the
Soviet Union, Yugoslavia) were counted with the largest that followed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tocsin.errors import InputError
from tocsin.world.atlas.archive import countries
from tocsin.world.atlas.lookup import find

FILE = Path(__file__).with_name("countries.csv")
#: Countries of more people are left out: a run of them takes minutes.
MOST = 100_000_000
YEAR = 2026.17  # at which people are counted: that of a draft's own start


@dataclass(frozen=True)
class Drawn:
    """A country of the data.

    iso : code in the atlas; name, ccode, region : as they stand in the data; protests : how many
    """

    iso: str
    name: str
    ccode: int
    region: str
    protests: int


@cache
def recorded() -> dict[str, Drawn]:
    """All countries of the data that the atlas has, by ISO code."""
    with FILE.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return {
        r["iso"]: Drawn(r["iso"], r["name"], int(r["ccode"]), r["region"], int(r["protests"]))
        for r in rows
    }


def drawable(names: Iterable[str] = (), most: float = MOST) -> list[Drawn]:
    """Countries that may be drawn, by code: those of up to `most` people, or those named.

    Raises InputError for a country that there is not, or that the data do not have.
    """
    table = recorded()
    named = [find(name).country for name in names]
    for country in named:
        if country.iso not in table:
            raise InputError(
                f"the data have no protests of {country.name}, so that nothing can be set beside it; "
                "name countries that they have, or none"
            )
    if named:
        return [table[iso] for iso in sorted({c.iso for c in named})]
    small = {c.iso for c in countries().values() if c.persons(YEAR) <= most}
    found = [table[iso] for iso in sorted(table) if iso in small]
    if not found:
        raise InputError(f"no country of the data has {most:,.0f} people or fewer; expected more")
    return found
