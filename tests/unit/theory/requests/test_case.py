"""Case files: what may stand there, what is told of mistakes, and what the model sees."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tocsin.errors import ScenarioError
from tocsin.theory.coding import NAMES
from tocsin.theory.requests.read import read_case, see


def seen(data):
    return see(read_case({"host": {"name": "Alpha"}, **data}))


def x(data, name):
    return seen(data).x[NAMES.index(name)]


def test_a_host_alone_is_a_case_and_all_is_unknown():
    assert np.isnan(seen({}).x).all()
    assert all(math.isnan(v) for v in seen({}).amounts.values())
    assert seen({}).most == math.inf


def problems(tmp_path, text):
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        read_case(tmp_path / "c.yaml")
    return caught.value.report()


def test_all_mistakes_are_told_at_once_with_line_value_and_what_was_expected(tmp_path):
    text = """\
host:
  name: Alpha
  population: 12 horses
  member: maybe
threat:
  framing: extern
  oponent: unrest
dominant:
  member: Betta
  stake: huge
members:
  - name: Beta
    forces: -5
    distance_km: 50000
  - name: Beta
    position: against
"""
    told = problems(tmp_path, text)
    for part in (
        "c.yaml:3: host.population: '12 horses'",
        "c.yaml:4: host.member: 'maybe': expected true or false",
        "c.yaml:6: threat.framing: 'extern': expected one of external, mixed, internal; "
        "did you mean 'external'?",
        "c.yaml:7: threat.oponent: unknown key; did you mean 'opponent'?",
        "c.yaml:9: dominant.member: 'Betta' is not among the members; did you mean 'Beta'?",
        "c.yaml:10: dominant.stake: 'huge': expected one of high, medium, low",
        "0 or more",
        "20,100 or less",
        "stands twice",
        "9 errors",
    ):
        assert part in told, (part, told)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "is empty; expected a case file"),
        ("- 1", "expected sections such as 'host:'"),
        ("host: Alpha", "host: 'Alpha': expected names with values"),
        ("threat:\n  framing: mixed", "host: is missing"),
        ("host:\n  name: A\n  population: 1e30", "10,000,000,000 or less"),
        ("host:\n  name: A\n  population: .inf", "finite"),
        ("host:\n  name: A\nmembers:\n  - name: B\n    forces: 99999999999", "10,000,000 or less"),
        ("host:\n  name: A\nhots: 1", "unknown key; did you mean 'host'?"),
        ("host:\n  name: A\ndominant: A", "is the host"),
        (
            "host:\n  name: A\ndominant:\n  member: none\n  stake: high",
            "there is no dominant member",
        ),
        ("host: {name: A, name: B}", "stands twice"),
        ("host: [", "is not YAML"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, text, part):
    assert part in problems(tmp_path, text)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(ScenarioError, match="no such file"):
        read_case(tmp_path / "none.yaml")


def test_positions_of_members_become_objections_by_the_rule():
    members = [{"name": n, "position": "for"} for n in "BCDE"]
    members[1]["position"] = "against"
    data = {"members": members, "dominant": "B"}
    assert x({"members": [{"name": "B", "position": "for"}]}, "objections") == 1
    assert x({**data, "alliance": {"rule": "consensus"}}, "objections") == -1
    assert x({**data, "alliance": {"rule": "majority"}}, "objections") == 0
    assert x({**data, "alliance": {"rule": "lead_state"}}, "objections") == 0
    assert x({**data, "dominant": "C", "alliance": {"rule": "lead_state"}}, "objections") == -1
    assert x({**data, "objections": "strong"}, "objections") == -1
    # the host's own voice is no objection
    own = [{"name": "Alpha", "position": "against"}, {"name": "B", "position": "for"}]
    assert x({"members": own}, "objections") == 1


def test_reach_is_told_or_taken_from_the_distance():
    def at(km):
        return x({"dominant": "B", "members": [{"name": "B", "distance_km": km}]}, "reach")

    found = [at(km) for km in (0, 300, 1500, 3000, 20_000)]
    assert found == sorted(found, reverse=True)
    assert (found[0], found[2], found[-1]) == (0.6, 0.0, -1.0)
    assert x({"dominant": {"member": "B", "reach": "based"}}, "reach") == 1


def test_no_dominant_member_means_no_high_stake_and_left_out_means_unknown():
    assert x({"dominant": "none"}, "stake") == -1
    assert math.isnan(x({}, "stake"))
    assert math.isnan(x({"dominant": None}, "stake"))


def test_a_host_that_is_no_member_is_bound_less():
    data = {"alliance": {"clause": "covers"}}
    assert x(data, "clause") == 1
    assert x({**data, "host": {"name": "A", "member": False}}, "clause") == 0
