"""Will an alliance send troops when a government asks, how many, and how soon?

Stands on its own: `requests` are historical requests coded from what was known before the decision,
`theory.coding` says which word means what, `case` and `read` take a case file, `posterior` and
`amounts` fit what was decided, how large and how soon, `model` answers for a case, `evaluate` scores
the model on requests it has not seen, `theory.contributions` is the arithmetic of public goods among
allies.
What a run needs of it stands in these two, so that it need not load the rest.

    from tocsin.theory.requests import decide
    decide("case.yaml").probability
"""

from tocsin.theory.contributions import best_reply, equilibrium
from tocsin.theory.requests.evaluate import evaluate
from tocsin.theory.requests.model import Decision, decide, fit
from tocsin.theory.requests.read import read_case
from tocsin.theory.requests.requests import requests

__all__ = [
    "Decision", "best_reply", "decide", "equilibrium", "evaluate", "fit", "read_case", "requests",
]  # fmt: skip
