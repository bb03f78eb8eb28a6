"""Layers go down only, and no file imports itself by way of others; an arrow planted is found."""

from __future__ import annotations

import shutil

import pytest
from tools import layers

PACKAGE = layers.ROOT / "src" / "tocsin"


def test_layers_hold():
    assert layers.main(PACKAGE) == 0


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("results/ledger.py", "import tocsin.view.terminal", "tocsin.view.terminal, which stands"),
        ("people/states.py", "def f():\n    from tocsin.world import World", "tocsin.world"),
        ("hour/order.py", "HOME = 'tocsin.cli.run:main'", "tocsin.cli.run, which stands"),
        ("errors.py", "from tocsin.declare import purposes", "tocsin.declare.purposes"),
        ("world/ties.py", "from tocsin.world import world", "a circle of files"),
    ],
)
def test_a_planted_arrow_is_found(tmp_path, capsys, file, line, told):
    shutil.copytree(PACKAGE, tmp_path / "p", ignore=shutil.ignore_patterns("*.zarr", "bundle"))
    path = tmp_path / "p" / file
    path.write_text(path.read_text() + f"\n{line}\n")
    assert layers.main(tmp_path / "p") > 0
    assert told in capsys.readouterr().err
