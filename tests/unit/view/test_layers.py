"""Whatever variables a store has are packed; what it lacks costs nothing."""

from __future__ import annotations

import numpy as np
import pytest
import zarr

from tocsin.errors import InputError
from tocsin.view.report.layers import axes_of, pack_layers
from tocsin.view.report.packing import Packer, unpack

PLACES, HOURS, RUNS = 3, 10, 2
SERVICES = ["police", "guard"]


def put(group, name, values, dims):
    array = group.create_array(
        name, shape=values.shape, chunks=(1, *values.shape[1:]), dtype=values.dtype,
        dimension_names=dims, fill_value=-99,
    )  # fmt: skip
    array[...] = values


@pytest.fixture
def store(tmp_path):
    """Marching and the political layer of two runs, with quantiles."""
    rng = np.random.default_rng(1)
    root = zarr.open_group(tmp_path / "run.zarr", mode="w", zarr_format=3)
    put(root, "run", np.array([4, 5]), ["run"])
    put(root, "marching", rng.integers(0, 99, (RUNS, HOURS, PLACES)), ["run", "time", "place"])
    put(root, "hold", rng.random((RUNS, HOURS)), ["run", "time"])
    put(root, "loyalty", rng.random((RUNS, HOURS, 2)), ["run", "time", "service"])
    put(root, "odd", rng.random((RUNS, HOURS, 2)), ["run", "time", "moon"])
    names = root.create_array("service", shape=(2,), dtype=str, dimension_names=["service"])
    names[:] = np.array(SERVICES, dtype=object)
    bands = root.create_group("quantiles")
    put(bands, "quantile", np.array([0.05, 0.5, 0.95]), ["quantile"])
    put(bands, "hold", rng.random((3, HOURS)), ["quantile", "time"])
    put(bands, "active_national", rng.random((3, HOURS)), ["quantile", "time"])
    put(bands, "loyalty", rng.random((3, HOURS, 2)), ["quantile", "time", "service"])
    put(bands, "marching", rng.random((3, HOURS, PLACES)), ["quantile", "time", "place"])
    put(bands, "dead", np.zeros((3, HOURS, PLACES)), ["quantile", "time", "place"])
    put(bands, "dead_by_region", rng.random((3, HOURS, 1)), ["quantile", "time", "region"])
    return tmp_path / "run.zarr"


def test_the_political_layer_is_packed_where_it_is_there(store, two_towns):
    packer = Packer()
    layers = pack_layers(packer, 2, store)
    assert layers == [{"id": "run", "run": 4}, {"id": "median"}]
    found = unpack(packer.table, packer.text())
    root = zarr.open_group(store, mode="r")
    assert set(found) == {
        "2.run.marching", "2.run.hold", "2.run.loyalty", "2.bands.hold", "2.bands.active",
        "2.bands.loyalty", "2.median.marching", "2.median.dead", "2.place_bands.dead",
    }  # fmt: skip
    np.testing.assert_array_equal(found["2.run.marching"], root["marching"][0].T)
    np.testing.assert_allclose(found["2.run.loyalty"], root["loyalty"][0].T, atol=1e-4)
    bands = root["quantiles/loyalty"][:].swapaxes(1, 2)
    np.testing.assert_allclose(found["2.bands.loyalty"], bands, atol=1e-4)
    dims = {entry["name"]: entry["dims"] for entry in packer.table}
    assert dims["2.run.loyalty"] == ["service", "time"]
    assert dims["2.bands.loyalty"] == ["quantile", "service", "time"]
    services = axes_of(store, two_towns)["services"]
    assert [s["name"] for s in services] == SERVICES
    assert (
        services[0]["title"] == two_towns.spec.services["police"].title
        or "title" not in services[0]
    )


def test_without_it_there_is_nothing_of_it(store, two_towns):
    import shutil

    for name in ("hold", "loyalty", "service", "quantiles"):
        shutil.rmtree(store / name)
    packer = Packer()
    assert pack_layers(packer, 0, store) == [{"id": "run", "run": 4}]
    assert [entry["name"] for entry in packer.table] == ["0.run.marching"]
    assert axes_of(store, two_towns) == {}


def test_a_chunk_that_is_gone_is_told(store):
    (store / "marching" / "c" / "1" / "0" / "0").unlink()
    (store / "marching" / "c" / "1" / "0").rmdir()
    (store / "marching" / "c" / "1").rmdir()
    with pytest.raises(InputError, match="marching lacks data"):
        pack_layers(Packer(), 0, store)


def test_nothing_kept_is_no_layer(tmp_path):
    zarr.open_group(tmp_path / "x.zarr", mode="w", zarr_format=3)
    assert pack_layers(Packer(), 0, tmp_path / "x.zarr") == []
