"""On narrow terminals nothing sticks out and nothing is cropped: harm by group stands there in full."""

from __future__ import annotations

import sys
from contextlib import suppress

import pytest

import tocsin as tc
from tocsin import cli

WIDTHS = (66, 80)


@pytest.fixture(scope="module")
def made(two_towns, tmp_path_factory):
    """A folder with a run and a comparison in which people die."""
    folder = tmp_path_factory.mktemp("narrow")
    deadly = two_towns.edit(set={
        "clock.hours": 100, "levers.live-fire.when": "rioting > 0.0005 * people",
        "levers.live-fire.after": 0, "parameters.kill": 0.1,
    })  # fmt: skip
    (folder / "deadly.yaml").write_text(deadly.to_yaml(), encoding="utf-8")
    tc.simulate(deadly, runs=3, out=folder / "r", report=False, threads=1)
    return folder


@pytest.fixture
def lines(capsys, monkeypatch, made):
    """The lines that a command prints at a width."""

    def call(width: int, *arguments: str) -> list[str]:
        monkeypatch.chdir(made)
        monkeypatch.setattr(sys, "argv", ["tocsin", *arguments])
        monkeypatch.setenv("COLUMNS", str(width))
        with suppress(SystemExit):
            cli.main()
        return capsys.readouterr().out.splitlines()

    return call


COMMANDS = {
    "run": ("run", "deadly.yaml", "--runs", "3", "--no-report", "--out", "again", "--overwrite"),
    "run in full": ("run", "deadly.yaml", "--full", "--no-report", "--out", "again", "--overwrite"),
    "compare": ("compare", "deadly.yaml", "--without", "live-fire", "--runs", "6", "--no-report",
                "--out", "c", "--overwrite"),
    "why": ("why", "r", "--place", "Alpha"),
    "levers": ("levers", "deadly.yaml"),
    "levers of the flagship": ("levers", "kazakhstan-2022"),
    "countries": ("countries",),
    "scenarios": ("scenarios",),
    "mechanisms": ("mechanisms", "deadly.yaml"),
}  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_sticks_out_and_nothing_is_cropped(lines, name, width):
    shown = lines(width, *COMMANDS[name])
    assert shown
    wide = [x for x in shown if len(x) > width and " " in x.strip()]  # a path may be longer
    assert wide == []
    assert not any("\u2026" in x for x in shown)
    if name.startswith(("run", "compare")):
        text = "\n".join(shown)
        for who in ("participants", "bystanders", "forces"):
            assert who in text
    if name.startswith("levers"):  # what a lever does wraps below itself
        assert {len(x) - len(x.lstrip()) for x in shown} <= {0, 2}
        assert all(x.startswith("  ") for x in shown if x.lstrip().startswith("captured("))
    if name == "countries":
        assert any("Afghanistan" in x for x in shown)
    if name == "compare":
        assert shown[shown.index("Others") - 1] == ""
        assert not any(x.rstrip().endswith(" to") for x in shown)  # no interval is broken
