"""The answer moves with its causes, is never certain, and is wider where less is told."""

from __future__ import annotations

import copy

import pytest

from tocsin.errors import InputError
from tocsin.theory import coding
from tocsin.theory.requests import decide
from tocsin.theory.requests.case import Case
from tocsin.theory.requests.model import fit
from tocsin.theory.requests.read import read_case
from tocsin.theory.requests.requests import DATA, requests

#: Where each covariate stands in a case file.
WHERE = {
    "requester": ("request", "by"), "clause": ("alliance", "clause"),
    "framing": ("threat", "framing"), "stake": ("dominant", "stake"),
    "reach": ("dominant", "reach"), "free_hands": ("dominant", "fronts"),
    "resistance": ("threat", "opponent"), "ties": ("threat", "ties"),
    "objections": ("objections",), "access": ("host", "access"),
}  # fmt: skip
WORDS = {c.name: c.words for c in coding.COVARIATES}


def changed(data, name, word):
    data = copy.deepcopy(data)
    *path, last = WHERE[name]
    at = data
    for step in path:
        at = at[step]
    at[last] = word
    return data


def template():
    case = read_case(DATA / "template.yaml").model_dump()
    for member in case["members"]:
        member["position"] = None  # what is said of objections counts alone
    return case


def ladder(name):
    """Words from the worst to the best for the request."""
    return sorted(WORDS[name], key=WORDS[name].__getitem__)


@pytest.mark.parametrize("name", coding.NAMES)
def test_each_covariate_moves_the_template_as_theory_says(name):
    found = [decide(changed(template(), name, word)).probability for word in ladder(name)]
    assert all(low < high for low, high in zip(found[:-1], found[1:], strict=True)), found


@pytest.mark.parametrize("name", coding.NAMES)
def test_each_covariate_moves_every_request_of_the_table_as_theory_says(name):
    worst, best = ladder(name)[0], ladder(name)[-1]
    model = fit()
    for row in requests():
        against, for_ = (
            float(model.draws.chance(model._filled(_seen(changed(row.data(), name, w)))).mean())
            for w in (worst, best)
        )
        own = float(model.draws.chance(row.seen.x).mean())
        assert against < for_
        assert against <= own <= for_, row.id


def _seen(data):
    from tocsin.theory.requests.read import see

    return see(Case.model_validate(data))


def test_all_against_is_low_and_all_for_is_high_but_nothing_is_certain():
    low, high = template(), template()
    for name in coding.NAMES:
        low, high = changed(low, name, ladder(name)[0]), changed(high, name, ladder(name)[-1])
    assert 0 < decide(low).probability < 0.1
    assert 0.95 < decide(high).probability < 1
    for data in (low, high):
        span = decide(data).interval
        assert 0 < span[0] < span[1] < 1


def test_what_is_not_told_makes_the_answer_wider_and_is_named():
    whole = decide(template())
    data = template()
    data["threat"] = {"framing": None, "opponent": None, "ties": None}
    part = decide(data)
    bare = decide({"host": {"name": "Alpha"}})

    def width(found):
        return found.interval[1] - found.interval[0]

    assert width(whole) < width(part) < width(bare)
    assert {"framing", "resistance", "ties"} <= set(part.unknown)
    assert set(coding.NAMES) <= set(bare.unknown)
    assert any("framing" in note for note in part.notes)
    assert 0.5 < bare.probability < 0.85  # near the base rate
    assert bare.nearest == []


def test_sizes_rise_with_means_and_task_and_fall_under_what_there_is():
    def troops(**change):
        data = template()
        data["members"][0] |= change
        return decide(data).troops

    assert troops(forces=9_000)["median"] < troops(forces=900_000)["median"]
    few = [m | {"forces": 100} for m in template()["members"]]
    assert decide({**template(), "members": few}).troops["p95"] <= 500
    stronger = changed(template(), "resistance", "state_army")
    assert decide(stronger).troops["median"] > troops()["median"]


def test_lags_are_long_where_nothing_presses_and_others_must_pay():
    slow = template()
    slow["request"]["urgency"] = "months"
    slow["alliance"]["outside_help"] = "needed"
    assert decide(slow).lag_days["median"] > 20 * decide(template()).lag_days["median"]


def test_kazakhstan_without_itself():
    """Held out: likely, within days; the interval of the size holds the recorded 2,030."""
    found = decide(template(), leave_out="csto-kazakhstan-2022")
    assert found.n == fit().decide(template()).n - 1
    assert found.probability > 0.8
    assert found.troops["p05"] < 2030 < found.troops["p95"]
    assert found.lag_days["p05"] <= 1 <= found.lag_days["p95"]
    assert all(near["id"] != "csto-kazakhstan-2022" for near in found.nearest)


def test_a_request_that_there_is_not_is_refused():
    with pytest.raises(InputError, match="did you mean 'csto-kazakhstan-2022'"):
        decide(template(), leave_out="csto-kazakstan-2022")


def test_the_same_case_has_the_same_answer():
    from tocsin.theory.requests.model import Model

    assert Model(requests()).decide(template()).as_dict() == decide(template()).as_dict()


def test_names_are_only_labels():
    data = template()
    other = copy.deepcopy(data)
    other["host"]["name"], other["case"] = "Alpha", "Alpha asks"
    assert decide(other).probability == decide(data).probability
