"""Parameters on the cube of their priors."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.inference.calibration import toy
from tocsin.errors import InputError
from tocsin.inference.calibration.free import Region, drawn, free_parameters, whole
from tocsin.inference.calibration.runs import SetTask, simulate_set, with_values
from tocsin.inference.counterparts import beside_run, counterparts


def test_all_with_a_prior_vary_unless_some_are_named(two_towns):
    every = free_parameters(two_towns).names
    assert "kappa" in every
    assert "shock" not in every  # set by the scenario, without a prior
    assert free_parameters(two_towns, ["parameters.T", "kappa"]).names == ("T", "kappa")


@pytest.mark.parametrize(
    ("names", "said"),
    [(["kapa"], "did you mean 'kappa'"), (["shock"], "fixed at 0.5"), (["T", "T"], "twice")],
)
def test_mistakes_are_told(two_towns, names, said):
    with pytest.raises(InputError, match=said):
        free_parameters(two_towns, names)


def test_values_are_the_quantiles_of_the_priors(two_towns):
    free = free_parameters(two_towns, ["kappa", "T"])
    low, middle, high = free.values(np.array([[0.0, 0.0], [0.5, 0.5], [1.0, 1.0]]))
    assert low == pytest.approx([0.008, 0.48], rel=1e-4)
    assert middle == pytest.approx([np.sqrt(0.008 * 0.05), 0.55])
    assert high == pytest.approx([0.05, 0.62], rel=1e-4)


def test_draws_lie_in_their_region_and_begin_alike_however_many():
    region = Region(np.array([0.2, 0.0]), np.array([0.3, 1.0]))
    many = drawn(region, 0, 300, 5, 2)
    assert region.inside(many).all()
    np.testing.assert_array_equal(drawn(region, 0, 10, 5, 2), many[:10])
    assert not np.array_equal(drawn(region, 0, 10, 6, 2), many[:10])
    assert abs(many.mean(0) - [0.25, 0.5]).max() < 0.01


def test_logits_go_back_to_their_places():
    region = Region(np.array([0.2, 0.0]), np.array([0.3, 1.0]))
    u = drawn(region, 0, 50, 1, 1)
    assert region.places(region.logits(u)) == pytest.approx(u)
    assert np.isfinite(whole(2).logits(np.array([[0.0, 1.0]]))).all()


def test_a_set_is_the_run_with_these_values_set(two_towns):
    """As `tocsin run --set ... --first-run`, to the last digit."""
    towns = two_towns.set("clock.hours", 12)
    seen = toy.reports(towns, 1.0, 1.0, 1.0)
    values = {"kappa": 0.041, "T": 0.4812345678}
    task = SetTask(0, towns, 4, 9, names=tuple(values), values=tuple(values.values()),
                   observations=tuple(seen))  # fmt: skip
    found = with_values(task).run()
    alone = with_values(SetTask(0, towns.edit(set={f"parameters.{n}": v for n, v in values.items()}),
                                4, 9)).run()  # fmt: skip
    for name, array in found.arrays.items():
        np.testing.assert_array_equal(array, alone.arrays[name])
    assert simulate_set(task)["true"] == beside_run(found, seen).tolist()
    other = with_values(SetTask(0, towns, 4, 9)).run()
    assert not np.array_equal(other.arrays["threshold"], found.arrays["threshold"])


def test_the_record_of_a_run_and_its_result_say_the_same(two_towns):
    import tocsin as tc

    towns = two_towns.set("clock.hours", 24)
    seen = toy.reports(towns, 1.0, 1.0, 1.0)
    result = tc.simulate(towns, runs=1, seed=4, first_run=2)
    run = with_values(SetTask(0, towns, 4, 2)).run()
    np.testing.assert_array_equal(counterparts(result, seen)[0], beside_run(run, seen))
