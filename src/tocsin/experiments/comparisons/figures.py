"""The figures of a comparison from the outcomes of its members, and the files that keep them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.declare.outcome import OUTCOMES, Value
from tocsin.experiments.comparisons.paired import alike, fewest, paired
from tocsin.files import write_text
from tocsin.plural import counted
from tocsin.results.summary import FEW
from tocsin.scenario.reading.dump import dump

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

#: Name of the scenario itself among its variants.
BASE = "base"
#: Outcomes of each run, None where it failed.
Members = dict[str, list[dict[str, Value] | None]]


def comparison(
    base: Scenario,
    named: dict[str, Scenario],
    members: Members,
    errors: dict[tuple[str, int], str],
    notes: list[str],
    plan: dict[str, Any],
    label: str,
    numbers: list[int],
    sets: list[int] | None,
) -> dict[str, Any]:
    """The contents of comparison.json."""
    files = slugs([BASE, *named])
    keys = ("seed", "runs", "first_run", "engine", "parameters", "hours", "level")
    known = len(base.edits)
    return {
        "scenario": base.name,
        "title": base.spec.title,
        **{key: plan[key] for key in keys},
        "label": label,
        "intervals": _intervals(len(numbers), plan["level"]),
        "notes": notes,
        "base": {"file": files[BASE], "digest": base.digest, "edits": list(base.edits)},
        "variants": [
            {
                "name": name,
                "file": files[name],
                "digest": variant.digest,
                "edits": list(variant.edits[known:]),
                "pairs": sum(
                    a is not None and b is not None
                    for a, b in zip(members[BASE], members[name], strict=True)
                ),
                **_outcomes(members[BASE], members[name], plan["level"], sets),
            }
            for name, variant in named.items()
        ],
        "failures": [
            {"variant": name, "run": run, "error": error, "repeat": _repeat(files[name], run, plan)}
            for (name, run), error in errors.items()
        ],
        "runs_done": {name: sum(r is not None for r in rows) for name, rows in members.items()},
        "run_numbers": [numbers[0], numbers[-1]],
    }


def _intervals(pairs: int, level: float) -> str:
    """What stands beside a difference."""
    if pairs < FEW:
        return (
            f"Least and most difference of {counted(pairs, 'pair')}: no interval is claimed of fewer "
            f"than {FEW}. A direction is told where Student's t over pairs leaves out 0 ({level:.0%}) "
            f"and {fewest(level)} or more differ."
        )
    return (
        f"mean difference: Student's t over pairs, {level:.0%}; shares: Jeffreys. "
        "Each stands for itself: of many that show nothing, some leave out zero by chance."
    )


def _outcomes(
    base: list[dict[str, Value] | None],
    variant: list[dict[str, Value] | None],
    level: float,
    sets: list[int] | None,
) -> dict[str, Any]:
    """Statistics of every outcome that is a number, a name, or a table that is compared."""
    found = _first(base, variant)
    out: dict[str, Any] = {"outcomes": {}, "names": {}, "tables": {}}
    for name, example in found.items():
        declared = OUTCOMES[name]
        about = {"unit": declared.unit, "better": "lower" if declared.harm else None}
        # the hour of an event has no size of its own: it is held against a day
        how: dict[str, Any] = {
            "level": level, "groups": sets, "against": 24.0 if declared.dated else None,
        }  # fmt: skip

        def of(
            runs: list[dict[str, Value] | None], key: str | None = None, name: str = name
        ) -> Any:
            values = [None if run is None else run.get(name) for run in runs]
            if key is None:
                return values
            return [v.get(key) if isinstance(v, dict) else None for v in values]

        if isinstance(example, dict):
            if declared.compared:
                both = [v for v in (*of(base), *of(variant)) if v]
                out["tables"][name] = {
                    key: about | paired(of(base, key), of(variant, key), **how)
                    for key in dict.fromkeys(k for v in both for k in v)
                }
        elif declared.kind == "name":
            out["names"][name] = about | alike(of(base), of(variant), level, sets)
        else:
            out["outcomes"][name] = about | paired(of(base), of(variant), **how)
    return out


def _first(*members: list[dict[str, Value] | None]) -> dict[str, Value]:
    return next((run for runs in members for run in runs if run is not None), {})


def _repeat(file: str, run: int, plan: dict[str, Any]) -> str:
    """The command that repeats a run alone, given in the folder of the comparison."""
    options = "" if plan["parameters"] == "point" else f" --parameters {plan['parameters']}"
    options += "" if plan["engine"] == "thinning" else f" --engine {plan['engine']}"
    return f"tocsin run {file} --seed {plan['seed']} --first-run {run} --runs 1{options}"


def tables(
    names: list[str], members: Members, errors: dict[tuple[str, int], str], numbers: list[int]
) -> dict[str, str]:
    """members.csv, a row for each run with its outcomes, and tables.csv, those by day, region, ..."""
    example = _first(*members.values())
    scalars = [name for name, value in example.items() if not isinstance(value, dict)]
    wide, long = io.StringIO(newline=""), io.StringIO(newline="")
    one, two = csv.writer(wide, lineterminator="\n"), csv.writer(long, lineterminator="\n")
    one.writerow(["variant", "run", *scalars, "error"])
    two.writerow(["variant", "run", "outcome", "key", "value"])
    for name in names:
        for run, row in zip(numbers, members[name], strict=True):
            if row is None:
                one.writerow([name, run, *[""] * len(scalars), errors.get((name, run), "")])
                continue
            one.writerow([name, run, *("" if row.get(s) is None else row[s] for s in scalars), ""])
            for outcome, value in row.items():
                if isinstance(value, dict):
                    two.writerows([name, run, outcome, k, "" if x is None else x]
                                  for k, x in value.items())  # fmt: skip
    return {"members.csv": wide.getvalue(), "tables.csv": long.getvalue()}


def slugs(names: list[str]) -> dict[str, str]:
    """File of each variant, by its name without what files cannot have in theirs."""
    out: dict[str, str] = {}
    for name in names:
        bare = re.sub(r"[^a-z0-9.]+", "-", name.casefold()).strip("-.")[:80] or "variant"
        slug, n = bare, 2
        while f"variants/{slug}.yaml" in out.values():
            slug, n = f"{bare}-{n}", n + 1
        out[name] = f"variants/{slug}.yaml"
    return out


def keep_variants(folder: Path, named: dict[str, Scenario]) -> None:
    """The resolved scenarios, which run as they are, with the user's own mechanisms beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    files = slugs(list(named))
    for name, scenario in named.items():
        data = scenario.copy_of_data()
        slug = Path(files[name]).stem
        for i, own in enumerate(data.get("mechanisms") or []):
            own["file"] = f"mechanisms/{slug}/{i}/{Path(own['file']).name}"
            (folder / own["file"]).parent.mkdir(parents=True, exist_ok=True)
            write_text(folder / own["file"], own.pop("source"))
        write_text(folder / Path(files[name]).name, dump(data))
