"""Which word of a case or of the table of requests means what number.

A covariate of the decision runs from -1 (against sending troops) over 0 (neither) to +1 (for it), so
that every coefficient is positive by theory; `ABOUT` says by which.  The codebook beside the table has
the rules by which a person chooses the word.
"""

from __future__ import annotations

from dataclasses import dataclass

BY = {"government": 1.0, "contested": 0.0, "faction": -1.0}
CLAUSE = {"covers": 1.0, "arguable": 0.0, "none": -1.0}
FRAMING = {"external": 1.0, "mixed": 0.0, "internal": -1.0}
STAKE = {"high": 1.0, "medium": 0.0, "low": -1.0}
REACH = {"based": 1.0, "adjacent": 0.6, "near": 0.0, "far": -1.0}
FRONTS = {"none": 1.0, "some": 0.0, "many": -1.0}
OPPONENT = {"unrest": 1.0, "armed_groups": 1 / 3, "rebel_army": -1 / 3, "state_army": -1.0}
TIES = {"none": 1.0, "some": 0.0, "strong": -1.0}
OBJECTIONS = {"none": 1.0, "some": 0.0, "strong": -1.0}
ACCESS = {"open": 1.0, "partly": 0.0, "closed": -1.0}
URGENCY = {"hours": 1.0, "weeks": 0.0, "months": -1.0}
OUTSIDE_HELP = {"none": 0.0, "needed": 1.0}
RULES = ("consensus", "majority", "lead_state")

#: Kilometres from the dominant member's forces to the host, and the reach that they mean.
REACH_KM = (0.0, 50.0, 1500.0, 4000.0)
REACH_AT = (0.6, 0.6, 0.0, -1.0)


@dataclass(frozen=True)
class Covariate:
    """What moves the decision: its words, from -1 to +1, and why it should."""

    name: str
    words: dict[str, float]
    prior: float  # scale of the half-normal prior of its coefficient, log-odds per unit
    theory: str


COVARIATES = (
    Covariate("requester", BY, 0.8, "a recognised government's consent makes it lawful"),
    Covariate("clause", CLAUSE, 0.8, "a treaty that covers the case raises the cost of staying away"),
    Covariate("framing", FRAMING, 0.8, "alliances are for threats from outside"),
    Covariate("stake", STAKE, 0.8, "who would lose influence with the incumbent pays for saving him"),
    Covariate("reach", REACH, 0.8, "forces near or in the country make it cheap and fast"),
    Covariate("free_hands", FRONTS, 0.8, "every other front competes for the same troops"),
    Covariate("resistance", OPPONENT, 0.8, "the stronger the resistance, the dearer the help"),
    Covariate("ties", TIES, 0.8, "friends of the requester's opponent do not fight him"),
    Covariate("objections", OBJECTIONS, 0.8, "members or great powers that object can block it"),
    Covariate("access", ACCESS, 0.4, "without an open airport, port or road nobody arrives"),
)  # fmt: skip
NAMES = tuple(c.name for c in COVARIATES)
