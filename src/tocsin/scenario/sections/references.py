"""Recorded figures beside which outcomes are shown, and what of them was used to fit."""

from __future__ import annotations

from typing import Literal

from tocsin.scenario.sections.fields import Label, Name, Number, NumberOrText, Text
from tocsin.scenario.sections.section import Section


class Reference(Section):
    """A recorded figure beside which an outcome is shown. It is never an input.

    value : what was recorded
    low, high : its range
    date : of the record
    status : who says so
    until : of one that was retracted, when it was
    """

    value: NumberOrText = None
    low: Number | None = None
    high: Number | None = None
    date: Label = ""
    source: Text
    status: Literal["official", "retracted", "estimate", "claim"] = "estimate"
    until: Label = ""


class Ledger(Section):
    """Which outcomes were used to fit or follow from what is imposed; the others are predicted.

    fitted : outcomes that were used to fit
    imposed : outcomes that follow from what is imposed
    notes : on outcomes, by name
    """

    fitted: list[Name] = []
    imposed: list[Name] = []
    notes: dict[str, Text] = {}
