"""How each actor sees the positions of all: distances, attitudes to risk, utilities.

Source: the spatial model of politics (SMP) of KTAB (github lsyaseen/KTAB, examples/smp), written
anew from its equations.
"""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.theory.bargaining.actors import Actors
from tocsin.theory.bargaining.attitudes import estimated, risk
from tocsin.theory.bargaining.kinds import Array
from tocsin.theory.bargaining.rules import Rules
from tocsin.theory.bargaining.standings import standing
from tocsin.theory.bargaining.utilities import distance, utility
from tocsin.theory.bargaining.voting import coalitions


@dataclass(frozen=True)
class Views:
    """What `views` returns.

    value : (..., actor, option) utility of each actor's position, were nobody averse to risk
    risk : (..., actor) attitudes to risk
    utility : (..., actor, option) utility with those attitudes
    seen : (..., h, actor, option) what actor h takes the utility of an actor to be
    """

    value: Array
    risk: Array
    utility: Array
    seen: Array


def views(actors: Actors, rules: Rules | None = None) -> Views:
    """Utilities of the positions of all actors, in the eyes of each.

    Attitudes to risk are the actors' own, or with rules.risk min, mid or max follow from the
    probability that an actor's position stands, as computed from `value` with capability as weight;
    two actors at one position count as two options there.
    """
    rules = rules or Rules()
    far = distance(actors.aim, actors.salience, actors.position)
    value = utility(far)
    if rules.risk == "given":
        attitude = actors.attitude
    else:
        strength = coalitions(value, actors.capability, rules.vote)
        attitude = risk(standing(strength, rules.victory, rules.standing), rules.risk)
    seen = utility(far[..., None, :, :], estimated(attitude, rules.insight)[..., None])
    return Views(value, attitude, utility(far, attitude[..., None]), seen)
