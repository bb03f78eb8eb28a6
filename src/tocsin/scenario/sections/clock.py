"""When a run starts and how long it lasts, and the rhythm of a day: who joins, leaves, riots when."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator

from tocsin.scenario.sections import conditions
from tocsin.scenario.sections.fields import (
    Moment,
    NotNegative,
    Share,
    Step,
    Text,
    When,
    Zone,
    whole,
)
from tocsin.scenario.sections.section import Section

MOST_HOURS = 24 * 366


class Clock(Section):
    """When the run starts (local time), how many hours it lasts, the scenario's zone, and the step.

    start : local time at which the run starts
    hours : how many hours it lasts
    zone : time zone of the scenario, such as UTC+6 or Asia/Almaty
    dt : length of a step, an hour or a whole part of it; the record is hourly all the same
    stop_when : condition of the country at which a run ends early, such as hour > 120 and active < 50;
        the record holds the last state to the end, and the outcome `stopped_hour` says when
    """

    start: Moment
    hours: Annotated[int, Field(ge=1, le=MOST_HOURS), whole]
    zone: Zone = "UTC"
    dt: Step = 1.0
    stop_when: When | None = None

    @field_validator("stop_when")
    @classmethod
    def _condition(cls, value: str | None) -> str | None:
        if value is not None and conditions.parse(value).local:
            raise ValueError("'here' means nothing at the end of a run: it ends everywhere")
        return value


#: Readiness to join by local hour, judged from reported gatherings: few at night, most from 15 to 20.
EVENINGS = (.25, .12, .05, .03, .02, .02, .03, .06, .15, .3, .5, .65,
            .75, .85, .95, 1, 1, 1, 1, 1, .95, .85, .65, .4)  # fmt: skip
#: Events announced in a city over a year start by day and early evening and disperse before
#: midnight, tear gas flies in the evening and until two (Hong Kong 2019, hours of 2,316 and 1,369
#: events); smoothed by hand, 1 in the afternoon for leaving, mean 1 for violence.
LEAVE = [5, 5, 5, 5, 5, 4, 3, 2, 1.2, 1, 1, 1, 1, 1, 1, 1, 1, 1.1, 1.3, 1.6, 2, 2.6, 3.5, 4.5]
RIOT = [1.5, 1, 0.6, 0.3, 0.2, 0.2, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8,
        0.9, 1, 1.1, 1.2, 1.4, 1.5, 1.6, 1.7, 1.8, 2, 2, 1.8]  # fmt: skip


def _of_the_day(value: object) -> Any:
    if isinstance(value, list) and len(value) != 24:
        raise ValueError(f"expected 24 factors, an hour each from midnight on, not {len(value)}")
    return value


_day = (Field(min_length=24, max_length=24), BeforeValidator(_of_the_day))


class Rhythm(Section):
    """Rhythm of the day: how ready people are to join by local hour, and which hours are dark.

    join : 24 factors on readiness to join, from midnight on; without them those of a working day
        with gatherings in the evening, by judgement
    leave : 24 factors on how readily marchers go home
    riot : 24 factors on how readily a crowd turns violent
    dark_from, dark_to : local hours between which it is dark
    """

    join: Annotated[list[Share], *_day] = list(EVENINGS)
    leave: Annotated[list[NotNegative], *_day] = LEAVE
    riot: Annotated[list[NotNegative], *_day] = RIOT
    dark_from: Annotated[int, Field(ge=0, le=23), whole] = 23
    dark_to: Annotated[int, Field(ge=0, le=23), whole] = 7
    source: Text = ""
