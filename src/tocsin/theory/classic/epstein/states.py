"""The lattice in memory: what stands on each site, and what is counted there.

A site is a byte: who stands there (`EMPTY` to `COP`) and, in bit 3, in which of two alternating
periods they last had their turn: nobody acts twice in a period, wherever they moved
meanwhile.  Hardship and risk aversion are 16 bits each, in one word that moves with its owner.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

EMPTY, QUIET, ACTIVE, JAILED, COP = range(5)
NAMES = ("empty", "quiet", "active", "jailed", "cop")
WHO, TURN = 7, 8  # masks of a site's byte: who stands there, and the bit of the turn
DONE = 16  # a cop who jumped while all arrest at once
LIFE = 65535  # a term without end


class Land(NamedTuple):
    """Addresses of the lattice's arrays, by site, and of tables, for kernels."""

    kind: int  # 8 bits
    traits: int  # 32 bits: hardship in the lower half, risk aversion in the upper
    term: int  # 16 bits: periods in jail of those who stay on their sites
    actives: int  # 8 bits: in view
    cops: int
    sight: int  # 64 bits: what citizens see, see `vision.view`
    cop_sight: int
    strips: int  # 8 bits, see `vision.strips`
    cop_strips: int
    risk: int  # single precision: the chance of arrest P by cops and 1 + actives


class Rule(NamedTuple):
    """What kernels need to know of a model: numbers only."""

    height: int
    width: int
    reach: int  # of what citizens see, in rows
    cop_reach: int
    seen: int  # sites in view of a citizen
    cop_seen: int
    unfair: int  # 65536 modulo the sites in view
    cop_unfair: int
    lanes: int  # of a strip
    cop_lanes: int
    columns: int  # of the table of risks
    discontent: np.float32  # 1 - L
    threshold: np.float32  # T
    citizens_move: int  # flags are 0 or 1
    cops_move: int
    move_first: int
    self_twice: int  # an active counts himself twice, as NetLogo has it
    blocking: int  # the jailed stay on their sites
    jump: int  # a cop jumps onto the site of an arrest
    same_view: int  # cops see what citizens see
    term_low: int
    term_high: int  # LIFE: without end
