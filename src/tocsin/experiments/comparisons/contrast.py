"""Why there, in base and variants: the terms of N at a place, side by side on the same dice.

A comparison keeps every hour and place of its first pair of runs alone, so that this is one pair and no
mean; `results.why` has the terms and tells them of runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InputError, did_you_mean
from tocsin.experiments.comparisons.figures import BASE
from tocsin.results.kept import Kept
from tocsin.results.reading import reading
from tocsin.results.why import Why, terms
from tocsin.scenario.load import reopen

if TYPE_CHECKING:
    from tocsin.experiments.comparisons.comparison import Comparison


def contrast(comparison: Comparison, place: str, variant: str | None = None) -> dict[str, Why]:
    """The terms at a place in the base and in each variant, by name, the base first.

    place : name, id, or name and region as in 'Abay (Karaganda)'
    variant : this one alone beside the base

    A variant that has no such place, or whose first run failed, is left out.  Raises InputError for an
    unknown or ambiguous place, an unknown variant, or if the hours of the base were not kept.
    """
    summary = comparison.summary()
    files = {BASE: summary["base"]["file"]} | {v["name"]: v["file"] for v in summary["variants"]}
    if variant is not None and variant not in comparison.variants:
        raise InputError(f"unknown variant {variant!r}{did_you_mean(variant, comparison.variants)}")
    found: dict[str, Why] = {}
    for name in files if variant is None else (BASE, variant):
        kept = Kept(comparison.path / "hours" / f"{Path(files[name]).stem}.zarr")
        if not kept.holds("first"):
            if name == BASE:
                raise InputError(
                    f"{kept.path}: the hours of the first pair were not kept, or its run of the base "
                    f"failed; run it again: tocsin run {comparison.path / files[BASE]}"
                )
            continue
        with reading(kept.path):
            scenario = reopen(comparison.path / files[name])
            try:
                found[name] = terms(kept.dataset("first"), scenario, place)
            except InputError:
                if name == BASE:
                    raise
    return found
