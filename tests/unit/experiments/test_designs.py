"""Points of the designs: known arrangements, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.errors import InputError
from tocsin.experiments.sweeps.designs.factors import Factor
from tocsin.experiments.sweeps.designs.samples import design
from tocsin.scenario.sections.priors import Prior

FACTORS = [
    Factor("parameters.a", Prior("loguniform", 1.0, 100.0)),
    Factor("parameters.b", Prior("normal", 0.0, 1.0)),
    Factor("lever c", values=("on", "off")),
]


@pytest.mark.parametrize("kind", ["lhs", "grid", "sobol", "morris"])
def test_the_seed_decides_the_points(kind):
    a, b, c = (design(kind, FACTORS, 4, seed).points for seed in (0, 0, 1))
    assert a == b
    assert (a == c) == (kind == "grid")


def test_a_latin_hypercube_has_one_point_in_each_slice():
    found = design("lhs", FACTORS, 10, 1)
    a = np.array([p["parameters.a"] for p in found.points])
    assert sorted(np.floor(5 * np.log10(a))) == list(range(10))
    assert sorted(p["lever c"] for p in found.points) == ["off"] * 5 + ["on"] * 5


def test_a_grid_is_the_product_of_levels():
    found = design("grid", FACTORS, 3, 1)
    assert len(found.points) == 3 * 3 * 2
    assert sorted({p["parameters.a"] for p in found.points}) == pytest.approx(
        [10 ** (1 / 3), 10.0, 10 ** (5 / 3)]
    )


def test_sobol_points_come_in_saltellis_blocks():
    found = design("sobol", FACTORS, 8, 1)
    blocks = found.unit.reshape(8, 5, 3)
    assert len(found.points) == 40
    for j in range(3):  # the point A with factor j from B
        mixed = blocks[:, 0].copy()
        mixed[:, j] = blocks[:, -1, j]
        np.testing.assert_array_equal(blocks[:, 1 + j], mixed)


def test_a_trajectory_moves_each_factor_once_by_half_of_the_levels():
    found = design("morris", FACTORS, 6, 1)
    steps = np.diff(found.unit.reshape(6, 4, 3), axis=1)
    assert np.all((np.abs(steps) > 0).sum(1) == 1)
    assert np.all((np.abs(steps) > 0).sum(2) == 1)
    np.testing.assert_allclose(np.abs(steps).max(2), 2 / 3)
    assert all(np.isfinite(p["parameters.b"]) for p in found.points)
    for block in np.array([p["lever c"] for p in found.points]).reshape(6, 4):
        assert len(set(block)) == 2  # a switch is always switched


def test_what_cannot_be_a_design():
    with pytest.raises(InputError, match="power of two, such as 64 or 128"):
        design("sobol", FACTORS, 100, 1)
    with pytest.raises(InputError, match="1 or more"):
        design("lhs", FACTORS, 0, 1)
    with pytest.raises(InputError, match="at most"):
        design("grid", FACTORS, 3000, 1)
