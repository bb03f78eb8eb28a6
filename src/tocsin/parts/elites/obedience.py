"""The loops of `loyalty`: log odds of obeying place by place, and who obeyed in this step.

What calls the library of the machine (exp, log1p) is left to NumPy between the two.
"""

from __future__ import annotations

import numpy as np

from tocsin.mechanisms.given.loops import named
from tocsin.mechanisms.given.sums import pairwise
from tocsin.people.kernels.jit import Jit, loop

MOST = 50.0  # log odds beyond which obedience is certain

Reasons = named(
    __name__, "Reasons",
    "position control leader_is disruption misaligned_before pay guarantee tension hold disobeying "
    "active rioting visibility live_fire local",
)  # fmt: skip
Weights = named(
    __name__, "Weights",
    "lo_base lo_control lo_win lo_out lo_kin lo_severe lo_tension lo_disrupt lo_peer lo_guarantee "
    "lo_pay",
)  # fmt: skip
Obedience = named(
    __name__, "Obedience",
    "officers site_guards acting stance loyalty_here loyalty_lowest loyalty disobeying",
)  # fmt: skip


@loop
def weigh_up(s: Jit, p: Jit, paid: float, region: Jit, alone: Jit, against: Jit) -> None:
    """Log odds of not obeying into `against` (service, place).

    paid : what the leader can pay; alone : (place,) log(1 + crowd / (force + 1))
    """
    services, places = against.shape
    leader = s.position[s.leader_is[()]]
    for k in range(services):
        off = 0.0
        for a in range(s.position.size):
            off += abs(s.position[a] - leader) * s.control[a, k]
        new = s.disruption[k]
        off = (1 - new) * off + new * s.misaligned_before[k]
        u = p.lo_base - p.lo_control * off - p.lo_disrupt * new
        u += p.lo_pay * (paid + s.pay[k]) + p.lo_guarantee * s.guarantee[()]
        u -= p.lo_tension * s.tension[()] + p.lo_win * (1 - s.hold[()])
        for q in range(places):
            r = region[q]
            here = u - p.lo_peer * s.disobeying[r]
            if s.active[q] > 0:
                here -= p.lo_out * alone[q]
                ties = p.lo_kin * (1 - s.rioting[q] / s.active[q])
                if s.live_fire[r] > 0:
                    ties += p.lo_severe
                ties *= s.visibility[q]
                here -= s.local[k] * ties
            against[k, q] = -max(min(here, MOST), -MOST)


@loop
def obey(s: Jit, odds: Jit, pace: float, foreign: Jit, region: Jit, site: Jit, near: Jit) -> None:
    """Loyalty goes towards what the odds of not obeying say; then means over officers, by who obeyed.

    odds : (service, place); pace : share of the way
    near : (region, region) how much of what officers do there is heard of here
    """
    services, places = odds.shape
    there, obeyed = np.zeros(near.shape[0]), np.zeros(near.shape[0])
    number, willing = np.zeros((services, places)), np.zeros((services, places))
    for k in range(services):
        for j in range(site.size):
            number[k, site[j]] += s.site_guards[k, j]
        for q in range(places):
            aim = 1.0 if foreign[k] else 1.0 / (odds[k, q] + 1.0)
            now = s.loyalty_here[k, q] + (aim - s.loyalty_here[k, q]) * pace
            s.loyalty_here[k, q] = now
            if s.officers[k, q] >= 1 and now < s.loyalty_lowest[k, q]:
                s.loyalty_lowest[k, q] = now
            number[k, q] = s.officers[k, q] + number[k, q]
            willing[k, q] = 0.0 if s.stance[k, q] > 0 else number[k, q] * s.acting[k, q]
        total = pairwise(number[k], 0, places)
        mean = pairwise(willing[k], 0, places) / max(total, 1e-9)
        if foreign[k]:
            mean = 1.0
        elif total == 0:  # held back as a whole
            mean = pairwise(s.loyalty_here[k], 0, places) / places
        s.loyalty[k] = min(mean, 1.0)
    for q in range(places):
        all_, those = 0.0, 0.0
        for k in range(services):
            if not foreign[k]:
                all_ += number[k, q]
                those += willing[k, q]
        there[region[q]] += all_
        obeyed[region[q]] += those
    heard, heeded = np.zeros(there.size), np.zeros(there.size)
    for r in range(there.size):
        for other in range(there.size):
            heard[other] = near[r, other] * there[other]
            heeded[other] = near[r, other] * obeyed[other]
        share = pairwise(heeded, 0, there.size) / max(pairwise(heard, 0, there.size), 1e-9)
        s.disobeying[r] = min(max(1 - share, 0.0), 1.0)
