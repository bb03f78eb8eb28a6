"""The types of fields: numbers and quantities with bounds, names, moments, zones.

Each refuses what it cannot take before pydantic tries a conversion of its own (true is no number, NaN
is no share), and says in the JSON Schema which text will do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from tocsin.scenario.reading.times import moment, zone
from tocsin.scenario.reading.units import HOURS, KILOMETRES, NUMBER, SHARES, is_name, quantity


@dataclass(frozen=True)
class Refers:
    """Marks a name that must stand elsewhere in the scenario; `checks.references` looks it up.

    what : what is named, as messages call it
    besides : words that stand for no name
    foreign : a service that must be the contingent of an ally, or one that must not
    """

    what: str
    besides: tuple[str, ...] = ()
    foreign: bool | None = None


@dataclass(frozen=True)
class Condition:
    """Marks the text of a condition, whose fields, levers and kinds of sites must exist."""


PARAMETER = r"^[A-Za-z_][A-Za-z0-9_]*$"


def _quantity(units: dict[str, float], example: str) -> BeforeValidator:
    return BeforeValidator(lambda value: quantity(value, units, example))


def _schema(units: dict[str, float], **bounds: float) -> WithJsonSchema:
    text = {"type": "string", "pattern": rf"^\s*{NUMBER}\s*({'|'.join(units)})?\s*$"}
    return WithJsonSchema({"anyOf": [{"type": "number", **bounds}, text]})


#: Beside a Field with bounds: `Annotated[int, Field(ge=1), whole]`.
number = _quantity({}, "a number")
whole = _quantity({}, "a whole number")

Number = Annotated[float, number]
Positive = Annotated[float, Field(gt=0), number]
NotNegative = Annotated[float, Field(ge=0), number]

_hours = _quantity(HOURS, "'36 h' or '2 d'")


def _read_share(value: object) -> Any:
    """A share; who writes 30 most likely means per cent."""
    share = quantity(value, SHARES, "a share such as '15 %' or 0.15")
    if not isinstance(value, str) and isinstance(share, int | float) and 1 < share <= 100:
        raise ValueError(f"expected 1 or less; a share in per cent is written '{share:g} %'")
    return share


_share = BeforeValidator(_read_share)
_kilometres = _quantity(KILOMETRES, "'100 km'")
Hours = Annotated[float, Field(ge=0), _hours, _schema(HOURS, minimum=0)]
PositiveHours = Annotated[float, Field(gt=0), _hours, _schema(HOURS, exclusiveMinimum=0)]
Share = Annotated[float, Field(ge=0, le=1), _share, _schema(SHARES, minimum=0, maximum=1)]


def _whole_part(value: float) -> float:
    """A step of an hour or a whole part of it."""
    parts = round(1 / value)
    if abs(value * parts - 1) > 1e-6:
        raise ValueError("expected an hour or a whole part of it, such as '30 min' or '15 min'")
    return 1 / parts


Step = Annotated[float, Field(ge=1 / 60, le=1), AfterValidator(_whole_part), _hours, _schema(HOURS)]
Kilometres = Annotated[float, Field(ge=0), _kilometres, _schema(KILOMETRES, minimum=0)]


def _or_name(low: float | None, high: float | None, what: str) -> Any:
    """A number in bounds, or the name of a parameter."""

    def read(value: object) -> Any:
        expected = f"{what} or the name of a parameter"
        if is_name(value):
            return value
        number = quantity(value, {"%": 0.01}, expected)
        if not isinstance(number, int | float):
            raise ValueError(f"expected {expected}")
        if (low is not None and number < low) or (high is not None and number > high):
            raise ValueError(f"expected {expected}")
        return float(number)

    bounds = {k: v for k, v in (("minimum", low), ("maximum", high)) if v is not None}
    text = {"type": "string", "pattern": rf"{PARAMETER}|^\s*{NUMBER}\s*%?\s*$"}
    return BeforeValidator(read), WithJsonSchema({"anyOf": [{"type": "number", **bounds}, text]})


_named = Refers("parameter")
NumberOrName = Annotated[float | str, *_or_name(None, None, "a number"), _named]
FactorOrName = Annotated[float | str, *_or_name(0, None, "a number of 0 or more"), _named]
ShareOrName = Annotated[float | str, *_or_name(0, 1, "a share from 0 to 1"), _named]


def _text(value: object) -> Any:
    """Whole numbers do as names (ids, years); other numbers would not come back as written."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


#: What no name and no text may have: it would steer a terminal. New lines and tabs may stand.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _plain(value: str) -> str:
    found = _CONTROL.search(value.replace("\r\n", "\n"))
    if found:
        raise ValueError(f"has the control character U+{ord(found[0]):04X}; expected plain text")
    return value


def _text_up_to(most: int, least: int = 0) -> Any:
    schema = {"type": ["string", "integer"], "maxLength": most}
    if least:
        schema["minLength"] = least
    return (
        Field(min_length=least, max_length=most),
        BeforeValidator(_text),
        AfterValidator(_plain),
        WithJsonSchema(schema),
    )


Name = Annotated[str, *_text_up_to(200, 1)]
Label = Annotated[str, *_text_up_to(2_000)]
Text = Annotated[str, *_text_up_to(20_000)]

RegionName = Annotated[Name, Refers("region")]
PlaceId = Annotated[Name, Refers("place (give its id)")]
ServiceName = Annotated[Name, Refers("service")]
ServiceOrAll = Annotated[Name, Refers("service", besides=("all",))]
Contingent = Annotated[Name, Refers("service", foreign=True)]
OwnService = Annotated[Name, Refers("service", foreign=False)]
SiteName = Annotated[Name, Refers("site")]
ActorName = Annotated[Name, Refers("actor")]
CodedActor = Annotated[Name, Refers("actor with a position")]
PowerName = Annotated[Name, Refers("power")]
MemberName = Annotated[Name, Refers("member")]
When = Annotated[Label, Condition()]


def _checked(check: Callable[[str], object], about: str) -> Any:
    def read(value: str) -> str:
        check(value)
        return value

    schema = {"type": "string", "description": about}
    return AfterValidator(read), BeforeValidator(_text), WithJsonSchema(schema)


Moment = Annotated[
    str, *_checked(lambda text: moment(text, zone("UTC")), "a time such as 2022-01-05T08:00")
]
Zone = Annotated[str, *_checked(zone, "a time zone such as UTC+6 or Asia/Almaty")]


def _truth(value: object) -> Any:
    if not isinstance(value, bool):
        raise ValueError("expected true or false")
    return value


YesNo = Annotated[bool, BeforeValidator(_truth)]


def _regions(value: object) -> Any:
    if value == "all":
        return value
    if not isinstance(value, list) or not value:
        raise ValueError("expected 'all' or a list of regions")
    names = [_text(name) for name in value]
    if not all(isinstance(name, str) for name in names):
        raise ValueError("expected 'all' or a list of regions' names")
    return names


Regions = Annotated[list[RegionName] | Literal["all"], BeforeValidator(_regions)]


def _figure_or_text(value: object) -> Any:
    if isinstance(value, str) or value is None:
        return value
    number = quantity(value, {}, "a number, or the name of a place")
    if not isinstance(number, int | float):
        raise ValueError("expected a number, or the name of a place")
    return number


NumberOrText = Annotated[float | str | None, BeforeValidator(_figure_or_text)]
