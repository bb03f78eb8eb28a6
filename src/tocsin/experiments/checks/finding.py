"""What a check says: a finding for each question, and the report of them all."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from tocsin.results.summary import FEW


@dataclass(frozen=True)
class Finding:
    """The answer to one question.

    name : of the check and, after a colon, of the part of it
    value : what was found, a number or words
    expected : what had to be found, in words
    told : more words for people, such as the runs behind the number
    asked : false where the scenario gives nothing to ask, which is neither passed nor failed; `passed`
        is true then, so that whoever looks for failures finds none
    """

    name: str
    passed: bool
    value: float | str | None
    expected: str
    told: str = ""
    asked: bool = True


def not_asked(name: str, why: str) -> Finding:
    """What stands in place of a finding where a scenario gives nothing to ask; no failure."""
    return Finding(name, True, None, "not asked", why, asked=False)


@dataclass(frozen=True)
class Report:
    """All findings of a scenario."""

    scenario: str
    runs: int
    seed: int
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether no check failed."""
        return all(f.passed for f in self.findings)

    @property
    def asked(self) -> int:
        """How many checks could be asked."""
        return sum(f.asked for f in self.findings)

    @property
    def few(self) -> bool:
        """Whether the runs are too few for a firm answer: a median of them is mostly chance."""
        return self.runs < FEW

    def as_dict(self) -> dict[str, Any]:
        """As `tocsin check --json` prints it."""
        return {
            "scenario": self.scenario,
            "runs": self.runs,
            "seed": self.seed,
            "few": self.few,
            "asked": self.asked,
            "passed": self.passed,
            "checks": [asdict(f) for f in self.findings],
        }
