"""Levers that give way: the price taken back, the government gone, the detained let go."""

from __future__ import annotations

from typing import ClassVar, Literal

from tocsin.declare.lever import Line, lever_kind
from tocsin.scenario.sections.fields import NumberOrName, Share
from tocsin.scenario.sections.levers.lever import Lever

CONCESSION = Line("concession", 6)
#: Legitimacy is won by as much as the parameter of this name says.
WON = {"legitimacy": "dL_conc"}


class Concession(Lever):
    """What all concessions have in common.

    legitimacy : what is won by it, a number or a parameter's name
    """

    legitimacy: NumberOrName = 0.0


@lever_kind(told=CONCESSION)
class PriceCap(Concession):
    """The price is taken back. `legitimacy`: what is won by it, a number or a parameter's name."""

    usual: ClassVar[dict[str, str]] = WON
    kind: Literal["price_cap"]


@lever_kind(told=CONCESSION)
class Resignation(Concession):
    """The government resigns."""

    usual: ClassVar[dict[str, str]] = WON
    kind: Literal["resignation"]


@lever_kind(told=CONCESSION)
class Release(Concession):
    """Some of the detained are let go at once.

    share : of the detained
    """

    kind: Literal["release"]
    share: Share = 1.0
