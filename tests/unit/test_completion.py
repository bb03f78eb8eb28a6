"""Shells complete commands, options, choices and names of scenarios."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from tocsin.cli import app

SHELLS = ("bash", "zsh", "fish")


def completed(words: str, shell: str = "bash") -> str:
    """What a shell is given for the last of some words."""
    env = {
        "_TOCSIN_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1),
        "_TYPER_COMPLETE_ARGS": words, "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }  # fmt: skip
    return CliRunner().invoke(app, [], prog_name="tocsin", env=env).output


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(shell):
    env = {"_TOCSIN_COMPLETE": f"source_{shell}"}
    found = CliRunner().invoke(app, [], prog_name="tocsin", env=env)
    assert found.exit_code == 0
    assert f"complete_{shell}" in found.output


@pytest.mark.parametrize("shell", SHELLS)
def test_names_of_scenarios_are_completed(shell):
    found = completed("tocsin run kaz", shell)
    assert "kazakhstan-2022-rules" in found
    assert "two-towns" not in found


@pytest.mark.parametrize(
    ("words", "expected"),
    [("tocsin br", "brief"), ("tocsin brief x --lang", "--language"),
     ("tocsin brief x --language f", "fr"), ("tocsin export x --to net", "netcdf")],
)  # fmt: skip
def test_commands_options_and_choices_are_completed(words, expected):
    assert expected in completed(words).split()
