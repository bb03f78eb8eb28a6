# ruff: noqa: E501  (lines of YAML stand as they are written)
"""Services and sites of a draft: how many officers there are by rates per head, and what they guard.

No source of all countries counts police; soldiers are the Factbook's.  All rates are marked as defaults.
"""

from __future__ import annotations

from tocsin.scenario.load import model_parameters
from tocsin.world.atlas.plan import Placed, Plan
from tocsin.world.atlas.text import figure, quoted

#: Officers per 100,000 people: police as the median of national counts of about 2015 (from memory, 300),
#: riot police and gendarmes by judgement; of soldiers the part that can be sent against crowds.
POLICE, RIOT, SENT = 300.0, 60.0, 0.10
RESERVE = 0.25  # of the riot police, held back centrally
CAPITAL = 2.0  # weight of the capital's region in sharing out the riot police
#: Guards: parts of what a region can deploy, and the most of them.
AT_SEAT, AT_HEADQUARTERS, MOST_GUARDS, MOST_POLICE = 0.15, 0.10, 100, 80
MOST_IN_CAPITAL = 500


def personnel(plan: Plan) -> tuple[list[int], list[int]]:
    """Police and riot police by region, whole persons."""
    people = [plan.people(i) for i in range(len(plan.regions))]
    capital = _home(plan)
    police = [max(1, round(POLICE * n / 1e5)) for n in people]
    weight = [n * (CAPITAL if i == capital else 1) for i, n in enumerate(people)]
    ready = (1 - RESERVE) * RIOT * plan.total / 1e5
    riot = [round(ready * w / sum(weight)) for w in weight]
    return police, riot


def _home(plan: Plan) -> int:
    return plan.regions.index(next(p.region for p in plan.places if p.id == plan.capital))


def services(plan: Plan) -> str:
    """The section `services`."""
    police, riot = personnel(plan)
    out = [
        "services:",
        f"  # DEFAULT: {POLICE:g} police and {RIOT:g} riot police for 100,000 people, spread by population, the",
        "  # capital's region with twice its share of riot police. Replace by counts; what one region can send",
        "  # decides where a crowd is stopped.",
        "  police:",
        "    title: police",
        "    deployable: f_police",
        f'    source: "{POLICE:g} per 100,000 by judgement; nations range from 100 to 600"',
        "    personnel:",
        *(
            f"      {quoted(r)}: {figure(n, 0.4)}"
            for r, n in zip(plan.regions, police, strict=True)
        ),
        "  riot police:",
        "    title: riot police and gendarmes",
        f'    source: "{RIOT:g} per 100,000 by judgement, a quarter of them in reserve"',
        f"    reserve: {figure(max(1, round(RESERVE * RIOT * plan.total / 1e5)), 0.5, status='judgement')}",
        "    personnel:",
        *(f"      {quoted(r)}: {figure(n, 0.5)}" for r, n in zip(plan.regions, riot, strict=True)),
    ]
    troops = plan.country.covariates.get("armed_forces")
    if troops:
        out += [
            "  army:",
            "    title: armed forces",
            f'    source: "{SENT:.0%} of about {troops[0]:,.0f} active (CIA World Factbook, last edition) could be sent: '
            'judgement"',
            f"    reserve: {figure(max(1, round(SENT * troops[0])), 0.8, status='judgement')}",
        ]
    return "\n".join(out)


def sites(plan: Plan) -> str:
    """The section `sites`: a seat and a headquarters for each region, more in the capital."""
    police, riot = personnel(plan)
    share = float(model_parameters().data["f_police"]["value"])
    place = {p.id: p for p in plan.places}
    out = [
        "sites:",
        "  # DEFAULT: an administration and a police headquarters in each regional capital, with guards by rule;",
        "  # in the capital also what states guard first. Shops with arms are left out: how many there are",
        "  # is a matter of each country. value is the pull on a crowd, weapon a factor on the guards' strength.",
    ]
    names: set[str] = set()
    for i, seat in enumerate(plan.capitals):
        town = place[seat]
        main = seat == plan.capital
        name = _fresh(town, plan.regions[i], names)
        most = MOST_IN_CAPITAL if main else MOST_GUARDS
        out.append(_site(f"{name} administration", seat, "administration", 1, 3, "riot police",
                         min(most, int(AT_SEAT * riot[i]))))  # fmt: skip
        out.append(_site(f"{name} police headquarters", seat, "police_headquarters", 0.5, 12, "police",
                         min(MOST_POLICE, int(AT_HEADQUARTERS * share * police[i]))))  # fmt: skip
    home, town = _home(plan), place[plan.capital]
    left = int(AT_SEAT * riot[home])
    name = _of(town, plan, names)
    if plan.capital not in plan.capitals:
        out.append(_site(f"{name} government", plan.capital, "administration", 1, 3, "riot police",
                         min(MOST_IN_CAPITAL, left)))  # fmt: skip
    out.append(
        _site(f"{name} residence", plan.capital, "residence", 0.6, 3, "riot police", min(150, left))
    )
    out.append(
        _site(
            f"{name} broadcaster",
            plan.capital,
            "broadcaster",
            0.3,
            3,
            "riot police",
            min(40, left // 3),
        )
    )
    for code, title, id_ in plan.country.airports[:2]:
        at = place.get(id_)
        if at:
            i = plan.regions.index(at.region)
            shown = title if title.isprintable() and '"' not in title else code
            out.append(_site(f"{shown} ({code})", id_, "airport", 0.15, 8, "riot police",
                             min(60, int(0.1 * riot[i]))))  # fmt: skip
    return "\n".join(out)


def _site(
    name: str, place: str, kind: str, value: float, weapon: int, service: str, guards: int
) -> str:
    held = f", guards: {{{service}: {guards}}}" if guards else ""
    return (f'  - {{name: {quoted(name)}, place: "{place}", kind: {kind}, value: {value:g}, '
            f"weapon: {weapon}{held}}}")  # fmt: skip


def _fresh(town: Placed, region: str, names: set[str]) -> str:
    """The town's name; with its region where another has the same."""
    name = town.name if town.name not in names else f"{town.name} ({region})"
    names.add(name)
    return name


def _of(town: Placed, plan: Plan, names: set[str]) -> str:
    if f"{town.name} ({town.region})" in names:
        return f"{town.name} ({town.region})"
    return town.name
