"""Keyed random numbers: the published generator, and keys that keep things apart."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.declare.purposes import Purpose
from tocsin.errors import MechanismError
from tocsin.people.kernels import reference
from tocsin.people.kernels.jit import kernel
from tocsin.people.random import key, stream, threefry, uniforms

u32 = np.uint32


@kernel
def _words(c, c1, k0, k1, a, b):
    for i in range(c.size):
        a[i], b[i] = threefry(c[i], c1, k0, k1)


# known answers of Threefry-2x32-20 from the authors' Random123 distribution
KNOWN = [
    ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
    ((0xFFFFFFFF, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF), (0x1CB996FC, 0xBB002BE7)),
    ((0x243F6A88, 0x85A308D3), (0x13198A2E, 0x03707344), (0xC4923A9C, 0x483DF7A0)),
]


@pytest.mark.parametrize(("counter", "k", "expected"), KNOWN)
def test_threefry_gives_the_published_words(counter, k, expected):
    c, a, b = np.array([counter[0]], u32), np.zeros(1, u32), np.zeros(1, u32)
    _words(c, u32(counter[1]), u32(k[0]), u32(k[1]), a, b)
    assert (int(a[0]), int(b[0])) == expected
    x, y = reference.threefry(c, u32(counter[1]), u32(k[0]), u32(k[1]))
    assert (int(x[0]), int(y[0])) == expected


def test_purposes_have_ids_of_their_own_that_fit_the_counter():
    values = [int(p) for p in Purpose]
    assert len(set(values)) == len(values)
    assert max(values) < 256


def test_ids_of_purposes_do_not_change():
    """Results depend on them: a new purpose gets a new number."""
    assert (Purpose.JOIN, Purpose.TRANSIT, Purpose.ARREST, Purpose.USER) == (1, 2, 3, 64)
    assert Purpose.PLACE_LEGITIMACY == 12
    assert Purpose.GUARDS_KILLED == 37


def test_keys_differ_by_seed_and_by_run():
    keys = {key(seed, run) for seed in range(50) for run in range(50)}
    assert len(keys) == 2500
    assert key(1, 0) != key(0, 1)


def test_uniforms_depend_on_index_purpose_hour_and_key_alone():
    k = key(3, 4)
    base = uniforms(100, Purpose.ARREST, 7, k)
    np.testing.assert_array_equal(uniforms(50, Purpose.ARREST, 7, k), base[:50])
    for other in (
        uniforms(100, Purpose.SWEEP, 7, k),
        uniforms(100, Purpose.ARREST, 8, k),
        uniforms(100, Purpose.ARREST, 7, key(3, 5)),
    ):
        assert abs(np.corrcoef(base, other)[0, 1]) < 0.35
        assert not np.isin(base, other).any()


def test_uniforms_are_uniform_and_never_at_the_ends():
    u = uniforms(200_000, Purpose.JOIN, 0, key(1, 1))
    assert u.min() > 0
    assert u.max() < 1
    counts, _ = np.histogram(u, 100, (0, 1))
    chi2 = ((counts - 2000) ** 2 / 2000).sum()
    assert chi2 < 150  # 99 degrees of freedom: P(> 150) = 7e-4
    assert abs(u[:-1] @ u[1:] / len(u) - 0.25) < 0.002  # neighbours are independent


def test_hours_and_purposes_do_not_overlap():
    streams = {int(stream(h, p)) for h in range(400) for p in range(1, 256)}
    assert len(streams) == 400 * 255
    for purpose in (0, 256):
        with pytest.raises(MechanismError, match="1 to 255"):
            stream(0, purpose)
