"""What is packed comes out again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from tocsin.view.report.packing import COARSE, FINE, Packer, unpack

SHAPES = array_shapes(min_dims=1, max_dims=3, min_side=1, max_side=9)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            arrays(np.int64, SHAPES, elements=st.integers(0, 255)),
            arrays(np.int64, SHAPES, elements=st.integers(-300, 70_000)),
            arrays(np.int64, SHAPES, elements=st.integers(-(2**31), 2**31 - 1)),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_counts_come_out_exactly(tables):
    packer = Packer()
    for i, values in enumerate(tables):
        packer.count(str(i), ["x"] * (values.ndim - 1) + ["time"], values)
    found = unpack(packer.table, packer.text())
    for i, values in enumerate(tables):
        np.testing.assert_array_equal(found[str(i)], values)


@settings(max_examples=60, deadline=None)
@given(
    arrays(np.float64, SHAPES, elements=st.one_of(st.floats(-1e6, 1e6), st.just(np.nan))),
    st.sampled_from([COARSE, FINE]),
)
def test_figures_come_out_within_half_a_step(values, steps):
    packer = Packer()
    packer.figure("x", ["time"] * values.ndim, values, steps)
    found = unpack(packer.table, packer.text())["x"]
    np.testing.assert_array_equal(np.isnan(found), np.isnan(values))
    known = values[~np.isnan(values)]
    if known.size:
        step = (known.max() - known.min()) / steps
        size = 1e-5 * np.abs(known).max()  # the scale has six digits
        assert np.abs(found - values)[~np.isnan(values)].max() <= 0.51 * step + size
        assert (found[values == 0] == 0).all()


def test_halves_are_exact():
    packer = Packer()
    packer.count("x", ["time"], np.array([1, 4, 7]), 0.5)
    np.testing.assert_array_equal(unpack(packer.table, packer.text())["x"], [0.5, 2, 3.5])


def test_a_count_beyond_32_bits_is_refused():
    with pytest.raises(ValueError, match="too large"):
        Packer().count("x", ["time"], np.array([2**31]))


def test_what_hardly_changes_takes_hardly_room():
    """10,000 hours of 300 places with one change each, in less than 10 bytes a place."""
    values = np.zeros((300, 10_000), int)
    for i in range(300):
        values[i, 31 * i :] = i
    packer = Packer()
    packer.count("x", ["place", "time"], values)
    assert packer.table[0]["delta"]
    assert len(packer.text()) < 300 * 40
