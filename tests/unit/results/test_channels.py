"""Channels: the words stand where the study found nothing, and only there."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from tocsin.declare.outcome import OUTCOMES
from tocsin.results import channels as room
from tocsin.results.channels import JUDGED, NONE, channels, verdict, without_channel
from tocsin.scenario.sections.levers import KINDS
from tocsin.view.terminal import _channels

STUDY = {"scenario": "kazakhstan-2022", "pairs": 40, "date": "2026-11-28"}


@pytest.fixture
def found(monkeypatch):
    """A study in which elites move sites, powers influence, and officials, cells, threats nothing."""
    parts = {"elites": ["sites_captured"], "powers": ["influence_after"], "officials": [],
             "cells": [], "threaten": []}  # fmt: skip
    monkeypatch.setattr(room, "verdict", lambda: {"study": STUDY, "parts": parts})


def test_the_words_stand_where_nothing_moved(found, two_towns):
    none = without_channel(channels(two_towns.spec))
    assert none == ["powers (influence alone)", "officials"]
    buffer = io.StringIO()
    Console(file=buffer, width=500).print(_channels(channels(two_towns.spec)))
    text = buffer.getvalue()
    assert f"{NONE.capitalize()}: powers (influence alone), officials" in text
    assert "elites (sites captured)" in text
    assert "40 pairs of runs of kazakhstan-2022" in text


def test_a_part_that_is_off_or_absent_is_not_told(found, two_towns):
    assert without_channel(channels(two_towns.with_("cells").spec))[1:] == ["officials", "cells"]
    assert not without_channel(channels(two_towns.without("officials", "powers").spec))


def test_a_kind_of_lever_bears_the_title_of_the_act(found, two_towns):
    lever = {"kind": "threaten", "actor": "ally", "at": "2030-06-05T00:00", "power": "North",
             "title": "The ambassador threatens"}  # fmt: skip
    assert "The ambassador threatens" in without_channel(
        channels(two_towns.set("levers.threat", lever).spec)
    )


def test_the_shipped_verdict_names_what_there_is(flagship):
    """Parts are sections or kinds of levers, outcomes are outcomes; the flagship has them."""
    sections = type(flagship.spec).model_fields
    for part, moves in verdict()["parts"].items():
        assert part in sections or part in KINDS
        assert set(moves) <= set(JUDGED) <= set(OUTCOMES)
