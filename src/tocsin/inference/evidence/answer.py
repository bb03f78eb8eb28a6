"""The answer: what the reports say of each account, and when it is 'cannot tell' or 'none of these'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.inference.calibration import gate
from tocsin.inference.evidence.learning import Learned, learn
from tocsin.inference.near import STILL, distances, nearest
from tocsin.inference.weighted import quantiles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.evidence.features import Features

CANNOT, NONE = "cannot tell", "none of these"
LOCAL = 50  # synthetic crises nearest to the observation
SHOWN = 15  # features
TAKEN = 40  # runs of each account whose composition is taken
TILT = 3.0  # how many times as likely a prior may make one account before


class Crises:
    """Synthetic crises: features, accounts, and which part each is in: 0 learnt, 1 scaled, 2 tested."""

    def __init__(
        self, features: NDArray[np.float64], truth: NDArray[np.int64], part: NDArray[np.int64]
    ) -> None:
        self.features, self.truth, self.part = features, truth, part

    def learned(self, keep: NDArray[np.bool_] | None = None) -> Learned:
        """A classifier of some of the features."""
        x = self.features if keep is None else self.features[:, keep]
        parts = [(x[self.part == k], self.truth[self.part == k]) for k in (0, 1)]
        return learn(parts[0], parts[1])

    @property
    def tested(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Features and accounts of those that were held back from all learning."""
        at = self.part == 2
        return self.features[at], self.truth[at]


def matrix(learned: Learned, crises: Crises, names: list[str]) -> dict[str, Any]:
    """How often crises of each account are called each, and how good that is."""
    x, truth = crises.tested
    p = learned.probabilities(x)
    called, sets = p.argmax(1), learned.sets(p)
    confusion = {
        a: {b: float((called[truth == i] == j).mean()) for j, b in enumerate(names)}
        for i, a in enumerate(names)
    }
    single = sets.sum(1) == 1
    right = sets[np.arange(len(truth)), truth]
    return {
        "confusion": confusion,
        "balanced_accuracy": float(np.mean([confusion[a][a] for a in names])),
        "held_back": len(truth),
        "sets": {
            "hold_the_truth": float(right.mean()), "single": float(single.mean()),
            "right_when_single": float(right[single].mean()) if single.any() else None,
        },
        "log_loss": float(-np.log(p[np.arange(len(truth)), truth]).mean()),
        "called": {
            b: {a: float((truth[called == j] == i).mean()) if (called == j).any() else None
                for i, a in enumerate(names)}
            for j, b in enumerate(names)
        },
    }  # fmt: skip


def answer(
    learned: Learned,
    crises: Crises,
    features: Features,
    observed: NDArray[np.float64],
    names: list[str],
) -> dict[str, Any]:
    """Posterior, verdict, set, sensitivity and local error for what was observed."""
    p = learned.probabilities(observed[None])[0]
    inside = learned.sets(p[None])[0]
    sensitivity = _sensitivity(learned, crises, features, observed, names)
    leader = names[int(p.argmax())]
    outside = {h: _outside(crises, i, features, observed) for i, h in enumerate(names)}
    moved = [k for k, v in sensitivity.items() if v["leads"] != leader]
    if all(outside.values()):
        verdict = NONE
    elif inside.sum() != 1 or moved or not inside[p.argmax()]:
        verdict = CANNOT
    else:
        verdict = leader
    x, truth = crises.tested
    near = nearest(distances(x, observed), LOCAL)
    called = learned.probabilities(x[near]).argmax(1)
    return {
        "posterior": {h: float(v) for h, v in zip(names, p, strict=True)},
        "verdict": verdict,
        "set": [h for h, there in zip(names, inside, strict=True) if there],
        "leads": leader,
        "outside": outside,
        "changed_by": moved,
        "sensitivity": sensitivity,
        "local_error": float((called != truth[near]).mean()),
    }


