"""Levers that are orders of the state: rules of engagement, live fire, emergency, shutdown."""

from __future__ import annotations

from typing import Literal

from tocsin.declare.lever import Line, Over, lever_kind
from tocsin.scenario.sections.fields import ServiceOrAll, Share, YesNo
from tocsin.scenario.sections.levers.lever import Lever

ORDER = Line("order", 2)


@lever_kind(told=ORDER)
class RulesOfEngagement(Lever):
    """What a service does with a crowd; each step includes those before it.

    service : one service, or `all`
    rules : observe, disperse or arrest
    """

    kind: Literal["rules_of_engagement"]
    service: ServiceOrAll = "all"
    rules: Literal["observe", "disperse", "arrest"]


@lever_kind(told=Line("live fire", 8), lethal=True)
class LiveFire(Lever):
    """Permission to shoot: with warning (emergency, and rioters many for the force) or without.

    warning : only under emergency and after a warning
    """

    kind: Literal["live_fire"]
    warning: YesNo = True


@lever_kind(told=Line("emergency", 6), grave=True, over=Over("The emergency ends", 2, "emergency"))
class Emergency(Lever):
    """State of emergency, with a curfew in the dark hours."""

    kind: Literal["emergency"]


@lever_kind(told=Line("shutdown", 6), grave=True, over=Over("The internet is back", 2, "shutdown"))
class Shutdown(Lever):
    """The internet cut down by `level`: 0 none, 1 all.

    level : share of the internet that is cut
    """

    kind: Literal["shutdown"]
    level: Share
