"""What all sections of a scenario have in common, and figures with their range and source."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from tocsin.scenario.sections.fields import NotNegative, Share, Text


class Section(BaseModel):
    """Base of all sections: unknown keys are errors, values are fixed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _figure(value: Any) -> Any:
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        return {"value": value}
    return value


class Quantity(Section):
    """A figure with its range and where it comes from; a bare number stands for its value."""

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
