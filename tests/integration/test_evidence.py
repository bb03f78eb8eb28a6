"""Weighing accounts end to end: the answers, and when there is none. Needs scikit-learn."""

from __future__ import annotations

import json
from datetime import timedelta

import numpy as np
import pytest

import tocsin as tc
from tests.unit.inference.calibration import toy
from tocsin.errors import InputError
from tocsin.inference.calibration.targets import Targets
from tocsin.inference.evidence.evidence import PARTS
from tocsin.inference.evidence.evidence import version as version_of
from tocsin.inference.evidence.features import Features
from tocsin.inference.evidence.hypotheses import NAMES, hypotheses
from tocsin.inference.evidence.panel import panel
from tocsin.inference.observations.observation import Observation

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def towns():
    return toy.towns()


def weighed(towns, seen, model="apart", **more):
    pytest.importorskip("sklearn")
    from tests.unit.inference.calibration import crises
    from tocsin.inference.evidence.evidence import evidence

    options = {"runs": 120, "executor": "serial", "model": getattr(crises, model)} | more
    return evidence(towns, NAMES, seen, **options)


@pytest.fixture(scope="module")
def clear(towns):
    return weighed(towns, toy.reports(towns, 900.0, 300.0, 100.0)).summary()


def test_accounts_differ_in_what_they_are_about_alone(towns):
    found = hypotheses(towns, ["spontaneous", "organised", "stand-down", "mixed"])
    (plain,) = found["spontaneous"]
    assert not plain.spec.cells.enabled
    for name, cells, leave in (("organised", True, False), ("stand-down", False, True),
                               ("mixed", True, True)):  # fmt: skip
        for version in found[name]:
            assert version.spec.cells.enabled == cells
            kinds = [x.kind for x in version.levers.values()]
            assert ("stand_down" in kinds) == leave
            assert version.spec.parameters == towns.spec.parameters
    starts = {v.spec.cells.groups[0].at for v in found["organised"]}
    assert len(starts) > 3  # when is not known
    again = hypotheses(towns, ["organised", "mixed"])["organised"]
    assert [v.digest for v in again] == [v.digest for v in found["organised"]]


def test_a_users_own_variant_is_an_account(towns):
    found = hypotheses(towns, ["spontaneous", "no fire: without live-fire"])
    assert list(found) == ["spontaneous", "no fire"]
    assert not found["no fire"][0].levers["live-fire"].enabled


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["organised"], "two or more"),
        (["mixed", "mixed"], "twice"),
        (["mixed", "orgnised"], "orgnised"),
    ],
)
def test_mistakes_in_names_are_told(towns, names, said):
    with pytest.raises(InputError, match=said):
        hypotheses(towns, names)


def test_the_report_has_bars_and_the_matrix(towns, tmp_path):
    result = weighed(towns, toy.reports(towns, 900.0, 300.0, 100.0), out=tmp_path / "e")
    page = (result.path / "report.html").read_text(encoding="utf-8")
    found = result.summary()
    assert f"two-towns: {found['verdict']}" in page
    assert page.count('class="bar"') == 4
    for row in found["confusion"].values():
        assert f"<td>{row['organised']:.0%}</td>" in page


def test_beginnings_are_read_off_the_reports(towns):
    """Two towns at once, the third a day later: what an observer would make of it."""

    def crowd(place, region, hour):
        return Observation("crowd", towns.start + hour * HOUR, towns.start + (hour + 6) * HOUR,
                           place=place, region=region, best=100.0)  # fmt: skip

    where = (("Alpha", "West"), ("Beta", "East"), ("Farms", "East"))
    seen = [crowd(*w, h) for w in where for h in (0, 12)]
    features = Features(Targets(towns, seen))
    assert features.names[-5:] == ["onsets", "together", "precedent", "order", "violence"]

    def derived(*figures):
        return dict(zip(features.names[-5:], features.of(np.zeros((1, 6)), np.array([figures]))[0, -5:],
                        strict=True))  # fmt: skip

    at = [o.place for o in features.targets.listed]
    assert at == ["Alpha", "Alpha", "Beta", "Beta", "Farms", "Farms"]
    spread = derived(100, 0, 0, 100, 0, np.nan)
    assert (spread["onsets"], spread["together"]) == (2, 0)
    assert spread["precedent"] == 0  # what is nearest to Beta, the farms, had not begun
    assert derived(0, 0, 0, 100, 100, 0)["precedent"] == 1
    at_once = derived(100, 0, 100, 0, 0, 100)
    assert (at_once["onsets"], at_once["together"]) == (3, pytest.approx(1 / 3))
    assert np.isnan(derived(0, 0, 0, 0, 100, 0)["together"])


