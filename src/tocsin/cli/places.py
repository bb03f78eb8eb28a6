"""`tocsin places`: the towns of a country as the atlas has them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tocsin.cli.common import Json, err, out, print_json
from tocsin.errors import InputError, did_you_mean

NAME = "places"


def main(
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="Its name or ISO code.")],
    min_population: Annotated[
        int, typer.Option("--min-population", min=0, help="The least town.")
    ] = 0,
    region: Annotated[str | None, typer.Option(metavar="NAME", help="Of one region only.")] = None,
    json: Json = False,
) -> None:
    """List the places of a country: id, name, local name, region, position, population."""
    from tocsin.world.atlas.lookup import find, plain

    found = find(country)
    c = found.country
    if found.note:
        err().print(f"note: {found.note}", markup=False)
    names = [r.name for r in c.regions]
    if region is not None and plain(region) not in {plain(n) for n in names}:
        raise InputError(f"there is no region {region!r} in {c.name}{did_you_mean(region, names)}")
    rows: list[dict[str, Any]] = [
        {"id": t.id, "name": t.name, "local": t.local, "region": names[t.region], "lat": t.lat,
         "lon": t.lon, "population": t.population}
        for t in c.towns
        if t.population >= min_population
        and (region is None or plain(names[t.region]) == plain(region))
    ]  # fmt: skip
    if json:
        print_json({"country": c.name, "code": c.iso, "regions": names, "places": rows,
                    "source": "GeoNames (geonames.org), CC BY 4.0"})  # fmt: skip
        return
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("id", "name", "local", "region", "lat", "lon", "people"):
        right = column in ("lat", "lon", "people")
        table.add_column(column, justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(row["id"], escape(row["name"]), escape(row["local"]), escape(row["region"]),
                      f"{row['lat']:.3f}", f"{row['lon']:.3f}", f"{row['population']:,}")  # fmt: skip
    out().print(table)
