"""What all sections of a scenario have in common, and figures with their range and source."""

from __future__ import annotations

import inspect
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from tocsin.scenario.sections.fields import NotNegative, Share, Text


def described(model: type[BaseModel]) -> dict[str, str]:
    """What its docstring, and those of its bases, say of each field: lines such as `name : text`."""
    out: dict[str, str] = {}
    for base in reversed(model.__mro__):
        doc = inspect.cleandoc(vars(base).get("__doc__") or "") if base is not BaseModel else ""
        for names, text in _LINE.findall(_JOINED.sub(r"\n", doc)):
            plain = " ".join(text.split())
            out |= dict.fromkeys(re.split(r",\s*", names), plain)
    return out


def describe(schema: dict[str, Any], model: type[BaseModel]) -> None:
    """Put what the docstrings say of fields to the properties of a JSON Schema."""
    about = described(model)
    for name, field in schema.get("properties", {}).items():
        if name in about:
            field["description"] = about[name]
    if "description" in schema:
        schema["description"] = schema["description"].partition("\n\n")[0].replace("\n", " ")


_LINE = re.compile(r"^([a-z_]+(?:,\s*[a-z_]+)*) : (.*(?:\n[ ]+\S.*)*)", re.MULTILINE)
_JOINED = re.compile(r"; (?=[a-z_]+(?:, [a-z_]+)* : )")


class Section(BaseModel):
    """Base of all sections: unknown keys are errors, values are fixed once read.

    source : where it is recorded, or what it was judged by
    title : as it is called
    """

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=describe)


def _figure(value: object) -> Any:
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        return {"value": value}
    return value


class Quantity(Section):
    """A figure with its range and where it comes from; a bare number stands for its value.

    value : the figure
    low, high : its range, from which runs draw it
    status : how it is known
    """

    value: NotNegative
    low: NotNegative | None = None
    high: NotNegative | None = None
    source: Text = ""
    status: Literal["recorded", "derived", "judgement", "invented"] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Quantity:
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        if not low <= self.value <= high:
            raise ValueError(f"expected low <= value <= high, not {low}, {self.value}, {high}")
        return self


class Proportion(Quantity):
    """A figure that is a share of something."""

    value: Share
    low: Share | None = None
    high: Share | None = None


Figure = Annotated[Quantity, BeforeValidator(_figure)]
ShareFigure = Annotated[Proportion, BeforeValidator(_figure)]
