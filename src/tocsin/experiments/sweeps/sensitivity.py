"""Sensitivity: which factors drive an outcome, with intervals, and how many runs would settle it.

Sobol' indices: the share of an outcome's variance that is due to a factor alone (S1) and with all its
interactions (ST), by SALib after Saltelli et al. 2010 (Comput. Phys. Commun. 181:259), with bootstrap
intervals.  Morris screening: mean absolute effect of a factor from its lowest to its highest level
(mu*), and how the effect differs from place to place (sigma), after Campolongo, Cariboni & Saltelli
2007 (Environ. Model. Softw. 22:1509); steps in a list are measured in the list.  How to read both:
Saltelli et al. 2008, Global Sensitivity Analysis.

Runs without the outcome leave gaps: an effect of Morris or a base point of Sobol' with a gap is left
out, and it is said how many were.
"""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.experiments.sweeps.designs.samples import Design

CONFIDENCE = 0.95
RESAMPLES = 1000
#: Half widths of intervals that count as stable: of ST, and of mu* as a share of the largest mu*.
STABLE = {"sobol": 0.05, "morris": 0.1}


def indices(design: Design, y: NDArray[np.float64], seed: int = 1) -> dict[str, Any]:
    """Indices of an outcome by factor.

    y : (point,) the outcome, NaN where it is missing; of several replicates their mean
    returns : `rows` (factor, measure, value, low, high, n), `used` of `blocks`, `missing` points,
        `note` in words, and `needed`: points for stable indices, by 1/sqrt(n) from the half width
    """
    missing = int(np.isnan(y).sum())
    out: dict[str, Any] = {
        "method": design.kind, "missing": missing, "blocks": design.blocks, "used": 0,
        "rows": [], "note": "", "needed": None,
    }  # fmt: skip
    known = y[~np.isnan(y)]
    if not len(known):
        return out | {"note": "missing in all points"}
    if np.ptp(known) == 0:
        return out | {"note": f"the same in all points ({known[0]:g}); nothing drives it"}
    out |= _sobol(design, y, seed) if design.kind == "sobol" else _morris(design, y)
    return out


def transformed(y: NDArray[np.float64], scale: str) -> NDArray[np.float64] | None:
    """The outcome as it is, or log(1 + y); none if that cannot be."""
    if scale == "plain":
        return y
    return np.log1p(y) if not (y < 0).any() else None