def _outside(crises: Crises, h: int, features: Features, observed: NDArray[np.float64]) -> bool:
    """Whether what was observed is nothing that an account makes."""
    n = len(features.targets)
    own = crises.features[crises.truth == h][:, :n]
    at = observed[:n]
    beyond = (at < own.min(0)) | (at > own.max(0))
    varies = own.std(0) > STILL
    if (beyond & varies).any():
        return True
    return varies.sum() > 1 and bool(gate.together(own[:, varies], at[varies]))


def _sensitivity(
    learned: Learned,
    crises: Crises,
    features: Features,
    observed: NDArray[np.float64],
    names: list[str],
) -> dict[str, Any]:
    """The posterior under other priors, and without each family of figures."""
    p = learned.probabilities(observed[None])[0]
    out: dict[str, Any] = {}

    def note(key: str, q: NDArray[np.float64]) -> None:
        q = q / q.sum()
        out[key] = {
            "leads": names[int(q.argmax())],
            "posterior": {h: float(v) for h, v in zip(names, q, strict=True)},
        }

    for i, name in enumerate(names):
        prior = np.ones(len(names))
        prior[i] = TILT
        note(f"{name} {TILT:g} times as likely before", p * prior)
    families = list(dict.fromkeys(features.family))
    for family in families if len(families) > 1 else ():
        keep = np.array([f != family for f in features.family])
        other = crises.learned(keep)
        note(f"without {family}", other.probabilities(observed[keep][None])[0])
    return out


def speaking(
    learned: Learned,
    crises: Crises,
    features: Features,
    observed: NDArray[np.float64] | None,
    names: list[str],
) -> list[dict[str, Any]]:
    """Which features speak for what, those that matter most first.

    weight : by how much the log loss of held-back crises grows when the feature is dealt out anew
    for : the account that loses most when what was observed is replaced by what is usual; without an
        observation the one of whose crises the feature has the largest mean
    """
    x, truth = crises.tested
    rng = np.random.default_rng(14)
    base = learned.probabilities(x)
    pick = np.arange(len(truth))
    loss = -np.log(base[pick, truth]).mean()
    out: list[dict[str, Any]] = []
    for j, name in enumerate(features.names):
        dealt = x.copy()
        dealt[:, j] = rng.permutation(dealt[:, j])
        weight = -np.log(learned.probabilities(dealt)[pick, truth]).mean() - loss
        if observed is None:
            means = [np.nan_to_num(np.nanmean(x[truth == h, j])) if (~np.isnan(x[truth == h, j])).any()
                     else -np.inf for h in range(len(names))]  # fmt: skip
            speaks = int(np.argmax(means))
        else:
            usual = observed.copy()
            known = x[:, j][~np.isnan(x[:, j])]
            usual[j] = np.median(known) if len(known) else np.nan
            both = learned.probabilities(np.stack([observed, usual]))
            speaks = int((both[0] - both[1]).argmax())
        out.append({"name": name, "for": names[speaks], "weight": float(weight)})
    return sorted(out, key=lambda s: -float(s["weight"]))[:SHOWN]


def took_part(
    groups: NDArray[np.float64],
    strata: list[str],
    crises: Crises,
    observed: NDArray[np.float64] | None,
    posterior: NDArray[np.float64],
) -> dict[str, list[float]]:
    """5, 50, 95 % of each stratum's share of those out, over the runs nearest to what was observed.

    groups : (crisis, stratum)
    """
    values, weights = [], []
    far = None if observed is None else distances(crises.features, observed)
    for h, p in enumerate(posterior):
        own = np.flatnonzero((crises.truth == h) & ~np.isnan(groups).any(1))
        if far is not None:
            own = own[nearest(far[own], TAKEN)]
        if len(own):
            values.append(groups[own])
            weights.append(np.full(len(own), p / len(own)))
    if not values:
        return {}
    x, w = np.concatenate(values), np.concatenate(weights)
    return {s: quantiles(x[:, j], w) for j, s in enumerate(strata)}
