"""What the flagship is compared with: parts out and doubled, what-ifs, placebos.

A part is *doubled* by doubling what it acts by: of the alliance how many troops are asked for and what
they do, of cells their members, of the others the coefficients named in `ACTS_BY`, their priors with
them.  A value that its equations limit goes to that limit.
"""

from __future__ import annotations

import re
from typing import Any

import tocsin as tc
from tocsin.hour.order import loop
from tocsin.scenario.checks.uses import used
from tocsin.scenario.sections.levers.alliance import Request

#: Prefixes of the parameters that nothing fits; all others stay at their values over the priors.
POLITICAL = (
    "el_", "ho_", "lo_", "coup_", "po_", "al_", "of_", "desert", "t_loyal", "t_hold", "enemy_fire",
    "cell_lead", "cell_loss", "cell_w",
)  # fmt: skip
#: Coefficients by which a part acts: names, or beginnings of names.
ACTS_BY = {
    "elites": ("lo_", "ho_", "coup_", "desert"),
    "powers": (
        "po_troops",
        "po_aid",
        "po_resent",
        "po_blood",
        "po_threat",
        "po_affront",
        "el_back",
    ),
    "alliance": (
        "ho_guarantee",
        "lo_guarantee",
        "coup_guarantee",
        "al_resent",
        "al_home",
        "al_out",
    ),
    "officials": ("of_gap", "of_found", "of_price", "enemy_fire", "al_told"),
    "threaten": ("po_threat", "po_affront"),
}
#: Times, thresholds and levels among them, which are no effects.
LEFT = (
    "lo_base", "lo_back", "ho_base", "coup_contest", "coup_warned", "desert_crowd", "desert_hours",
)  # fmt: skip
PARTS = ("alliance", "powers", "officials", "elites", "cells")
FIFTH = "2022-01-05T12:00"
WITHDRAWN = {"at": FIFTH, "until": "2022-01-06T02:00", "regions": ["Almaty city"]}
LARGE = 20  # of a log-odds: as good as sure


def over_priors(scenario: tc.Scenario) -> tc.Scenario:
    """A scenario in which only the political parameters have a prior."""
    names = [n for n in scenario.spec.parameters if not n.startswith(POLITICAL)]
    return scenario.edit(set={f"parameters.{n}.prior": "fixed" for n in names})


def base_of(scenario: tc.Scenario, part: str) -> tc.Scenario:
    """What a part is compared in: cells are off unless they are switched on."""
    return scenario.with_("cells") if part == "cells" else scenario


def out(scenario: tc.Scenario, part: str) -> tc.Scenario:
    """Without a part; the base of cells is with them."""
    if part == "threaten":
        kinds = {n: lever.kind for n, lever in scenario.spec.levers.items()}
        return scenario.without(*(n for n, kind in kinds.items() if kind == part))
    return scenario.without(part)


def doubled(scenario: tc.Scenario, part: str) -> tc.Scenario:
    """What a part acts by, twice as large."""
    if part == "cells":
        groups = scenario.copy_of_data()["cells"]["groups"]
        return scenario.set("cells.groups", [g | {"size": 2 * g["size"]} for g in groups])
    change = _coefficients(scenario, ACTS_BY[part])
    if part == "alliance":
        for name, lever in scenario.spec.levers.items():
            if isinstance(lever, Request):
                change[f"levers.{name}.times"] = 2 * lever.times
    return scenario.edit(set=change)


def _coefficients(scenario: tc.Scenario, names: tuple[str, ...]) -> dict[str, Any]:
    table = scenario.spec.parameters
    limits = used(scenario.document.data, loop(scenario.spec))
    change: dict[str, Any] = {}
    for name, parameter in table.items():
        if not name.startswith(names) or name in LEFT:
            continue
        most = limits[name].high
        change[f"parameters.{name}.value"] = min(2 * parameter.value, most)
        change[f"parameters.{name}.prior"] = twice(parameter.prior, most)
    return change


def twice(prior: str, most: float) -> str:
    """The distribution of twice the draw, with its end at `most` where that is nearer."""
    found = re.fullmatch(r"(uniform|loguniform|lognormal)\(([^,]+),([^)]+)\)", prior.strip())
    if not found:
        return prior  # fixed, or about zero
    family, a, b = found[1], 2 * float(found[2]), float(found[3])
    if family == "lognormal":
        return f"lognormal({a:.9g}, {b:.9g})"
    return f"{family}({min(a, most):.9g}, {min(2 * b, most):.9g})"


def placebos(scenario: tc.Scenario) -> dict[str, tc.Scenario]:
    """The cause taken away, or a tenth of it."""
    shock = scenario.spec.parameters["shock"].value
    return {
        "no shock": scenario.without("shock"),
        "a tenth of the shock": scenario.set("parameters.shock", shock / 10),
    }


def what_ifs(scenario: tc.Scenario) -> dict[str, tc.Scenario]:
    """Acts moved, added or taken out; those with a date only where the clock gives them one."""
    spec = scenario.spec
    purges = [n for n, x in spec.levers.items() if x.part == "purge" and x.enabled]
    found = {
        "no alliance": scenario.without("alliance"),
        "ten times as many troops asked for": scenario.set("levers.alliance.times", 10),
        "the alliance refuses": scenario.set("parameters.al_base", -LARGE),
        "no purge": scenario.without("purge"),
        "the leader falls on 5 January": scenario.set("levers.falls", {
            "kind": "resignation", "actor": "president", "title": "The president resigns",
            "at": FIFTH,
        }),
        "official figures without feedback": scenario.set("officials.feedback", False),
    }  # fmt: skip
    for service, x in spec.services.items():
        if not x.foreign:
            lever = {"kind": "withdraw", "actor": "nobody named", "service": service,
                     "title": f"{service} withdraws", **WITHDRAWN}  # fmt: skip
            found[f"stand-down in Almaty: {service}"] = scenario.set("levers.stands-down", lever)
    if spec.levers["alliance"].at is not None:
        free = {f"levers.alliance.{key}": None for key in ("provided", "until")}
        early = {"levers.alliance.at": "2022-01-04T00:00"} | free
        found["asked two days earlier"] = scenario.edit(set=early)
        sure = {"parameters.al_small": 0, "parameters.al_base": LARGE}
        found["asked two days earlier, and granted"] = scenario.edit(set=early | sure)
        moved: dict[str, Any] = {f"levers.{n}.at": "2022-01-02T12:00" for n in purges}
        moved |= {f"levers.{n}.{key}": None for n in purges for key in ("provided", "until")}
        found["purge on 2 January"] = scenario.edit(set=moved)
    return found
