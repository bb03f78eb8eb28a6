"""`tocsin classic MODEL`: published models of protest, riot and revolution on the command line.

`thresholds`, `contagion`, `fits`, `flows` and `lattices` have the commands, `showing` what they
share."""

from __future__ import annotations

import typer

from tocsin.cli.classic import contagion, fits, flows, lattices, thresholds

NAME = "classic"
app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Published models, reproduced: thresholds, contagion, lattices; fits to daily counts.",
)
for module in (thresholds, contagion, fits, flows, lattices):
    for name, command in module.COMMANDS.items():
        app.command(name)(command)
