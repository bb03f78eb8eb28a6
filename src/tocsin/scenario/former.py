"""Former names: parameters that a scenario may still have from an earlier version of the model.

An old name is no slip of the pen, so that a near name would mislead: the error says what stands in
its place, or that nothing does and why.  A mechanism of one's own is free to use such a name; these
words are only for names that nobody uses.
"""

from __future__ import annotations

#: Name: what to do now, in words that follow 'unknown parameter:' or the like.
FORMER: dict[str, str] = {
    "n_crowd": "it is 'n_share' now, a share of the country's people and no number of persons",
    "live_R": "it is 'live' now, rioters per officer and no number of rioters",
    "chk_least": "'chk_dead' stands in its place: checkpoints kill by contact with unrest, in which a "
    "death counts as so many rioters, and no number of heads is needed",
    "vis_least": "it is gone: a crowd is seen by the scale of its square ('vis0', 'eta'), which has no "
    "least number of heads",
    "vis_town": "it is gone: a crowd is seen by the people of its square ('vis0', 'eta'), however its "
    "town is cut",
    "act_town": "it is gone: activists come from every square by its people ('act0'), without a "
    "smallest town",
    "harm_dead": "it is gone: harm counts by deaths per 100,000 people ('out_gain'), and "
    "'harm_injured' is what an injury weighs beside a death",
}


def former(name: object) -> str:
    """'; it is ... now' for a parameter that was renamed or taken out, else nothing."""
    told = FORMER.get(str(name))
    return f"; {told}" if told else ""
