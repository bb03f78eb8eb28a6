# ruff: noqa: E501  (lines of YAML stand as they are written)
"""The files of a draft: a scenario with comments, its places, outlines and local names.

Every default says DEFAULT and what it should be replaced by; `REPLACE` has them in the order in which they
matter.  Parameters fitted to single towns of another case are not taken along: a draft has no workplaces,
no earlier protest, no arms shops; of the others `tocsin validate` says which were found elsewhere.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tocsin.world.atlas import acts, forces, peoples, travelling
from tocsin.world.atlas.archive import digest
from tocsin.world.atlas.lookup import plain
from tocsin.world.atlas.plan import COLUMNS, Placed, Plan
from tocsin.world.atlas.state import State
from tocsin.world.atlas.text import quoted

#: What to replace first, in this order: where it stands, and by what.
REPLACE = (
    ("shock", "what it is, when, where, and whom it reaches by region"),
    ("parameters.shock", "how much grievance it raises; look at the peak in 'tocsin check'"),
    (
        "levers",
        "what this state has done before: orders, emergency, live fire, concession, shutdown",
    ),
    (
        "parameters.st_*, arrest, kill",
        "when this state acts and how hard it hits: by its own record, not by its world region's",
    ),
    ("services.personnel", "officers by region"),
    ("regions.corruption", "0 to 1 by region; only deviations from the mean count"),
    ("places", "populations of large towns by the last census, suburbs with acts_in"),
    ("strata.young precarious men", "share by region"),
    ("sites", "what stands where, and who guards it"),
)
EXPOSED, ELSEWHERE = 0.8, 0.2
LEGITIMACY = (
    "no index of legitimacy or corruption may be passed on with Tocsin; bring one of your own"
)


def files(plan: Plan, state: State, start: datetime, hours: int, shock: Placed) -> dict[str, str]:
    """Texts of the files by name."""
    out = {
        "scenario.yaml": _scenario(plan, state, start, hours, shock),
        "places.csv": _places(plan),
        "regions.geojson": _outlines(plan),
    }
    if any(p.local for p in plan.places):
        out["names.csv"] = _table(("name", plan.country.language),
                                  [(p.name, p.local) for p in plan.places if p.local])  # fmt: skip
    return out


def slug(country: str) -> str:
    """A name for files: 'DR Congo' is dr-congo."""
    return re.sub(r"[^a-z0-9]+", "-", plain(country)).strip("-") or "country"


def year_of(day: date) -> float:
    """A date as a year with a fraction; the UN's figures are of the middle of a year."""
    return day.year + (day.timetuple().tm_yday - 183) / 365


