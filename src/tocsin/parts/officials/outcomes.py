"""Outcomes of officials: figures as published beside what is true, and claims.

report_ratio      last official figure over the true number at the end; none where nothing happened
retracted         the largest figure that was taken back; none if there is none
claim_said, _true number in the claim and number of the run; none where the claim was not made
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.outcome import outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.record.outcomes.run import Run


def _figures(run: Run) -> list[str]:
    assert run.plan.politics.officials is not None
    return list(run.plan.politics.officials.figures)


def _claims(run: Run, values: NDArray[np.float64]) -> dict[str, float | None]:
    assert run.plan.politics.officials is not None
    names = [told.name for told in run.plan.politics.officials.claims]
    return {n: float(x) if np.isfinite(x) else None for n, x in zip(names, values, strict=True)}


@outcome(
    "persons", "official figure that stands at the end",
    part="officials", keys="figure", elsewhere=True,
)  # fmt: skip
def reported(run: Run) -> dict[str, Any]:
    """By figure."""
    return {f: int(run.arrays["reported"][-1, i]) for i, f in enumerate(_figures(run))}


@outcome(
    "persons", "official figure that stands at the end of each day",
    part="officials", keys="figure and day", shown="official figure, {}",
)  # fmt: skip
def reported_by(run: Run) -> dict[str, Any]:
    """Keys such as 'dead 2022-01-07'."""
    return {
        f"{f} {day}": int(run.arrays["reported"][hours[-1], i])
        for i, f in enumerate(_figures(run))
        for day, hours in run.calendar
    }


@outcome(
    "persons", "largest official figure that was taken back", part="officials", keys="figure"
)  # fmt: skip
def retracted(run: Run) -> dict[str, Any]:
    """None where none was."""
    taken = zip(_figures(run), run.last("retracted"), strict=True)
    return {f: int(x) if x else None for f, x in taken}


@outcome(
    "share", "official figure at the end, as a share of what is true in the run",
    part="officials", keys="figure", elsewhere=True,
)  # fmt: skip
def report_ratio(run: Run) -> dict[str, Any]:
    """None where nothing happened."""
    last, true = run.arrays["reported"][-1], run.arrays["counted"][-1]
    return {f: float(last[i] / true[i]) if true[i] else None for i, f in enumerate(_figures(run))}


@outcome("persons", "number in a claim", part="officials", keys="claim", elsewhere=True)
def claim_said(run: Run) -> dict[str, Any]:
    """None where the claim was not made."""
    return _claims(run, run.last("claim_said"))


@outcome(
    "persons", "number of the run that stands beside a claim",
    part="officials", keys="claim", elsewhere=True, shown="true beside the claim '{}'",
)  # fmt: skip
def claim_true(run: Run) -> dict[str, Any]:
    """None where the claim was not made."""
    return _claims(run, run.last("claim_true"))
