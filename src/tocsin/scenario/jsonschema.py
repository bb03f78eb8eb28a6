"""JSON Schema of a scenario file, for editors.

The models describe a scenario once it is resolved; what a file may say beside that (a table instead
of a list, a bare number for a figure, text with a unit) is added here.
"""

from __future__ import annotations

from typing import Any

from tocsin.scenario.schema import SCHEMA_VERSION, Spec


def schema() -> dict[str, Any]:
    """The schema as plain data."""
    out: dict[str, Any] = Spec.model_json_schema(mode="validation")
    out["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    out["title"] = f"Tocsin scenario, version {SCHEMA_VERSION}"
    definitions = out["$defs"]
    properties = out["properties"]
    properties["extends"] = {
        "type": "string",
        "description": "Name or path of a scenario that this one is laid over.",
    }
    properties["places"] = {"anyOf": [properties["places"], {"$ref": "#/$defs/Table"}]}
    parameter = {"anyOf": [{"$ref": "#/$defs/Parameter"}, {"type": "number"}, {"type": "object"}]}
    properties["parameters"] = {"type": "object", "additionalProperties": parameter}
    for name in ("Quantity", "Proportion"):
        definitions[name] = {"anyOf": [definitions[name], {"type": ["number", "string"]}]}
    _quantities_as_text(out)
    # a file that extends another need not say everything
    out["required"] = ["schema_version", "name", "title"]
    return out


def _quantities_as_text(node: Any) -> None:
    """Wherever a number is expected, text with a unit will do."""
    if isinstance(node, dict):
        if node.get("type") == "number":
            node["type"] = ["number", "string"]
        for value in node.values():
            _quantities_as_text(value)
    elif isinstance(node, list):
        for value in node:
            _quantities_as_text(value)
