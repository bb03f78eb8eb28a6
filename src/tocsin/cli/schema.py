"""`tocsin schema`: the scenario format as JSON Schema, for editors."""

from __future__ import annotations

from tocsin.cli.common import Json, print_json

NAME = "schema"


def main(json: Json = False) -> None:
    """Print the JSON Schema of scenario files; editors check and complete with it."""
    from tocsin.scenario.jsonschema import schema

    print_json(schema())