def _sobol(design: Design, y: NDArray[np.float64], seed: int) -> dict[str, Any]:
    from SALib.analyze import sobol

    from tocsin.experiments.sweeps.designs.samples import problem

    k = len(design.factors)
    blocks = y.reshape(-1, k + 2)
    whole = blocks[~np.isnan(blocks).any(1)]
    n = len(whole)
    if n < 8 or np.ptp(whole[:, [0, -1]]) == 0:
        return {"used": n, "note": f"{n} base points without a gap do not suffice for indices"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = sobol.analyze(
            problem(design.factors), whole.ravel(), calc_second_order=False,
            num_resamples=RESAMPLES, conf_level=CONFIDENCE, seed=seed + 1,  # of SALib, 0 is none
        )  # fmt: skip
    rows = []
    for j, f in enumerate(design.factors):
        for measure in ("S1", "ST"):
            x, half = float(found[measure][j]), float(found[f"{measure}_conf"][j])
            rows.append(_row(f.name, measure, x, x - half, x + half, n))
    half = float(np.max(found["ST_conf"]))
    base = max(n, math.ceil(n * (half / STABLE["sobol"]) ** 2))
    return {
        "used": n, "rows": rows, "note": _gaps(n, design.blocks, "base points"),
        "half_width": half, "needed": (1 << (base - 1).bit_length()) * (k + 2),
    }  # fmt: skip


def effects(design: Design, y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Elementary effects of a Morris design: (trajectory, factor), NaN where there is none.

    The change of the outcome for a step of a factor, by the step's part of the way from its lowest to
    its highest level.  Of a list it is the part of the way from the first value to the last, counted
    in values: the four levels share them (of 0, 1, 2 the levels are 0, 1, 1, 2), so that a step of two
    levels is all of a switch, half of a list of three and three quarters of one of five.  Where the
    value did not change (a list of one) or a run is missing, there is no effect.
    """
    k = len(design.factors)
    unit, y = design.unit.reshape(-1, k + 1, k), y.reshape(-1, k + 1)
    # which factor a step moves is said by the unit cube, how far by the values
    moved = np.abs(np.diff(unit, axis=1)).argmax(2)
    steps = np.diff(_heights(design).reshape(unit.shape), axis=1)
    size = np.take_along_axis(steps, moved[..., None], 2)[..., 0]
    size[size == 0] = np.nan
    out = np.full((len(y), k), np.nan)
    np.put_along_axis(out, moved, np.diff(y, axis=1) / size, 1)
    return out


def _heights(design: Design) -> NDArray[np.float64]:
    """(point, factor) where the values lie between a factor's lowest (0) and highest (1) level."""
    from tocsin.experiments.sweeps.designs.samples import LEVELS

    level = np.rint(design.unit * (LEVELS - 1)).astype(int)
    heights = np.array([[f.height(i, LEVELS) for i in range(LEVELS)] for f in design.factors])
    return np.asarray(heights[np.arange(len(heights)), level])


def _morris(design: Design, y: NDArray[np.float64]) -> dict[str, Any]:
    """By hand, not by SALib: effects with a gap are left out, and few effects get honest intervals.

    mu* is a mean of independent |effects|: Student's interval; sigma: the chi-square one.  SALib's
    bootstrap is too narrow for the four or so trajectories of a screening.
    """
    from scipy import stats

    found = effects(design, y)
    rows, widths = [], [0.0]
    tail = 0.5 + CONFIDENCE / 2
    z = float(stats.norm.ppf(tail))  # of many trajectories, as would be needed
    for f, e in zip(design.factors, found.T, strict=True):
        e = e[~np.isnan(e)]
        n = len(e)
        if not n:
            rows += [_row(f.name, m, None, None, None, 0) for m in ("mu_star", "mu", "sigma")]
            continue
        size = np.abs(e)
        few = n < 2
        spread = None if few else float(e.std(ddof=1))
        t = 0.0 if few else float(stats.t.ppf(tail, n - 1)) / math.sqrt(n)
        for measure, x in (("mu_star", size), ("mu", e)):
            mean = float(x.mean())
            half = 0.0 if few else t * float(x.std(ddof=1))
            low = max(0.0, mean - half) if measure == "mu_star" else mean - half
            row = _row(f.name, measure, mean, low, mean + half, n)
            rows.append(row | {"low": None, "high": None} if few else row)
        widths.append(0.0 if few else z * float(size.std(ddof=1)) / math.sqrt(n))
        ends: tuple[float | None, float | None] = (None, None)
        if spread is not None:
            small, large = (float(x) for x in stats.chi2.ppf([1 - tail, tail], n - 1))
            ends = (spread * math.sqrt((n - 1) / large), spread * math.sqrt((n - 1) / small))
        rows.append(_row(f.name, "sigma", spread, ends[0], ends[1], n))
    varies = np.array([len(f.values) != 1 for f in design.factors])
    used = int(np.isfinite(found[:, varies]).all(1).sum()) if varies.any() else 0
    top = max((r["value"] for r in rows if r["measure"] == "mu_star" and r["n"]), default=0.0)
    out: dict[str, Any] = {"used": used, "rows": rows}
    possible = found[:, varies]
    gaps = int(np.isnan(possible).sum())
    if gaps:
        out["note"] = f"{gaps} of {possible.size} effects have a gap and are left out"
    if top > 0 and max(widths) > 0:
        half = max(widths)
        r = max(design.blocks, math.ceil(design.blocks * (half / (STABLE["morris"] * top)) ** 2))
        out |= {"half_width": half, "needed": r * design.block}
    return out


def _row(
    factor: str, measure: str, value: float | None, low: float | None, high: float | None, n: int
) -> dict[str, Any]:
    return {
        "factor": factor, "measure": measure, "value": value, "low": low, "high": high, "n": n,
    }  # fmt: skip


def _gaps(used: int, blocks: int, what: str) -> str:
    if used == blocks:
        return ""
    return (
        f"{blocks - used} of {blocks} {what} have a gap and are left out: "
        "the indices hold where the outcome exists"
    )


def ranks(rows: list[dict[str, Any]], measure: str) -> dict[str, tuple[int, int]]:
    """First and last rank that the intervals leave open, by factor: '1 to 4' is no first place."""
    known = [r for r in rows if r["measure"] == measure and r["value"] is not None]
    out = {}
    for r in known:
        low, high = _ends(r)
        before = sum(_ends(o)[0] > high for o in known)
        behind = sum(_ends(o)[1] < low for o in known)
        out[r["factor"]] = (1 + before, len(known) - behind)
    return out


def _ends(row: dict[str, Any]) -> tuple[float, float]:
    low, high = row["low"], row["high"]
    return (-math.inf if low is None else low, math.inf if high is None else high)


def leading(found: list[dict[str, Any]], top: int) -> list[str]:
    """The factors with the largest mu*, as shares of each outcome's largest, added over outcomes."""
    score: dict[str, float] = {}
    for result in found:
        rows = [r for r in result["rows"] if r["measure"] == "mu_star" and r["value"] is not None]
        most = max((r["value"] for r in rows), default=0.0)
        for r in rows:
            score[r["factor"]] = score.get(r["factor"], 0.0) + (r["value"] / most if most else 0.0)
    moving = [name for name, x in score.items() if x > 0]
    return sorted(moving, key=lambda name: (-score[name], name))[:top]
