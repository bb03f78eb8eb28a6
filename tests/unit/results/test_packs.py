"""Packs lose nothing; quantiles over them are those of all values at once."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.results import quantiles
from tocsin.results.packs import Pack, pack


def tables(seed, rows=100):
    rng = np.random.default_rng(seed)
    return {
        "few": rng.integers(0, 200, (rows, 5)).astype(np.int32),
        "many": rng.integers(-5, 2_000_000_000, (rows, 3)).astype(np.int32),
        "wide": rng.integers(0, 60_000, (rows, 4)).astype(np.int32),
        "real": rng.normal(size=(rows, 7)).astype(np.float32),
        "none": np.zeros((rows, 0), np.int32),
        "odd": np.array([[np.inf, -0.0, 1e-45]] * rows, np.float32),
    }


@pytest.mark.parametrize("rows", [1, 47, 48, 49, 100])
def test_what_is_packed_comes_back(tmp_path, rows):
    given = tables(1, rows)
    (tmp_path / "p").write_bytes(pack(given))
    found = Pack(tmp_path / "p")
    for name, table in given.items():
        back = found.table(name)
        assert back.shape == table.shape
        assert back.astype(table.dtype).tobytes() == table.tobytes()


def test_small_counts_take_small_space():
    quiet = {"x": np.zeros((336, 300), np.int32)}
    assert len(pack(quiet)) < 2_000


def test_a_count_too_large_is_refused():
    with pytest.raises(ValueError, match="too large"):
        pack({"x": np.array([[2**40]])})


@pytest.mark.parametrize("budget", [1, 10_000, 64_000_000])
@pytest.mark.parametrize("runs", [1, 2, 7])
def test_quantiles_are_exact_whatever_the_order_and_the_memory(tmp_path, monkeypatch, runs, budget):
    given = [tables(i) for i in range(runs)]
    packs = []
    for i, table in enumerate(given):
        (tmp_path / str(i)).write_bytes(pack(table))
        packs.append(Pack(tmp_path / str(i)))
    monkeypatch.setattr(quantiles, "BUDGET", budget)
    for name in ("few", "many", "real"):
        all_ = np.stack([t[name] for t in given])
        expected = np.quantile(all_.astype(float), quantiles.QUANTILES, axis=0).astype(np.float32)
        for order in (packs, packs[::-1]):
            found = quantiles.table_quantiles(order, name, threads=2)
            assert found.tobytes() == expected.tobytes()
