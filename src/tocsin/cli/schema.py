"""`tocsin schema`: the scenario format as JSON Schema, for editors."""

from __future__ import annotations

from tocsin.cli.common import print_json

NAME = "schema"


def main() -> None:
    """Print the JSON Schema of scenario files; editors check and complete with it."""
    from tocsin.scenario.jsonschema import schema

    print_json(schema())
