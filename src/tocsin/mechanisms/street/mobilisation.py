"""Mobilisation: puts together what a person weighs, N = G + S - r C - T, and how fast people act.

    G   = max(0, h gain + s_eff) (1 - L),   s_eff from `demands`, times practice
          gain = 1 + c_corr corruption,   practice = 1 + c_strike struck + c_mono single-industry
    S   = b_own (1 + u_local u) V (1 - spent W) + b_ties X (1 - u) + b_work E
          + (b_news n (1 + c_earlier earlier) + b_out o + b_call called) (1 - news_off u) reach
    join       kappa rhythm (1 - curfew emergency dark) mu_stratum attendance willingness
    leave      omega (1 + night (leaving - 1)) + doubt kappa (1 - willingness)     marchers
               omega_r (1 + night_r dark) (1 + weary W) + commit doubt kappa (1 - willingness)  rioters
    come back  back rhythm (1 - curfew ...) willingness                            the dispersed

u is the internet shutdown, n news, o outrage, E the crowds of colleagues (`crowds`), W how long
there has been rioting (`escalation`): a town that burns for days is drawn less to its crowd.
`leaving` is the rhythm of going home. `struck` is the share of a place's people whose employers
have been on strike in memory: they turn a price into action sooner, and only a price. `earlier` is
how used a town is to protest: news of protest elsewhere moves it more. Neither holds up a crowd
where nothing happens. `called` is the share who have heard of a call to go out at this hour (a
lever): it pulls as a crowd that one expects. Traits, the price, legitimacy and demands belong to
the place where a person lives; crowds, news, risk and force to the square where he goes out.
Sources: Brock & Durlauf (2001), Epstein (2002), Granovetter (1978); the person's rule itself stands
in `people.decision`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, Field, fraction
from tocsin.declare.parameter import Named, factor, rate, share, signed, value_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    Field("gain", ("place",), "1", "multiplier of hardship"),
    Field("practice", ("place",), "1", "multiplier of the price where workers have struck"),
    Field("moved", ("place",), "1", "multiplier of the news where people have protested before"),
    Field("pull_own", ("place",), "1", "pull of the own crowd", keep=HOURLY),
    Field(
        "pull_ties", ("place",), "1", "pull of crowds one has ties to, by kin or work", keep=HOURLY
    ),
    Field("pull_news", ("place",), "1", "pull of the news", keep=HOURLY),
    Field("pull_outrage", ("place",), "1", "pull of outrage", keep=HOURLY),
    fraction("readiness", ("place",), "rhythm of the day, with curfew"),
    Field("zest", ("stratum",), "1", "joining of a stratum beside others, mu", low=0),
    Field("join_rate", ("stratum", "place"), "1/h", "rate of joining of the fully willing", low=0),
)
READS = (
    "attendance",
    "weariness",
    "visibility",
    "seen_elsewhere",
    "seen_at_work",
    "news",
    "outrage_here",
    "called",
    "shutdown",
    "emergency",
)
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (
    signed("c_corr"),
    signed("c_mono"),
    signed("c_strike"),
    signed("c_earlier"),
    signed("b_own"),
    signed("b_call"),
    signed("u_local"),
    share("spent"),
    signed("b_ties"),
    signed("b_work"),
    signed("b_news"),
    signed("b_out"),
    share("news_off"),
    share("reach_rural"),
    rate("kappa"),
    share("curfew"),
)  # and those that strata name
NAMED = (Named("strata", "join", factor),)


def reach(shutdown: NDArray[np.float64], p: Values, now: Now) -> NDArray[np.float64]:
    """(place,) reach of news among those who live there, (1 - news_off u) reach."""
    places = now.world.places
    u = shutdown[now.region[places.acts_in]]
    return np.asarray((1 - p.news_off * u) * np.where(places.rural, p.reach_rural, 1.0))


def start(s: Fields, p: Values, now: Now) -> None:
    """Who is aggrieved by region and town, and which strata join, does not change."""
    places, regions = now.world.places, now.world.regions
    s.zest[:] = [value_of(x, p) for x in now.world.strata.join]
    s.gain[:] = 1 + p.c_corr * regions.corruption[places.region]
    struck = (now.world.workplaces.share * now.world.workplaces.struck[:, None]).sum(0)
    practice = 1 + p.c_strike * struck + p.c_mono * places.single_industry
    s.practice[:] = np.maximum(0.0, practice)
    s.moved[:] = 1 + p.c_earlier * places.earlier


def step(s: Fields, p: Values, now: Now) -> None:
    """Pull by home place, rates by home place and stratum."""
    places = now.world.places
    q = places.acts_in
    u = s.shutdown[now.region[q]]
    heard = reach(s.shutdown, p, now)
    s.pull_own[:] = p.b_own * (1 + p.u_local * u) * s.visibility[q] * (1 - p.spent * s.weariness[q])
    s.pull_own += p.b_call * s.called[now.region[q]] * heard
    s.pull_ties[:] = p.b_ties * s.seen_elsewhere[q] * (1 - u) + p.b_work * s.seen_at_work
    s.pull_news[:] = p.b_news * s.news * heard * s.moved
    s.pull_outrage[:] = p.b_out * s.outrage_here[now.region] * heard
    held_in = p.curfew * s.emergency[now.region[q]] * now.dark[q]
    s.readiness[:] = now.rhythm[q] * (1 - held_in)
    base = p.kappa * s.readiness * s.attendance
    s.join_rate[:] = s.zest[:, None] * base
