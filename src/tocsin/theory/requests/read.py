"""From a case file to a case, and from a case to what the model sees.

Every mistake is told at once with its line, as for scenarios.  A number that the case does not tell is
not a number (NaN) in what the model sees.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from tocsin.errors import Problem, ScenarioError, did_you_mean
from tocsin.scenario.reading import messages
from tocsin.scenario.reading.document import Document, read_text
from tocsin.scenario.reading.yamlfile import read_yaml
from tocsin.theory import coding
from tocsin.theory.requests.case import NO_MEMBER, Case, Member

NAN = math.nan
WHAT = "case file (see tocsin alliance template)"
#: What sizes and lags look at beside the covariates of the decision.
AMOUNTS = ("forces", "population", "urgency", "outside_help")


@dataclass(frozen=True)
class Seen:
    """What the model sees of a case; NaN is unknown."""

    x: NDArray[np.float64]  # (covariate,) from -1 to +1
    amounts: dict[str, float]  # log10 persons for forces and population
    most: float  # soldiers that the members named have in all, infinite if unknown


def read_case(source: str | Path | dict[str, Any] | Case) -> Case:
    """A case from the path of a YAML file or from plain data.

    Raises ScenarioError with every problem.
    """
    if isinstance(source, Case):
        return source
    if isinstance(source, dict):
        return build(Document(source))
    text = read_text(Path(source), WHAT)
    return build(read_yaml(text, str(source), WHAT))


def build(document: Document) -> Case:
    """Check a document and make it a case; raises ScenarioError with every problem."""
    if not isinstance(document.data, dict):
        message = "expected sections such as 'host:' (see tocsin alliance template)"
        raise ScenarioError([document.problem((), message)])
    problems = _names(document)
    case = None
    try:
        case = Case.model_validate(document.data)
    except ValidationError as error:
        problems += messages.problems(error, document, Case)
    if problems or case is None:
        raise ScenarioError(problems)
    return case


def _names(document: Document) -> list[Problem]:
    """Names that stand twice, and a dominant member that is none of the members."""
    listed = document.data.get("members")
    rows = [m for m in listed if isinstance(m, dict)] if isinstance(listed, list) else []
    names = [str(m.get("name")) for m in rows]
    out = [
        document.problem(("members", i, "name"), f"{name!r} stands twice")
        for i, name in enumerate(names)
        if name in names[:i]
    ]
    dominant = document.data.get("dominant")
    path: tuple[str, ...] = ("dominant",)
    if isinstance(dominant, dict):
        path = ("dominant", "member")
        extra = [k for k in ("stake", "reach", "fronts") if dominant.get(k) is not None]
        if dominant.get("member") == NO_MEMBER and extra:
            out.append(document.problem(("dominant", extra[0]), "there is no dominant member"))
        dominant = dominant.get("member")
    host = document.value(("host", "name"))
    if isinstance(dominant, str) and dominant != NO_MEMBER:
        if dominant == host:
            out.append(document.problem(path, f"{dominant!r} is the host; expected who helps it"))
        elif names and dominant not in names:
            hint = did_you_mean(dominant, names)
            out.append(document.problem(path, f"{dominant!r} is not among the members{hint}"))
    return out


def see(case: Case) -> Seen:
    """What the model sees of a case."""
    carrier = _carrier(case)
    helpers = _helpers(case)
    dominant = case.dominant if case.dominant and case.dominant.member != NO_MEMBER else None
    alone = case.dominant is not None and dominant is None
    nobody = bool(helpers) and all(m.forces == 0 for m in helpers)
    values = {
        "requester": _code(coding.BY, case.request.by),
        "clause": _clause(case),
        "framing": _code(coding.FRAMING, case.threat.framing),
        "stake": -1.0 if alone else _code(coding.STAKE, dominant.stake if dominant else None),
        "reach": _code(coding.REACH, dominant.reach if dominant else None),
        "free_hands": _code(coding.FRONTS, dominant.fronts if dominant else None),
        "resistance": _code(coding.OPPONENT, case.threat.opponent),
        "ties": _code(coding.TIES, case.threat.ties),
        "objections": _objections(case),
        "access": _code(coding.ACCESS, case.host.access),
    }
    if math.isnan(values["reach"]):
        values["reach"] = _distance(carrier, helpers)
    if nobody:
        values["reach"] = -1.0
    forces = carrier.forces if carrier else max((m.forces or 0 for m in helpers), default=0)
    known = [m.forces for m in helpers if m.forces is not None]
    complete = bool(helpers) and len(known) == len(helpers)
    amounts = {
        "forces": math.log10(forces) if forces else NAN,
        "population": math.log10(case.host.population) if case.host.population else NAN,
        "urgency": _code(coding.URGENCY, case.request.urgency),
        "outside_help": _code(coding.OUTSIDE_HELP, case.alliance.outside_help),
    }
    x = np.array([values[name] for name in coding.NAMES])
    return Seen(x, amounts, float(sum(known)) if complete else math.inf)


def _code(words: dict[str, float], word: str | None) -> float:
    return NAN if word is None else words[word]


def _helpers(case: Case) -> list[Member]:
    return [m for m in case.members if m.name != case.host.name]


def _carrier(case: Case) -> Member | None:
    """The dominant member among the members."""
    name = case.dominant.member if case.dominant else None
    return next((m for m in _helpers(case) if m.name == name), None)


def _clause(case: Case) -> float:
    """A treaty binds less towards a country that is no member; if none is named, there is none."""
    code = _code(coding.CLAUSE, case.alliance.clause)
    if case.host.member is False:
        return -1.0 if math.isnan(code) else max(-1.0, code - 1.0)
    return code


def _distance(carrier: Member | None, helpers: list[Member]) -> float:
    near = [carrier] if carrier else helpers
    known = [m.distance_km for m in near if m.distance_km is not None]
    return float(np.interp(min(known), coding.REACH_KM, coding.REACH_AT)) if known else NAN


def _objections(case: Case) -> float:
    """The worse of what the case says in all and of what its members' positions mean."""
    told = _code(coding.OBJECTIONS, case.objections)
    helpers = [m for m in _helpers(case) if m.position is not None]
    if not helpers:
        return told
    against = [m.name for m in helpers if m.position == "against"]
    carrier = _carrier(case)
    level = 1.0
    if against:
        blocked = case.alliance.rule == "consensus" or 2 * len(against) > len(_helpers(case))
        if case.alliance.rule == "lead_state":
            blocked = False
        blocked |= carrier is not None and carrier.name in against
        level = -1.0 if blocked else 0.0
    return level if math.isnan(told) else min(told, level)


def unknown(seen: Seen) -> list[str]:
    """Names of what the case does not tell."""
    names = [n for n, v in zip(coding.NAMES, seen.x, strict=True) if math.isnan(v)]
    return names + [n for n in AMOUNTS if math.isnan(seen.amounts[n])]
