"""The variants of a comparison by name, and what a reader must know of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tocsin.errors import InputError, ScenarioError, TocsinError
from tocsin.experiments.comparisons import variants as written
from tocsin.experiments.comparisons.figures import BASE
from tocsin.experiments.comparisons.paired import fewest
from tocsin.scenario import Scenario

Variant = Scenario | str | Mapping[str, Scenario | str]

POINT = (
    "An illustration at one set of parameters, not a finding: other sets that fit as well can give "
    "other differences."
)


def named_variants(base: Scenario, variants: Sequence[Variant]) -> dict[str, Scenario]:
    """Variants by name, in the order given; raises InputError with every mistake in them."""
    pairs: list[tuple[str, Scenario]] = []
    wrong: list[str] = []
    given: list[tuple[str, Scenario | str]] = []
    for each in variants:
        given += each.items() if isinstance(each, Mapping) else [("", each)]
    for name, what in given:
        try:
            if isinstance(what, str):
                own, edits = written.read(what)
                pairs.append((name or own, written.make(base, edits)))
            elif isinstance(what, Scenario):
                pairs.append((name or _name(base, what), what))
            else:
                raise InputError(f"expected a scenario or text, not {type(what).__name__}")
        except TocsinError as error:
            found = error.problems if isinstance(error, ScenarioError) else [error]
            wrong += [f"variant {name or what!s}: {each}" for each in found]
    names = [name for name, _ in pairs]
    for name in dict.fromkeys(n for n in names if names.count(n) > 1):
        wrong.append(f"several variants are called {name!r}; give them names of their own")
    if BASE in names:
        wrong.append(f"{BASE!r} is the name of the scenario itself; give the variant another")
    if wrong:
        raise InputError("\n".join(wrong))
    if not pairs:
        raise InputError(
            "nothing to compare with; give a variant, such as --without alliance or "
            "--lever price_cap.at=TIME (`tocsin levers SCENARIO` lists levers)"
        )
    return dict(pairs)


def _name(base: Scenario, variant: Scenario) -> str:
    """What was edited since the base, or the name of another scenario."""
    known = len(base.edits)
    if variant.name == base.name and variant.edits[:known] == base.edits:
        edits = [edit.removeprefix("--") for edit in variant.edits[known:]]
        return "; ".join(edits) or f"{variant.name} again"
    return variant.name


def notes(base: Scenario, named: dict[str, Scenario], runs: int, level: float) -> list[str]:
    """What a reader must know: variants that change nothing, or that do not pair well."""
    out = []
    for name, variant in named.items():
        if variant.digest == base.digest:
            out.append(f"variant {name!r} changes nothing: it is the same scenario as the base")
        a, b = base.spec, variant.spec
        if a.clock != b.clock:
            out.append(
                f"variant {name!r} has another clock: random numbers pair by the hour since the start, "
                "and outcomes may count another length of time"
            )
        persons = (a.places, a.strata, a.population) != (b.places, b.strata, b.population)
        if persons or list(a.regions) != list(b.regions):
            out.append(
                f"variant {name!r} has other places or people: persons are not the same ones, so that "
                "pairing gains little"
            )
    if runs < fewest(level):
        out.append(f"with fewer than {fewest(level)} pairs that differ nothing is called clear")
    return out


def label(base: Scenario, plan: dict[str, Any]) -> str:
    """What the numbers are over."""
    if plan["parameters"] == "point":
        return POINT
    if plan["parameters"] == "prior":
        return (
            f"Over {plan['runs']} draws of the parameters from their priors, "
            "which are not fitted to data."
        )
    sets = len(base.spec.cloud)
    return f"Over the {min(sets, plan['runs'])} parameter sets of the scenario's cloud."
