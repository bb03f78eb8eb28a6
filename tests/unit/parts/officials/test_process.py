"""Reports: never above the truth, lower with more held back, later with more delay."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.parts.officials import officials
from tocsin.parts.officials.plan import LAGS, OfficialsPlan
from tocsin.people.random import key, uniforms_at
from tocsin.scenario.sections.officials import OfficialFigure
from tocsin.theory.figures import figure, withheld

share = st.floats(0, 1)
HOURS = 240


def test_what_is_held_back_comes_out_but_for_the_rest():
    assert withheld(0, 0.8, 0.1, 50) == 0.8
    assert withheld(1e9, 0.8, 0.1, 50) == 0.8 * 0.1
    assert np.isclose(withheld(50, 0.8, 0, 50), 0.8 / np.e)
    assert withheld(5, 0.8, 0.25, 0) == 0.2  # let out at once
    assert withheld(1e9, 0.8) == 0.8  # never


def test_figures_are_whole_numbers():
    assert figure(10, 0.1) == 9  # and not 8, by rounding
    assert figure(10, 0.15) == 8
    assert figure(10, 0.5, slip=1) == 10
    assert figure(10, 0, double=0.2) == 12


@given(e=st.floats(0, 1e4), a=share, b=share, rest=share, reveal=st.floats(1, 1e4))
def test_more_is_held_back_by_more_at_first_and_less_later(e, a, b, rest, reveal):
    low, high = sorted((a, b))
    assert withheld(e, low, rest, reveal) <= withheld(e, high, rest, reveal) <= 1
    assert withheld(e + 10, a, rest, reveal) <= withheld(e, a, rest, reveal)


def told(path, spec=None, seed=1, name="dead", **parameters):
    """(hour,) figure that stands when the true number goes by `path`, and the truth beside it."""
    spec = OfficialFigure(**{"counts": ["dead"], "first": 0, "every": 6, "hour": 0} | (spec or {}))
    slots = np.arange(len(path) + 1)[None] % spec.every == 0
    plan = OfficialsPlan("office", {name: spec}, [], slots, feedback=False)
    sizes = {"figure": 1, "claim": 0, "lag": LAGS}
    s = SimpleNamespace(**{f.name: f.zeros(sizes) for f in officials.FIELDS})
    p = SimpleNamespace(
        **{"of_delay": 6, "of_withheld": 0.5, "of_reveal": 50, "of_rest": 0.1, "of_slip": 0.2,
           "of_slipped": 0.7, "of_takeback": 9, "of_noise": 0.2} | parameters
    )  # fmt: skip
    out = []
    for t, true in enumerate(path):
        s.dead = np.array([true])

        def uniform_by_name(names, purpose, t=t):
            who = np.arange(len(names), dtype=np.uint32)
            return uniforms_at(who, int(purpose), t, key(seed, 0))

        now = SimpleNamespace(
            t=t,
            step=t,
            steps=1,
            dt=1.0,
            program=SimpleNamespace(politics=SimpleNamespace(officials=plan)),
            uniform_by_name=uniform_by_name,
            uniform_once=partial(uniform_by_name, t=0),
        )
        officials.step(s, p, now)
        out.append(float(s.reported[0]))
    return np.array(out)


#: True numbers of five days that never fall: drawn in one go, which hypothesis does number by number.
paths = st.integers(0, 2**32).map(
    lambda seed: np.random.default_rng(seed).integers(0, 7, HOURS // 2).cumsum()
)
few = settings(max_examples=20, deadline=None)


@few
@given(path=paths, w=share, slip=share, delay=st.integers(0, 80), seed=st.integers(0, 99))
def test_a_report_is_never_above_what_was_true_by_its_time(path, w, slip, delay, seed):
    reported = told(path, seed=seed, of_withheld=w, of_slip=slip, of_delay=delay)
    assert (reported <= path).all()
    known = np.concatenate([np.zeros(delay), path])[: len(path)]
    assert (reported <= known).all()
    assert (reported == np.floor(reported)).all()


@few
@given(path=paths, a=share, b=share, slip=share, seed=st.integers(0, 99))
def test_more_held_back_means_lower_reports(path, a, b, slip, seed):
    low, high = sorted((a, b))
    more = told(path, seed=seed, of_withheld=low, of_slip=slip)
    less = told(path, seed=seed, of_withheld=high, of_slip=slip)
    assert (less <= more).all()


@few
@given(path=paths, a=st.integers(0, 100), b=st.integers(0, 100), seed=st.integers(0, 99))
def test_more_delay_means_lower_reports(path, a, b, seed):
    early, late = sorted((a, b))
    assert (told(path, seed=seed, of_delay=late) <= told(path, seed=seed, of_delay=early)).all()


STEP = np.full(HOURS, 100)


def test_with_nothing_held_back_the_truth_is_told():
    assert told(STEP, of_withheld=0, of_delay=0)[6:].min() == 100
    assert (
        told(STEP, {"double": 0.2}, of_withheld=0, of_delay=0)[-1] == 120
    )  # twice counted, as stated


def test_figures_are_revised_upwards_at_the_hours_of_reports():
    reported = told(STEP, of_slip=0, of_noise=0)
    rises = np.flatnonzero(np.diff(reported) > 0)
    assert len(rises) > 5
    assert ((rises + 2) % 6 == 0).all()  # index t holds the figure of hour t + 1
    assert (np.diff(reported) >= 0).all()
    assert reported[-1] == 94  # a twentieth never comes out


def test_what_slips_out_is_taken_back_and_nothing_is_said_for_a_while():
    spec = {"slip": 1, "silence": 24, "every": 12}
    reported = told(STEP, spec, of_noise=0, of_delay=0, of_takeback=5)
    changes = np.flatnonzero(np.diff(np.concatenate([[0], reported]))) + 1
    assert changes[:3].tolist() == [12, 17, 48]  # out, back, silence until 41
    assert (np.diff(reported[17:]) >= 0).all()  # it happens once
    assert reported[11] == 87  # 100 (1 - 0.3 withheld), withheld 0.5 (0.1 + 0.9 exp(-11 / 50))
    assert reported[16] == 0  # the earlier figure stands: none


def test_nothing_is_said_before_the_first_case_and_the_first_delay():
    path = np.where(np.arange(HOURS) >= 100, 50, 0)
    reported = told(path, {"first": 20}, of_delay=0, of_withheld=0)
    assert np.flatnonzero(reported)[0] + 1 == 126  # first report due at 121, next slot 126
