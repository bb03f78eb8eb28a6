"""`tocsin countries`: for which countries a draft can be made, and how good its data are."""

from __future__ import annotations

from typing import Any

from tocsin.cli.common import Json, out, print_json

NAME = "countries"


def main(json: Json = False) -> None:
    """List the countries of the atlas.

    drawn: share of the people whose region has an outline; named: share who live in places of the
    gazetteer; facts: how many covariates are known.
    """
    from tocsin.version import __version__
    from tocsin.world.atlas.archive import answers, attribution, countries, digest
    from tocsin.world.atlas.draft import year_of
    from tocsin.world.atlas.new import START, moment_of

    year = year_of(moment_of(START).date())
    rows: list[dict[str, Any]] = [
        {
            "code": c.iso, "name": c.name, "population": (n := c.persons(year)), "places": c.places,
            "regions": c.region_count, "outlined": c.outlined,
            "coverage": round(min(1.0, c.gazetteer / n), 3) if n else 0.0,
            "covariates": sorted(c.covariates), "world_region": c.group,
        }
        for c in sorted(countries().values(), key=lambda c: c.name)
    ]  # fmt: skip
    if json:
        print_json({"version": __version__, "hash": digest()[0], "protests": answers()[1],
                    "attribution": attribution(), "countries": rows})  # fmt: skip
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    for column in ("code", "name", "people", "places", "regions", "drawn", "named", "facts"):
        left, name = column in ("code", "name"), column == "name"
        table.add_column(
            column, justify="left" if left else "right", no_wrap=not name,
            overflow="fold", min_width=14 if name else None,
        )  # fmt: skip
    for row in rows:
        table.add_row(row["code"], row["name"], f"{row['population']:,}", f"{row['places']:,}",
                      str(row["regions"]), f"{row['outlined']:.0%}", f"{row['coverage']:.0%}",
                      str(len(row["covariates"])))  # fmt: skip
    out().print(table)
