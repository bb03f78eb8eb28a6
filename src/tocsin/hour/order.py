"""The order of an hour, in one table; the loop's words and docs/mechanisms.md are made from it.

A mechanism has its file in `mechanisms/` or `parts/`; another one takes an import and a row here.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from types import ModuleType
from typing import Any

from tocsin.declare.lever import complete
from tocsin.declare.mechanism import Mechanism
from tocsin.declare.own import running
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
from tocsin.parts.elites import coups, defection, elites, loyalty
from tocsin.parts.officials import officials
from tocsin.parts.powers import powers
from tocsin.scenario.checks.uses import named
from tocsin.scenario.sections.spec import Spec

#: Everything before `decision` sees the crowds of the end of the last hour.
ORDER: tuple[tuple[ModuleType, str], ...] = (
    (levers, "actors act, by the clock or because a condition holds"),
    (alliance, "asked, it decides, sends troops and takes them back"),
    (shock, "the price becomes known, relief too"),
    (crowds, "crowds are seen at home and by those with ties"),
    (news, "the country hears and gets used to it"),
    (outrage, "it is outraged, and afraid"),
    (demands, "from the price to the regime"),
    (force, "officers are called up, guard, move"),
    (engagement, "crowd against force: contact, violence, dispersal, shots"),
    (risk, "what going out seems to cost"),
    (mobilisation, "what people weigh, and how fast they act"),
    (escalation, "how readily marchers turn violent"),
    (decision, "every person decides"),
    (activists, "a few residents beyond the thresholds, out for this hour"),
    (cells, "organised cells, if there are any"),
    (casualties, "participants, bystanders and officers killed and injured"),
    (arrests, "out of the crowds"),
    (detention, "releases, and searches at home"),
    (sites, "attacked, captured, burnt, taken back"),
    (damage, "premises and vehicles"),
    (legitimacy, "drifts to its base, or to what concessions make of it"),
    (elites, "hear the street, lose office, bargain, stand or fall"),
    (loyalty, "of services, place by place"),
    (defection, "officers stand aside, go over, leave a site"),
    (coups, "tried or not, and what comes of them"),
    (powers, "gain and lose influence"),
    (officials, "report"),
)


complete(
    {f.name: f.axes for module, _ in ORDER for f in getattr(module, "FIELDS", ())},
    set(Spec.model_fields),
)


def words() -> str:
    """The order in words, a line for each mechanism."""
    return "\n".join(f"    {_name(module):<15} {text}" for module, text in ORDER)


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


@lru_cache(maxsize=1)
def catalogue() -> tuple[Mechanism, ...]:
    """The mechanisms of the model, in that order."""
    return tuple(Mechanism.of(module) for module, _ in ORDER)


def loop(spec: Spec) -> list[Mechanism]:
    """The mechanisms of a scenario in the order of an hour, with the user's own among them."""
    # only what names parameters: a whole scenario takes longer to dump than an hour to simulate
    sections = {slot.section.partition(".")[0] for m in catalogue() for slot in m.named}
    data = spec.model_dump(include=sections)
    order = [_with_named(mechanism, data) for mechanism in catalogue()]
    for own in spec.mechanisms:
        names = [m.name for m in order]
        if own.after not in names:
            raise MechanismError(
                f"mechanisms: there is no {own.after!r} to run after{did_you_mean(own.after, names)}"
            )
        order.insert(names.index(own.after) + 1, running(own.file, own.source))
    return order


def _with_named(mechanism: Mechanism, data: dict[str, Any]) -> Mechanism:
    """With the parameters that the scenario names for it."""
    extra = [p.name for p in named(data, mechanism)]
    return replace(mechanism, parameters=(*mechanism.parameters, *extra)) if extra else mechanism
