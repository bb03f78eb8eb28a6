"""The validation page from results.json; called by tools/docs.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from validation.records import YES_NO, inside, label, of, records, shown, towns

import tocsin as tc
from tocsin.declare.outcome import OUTCOMES
from tocsin.results.ledger import ledger

RESULTS = Path(__file__).parent / "results.json"

#: Told although nothing was recorded.
UNRECORDED = ("peak_active", "dead_participants", "sites_captured")
PAIRED = (
    ("dead_participants", "dead: participants"),
    ("dead_bystanders", "dead: bystanders"),
    ("dead_forces", "dead: forces"),
    ("injured", "injured"),
    ("detained", "detained"),
    ("peak_active", "most out at once"),
    ("sites_captured", "sites captured"),
    ("hours_to_calm", "hours to calm"),
)


def number(x: float | None) -> str:
    if x is None:
        return "-"
    return f"{x:,.0f}" if abs(x) >= 10 or float(x).is_integer() else f"{x:.2g}"


def told(found: dict[str, Any], key: str) -> str:
    """Median and 90 % interval, or a share of runs."""
    v = of(found, key)
    if "share" in v:
        return f"{v['value']} in {v['share']:.0%} of runs"
    if not v.get("n"):
        return "-"
    if key.partition(".")[0] in YES_NO:
        return f"in {v['mean']:.0%} of runs"
    text = f"{number(v['median'])} [{number(v['p05'])}, {number(v['p95'])}]"
    return text if v["n"] == found["runs"] else f"{text} in {v['n']} of {found['runs']} runs"


def side(found: dict[str, Any], key: str, references: list[dict[str, Any]]) -> str:
    """Inside or outside, and of a figure outside on which side."""
    is_in = inside(found, key, references)
    if is_in is None:
        return "-"
    return "inside" if is_in else "**outside**"


def page(table: Any) -> str:
    """The whole page as Markdown."""
    r = json.loads(RESULTS.read_text(encoding="utf-8"))
    scenario = tc.load("kazakhstan-2022")
    entries = ledger(scenario)
    part = {e["name"]: k for k, names in entries.items() for e in names if e["what"] == "outcome"}
    given = records(scenario)
    clock, rules, quiet = r["clock"], r["rules"], r["quiet"]
    rows = [
        [label(key), shown(refs), told(clock, key), side(clock, key, refs), told(rules, key),
         side(rules, key, refs), part[key.partition(".")[0]]]
        for key, refs in given.items()
    ]  # fmt: skip
    words = (Path(__file__).parent / "words.md").read_text(encoding="utf-8")
    head, _, tail = words.partition("<!-- tables -->\n")
    return str(
        head.format(runs=clock["runs"], seed=r["seed"], date=r["date"], version=r["version"])
        + "\n## Simulated beside recorded\n\n"
        + f"Median [5 %, 95 %] of {clock['runs']} runs; *clock* is `kazakhstan-2022`, *rules* is "
        f"`kazakhstan-2022-rules` ({rules['runs']} runs). Every figure that has a record among the "
        "scenario's `references` (sources there; those of alliance and palace are on "
        "[their page](validation-politics.md), official figures on [theirs](officials.md)). *Inside*: "
        "the 90 % interval meets the record, of several one that was not taken back.\n\n"
        + _counts(given, {"by the clock": clock, "by rules": rules})
        + "\n"
        + table(["outcome", "recorded", "clock", "", "rules", "", "ledger (clock)"], rows)
        + "\n## Other outcomes, without a record\n\n"
        + table(["outcome", "clock", "rules"], [
            [OUTCOMES[name].about, told(clock, name), told(rules, name)] for name in UNRECORDED
        ])
        + "\n## A quiet country\n\n"
        + _quiet(quiet)
        + "\n## What if\n\n"
        + f"{r['pairs']} pairs of runs that share their random numbers: mean difference to the run "
        "as it was [95 % interval of the mean]. First row: medians of the run as it was.\n\n"
        + table(["variant", *(name for _, name in PAIRED)], _variants(r["variants"]))
        + "\n"
        + tail
    )  # fmt: skip


def _counts(given: dict[str, Any], ensembles: dict[str, dict[str, Any]]) -> str:
    """How many records are met, and how well the towns are told apart."""
    out = ""
    for name, found in ensembles.items():
        sides = [inside(found, key, refs) for key, refs in given.items()]
        t = towns(found, given)
        out += (
            f"- {name} {sum(s is True for s in sides)} of {sum(s is not None for s in sides)} records "
            f"are inside; of {t['towns']:.0f} towns with a recorded crowd the largest has an error of "
            f"{t['error']:.2f} (root mean square of log10; 'every town the same', the mean of the "
            f"others, {t['constant']:.2f}), correlation {t['correlation']:.2f}\n"
        )
    return out


def _quiet(quiet: dict[str, Any]) -> str:
    q = quiet["outcomes"]
    acts = [f"{k} in {v['mean']:.0%}" for k, v in q["acted"].items() if v["mean"] > 0]
    return (
        f"Without the shock, {quiet['runs']} runs: most out at once "
        f"{number(q['peak_active']['median'])} [{number(q['peak_active']['p05'])}, "
        f"{number(q['peak_active']['p95'])}], at most {number(q['peak_active']['max'])}; dead "
        f"{number(q['dead']['median'])}, at most {number(q['dead']['max'])}; grave acts: "
        f"{', '.join(acts) or 'none'}.\n"
    )


def _variants(found: dict[str, Any]) -> list[list[str]]:
    rows = []
    for name, of_variant in found.items():
        cells: list[str] = [name]
        for key, _ in PAIRED:
            v = of_variant[key]
            if name == "as it was":
                cells.append(number(v.get("median")))
            elif not v["n"]:
                cells.append("-")
            else:
                sign = "+" if v["difference"] > 0 else ""
                room = "" if v["error"] == 0 else f" [{number(v['low'])}, {number(v['high'])}]"
                cells.append(f"{sign}{number(v['difference'])}{room}")
        rows.append(cells)
    return rows
