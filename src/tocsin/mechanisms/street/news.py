"""News: how the country hears of what happens elsewhere, and gets used to it.

A national stock of attention that activity and captured sites feed and that decays; habituation,
which ends a crisis where nobody shoots; and hope, which lets a demand for the fall of the regime
move people only while the country moves.

    dY/dt = -Y / t_news + news_gain / 24 ((A + R) / (n_share people) + captures)
    n0 = 1 - exp(-Y)      dH/dt = n0 / t_hab      news = n0 exp(-H)      hope = n0

Crowds count as shares of the country's people, a captured site by its share in the value of all sites
(`sites`), so that two countries side by side hear what one would.  Crowds that people know of
personally are not news but ties: see `crowds`.  The reach of the news by place, and what a shutdown
does to it, is in `mobilisation`.
Source: excitation with decay as in self-exciting models of unrest (Mohler 2013); our coefficients.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, Field, fraction
from tocsin.declare.parameter import factor, hours, positive

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    Field("attention", (), "1", "stock of attention, Y", low=0),
    Field("habituation", (), "1", "how used people are to the news, H", low=0),
    fraction("news", (), "news that moves people", keep=HOURLY),
    fraction("hope", (), "belief that the country moves"),
)
READS = ("active", "rioting", "capture_news")
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (factor("news_gain"), hours("t_news"), hours("t_hab"), positive("n_share"))


def step(s: Fields, p: Values, now: Now) -> None:
    """Advance national attention."""
    out = (s.active.sum() + s.rioting.sum()) / (p.n_share * now.world.persons)
    s.attention *= now.fading(p.t_news)
    s.attention += p.news_gain / 24 * (out * p.t_news * now.toward(p.t_news) + s.capture_news)
    heard = 1 - np.exp(-s.attention)
    s.habituation += now.dt * heard / p.t_hab
    s.news[...] = heard * np.exp(-s.habituation)
    s.hope[...] = heard
