"""Metadata of a store in one place, as zarr puts it there."""

from __future__ import annotations

import json
import warnings

import numpy as np
import zarr

from tocsin.results import store


def test_it_is_what_zarr_writes_and_warns_of_nothing(tmp_path):
    group = zarr.open_group(tmp_path, mode="w", zarr_format=3)
    group.attrs.update({"title": "é", "consolidated": 1})
    store.put(group, "x", np.arange(3), ["run"], {"units": "1"})
    store.put_text(group, "place", ["a", "é"], "place")
    for name in ("quantiles", "daily"):
        inner = zarr.open_group(tmp_path / name, mode="w", zarr_format=3)
        store.put(inner, "y", np.arange(2.0), ["quantile"], {})
    files = [f for f in tmp_path.rglob("zarr.json") if f.parent.name not in ("x", "y", "place")]
    filters = list(warnings.filters)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        store.finish(tmp_path)
    assert warnings.filters == filters
    ours = {f: json.loads(f.read_text()) for f in files}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in ("quantiles", "daily", ""):
            zarr.consolidate_metadata(tmp_path / name)
    assert len(files) == 3
    assert ours == {f: json.loads(f.read_text()) for f in files}
