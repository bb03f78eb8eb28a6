"""Checks: does a scenario keep the laws that any crisis has to keep?  `tocsin check` asks them all.

Each check takes the cause away, moves it, doubles it or cuts the map, and looks whether the outcome
answers as it must; one file each:

    quiet       no shock, no crisis
    small       a tenth of the shock brings no order to fire, no request, no purge
    moved       the shock elsewhere: the crisis begins elsewhere
    split       how finely a gazetteer cuts a town changes nothing
    step        half an hour gives the same law as an hour
    dose        a larger shock is no smaller crisis, ten times the police change something
    limits      shares and ratios stay within what has been recorded anywhere
    scope       parameters that were fitted to another case; told, never a failure

`finding` is what a check says, `trials` makes the runs, `worlds` edits the scenario, `check` is the
order and puts the answer together.
"""

from tocsin.experiments.checks.check import CHECKS, check
from tocsin.experiments.checks.finding import Finding, Report

__all__ = ["CHECKS", "Finding", "Report", "check"]
