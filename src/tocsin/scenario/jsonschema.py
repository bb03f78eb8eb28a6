"""JSON Schema of a scenario file, for editors.

The models describe a scenario once it is resolved; what a file may say beside that is added here: a
table instead of a list, a bare number for a figure, a parameter by its value.  A file that extends
another may leave out anything at any depth, so that only the names of its sections are checked.
"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from tocsin.declare.outcome import OUTCOMES
from tocsin.scenario.load import model_parameters
from tocsin.scenario.sections.fields import NotNegative, Number, Share
from tocsin.scenario.sections.spec import SCHEMA_VERSION, Spec, Table

_TEXT = {"type": "string"}


def schema() -> dict[str, Any]:
    """The schema as plain data."""
    whole: dict[str, Any] = Spec.model_json_schema(mode="validation")
    definitions, properties = whole.pop("$defs"), whole["properties"]
    definitions["Table"] = Table.model_json_schema()
    for name in ("places", "cloud"):
        about = properties[name].pop("description")
        table = {"$ref": "#/$defs/Table"}
        properties[name] = {"description": about, "anyOf": [properties[name], table]}
    for name, value in (("Quantity", NotNegative), ("Proportion", Share)):
        bare = TypeAdapter[Any](value).json_schema()
        definitions[name] = {"anyOf": [definitions[name], bare]}
    _add_parameters(definitions, properties)
    properties["references"] = _references(properties["references"])
    extends = {
        **_TEXT,
        "description": "Name or path of a scenario that this one is laid over.",
    }
    part = {
        "properties": {
            **{n: {k: p[k] for k in ("description",) if k in p} for n, p in properties.items()},
            "extends": extends,
        },
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Tocsin scenario, version {SCHEMA_VERSION}",
        "description": whole.pop("description"),
        "type": "object",
        "if": {"required": ["extends"]},
        "then": part,
        "else": {
            "properties": properties,
            # the model has all parameters, a file needs none
            "required": [name for name in whole["required"] if name != "parameters"],
            "additionalProperties": False,
        },
        "$defs": definitions,
    }


def _references(bare: dict[str, Any]) -> dict[str, Any]:
    """Recorded figures by outcome, of a table with the key after a dot."""
    figures = bare.pop("additionalProperties")
    return bare | {
        "patternProperties": {
            rf"^{name}(\..+)?$" if o.keys else f"^{name}$": figures
            | {"description": f"{o.unit}; {o.about}" + (f"; by {o.keys}" if o.keys else "")}
            for name, o in OUTCOMES.items()
        },
        "additionalProperties": False,
    }


def _add_parameters(definitions: dict[str, Any], properties: dict[str, Any]) -> None:
    """The model's own parameters by name: a bare value, or part of the passport."""
    passport = definitions["Parameter"]
    bare = [TypeAdapter[Any](Number).json_schema(), _TEXT]
    value = passport["properties"]["value"]
    passport["properties"]["value"] = {"description": value["description"], "anyOf": bare}
    definitions["ParameterGiven"] = {
        "anyOf": [*bare, {k: v for k, v in passport.items() if k != "required"}]
    }
    properties["parameters"] = {
        "description": properties["parameters"]["description"],
        "type": ["object", "null"],
        "properties": {
            name: {"$ref": "#/$defs/ParameterGiven", "description": f"{p['unit']}; {p['source']}"}
            for name, p in model_parameters().data.items()
        },
        "additionalProperties": {"$ref": "#/$defs/Parameter"},
    }