def _scenario(plan: Plan, state: State, start: datetime, hours: int, shock: Placed) -> str:
    c = plan.country
    zone = plan.zones[
        plan.regions.index(next(p.region for p in plan.places if p.id == plan.capital))
    ]
    replace = "\n".join(f"#   {i}. {where}: {what}" for i, (where, what) in enumerate(REPLACE, 1))
    known = "\n".join(_covariates(plan))
    at = start + timedelta(hours=8)
    army = max(1, round(forces.RESERVE * forces.RIOT * plan.total / 1e5))
    return f"""\
# {c.name}: a draft made by `tocsin new`, from packaged data and defaults. It runs; it says nothing yet about
# {c.name}. What a draft shows is what the model does with a country of this shape.
#
# What to replace first (every value to look at is marked DEFAULT or REPLACE):
{replace}
#
# Known of the country (CIA World Factbook, last edition; year):
{known}
# {LEGITIMACY}.
schema_version: 1
name: {slug(c.name)}-draft
title: {quoted(c.name + ", a draft")}
description: >-
  Drafted from packaged data: {len([p for p in plan.places if not p.rural])} named places with {plan.coverage:.0%} of the people, {len(plan.regions)} regions.
  The shock and the state's answers are defaults, nothing is fitted to this country.
attribution:
  - "Settlements: GeoNames (geonames.org), CC BY 4.0"
  - "Populations: UN World Population Prospects 2024, CC BY 3.0 IGO"
  - "Outlines of regions: Natural Earth, public domain"
  - "Covariates: CIA World Factbook, public domain"
  - "Answers of states to protests: Mass Mobilization (Clark and Regan), CC0; statistics only"
  - "Atlas {digest()[0][:12]}, see tocsin countries"

clock: {{start: "{start:%Y-%m-%dT%H:%M}", hours: {hours}, zone: {zone}}}
population: {{seed: 1, source: "traits are dealt once, by keyed random numbers"}}

shock:
  what: a price rises  # REPLACE
  at: "{at:%Y-%m-%dT%H:%M}"
  regions: [{quoted(shock.region)}]  # the region of {shock.name}
  exposure_reference: {EXPOSED}
  source: "DEFAULT: invented, so that the draft runs"

regions:
  # exposure, DEFAULT: {EXPOSED:.0%} of the people where the shock is, {ELSEWHERE:.0%} elsewhere (weighed by s_rest).
  # corruption, DEFAULT: the same everywhere, so that it has no effect: only deviations from the mean count.
{_regions(plan, shock)}

places: {{file: places.csv}}  # scaled by {plan.scale:.3f}; with {plan.total:,} people in all

squares: {{radius: 6 km, source: "DEFAULT: towns so near share the square of the largest"}}

{peoples.strata(plan, year_of(start))}

{forces.services(plan)}

{forces.sites(plan)}

{acts.ACTORS}

{acts.levers(state).replace("RESERVE", str(army))}
{travelling.parameters(plan, state)}
ledger:
  notes:
    first_active_place: "a draft: the shock and the state's rules are defaults"
"""


def _covariates(plan: Plan) -> list[str]:
    words = {
        "urban": ("share in towns", ".0%"), "internet": ("share on the internet", ".0%"),
        "unemployment": ("unemployment", ".1%"), "youth_unemployment": ("youth unemployment", ".1%"),
        "gini": ("Gini index of inequality", "g"), "gdp_per_head": ("GDP per head, $ of purchasing power", ",.0f"),
        "poverty": ("below the poverty line", ".0%"), "armed_forces": ("active in the armed forces", ",.0f"),
    }  # fmt: skip
    out = []
    for key, (title, form) in words.items():
        value = plan.country.covariates.get(key)
        if value is None:
            out.append(f"#   {title}: not known; DEFAULTS below")
        else:
            when = f" ({value[1]:.0f})" if value[1] else ""
            out.append(f"#   {title}: {value[0]:{form}}{when}")
    return out


def _regions(plan: Plan, shock: Placed) -> str:
    place = {p.id: p for p in plan.places}
    rows = []
    for name, capital, zone in zip(plan.regions, plan.capitals, plan.zones, strict=True):
        town = place[capital]
        local = f" ({town.local})" if town.local else ""
        exposure = EXPOSED if name == shock.region else ELSEWHERE
        rows.append(f'  {quoted(name)}: {{capital: "{capital}", zone: {zone}, exposure: {exposure}, '
                    f"corruption: 0.5}}  # {town.name}{local}")  # fmt: skip
    return "\n".join(rows)


def _places(plan: Plan) -> str:
    head = (
        "# Settlements: GeoNames (geonames.org), CC BY 4.0. Sum: UN World Population Prospects 2024, CC BY 3.0 IGO.\n"
        "# Rows of kind rural are what is left of a region; they are shared out by rule and not counted.\n"
    )
    rows = [
        (
            p.id,
            p.name,
            p.region,
            f"{p.lat:.4f}",
            f"{p.lon:.4f}",
            p.population,
            "rural" if p.rural else "",
        )
        for p in plan.places
    ]
    return head + _table(COLUMNS, rows)


def _table(header: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _outlines(plan: Plan) -> str:
    """GeoJSON of the regions that have an outline, for any map."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "code": region.code},
            "geometry": {"type": "MultiPolygon", "coordinates": region.outline},
        }
        for name, region in zip(plan.regions, plan.outlined, strict=True)
        if region and region.outline
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
