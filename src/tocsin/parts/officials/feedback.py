"""What figures and claims do: doubt of official words, and an armed enemy who is believed in.

`officials` has the equations; it calls these in its order.  Switched off by `feedback: no` in the
section, so that the same run without any feedback can be compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.officials.plan import OfficialsPlan


def fade(s: Fields, p: Values, now: Now) -> None:
    """Doubt grows with what is hidden and fades; so does the belief in an enemy."""
    if s.doubt or (s.counted > s.reported).any():
        hidden = 0.0
        if len(s.counted):
            hidden = float((1 - s.reported / np.maximum(s.counted, 1)).max())
        s.doubt += now.dt * p.of_gap * max(hidden, 0.0) * (1 - s.doubt)
        s.doubt *= now.fading(p.of_t_doubt)
    s.discredit[...] = p.of_price * s.doubt
    s.enemy *= now.fading(p.of_t_claim)


def found_out(s: Fields, p: Values) -> None:
    """Something turns out to be untrue."""
    s.doubt += p.of_found * (1 - s.doubt)


def listen(s: Fields, p: Values, t: int, plan: OfficialsPlan) -> None:
    """Claims of an armed enemy are believed, as far as officials are, until they are found out."""
    exposed = False
    for i, told in enumerate(plan.claims):
        if not told.spec.enemy or s.claim_at[i] > t:
            continue
        if s.claim_at[i] > t - 1:
            s.enemy[...] = max(float(s.enemy), 1 - float(s.doubt))
        if not s.exposed[i] and s.claim_at[i] + p.of_exposed <= t:
            s.exposed[i] = 1
            said = 1.0 if np.isnan(s.claim_said[i]) else float(s.claim_said[i])
            exposed |= said > p.of_untrue * float(s.claim_true[i])
    if exposed:  # one claim beside which several numbers stand is found out once
        found_out(s, p)
        s.enemy *= 1 - s.doubt
