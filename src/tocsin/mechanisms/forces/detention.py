"""Detention: a capacity by region, searches for participants at home, amnesties.

    capacity   jail per 100,000 people who go out in the region
    sweeps     Poisson(sweep F W / (W + F)) of the W who have been out and are at home,
               where sweeps are ordered and there is an emergency
    release    with rate 1 / t_custody (in `decision`), and by amnesty

Nobody is detained above capacity.  What happens in custody is not modelled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, Field, count
from tocsin.declare.parameter import amount, rate
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.street.decision import MOVES, tally
from tocsin.people.states import S

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    Field("capacity", ("region",), "persons", "who can be detained at once"),
    count("ever_detained", ("place",), "detentions so far", keep=HOURLY),
)
READS = ("force", "emergency", "sweeping", "amnesty", "cells_caught")
WRITES = ("capacity", "ever_detained", *MOVES)
PARAMETERS = (amount("jail"), rate("sweep"))


def start(s: Fields, p: Values, now: Now) -> None:
    """Capacity does not change."""
    people = now.by_region(now.world.places.crowd_population.astype(float))
    s.capacity[:] = np.floor(p.jail * people / 1e5)


def step(s: Fields, p: Values, now: Now) -> None:
    """Let go, then look for participants at home."""
    s.ever_detained += s.cells_caught
    if s.amnesty.any():
        number = now.binomial(Purpose.RELEASE_COUNT, s.detained, s.amnesty[now.region])
        now.people.move(S.DETAINED, S.HOME, number, Purpose.RELEASE, now.step)
        tally(s, now)
    ordered = (s.sweeping * s.emergency)[now.region] > 0
    if not ordered.any():
        return
    W, F = s.been_out, s.force
    mean = now.dt * p.sweep * F * W / np.maximum(W + F, 1.0)
    number = now.poisson(Purpose.SWEEP_COUNT, np.where(ordered, mean, 0.0))
    number = within_capacity(np.minimum(number, W), s, now)
    home = (S.HOME, S.DISPERSED)
    s.ever_detained += now.people.move(home, S.DETAINED, number, Purpose.SWEEP, now.step)
    tally(s, now)


def within_capacity(number: NDArray[np.int64], s: Fields, now: Now) -> NDArray[np.int64]:
    """Numbers by place cut down so that no region detains more than it can hold."""
    if not number.any():
        return number
    wanted = now.by_region(number.astype(float))
    held = now.by_region(s.detained.astype(float))
    free = np.maximum(s.capacity - held, 0.0)
    share = np.divide(free, wanted, out=np.ones_like(wanted), where=wanted > free)
    return np.asarray(np.floor(number * share[now.region]), np.int64)
