"""The order of an hour, and what a loop of these mechanisms needs.

    levers          actors act, by the clock or because a condition holds
    alliance        asked, it decides, sends troops and takes them back
    shock           the price becomes known, relief too
    crowds          crowds are seen at home and by those with ties
    news, outrage   the country hears, gets used to it, is outraged, is afraid
    demands         from the price to the regime
    force           officers are called up, guard, move
    engagement      crowd against force: contact, violence, dispersal, shots
    risk            what going out seems to cost
    mobilisation    what people weigh, and how fast they act
    escalation      how readily marchers turn violent
    decision        every person decides
    activists       a few residents beyond the thresholds, out for this hour
    cells           organised cells, if there are any
    casualties      participants, bystanders and officers killed and injured
    arrests         out of the crowds
    detention       releases, and searches at home
    sites           attacked, captured, burnt, taken back
    damage          premises and vehicles
    legitimacy      drifts to its base, or to what concessions make of it
    elites          hear the street, lose office, bargain
    loyalty         of services; guards who leave by themselves
    coups           tried or not, and what comes of them
    powers          gain and lose influence
    officials       report

Everything before `decision` sees the crowds of the end of the last hour.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import ModuleType
from typing import Any

from tocsin.declare.lever import complete
from tocsin.declare.mechanism import Mechanism, from_file
from tocsin.errors import MechanismError, did_you_mean
from tocsin.mechanisms.forces import (
    arrests,
    casualties,
    damage,
    detention,
    engagement,
    force,
    levers,
    sites,
)
from tocsin.mechanisms.street import (
    activists,
    cells,
    crowds,
    decision,
    demands,
    escalation,
    legitimacy,
    mobilisation,
    news,
    outrage,
    risk,
    shock,
)
from tocsin.parts.alliance import alliance
from tocsin.parts.elites import coups, elites, loyalty
from tocsin.parts.officials import officials
from tocsin.parts.powers import powers
from tocsin.scenario.sections.officials import NUMBERS
from tocsin.scenario.sections.spec import Spec

ORDER: tuple[ModuleType, ...] = (
    levers,
    alliance,
    shock,
    crowds,
    news,
    outrage,
    demands,
    force,
    engagement,
    risk,
    mobilisation,
    escalation,
    decision,
    activists,
    cells,
    casualties,
    arrests,
    detention,
    sites,
    damage,
    legitimacy,
    elites,
    loyalty,
    coups,
    powers,
    officials,
)


complete(
    {f.name: f.axes for module in ORDER for f in getattr(module, "FIELDS", ())},
    set(Spec.model_fields),
)


def loop(spec: Spec) -> list[Mechanism]:
    """The mechanisms of a scenario in the order of an hour, with the user's own among them."""
    data = spec.model_dump()
    named = _named(data)
    order = []
    for module in ORDER:
        mechanism = Mechanism.of(module)
        extra = named.get(mechanism.name, [])
        order.append(replace(mechanism, parameters=(*mechanism.parameters, *extra)))
    for own in spec.mechanisms:
        names = [m.name for m in order]
        if own.after not in names:
            raise MechanismError(
                f"mechanisms: there is no {own.after!r} to run after{did_you_mean(own.after, names)}"
            )
        order.insert(names.index(own.after) + 1, from_file(own.file))
    return order


def known_parameters(data: Any) -> set[str]:
    """All parameters that a scenario's loop uses: those of the mechanisms and those it names."""
    names: set[str] = set()
    for module in ORDER:
        names.update(getattr(module, "PARAMETERS", ()))
    for extra in _named(data).values():
        names.update(extra)
    own = data.get("mechanisms") if isinstance(data, dict) else None
    for item in own if isinstance(own, list) else []:
        if isinstance(item, dict) and isinstance(item.get("file"), str):
            names.update(from_file(item["file"]).parameters)
    return names


def limits(data: Any) -> dict[str, str]:
    """Which parameters must be above zero ('positive') and which may be below ('signed').

    A 'share' is 1 at most; a 'delay' of official figures is as long as numbers are kept at most.  The
    others are rates, times, shares and numbers: zero switches them off, less has no meaning.
    """
    out = dict.fromkeys(_named(data).get("levers", []), "signed")
    of_figures = data.get("officials") if isinstance(data, dict) else None
    figures = of_figures.get("figures") if isinstance(of_figures, dict) else None
    out |= dict.fromkeys([*officials.LAGGED, *_texts(figures, "delay")], "delay")
    out |= dict.fromkeys([*_texts(figures, "withheld"), *_texts(figures, "slip")], "share")
    for module in ORDER:
        out |= dict.fromkeys(getattr(module, "SHARES", ()), "share")
        out |= dict.fromkeys(getattr(module, "POSITIVE", ()), "positive")
        out |= dict.fromkeys(getattr(module, "SIGNED", ()), "signed")
    return out


def _named(data: Any) -> dict[str, list[str]]:
    """Parameters that a scenario names, by the mechanism that uses them."""
    if not isinstance(data, dict):
        return {}
    return {
        "mobilisation": _texts(data.get("strata"), "join"),
        "escalation": _texts(data.get("strata"), "violence"),
        "force": _texts(data.get("services"), "deployable"),
        "levers": _texts(data.get("levers"), "legitimacy"),
        "officials": _official(data.get("officials")),
    }


def _official(section: Any) -> list[str]:
    """Parameters that official figures name beyond those that the mechanism always has."""
    figures = section.get("figures") if isinstance(section, dict) else None
    named = dict.fromkeys(n for key in NUMBERS for n in _texts(figures, key))
    return [name for name in named if name not in officials.PARAMETERS]


def _texts(section: Any, key: str) -> list[str]:
    items: Iterable[Any] = section.values() if isinstance(section, dict) else ()
    found: list[str] = []
    for item in items:
        value = item.get(key) if isinstance(item, dict) else None
        if isinstance(value, str) and value not in found and not _is_number(value):
            found.append(value)
    return found


def _is_number(text: str) -> bool:
    try:
        float(text.strip().rstrip("%"))
    except ValueError:
        return False
    return True
