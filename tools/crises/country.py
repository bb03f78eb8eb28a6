# ruff: noqa: E501  (lines of YAML stand as they are written)
"""Writes what is by rule in a bundled crisis: the country with its places, and the state by rules.

    cd tools && python -m crises.country iran-2019 FACTS    writes all
    cd tools && python -m crises.country iran-2019          after a new fit: what follows from it

FACTS is the folder with the tables of the crisis; what else is declared stands in iran-2019.yaml beside
this file.  Towns, ages and sites are those of a draft (`tocsin new`); regions add up to their census.
Written are `country.yaml`, `places.csv` and `sources.csv` beside the scenario, and the scenario
by rules.  `case.yaml` (the shock, the record) and `scenario.yaml` (acts by the clock) are written by
hand.  Parameters that are declared neither here nor there are the model's own and inherited, not copied.
Those by country are the model's own times what is recorded of a world region: after a new fit of the model
they are written anew without FACTS.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tocsin.world.atlas import acts, forces, peoples, travelling
from tocsin.world.atlas.archive import countries
from tocsin.world.atlas.draft import year_of
from tocsin.world.atlas.plan import COLUMNS, Placed, Plan, plan
from tocsin.world.atlas.state import State, state
from tocsin.world.atlas.text import figure, quoted

BUNDLED = Path(__file__).parents[2] / "src/tocsin/scenario/bundled"
#: Part of a region's people who live in named towns at most.
MOST_IN_TOWNS = 0.95


def main(name: str, facts: Path) -> None:
    given = YAML(typ="safe").load(Path(__file__).with_name(f"{name}.yaml"))
    made = planned(given, facts)
    answers = state(made.country.group)
    folder = BUNDLED / name
    (folder / "country.yaml").write_text(country(name, given, made, answers), encoding="utf-8")
    (folder / "places.csv").write_text(places(given, made), encoding="utf-8")
    rules = BUNDLED / f"{name}-rules" / "scenario.yaml"
    rules.write_text(by_rules(name, made, answers), encoding="utf-8")
    with (folder / "sources.csv").open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("id", "url", "note"))
        for row in table(facts / given["sources"]):
            if row["id"] not in ("M", "D"):
                url = row["url"] if row["url"].startswith("http") else f"https://{row['url']}"
                writer.writerow((row["id"], url.split(" ")[0], row["note"]))
    people = sum(p.population for p in made.places)
    print(f"{name}: {len(made.places)} places, {people:,} people, {made.coverage:.0%} in towns")


def refit(name: str) -> None:
    """Write the parameters by country anew from the model's own."""
    given = YAML(typ="safe").load(Path(__file__).with_name(f"{name}.yaml"))
    source = countries()[given["country"]]
    file = BUNDLED / name / "country.yaml"
    lines = travelling.by_country(source, state(source.group))
    head = file.read_text(encoding="utf-8").partition(lines[0])[0]
    file.write_text("\n".join([head + lines[0], *lines[1:]]) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines) - 2} parameters by country")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def planned(given: dict[str, Any], facts: Path) -> Plan:
    """The plan of a draft with named towns put right and regions as large as their census says."""
    source = countries()[given["country"]]
    drawn = plan(source, year_of(date.fromisoformat(str(given["day"]))), 1)
    regions = [given["regions"][r] for r in drawn.regions]
    counted = {r["region"]: int(r[given["column"]]) for r in table(facts / given["census"])}
    scale = given["people"] / sum(counted[r] for r in regions)
    total = {r: round(counted[r] * scale) for r in regions}
    seats = set(drawn.capitals)
    gazetteer = {t.id: t.population for t in source.towns}
    towns = [
        replace(p, name=given["names"].get(p.id, bare(p.name)), region=given["regions"][p.region],
                population=given["towns"].get(p.id, gazetteer[p.id]))
        for p in drawn.places
        if not p.rural and p.id not in given["drop"]
    ]  # fmt: skip
    towns = [p for p in towns if p.population >= given["least"] or p.id in {*seats, *given["also"]}]
    towns += [Placed(local="", **{k: v for k, v in e.items() if k != "population"},
                     population=e["population"]) for e in given["extra"]]  # fmt: skip
    out: list[Placed] = []
    for i, region in enumerate(regions):
        own = sorted((p for p in towns if p.region == region), key=lambda p: (-p.population, p.id))
        fit = min(1.0, MOST_IN_TOWNS * total[region] / sum(p.population for p in own))
        own = [replace(p, population=max(1, int(p.population * fit))) for p in own]
        left = total[region] - sum(p.population for p in own)
        lat = sum(p.lat for p in own) / len(own)
        lon = sum(p.lon for p in own) / len(own)
        rest = f"{source.iso.lower()}-rest-{i + 1}"
        out += [
            *own,
            Placed(rest, f"Rest of {region}", "", region, round(lat, 4), round(lon, 4), left, True),
        ]
    return replace(drawn, places=out, regions=regions, total=sum(total.values()))


