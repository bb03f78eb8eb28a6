"""The fast schedules are what they say: the plain reference, site by site, and each other's law."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.theory.classic.epstein import counts, simulate
from tocsin.theory.classic.epstein.draws import For, period_key
from tocsin.theory.classic.epstein.exact import period as _period  # noqa: F401  (compiled once)
from tocsin.theory.classic.epstein.inputs import SCHEDULES, chosen
from tocsin.theory.classic.epstein.reference import Plain
from tocsin.theory.classic.epstein.schedules import Schedule
from tocsin.theory.classic.epstein.states import ACTIVE, COP, TURN, WHO
from tocsin.theory.classic.epstein.world import World

CHOICES = {
    "floor": {"ratio": "floor", "legitimacy": 0.75},
    "netlogo": {"variant": "netlogo", "legitimacy": 0.75},
    "mesa": {"variant": "mesa", "legitimacy": 0.75},
    "two eyes": {"ratio": "floor", "vision": 3, "cop_vision": 5, "shape": "square"},
    "near": {"ratio": "floor", "vision": 1.7, "cop_vision": 1.7, "legitimacy": 0.7},
    "still": {"run": 1, "ratio": "floor", "variant": "netlogo"},
    "for good": {"ratio": "floor", "max_jail": float("inf"), "legitimacy": 0.75},
    "blocking and jumping": {
        "ratio": "floor", "jailed": "underfoot", "jump": True, "order": "decide-then-move",
    },
}  # fmt: skip


def inputs(given):
    given = dict(given)
    return chosen(given.pop("run", 2), given.pop("variant", "paper"), given)


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("name", CHOICES)
def test_kernels_are_the_plain_reference_site_by_site(name, schedule):
    """Kept counts, strips, blocks and tries change nothing: each lattice is the reference's.

    Rows and columns differ, and a block reaches across the edge; the near-sighted have four blocks.
    """
    i = inputs(CHOICES[name])
    height, width = (40, 52) if name == "near" else (26, 34)
    world = World(i, height, width, 5)
    runner = Schedule(world, schedule, 1)
    plain = Plain(i, height, width, 5)
    touched = 0
    for t, expected in enumerate(plain.run(schedule, 9), start=1):
        world.release(t, TURN * (t & 1))
        world.jail(runner.step(t), t)
        found = world.kind & WHO
        assert found.tolist() == expected, f"period {t}"
        traits = np.where(found > 0, world.traits, 0)
        assert traits.tolist() == [
            t if k else 0 for k, t in zip(expected, plain.traits, strict=True)
        ]
        touched += int((found == ACTIVE).sum())
    assert touched > 0 or name == "mesa"


@pytest.mark.parametrize("schedule", ["exact", "blocks"])
def test_kept_counts_are_those_of_a_recount(schedule):
    """After 30 periods the counts of actives and cops are what a count from nothing gives.

    The synchronous schedule counts anew in each period.
    """
    world = World(inputs({"ratio": "floor"}), 96, 130, 2)
    runner = Schedule(world, schedule, 2)
    for t in range(1, 31):
        world.release(t, TURN * (t & 1))
        world.jail(runner.step(t), t)
    for kind, kept in ((ACTIVE, world.actives), (COP, world.cops)):
        anew = np.zeros_like(kept)
        counts.count(kind, anew.ctypes.data, world.land, world.rule)
        assert anew.any()
        assert np.array_equal(anew, kept)
    runner.close()


@pytest.mark.parametrize("schedule", ["blocks", "synchronous"])
def test_threads_change_no_bit(schedule):
    """One thread, two, or five: the same lattice."""
    found = []
    for threads in (1, 2, 5):
        made = simulate.model_one(
            inputs({"ratio": "floor", "steps": 12}), 320, 280, 3, schedule, threads, frames=12
        )
        found.append((made.counts.tolist(), made.frames[-1].tobytes()))
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("variant", ["paper", "netlogo", "mesa"])
def test_nobody_is_lost(variant, schedule):
    """Citizens, in jail or not, and cops are as many in each period as at the start."""
    given = inputs({"variant": variant, "legitimacy": 0.7, "steps": 60})
    made = simulate.model_one(given, 48, 40, 4, schedule)
    everybody = made.counts[:, 1:].sum(axis=1)
    assert (everybody == everybody[0]).all()
    assert (made.counts[:, COP] == made.counts[0, COP]).all()
    assert made.counts[:, 3].max() > 0


def test_each_order_of_turns_is_as_likely():
    """First in the order of 12 people: a chi-square over 6,000 orders, 11 degrees of freedom.

    Its 99.99 % quantile is 37.4; the seed is fixed.
    """
    from tocsin.theory.classic.epstein.exact import shuffled

    kind = np.ones(12, np.uint8)
    order, spare = np.empty(13, np.uint32), np.empty(13, np.uint32)
    first, pairs = np.zeros(12), np.zeros((12, 12))
    for t in range(6000):
        n = shuffled(
            kind.ctypes.data, 12, order.ctypes.data, spare.ctypes.data, period_key(1, t, For.ORDER)
        )
        assert sorted(order[:n]) == list(range(12))
        first[order[0]] += 1
        pairs[order[0], order[1]] += 1
    assert ((first - 500) ** 2 / 500).sum() < 37.4
    seen = pairs[~np.eye(12, dtype=bool)]
    # 131 degrees of freedom: mean 131, standard deviation 16.2
    assert ((seen - 6000 / 132) ** 2 / (6000 / 132)).sum() < 131 + 4 * 16.2


def test_a_move_goes_to_each_vacant_site_alike():
    """One cop on an empty lattice, 6,000 periods: a chi-square over the steps that it takes."""
    world = World(
        inputs({"density": 1 / 400, "cop_density": 1 / 400, "legitimacy": 0.9}), 20, 20, 1
    )
    runner = Schedule(world, "exact", 1)
    hits = np.zeros(400)
    before = int(np.flatnonzero(world.kind)[0])
    for t in range(1, 6001):
        runner.step(t)
        after = int(np.flatnonzero(world.kind)[0])
        dy, dx = (after // 20 - before // 20) % 20, (after - before) % 20
        hits[dy * 20 + dx] += 1
        before = after
    seen = hits[hits > 0]
    assert len(seen) == 148
    # 147 degrees of freedom: mean 147, standard deviation 17.1
    assert ((seen - 6000 / 148) ** 2 / (6000 / 148)).sum() < 147 + 4 * 17.1
