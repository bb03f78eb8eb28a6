"""The options of a bargaining model, in one small object."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.errors import InputError
from tocsin.theory.bargaining.attitudes import RANGES
from tocsin.theory.bargaining.kinds import known
from tocsin.theory.bargaining.standings import STANDINGS
from tocsin.theory.bargaining.victories import VICTORIES
from tocsin.theory.bargaining.voting import VOTES

THIRD_PARTIES = ("preference", "committed", "none")
MEETINGS = ("s1p1", "s2p2", "s2pmax")
PROPOSALS = ("initiator", "both", "compromise")


@dataclass(frozen=True)
class Rules:
    """How actors vote, judge, challenge and settle.

    vote : rule of `voting.vote`
    victory : rule of `victories.victory`, for choices among positions and bargains
    standing : rule of `standings.standing`
    risk : given: the actors' own attitudes, neutral if they have none | min, mid, max: inferred
        from how they stand, see `attitudes.risk`. KTAB infers; but then a stronger actor grows more
        averse to risk, and often the outcome moves away from it (docs/bargaining.md)
    insight : how well actors know each other's attitude to risk, see `attitudes.estimated`
    third_parties : how the others weigh in on a challenge, see `challenging.contest`
    meeting : where two bargainers meet, see `offers.meet`
    proposals : whose estimate of the chances a bargain is made from: the initiator's, both (two
        bargains), or the compromise of both weighted by capability times salience
    digits : bargained positions are rounded to so many digits, halves up (KTAB: 4); None keeps all
    """

    vote: str = "proportional"
    victory: str = "linear"
    standing: str = "incentive"
    risk: str = "given"
    insight: float = 1 / 3
    third_parties: str = "preference"
    meeting: str = "s2p2"
    proposals: str = "initiator"
    digits: int | None = None

    def __post_init__(self) -> None:
        known(self.vote, VOTES, "voting rule")
        known(self.victory, VICTORIES, "victory rule")
        known(self.standing, STANDINGS, "standing rule")
        known(self.risk, ("given", *RANGES), "risk range")
        known(self.third_parties, THIRD_PARTIES, "third_parties")
        known(self.meeting, MEETINGS, "meeting")
        known(self.proposals, PROPOSALS, "proposals")
        if not 0 <= self.insight <= 1:
            raise InputError(f"insight: expected 0 to 1, got {self.insight!r}")
        if self.digits is not None and not 1 <= self.digits <= 12:
            raise InputError(f"digits: expected 1 to 12 or None, got {self.digits!r}")


#: The rules of KTAB's shipped example smpExample.xml, whose log of 2017-05-30 the tests reproduce.
KTAB_EXAMPLE = Rules(vote="proportional-cubic", risk="mid", third_parties="committed", digits=4)
