"""How people are dealt their traits."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tocsin.world import population


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=8), st.integers(0, 9))
def test_strata_add_up_to_the_place(people, seed):
    shares = np.random.default_rng(seed).dirichlet(np.ones(5), len(people))
    sizes = population.sizes(np.array(people), shares)
    np.testing.assert_array_equal(sizes.sum(1), people)
    assert (sizes >= 0).all()
    assert abs(sizes - np.array(people)[:, None] * shares).max() <= 1


def deal(sizes, seed=1, threads=2):
    h, r = [(0.5, 7.0), (0.38, 7.0)], [(0.4, 7.0), (0.62, 7.0)]
    return population.deal(np.array(sizes), h, r, seed, threads)


def test_traits_follow_their_beta_distributions():
    lay, h, r = deal([[200_000, 100_000]])
    for g, (mh, mr) in enumerate([(0.5, 0.4), (0.38, 0.62)]):
        part = slice(lay.segment_start[g], lay.segment_start[g + 1])
        for x, m in ((h[part], mh), (r[part], mr)):
            edges = stats.beta(7 * m, 7 * (1 - m)).cdf(np.arange(257) / 256)
            expected = np.diff(edges) * len(x)
            counts = np.bincount(x, minlength=256)
            wide = expected > 20
            chi2 = ((counts - expected)[wide] ** 2 / expected[wide]).sum()
            assert abs(chi2 - wide.sum()) < 5 * np.sqrt(2 * wide.sum())
        assert abs(np.corrcoef(h[part], r[part])[0, 1]) < 0.02


def test_persons_stand_in_the_order_of_hardship_and_risk():
    lay, h, r = deal([[3000, 20], [0, 500], [1, 7000]])
    for a, b in zip(lay.segment_start[:-1], lay.segment_start[1:], strict=True):
        code = h[a:b].astype(int) * 256 + r[a:b]
        assert (np.diff(code) >= 0).all()


def test_the_deal_does_not_depend_on_threads_but_on_the_seed():
    a, b, c = deal([[3000, 2000]]), deal([[3000, 2000]], threads=1), deal([[3000, 2000]], seed=2)
    np.testing.assert_array_equal(a[1], b[1])
    np.testing.assert_array_equal(a[2], b[2])
    assert (a[1] != c[1]).any()


def test_the_coarse_grid_counts_everybody():
    lay, h, r = deal([[3000, 2000], [10, 0]])
    grid = population.grid(lay, h, r)
    np.testing.assert_array_equal(grid.sum(1), [3000, 2000, 10, 0])
    assert grid[0, (h[5] >> 3) * 16 + (r[5] >> 4)] > 0
