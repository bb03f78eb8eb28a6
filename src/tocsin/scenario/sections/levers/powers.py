"""Levers of powers: aid that is given, threats that are made."""

from __future__ import annotations

from typing import ClassVar, Literal

from tocsin.declare.lever import Line, lever_kind
from tocsin.scenario.sections.fields import NotNegative, PowerName
from tocsin.scenario.sections.levers.lever import Lever

POWER = Line("power", 2)


@lever_kind(told=POWER, by="powers", needs="powers")
class Aid(Lever):
    """A power gives aid while the lever lasts; `size` in units of its usual aid.

    power : who gives it
    size : in units of its usual aid
    """

    national: ClassVar[bool] = True
    kind: Literal["aid"]
    power: PowerName
    size: NotNegative = 1.0


@lever_kind(told=POWER, by="powers", needs="powers")
class Threaten(Lever):
    """A power threatens critics in public.

    power : who threatens
    """

    national: ClassVar[bool] = True
    moment: ClassVar[bool] = True
    kind: Literal["threaten"]
    power: PowerName
