"""Official figures as a process on what is true, and how well it tells recorded revisions.

Stands on its own: `process` is the arithmetic of a report (the loop uses it too), `series` are recorded
figures, `models` three accounts of them with priors, `score` their evidence and predictions.

    from tocsin.theory.figures import recorded, score
    score(recorded("dead"))["models"]["process"]["log_bayes_factor"]
"""

from tocsin.theory.figures.models import MODELS, Model
from tocsin.theory.figures.process import figure, withheld
from tocsin.theory.figures.score import confusion, judge, make, score
from tocsin.theory.figures.series import Series, recorded

__all__ = [
    "MODELS", "Model", "Series", "confusion", "figure", "judge", "make", "recorded", "score",
    "withheld",
]  # fmt: skip
