"""What a person can be doing, and the sums of states that the field speaks of."""

from __future__ import annotations

from enum import IntEnum


class S(IntEnum):
    """State of a person. The numbers are part of the saved state and never change."""

    QUIET = 0  # has not been out yet
    MARCHING = 1  # in a peaceful crowd
    RIOTING = 2  # in a violent crowd
    ACTIVIST = 3  # a resident beyond the thresholds, out in this hour
    CELL = 4  # member of an organised cell, in action
    HOME = 5  # has been out and went home
    DISPERSED = 6  # driven off the square, may come back within hours
    DETAINED = 7
    INJURED = 8  # out of action until recovered
    DEAD = 9


STATES = len(S)

#: States that count as marching and as rioting; together they are active.
MARCHING = (S.MARCHING, S.ACTIVIST)
RIOTING = (S.RIOTING, S.CELL)
