"""GDELT 2: that something was in the news, never how many.

61 columns, separated by tabs, without a head.  A row is a mention and not an event, so that rows of one
kind, place and day are one observation, which was seen and not counted.  Taken are protests (root code
14); 145, violent protest and riot, is a riot.  `DATEADDED` is when it was read (UTC), not when it was.
Countries are FIPS codes.  Columns: GDELT event codebook 2.0.
"""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.inference.observations.draft import Draft
from tocsin.inference.observations.formats.format import Format, point
from tocsin.inference.observations.table import Row

_ACTOR = (
    "code name countrycode knowngroupcode ethniccode religion1code religion2code type1code type2code "
    "type3code"
).split()
_GEO = "type fullname countrycode adm1code adm2code lat long featureid".split()
HEAD = (
    "globaleventid", "sqldate", "monthyear", "year", "fractiondate",
    *(f"actor{i}{name}" for i in (1, 2) for name in _ACTOR),
    "isrootevent", "eventcode", "eventbasecode", "eventrootcode", "quadclass", "goldsteinscale",
    "nummentions", "numsources", "numarticles", "avgtone",
    *(f"{who}geo_{name}" for who in ("actor1", "actor2", "action") for name in _GEO),
    "dateadded", "sourceurl",
)  # fmt: skip
PROTEST, RIOT = "14", "145"
COUNTRY, REGIONS = "1", ("2", "5")  # kinds of places; others are towns


def drafts(row: Row) -> Iterator[Draft]:
    """A crowd or riot that was in the news."""
    if row.text("eventrootcode") != PROTEST:
        return
    kind = row.text("actiongeo_type")
    place, *more = (x.strip() for x in row.text("actiongeo_fullname").split(","))
    region = more[0] if len(more) > 1 else ""
    if kind == COUNTRY:
        place, region = "", ""
    elif kind in REGIONS:
        place, region = "", place
    begin = row.when("sqldate")
    added = row.text("dateadded")
    if added.isdecimal() and len(added) == 14:
        row.cells["dateadded"] = f"{added[:8]} {added[8:10]}:{added[10:12]}Z"
    yield Draft(
        row.line, "riot" if row.text("eventbasecode") == RIOT else "crowd", begin,
        place=place, region=region, country=row.text("actiongeo_countrycode"),
        point=None if kind == COUNTRY else point(row, "actiongeo_lat", "actiongeo_long"),
        exact=kind not in REGIONS, reported=row.when("dateadded"), counted_by="press",
        channel="gdelt", reliability="D4",
    )  # fmt: skip


FORMAT = Format("gdelt", "GDELT 2", drafts, head=HEAD)
assert len(HEAD) == 61