def test_clear_reports_of_a_known_account_name_it(clear):
    assert clear["verdict"] == "organised"
    assert clear["set"] == ["organised"]
    assert clear["posterior"]["organised"] > 0.8
    assert sum(clear["posterior"].values()) == pytest.approx(1)
    assert clear["balanced_accuracy"] > 0.75
    for truth, answers in clear["confusion"].items():
        assert sum(answers.values()) == pytest.approx(1), truth
    assert clear["statistics"][0]["name"].startswith(("dead", "detained", "premises"))
    assert clear["more_data"]["the_same_without_errors"] >= clear["balanced_accuracy"]
    assert clear["sets"]["hold_the_truth"] > 0.8


def test_who_took_part_is_told_with_an_interval_and_as_an_assumption(clear):
    low, middle, high = clear["took_part"]["young men"]
    assert 0.3 <= low < middle < high <= 0.5
    assert "assumed" in clear["note"]


def test_accounts_that_look_alike_cannot_be_told_apart(towns):
    found = weighed(towns, toy.reports(towns, 200.0, 20.0, 50.0), model="alike").summary()
    assert found["verdict"] == "cannot tell"
    assert found["balanced_accuracy"] < 0.45
    assert len(found["set"]) > 1


def test_what_no_account_makes_is_none_of_these(towns):
    found = weighed(towns, toy.reports(towns, 900.0, 900_000.0, 100.0)).summary()
    assert found["verdict"] == "none of these"
    assert all(found["outside"].values())


def test_without_observations_the_answer_is_the_prior_and_the_matrix(towns):
    found = weighed(towns, None, runs=40).summary()
    assert found["posterior"] == dict.fromkeys(NAMES, 0.25)
    assert (found["verdict"], found["set"]) == ("cannot tell", list(NAMES))
    assert set(found["confusion"]) == set(NAMES)


def test_the_panel_has_what_an_observer_could_see(towns):
    kinds = {o.what for o in panel(towns)}
    assert kinds == {"crowd", "riot", "dead", "injured", "detained", "site", "premises"}


def test_the_command_answers_in_the_form_of_the_contract(tocsin, tmp_path):
    """The simulation itself, for twelve hours."""
    pytest.importorskip("sklearn")
    code, out, err = tocsin(
        "evidence", "two-towns", "--hypotheses", "spontaneous,organised", "--runs", "40",
        "--set", "clock.hours=12", "--executor", "serial", "--out", str(tmp_path / "e"), "--json",
    )  # fmt: skip
    assert code == 0, err
    assert {"posterior", "verdict", "set", "confusion", "balanced_accuracy", "statistics",
            "sensitivity"} <= set(json.loads(out))  # fmt: skip
    assert (tmp_path / "e" / "crises.csv").exists()


@pytest.mark.parametrize("of", [1, 2, 3, 4, 6])
def test_every_part_has_every_version_of_an_account(of):
    crises = np.arange(96)
    parts = {(PARTS[c % len(PARTS)], version_of(c, of)) for c in crises.tolist()}
    assert parts == {(part, v) for part in (0, 1, 2) for v in range(of)}


def test_sentences_that_may_be_quoted(clear):
    from tocsin.view.evidence import lines

    told = " ".join(lines(clear))
    assert "Of 100 synthetic crises that are called organised" in told
    assert "two-towns: organised." in told


def test_without_scikit_learn_it_is_said_what_is_missing(monkeypatch):
    import sys

    from tocsin.inference.evidence.learning import classifier

    monkeypatch.setitem(sys.modules, "sklearn.ensemble", None)
    with pytest.raises(InputError, match="pip install scikit-learn"):
        classifier()


def test_public_names_are_there():
    assert callable(tc.calibrate)