def bare(name: str) -> str:
    """A name without the marks of transliteration."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "").replace("‘", ""))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "")


def country(name: str, given: dict[str, Any], made: Plan, answers: State) -> str:
    place = {p.id: p for p in made.places}
    reached = given["exposure"]
    exposure = f"{{value: {reached['value']}, low: {reached['low']}, high: {reached['high']}}}"
    regions = "\n".join(
        f'  {quoted(r)}: {{capital: "{seat}", zone: {zone}, exposure: {exposure}, corruption: 0.5}}  # {place[seat].name}'
        for r, seat, zone in zip(made.regions, made.capitals, made.zones, strict=True)
    )
    declared = "\n".join(
        f"  {key}: {{" + ", ".join(f"{k}: {_said(k, v)}" for k, v in passport.items()) + "}"
        for key, passport in given["parameters"].items()
    )
    by_country = "\n".join(travelling.by_country(made.country, answers))
    return f"""\
# {made.country.name} as a draft has it, with regions by census: made by tools/crises/country.py, do not edit.
# What happened stands in case.yaml, acts by the clock in scenario.yaml, the state by rules in {name}-rules.
# Corruption is the same everywhere, so that it has no effect; sites and ages are those of any draft.
schema_version: 1
name: {name}
attribution:
  - "Settlements: GeoNames (geonames.org), CC BY 4.0"
  - {quoted(given["attribution"])}
  - "Age structure: UN World Population Prospects 2024, CC BY 3.0 IGO"
  - "Covariates: CIA World Factbook, public domain"
  - "Answers of states to protests: Mass Mobilization (Clark and Regan), CC0; statistics only"

population: {{seed: 1, source: "traits are dealt once, by keyed random numbers"}}

regions:
  # exposure, {reached["status"]}, the same everywhere: {reached["source"]}
{regions}

places: {{file: places.csv}}

squares: {{radius: 6 km, source: "as in kazakhstan-2022"}}

{peoples.strata(made, year_of(date.fromisoformat(str(given["day"])))).replace("DEFAULT: ", "")}

{services(given, made)}

{forces.sites(made).replace("DEFAULT: ", "")}

{acts.ACTORS}

parameters:
  # Declared for this case before a run was looked at.
{declared}
{by_country}
"""


def _said(key: str, value: object) -> str:
    return quoted(str(value)) if key in ("source", "prior", "unit") else str(value)


def services(given: dict[str, Any], made: Plan) -> str:
    """The section `services`, spread over the regions by the people who live there."""
    home = next(p.region for p in made.places if p.id == made.capital)
    out = ["services:"]
    for name, service in given["services"].items():
        out += [f"  {name}:", f"    title: {service['title']}"]
        if "deployable" in service:
            out.append(f"    deployable: {service['deployable']}")
        out.append(f"    source: {quoted(service['source'])}")
        people, reserve, spread = (
            service.get("people"),
            service.get("reserve", 0),
            service["spread"],
        )
        held = round(reserve * people) if people else reserve
        if held:
            out.append(f"    reserve: {figure(held, spread, status='judgement')}")
        if people:
            weight = {r: made.people(i) * (service.get("capital", 1) if r == home else 1)
                      for i, r in enumerate(made.regions)}  # fmt: skip
            share = (people - held) / sum(weight.values())
            out.append("    personnel:")
            out += [
                f"      {quoted(r)}: {figure(round(w * share), spread)}" for r, w in weight.items()
            ]
    return "\n".join(out)


def places(given: dict[str, Any], made: Plan) -> str:
    rows = [f"# Settlements: GeoNames (geonames.org), CC BY 4.0, with corrections. {given['attribution']};",
            "# made by tools/crises/country.py. Rows of kind rural are what the towns leave of a region.",
            ",".join(COLUMNS)]  # fmt: skip
    rows += [
        f"{p.id},{p.name},{p.region},{p.lat:.4f},{p.lon:.4f},{p.population},{'rural' if p.rural else ''}"
        for p in made.places
    ]
    return "\n".join(rows) + "\n"


def by_rules(name: str, made: Plan, answers: State) -> str:
    held = max(1, round(forces.RESERVE * forces.RIOT * made.total / 1e5))
    thresholds = "\n".join(travelling.thresholds(answers))
    what = f"{made.country.name}, {'November' if name.startswith('iran') else 'October'} 2019"
    return f"""\
# The same case, but the state acts by the rules of its world region's profile ({answers.group}) and not by the
# clock: nothing tells it what was done. Made by tools/crises/country.py, do not edit; these are the rules
# and thresholds that `tocsin new` gives any draft, none of them set to this case.
schema_version: 1
extends: ../{name}/case.yaml
name: {name}-rules
title: {what}, by rules
description: >-
  As {name}, but orders, emergency, live fire and concession follow from what happens, by the state
  profile of a draft.

{acts.levers(answers).replace("RESERVE", str(held)).replace("REPLACE by what this state has done before; with a rule goes its parameter.", "As in any draft.").replace("DEFAULT ", "")}
parameters:
{thresholds}

ledger:
  imposed: []  # what is done, and when, follows from events
"""


if __name__ == "__main__":
    if len(sys.argv) > 2:
        main(sys.argv[1], Path(sys.argv[2]))
    else:
        refit(sys.argv[1])
