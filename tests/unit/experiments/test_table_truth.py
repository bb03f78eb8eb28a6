"""Tables of points say true and false as YAML does, and as spreadsheets write them."""

from __future__ import annotations

from tocsin.experiments.sweeps.designs.table import read


def test_a_switch_of_a_path_is_true_or_false(two_towns, tmp_path):
    file = tmp_path / "t.csv"
    file.write_text("levers.throttle.enabled\ntrue\nFALSE\n")
    values = [p["levers.throttle.enabled"] for p in read(two_towns, file).points]
    assert values == [True, False]
    assert all(isinstance(v, bool) for v in values)
