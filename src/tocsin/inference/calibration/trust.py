"""May a posterior be believed?  Held-out runs whose parameters are known answer.

ranks      of each truth among its posterior's sets: uniform if all is well (simulation-based
           calibration, Talts et al. 2018)
coverage   how many truths lie within the intervals of 50 and 90 %
joint      shares of the sets that are nearer to a random point than the truth is: uniform too (TARP,
           Lemos et al. 2023); ranks of single parameters miss errors in what they have in common
skill      1 - CRPS of the posterior by that of a uniform on the part of the priors from which the
           runs were drawn (after round 2 the narrowed one): ranks are uniform too where nothing was
           learnt

A test fails if its Kolmogorov-Smirnov distance is one that chance makes once in a hundred times, all
tests taken together (Bonferroni).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import expit

from tocsin.inference.calibration.held_out import widened
from tocsin.inference.weighted import crps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.calibration.held_out import Trial

LEVEL = 0.01
FEWEST = 40  # held-out runs, below which nothing is claimed


def trust(
    tried: list[Trial],
    which: NDArray[np.int64],
    widen: NDArray[np.float64],
    names: list[str],
    seed: int,
) -> dict[str, Any]:
    """Ranks, coverage, joint coverage and skill over held-out runs.

    which, names : the stiff parameters
    returns : {"runs", "passed" (None where there are too few runs), "parameters": [{"name", "p",
        "covers50", "covers90", "skill"}], "joint": {"p"}, "ranks": {name: [...]}, "joint_ranks": [...]}
    """
    names = list(names)
    if len(tried) < FEWEST or not len(which):
        return {"runs": len(tried), "passed": None, "parameters": [], "joint": {"p": None},
                "ranks": {}, "joint_ranks": []}  # fmt: skip
    rng = np.random.default_rng([seed, 12])
    ranks = np.zeros((len(tried), len(which)))
    joint = np.zeros(len(tried))
    scores = np.zeros((len(tried), len(which)))
    for i, t in enumerate(tried):
        sets, w = expit(widened(t.found, which, widen)), t.found.weights
        truth = expit(t.truth[which])
        ranks[i] = (w[:, None] * ((sets < truth) + 0.5 * (sets == truth))).sum(0)
        point = rng.random(len(which))
        here = np.sqrt(((sets - point) ** 2).sum(1))
        joint[i] = w[here < np.sqrt(((truth - point) ** 2).sum())].sum()
        scores[i] = [crps(sets[:, j], w, truth[j]) for j in range(len(which))]
    truths = np.array([expit(t.truth[which]) for t in tried])
    prior = (truths**2 + (1 - truths) ** 2) / 2 - 1 / 6  # CRPS of a uniform
    p = [uniform_p(ranks[:, j]) for j in range(len(which))]
    joint_p = uniform_p(joint)
    return {
        "runs": len(tried),
        "passed": min([*p, joint_p]) * (len(p) + 1) >= LEVEL,
        "parameters": [
            {"name": names[j], "p": p[j],
             "covers50": float(((ranks[:, j] > 0.25) & (ranks[:, j] < 0.75)).mean()),
             "covers90": float(((ranks[:, j] > 0.05) & (ranks[:, j] < 0.95)).mean()),
             "skill": float(1 - scores[:, j].mean() / prior[:, j].mean())}
            for j in range(len(which))
        ],
        "joint": {"p": joint_p},
        "ranks": {names[j]: [round(float(x), 4) for x in ranks[:, j]] for j in range(len(which))},
        "joint_ranks": [round(float(x), 4) for x in joint],
    }  # fmt: skip


def uniform_p(ranks: NDArray[np.float64]) -> float:
    """How often chance would make uniform ranks as uneven as these."""
    from scipy.stats import kstest

    return float(kstest(ranks, "uniform").pvalue)
