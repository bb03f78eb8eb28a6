# ruff: noqa: E501  (lines of YAML stand as they are written)
"""The parameters of a draft that do not travel as they are: those by country and by case.

Universal ones stay the model's.  Those by country, how hard a state hits and when it acts, get values and
priors by world region from the recorded answers to protests (`state`); those by case are defaults to replace,
or have nothing to act on in a draft: no workplaces, no earlier protest, no shops with arms.
"""

from __future__ import annotations

from tocsin.scenario.load import model_parameters
from tocsin.world.atlas import acts
from tocsin.world.atlas.archive import Country, countries
from tocsin.world.atlas.plan import Plan
from tocsin.world.atlas.state import State
from tocsin.world.atlas.state import state as state_of
from tocsin.world.atlas.text import short

#: The country of the case for which the model's own values were found.
CASE = "KZ"
INTERNET = 0.93  # share on the internet there, for which the reach of the news was judged


def parameters(plan: Plan, state: State) -> str:
    """The section `parameters`."""
    lines = [
        "parameters:",
        "  # By case, DEFAULT: REPLACE.",
        _own("shock", _model("shock"), None, "by case", "DEFAULT: REPLACE; as large as in the model's own case"),
        *by_country(plan.country, state),
        *thresholds(state),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def by_country(country: Country, state: State) -> list[str]:
    """How hard a state hits, and how far the news goes."""
    online = country.covariates.get("internet")
    lines = [
        "  # By country: how hard a state hits is a property of the state; --parameters prior draws it from what was",
        "  # recorded of its world region.",
        _hits("arrest", "arrest", state),
        _hits("kill", "kill", state),
        _own("jail", _model("jail"), _around(_model("jail"), 3), "by country", "the model's own, invented"),
    ]  # fmt: skip
    if online:
        reach = min(1.0, max(0.2, _model("reach_rural") * online[0] / INTERNET))
        lines.append(
            _own("reach_rural", reach, "uniform(0.1, 1)", "by country",
                 f"news in the country side, by the share on the internet ({online[0]:.0%}), judgement")
        )  # fmt: skip
    return lines


def thresholds(state: State) -> list[str]:
    """When a state acts: the parameters of its rules (`acts`)."""
    return [
        _own(name, value := acts.threshold(name, state),
             f"lognormal({short(value)}, {state.spread[answer]:.2f})", "by country", acts.told(name, state))
        for name, (answer, _, _) in acts.RULES.items()
    ]  # fmt: skip


def relative(answer: str, state: State) -> float:
    """Odds of an answer in a world region against those in that of the model's own case."""
    return state.odds[answer] / state_of(countries()[CASE].group).odds[answer]


def _hits(name: str, answer: str, state: State) -> str:
    """A rate of harm: the model's own, by the odds of the answer; as uncertain as states of a region differ."""
    ratio = relative(answer, state)
    prior = f"lognormal({short(_model(name) * ratio)}, {state.spread[answer]:.2f})"
    return _own(name, _model(name) * ratio, prior, "by country",
                f"the model's own, times the odds of this answer in {state.group} against those in "
                f"{countries()[CASE].group} ({ratio:.2f}); the prior is as wide as countries of a region differ "
                f"(sd of log odds {state.spread[answer]:.2f})")  # fmt: skip


def _own(name: str, value: float, prior: str | None, scope: str, source: str) -> str:
    passport = model_parameters().data.get(name, {"unit": "1", "prior": ""})
    return (f'  {name}: {{value: {short(value)}, unit: "{passport["unit"]}", prior: "{prior or passport["prior"]}", '
            f'scope: {scope}, status: prior only, source: "{source}"}}')  # fmt: skip


def _model(name: str) -> float:
    return float(model_parameters().data[name]["value"])


def _around(value: float, factor: float) -> str:
    return f"loguniform({short(value / factor)}, {short(value * factor)})"
