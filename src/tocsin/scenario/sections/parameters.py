"""A parameter with its passport; `priors` reads what it may be drawn from."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ValidationInfo, field_validator

from tocsin.scenario.reading.units import in_unit
from tocsin.scenario.sections.fields import Label, Number, Text
from tocsin.scenario.sections.priors import Prior
from tocsin.scenario.sections.section import Section

#: Where a value is meant to hold, and how it came about.
Scope = Literal["universal", "by country", "by case"]
Standing = Literal["fitted", "set by hand", "from literature", "prior only"]


class Parameter(Section):
    """A number of the model with its passport.

    unit : in which it is meant
    value : in its unit or with another, such as 2 d
    prior : such as uniform(0.1, 0.4), loguniform(1e-3, 1e-2) or fixed
    scope : for which cases it holds
    status : how its value was found
    """

    unit: Label = "1"  # before the value, which may be written in another unit
    value: Number
    prior: Label = "fixed"
    source: Text
    scope: Scope = "by case"
    status: Standing = "set by hand"

    @field_validator("value", mode="before")
    @classmethod
    def _units(cls, value: object, info: ValidationInfo) -> Any:
        return in_unit(value, info.data.get("unit", "1"))

    @field_validator("prior")
    @classmethod
    def _prior(cls, value: str, info: ValidationInfo) -> str:
        prior, at = Prior.parse(value), info.data.get("value")
        if at is not None and not prior.contains(at):
            raise ValueError(f"the value {at:g} lies outside of its prior {value}")
        return value
