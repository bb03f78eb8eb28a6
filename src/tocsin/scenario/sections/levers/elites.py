"""Levers on the elites: an office is lost by dismissal or by arrest."""

from __future__ import annotations

from typing import ClassVar, Literal

from tocsin.declare.lever import Line, lever_kind
from tocsin.scenario.sections.fields import CodedActor
from tocsin.scenario.sections.levers.lever import Lever

PURGE = Line("purge", 6)


class Purge(Lever):
    """What all purges have in common.

    target : who loses its office
    successor : who gets its services; the leader if nobody is named
    """

    national: ClassVar[bool] = True
    moment: ClassVar[bool] = True
    target: CodedActor
    successor: CodedActor | None = None


@lever_kind(told=PURGE, by="elites", needs="elites", grave=True, done_at="purged_at")
class Dismiss(Purge):
    """An actor of the elites loses its office, its services go to a successor (the leader)."""

    kind: Literal["dismiss"]


@lever_kind(told=PURGE, by="elites", needs="elites", grave=True, done_at="purged_at")
class Arrest(Purge):
    """An actor of the elites is arrested: it loses what weight it had, in or out of office."""

    kind: Literal["arrest"]
