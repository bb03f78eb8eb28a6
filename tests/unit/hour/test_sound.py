"""What cannot be is found, with the hour and the mechanism; what a step is can be watched."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import tocsin as tc
from tocsin.declare.catalogue import catalogue
from tocsin.declare.field import Field
from tocsin.errors import MechanismError
from tocsin.hour import order, sound
from tocsin.mechanisms.street import news
from tocsin.scenario.checks.uses import used
from tocsin.scenario.load import model_parameters

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda s: s.news.fill(np.nan), r"hour 3: news: news \(.*\) is nan"),
        (lambda s: s.attention.fill(-5), "hour 3: news: attention .* is -5; expected 0 or more"),
        (lambda s: s.hope.fill(7), "hour 3: news: hope .* is 7; expected 0 to 1"),
    ],
)
def test_a_number_that_cannot_be_is_laid_to_its_hour_and_mechanism(
    two_towns, monkeypatch, spoil, says
):
    def step(s, p, now):
        if now.t == 3:
            spoil(s)

    monkeypatch.setattr(news, "step", step)
    order.catalogue.cache_clear()
    try:
        with pytest.raises(MechanismError, match=says):
            tc.Simulation(two_towns.set("clock.hours", 4), threads=1).run()
    finally:
        monkeypatch.undo()
        order.catalogue.cache_clear()


def test_persons_who_come_from_nowhere_are_found(two_towns):
    simulation = tc.Simulation(two_towns.set("clock.hours", 4), threads=1)
    simulation.run(3)
    assert not sound.wrong(simulation)
    simulation.people.counts[0, 0, 0] += 1
    assert "persons have come or gone" in sound.wrong(simulation)


def test_steps_can_be_watched_without_changing_a_run(two_towns):
    scenario, seen = two_towns.set("clock.hours", 5), []

    def watched(mechanism, step):
        def inner(s, p, now):
            seen.append((now.t, mechanism.name))
            step(s, p, now)

        return inner

    simulation = tc.Simulation(scenario, threads=1)
    simulation.wrap(watched)
    record = simulation.run()
    assert [name for t, name in seen if t == 4] == [m.name for m in catalogue()]
    plain = tc.Simulation(scenario, threads=1).run()
    assert all(np.array_equal(a, record.arrays[n]) for n, a in plain.arrays.items())


def test_infinity_may_come_back_where_a_field_began_with_it():
    never = Field("at", (), "h", "when", np.inf)
    assert not never.wrong(np.array(np.inf))
    assert never.wrong(np.array(np.nan))
    assert Field("n", (), "persons", "how many").wrong(np.array(-1.0))


def test_every_parameter_of_the_model_is_declared_once_with_what_it_can_take():
    names = [p.name for m in catalogue() for p in m.limits]
    assert len(names) == len(set(names))
    used_ones = {name for m in catalogue() for name in m.parameters}
    assert used_ones == set(names)


def test_the_model_s_values_lie_where_the_equations_hold(flagship):
    limits = used(flagship.document.data, catalogue())
    for name, passport in flagship.spec.parameters.items():
        assert name not in limits or limits[name].allows(passport.value), name
        assert passport.scope
        assert passport.status


def test_fitted_to_one_case_is_not_said_to_be_universal():
    for name, passport in model_parameters().data.items():
        if "fitted to Kazakhstan" in passport["source"]:
            assert (passport["scope"], passport["status"]) == ("by case", "fitted"), name


#: Numbers that equations have by themselves: powers, shares, hours of a day, a rate per 100,000.
PLAIN = {"0", "1", "2", "24", "100,000"}


def test_no_number_in_a_published_equation_is_todays_value_of_a_parameter():
    values = model_parameters().data
    for module, _ in order.ORDER:
        mechanism = next(m for m in catalogue() if m.name == module.__name__.rpartition(".")[2])
        today = {float(values[n]["value"]): n for n in mechanism.parameters if n in values}
        today |= {1 / value: f"1 / {n}" for value, n in today.items() if value}
        for line in (module.__doc__ or "").splitlines():
            if not line.startswith("    "):
                continue
            for number in re.findall(r"(?<![\w.^])\d+(?:,\d{3})*(?:\.\d+)?(?![\w.])", line):
                value = float(number.replace(",", ""))
                if number not in PLAIN:
                    assert value not in today, (mechanism.name, line, today.get(value))


def test_types_of_fields_and_parameters_are_fresh():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "views.py"), "--check"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_the_loop_is_described_by_the_table():
    told = tc.Simulation.step.__doc__ or ""
    at = [told.index(f"    {m.name} ") for m in catalogue()]
    assert at == sorted(at)
