"""Levers of those who call people out: a rally at a named hour."""

from __future__ import annotations

from typing import Literal

from tocsin.declare.lever import Line, lever_kind
from tocsin.scenario.sections.fields import Share
from tocsin.scenario.sections.levers.lever import Lever


@lever_kind(told=Line("call", 4))
class Call(Lever):
    """A call to go out, made beforehand for an hour: who has heard of it expects others there.

    heard : share of the people of its regions who have heard of it; how many come is the model's
    """

    kind: Literal["call"]
    heard: Share = 1.0
