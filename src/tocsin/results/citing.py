"""How to cite runs: the sentence that the report, the briefing and every export have in common."""

from __future__ import annotations

from typing import Any


def changes(summary: dict[str, Any]) -> list[str]:
    """What was changed of the scenario, in words of the command line."""
    edits = summary["base"]["edits"] if "base" in summary else summary.get("edits", [])
    return [str(edit).removeprefix("--") for edit in edits]


def named(summary: dict[str, Any]) -> str:
    """The scenario by its name, and what was changed of it."""
    changed = "; ".join(changes(summary))
    return f"{summary['scenario']} ({changed})" if changed else str(summary["scenario"])


def cite(summary: dict[str, Any], version: str) -> str:
    """Title, version, scenario, runs and seed, and that it is a simulation.

    summary : of runs or of a comparison; version : of the Tocsin that made them
    """
    n = summary["runs"]
    what = "pair" if "variants" in summary else "run"
    runs = f"{n:,} {what}{'' if n == 1 else 's'}{' of runs' if what == 'pair' else ''}"
    return (
        f"\u2018{summary['title']}\u2019, a simulation. Tocsin {version}, scenario "
        f"{named(summary)}, {runs}, seed {summary['seed']}. Not a record of what happened."
    )
