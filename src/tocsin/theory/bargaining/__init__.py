"""A spatial model of collective choice, of use on its own: who wants what, who prevails.

    Actors                      positions on issues, salience, capability (actors.py)
    Rules                       the options of the model (rules.py)
    distance, utility           how far an option is and what it is worth (utilities.py)
    vote, coalitions            votes between two options and the strength behind each (voting.py)
    victory                     the chance that one side beats the other (victories.py)
    standing, mean              probability of each option as the favourite that stands (standings.py)
    risk, estimated             attitudes to risk, and what others take them to be (attitudes.py)
    views, challenges           utilities and gains in the eyes of each (viewing.py, challenging.py)
    prospects                   whose position is likely to stand as things are (outlook.py)
    bargain, judge, move        rounds of offers, and the halves of one round (rounds.py)
    expected_utility            Bueno de Mesquita's model after Scholz et al. (scholz.py)
    patronage                   selectorate arithmetic (selectorate.py)

Arrays have leading axes for the runs of an ensemble. Nothing here draws random numbers, and the
bits of a run do not depend on the runs beside it. reference*.py are plain loops that say the same.
"""

from __future__ import annotations

from tocsin.theory.bargaining.actors import Actors
from tocsin.theory.bargaining.attitudes import estimated, risk
from tocsin.theory.bargaining.challenging import Challenges, challenges, contest, targets
from tocsin.theory.bargaining.offers import Bargains, bargains, meet, worth
from tocsin.theory.bargaining.outlook import prospects
from tocsin.theory.bargaining.rounds import Round, Rounds, bargain, judge, move
from tocsin.theory.bargaining.rules import KTAB_EXAMPLE, Rules
from tocsin.theory.bargaining.scholz import ExpectedUtility, expected_utility, weighted_median
from tocsin.theory.bargaining.selectorate import Patronage, patronage
from tocsin.theory.bargaining.standings import mean, standing
from tocsin.theory.bargaining.utilities import distance, utility
from tocsin.theory.bargaining.victories import victory
from tocsin.theory.bargaining.viewing import Views, views
from tocsin.theory.bargaining.voting import coalitions, vote, votes

__all__ = [
    "KTAB_EXAMPLE", "Actors", "Bargains", "Challenges", "ExpectedUtility", "Patronage", "Round",
    "Rounds", "Rules", "Views", "bargain", "bargains", "challenges", "coalitions", "contest",
    "distance", "estimated", "expected_utility", "judge", "mean", "meet", "move", "patronage",
    "prospects", "risk", "standing", "targets", "utility", "victory", "views", "vote", "votes",
    "weighted_median", "worth",
]  # fmt: skip
