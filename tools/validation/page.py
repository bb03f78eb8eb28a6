"""The validation page from results.json; called by tools/docs.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import tocsin as tc
from tocsin.results.ledger import ledger

RESULTS = Path(__file__).parent / "results.json"

Row = tuple[str, str, str, str]

#: label, outcome, key, recorded; sources stand in the scenario's references
ROWS: tuple[Row, ...] = (
    ("first place with 20 people out", "first_active_place", "", "Zhanaozen, 1 January"),
    *[(f"most out at once, {d} January", "active_by_day", f"2022-01-{d:02d}", r) for d, r in (
        (1, "50 to 200"), (2, "several hundred"), (3, "10,000 to 15,000"),
        (4, "37,000 to 38,000"), (5, "50,000"), (6, "not recorded"))],
    *[(f"regions with 500 out, {d} January", "regions_active_by_day", f"2022-01-{d:02d}", r)
      for d, r in ((3, "8 with rallies of any size"), (4, "11 with mass events"),
                   (5, "11 with mass events"))],
    *[(f"largest crowd, {town}, {d} January", "largest_crowd", f"{town} 2022-01-{d:02d}", r)
      for town, d, r in (
        ("Almaty", 4, "5,000 to 20,000"), ("Almaty", 5, "15,000 to 20,000"),
        ("Aktau", 4, "6,000 to 10,000"), ("Atyrau", 4, "3,000 to 5,000"),
        ("Aktobe", 4, "500 to 1,000"), ("Nur-Sultan", 4, "200 to 1,000"),
        ("Taldykorgan", 5, "3,000"), ("Oskemen", 5, "3,000"), ("Taraz", 5, "500 to 4,000"),
        ("Shymkent", 5, "2,000 to 6,000"), ("Kyzylorda", 5, "2,000 to 6,000"))],
    ("Almaty administration captured", "site_captured", "Almaty administration", "yes"),
    ("its hour, from 1 January 00:00", "site_captured_hour", "Almaty administration",
     "109.75 (5 January, 13:45)"),
    ("Almaty police headquarters captured", "site_captured", "Almaty police headquarters",
     "no; attacked 27 times"),
    ("Almaty airport captured", "site_captured", "Almaty airport", "yes, 5 January, 20:30"),
    ("sites captured", "sites_captured", "", "12 administrative buildings, 27 of the police"),
    ("rioting share of hours out, Mangystau", "rioting_share", "Mangystau", "peaceful"),
    ("dead", "dead", "", "225 to 238 (official)"),
    ("dead: participants", "dead_participants", "", "no count"),
    ("dead: bystanders", "dead_bystanders", "", "6 named as such, an unknown share of 142 more"),
    ("dead: forces", "dead_forces", "", "19"),
    ("dead in Almaty", "dead_by_region", "Almaty city", "139"),
    ("injured: forces", "injured_forces", "", "3,393"),
    ("injured, all", "injured", "", "4,353 (those who sought care)"),
    *[(f"detained by the end of {d} January", "detained_by", f"2022-01-{d:02d}", r) for d, r in (
        (4, "over 200 (night to the 5th)"), (6, "2,200 (18:00)"), (8, "4,404 (14:00)"),
        (10, "9,900 (11 January, 08:00)"))],
    ("premises damaged", "premises_damaged", "", "1,466"),
    ("vehicles damaged", "vehicles_damaged", "", "over 700"),
    ("hours to calm", "hours_to_calm", "", "168 to 240 (8 to 10 January)"),
)  # fmt: skip

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


def told(found: dict[str, Any], name: str, key: str) -> str:
    """Median and 90 % interval, or a share of runs."""
    value = found["outcomes"][name]
    value = value[key] if key else value
    if "share" in value:
        return f"{value['value']} in {value['share']:.0%} of runs"
    if not value.get("n"):
        return "-"
    if name == "site_captured":
        return f"in {value['mean']:.0%} of runs"
    text = f"{number(value['median'])} [{number(value['p05'])}, {number(value['p95'])}]"
    return (
        text if value["n"] == found["runs"] else f"{text} in {value['n']} of {found['runs']} runs"
    )


def page(table: Any) -> str:
    """The whole page as Markdown."""
    r = json.loads(RESULTS.read_text())
    entries = ledger(tc.load("kazakhstan-2022"))
    part = {e["name"]: k for k, names in entries.items() for e in names if e["what"] == "outcome"}
    clock, rules, quiet = r["clock"], r["rules"], r["quiet"]
    rows = [
        [label, recorded, told(clock, name, key), told(rules, name, key), part[name]]
        for label, name, key, recorded in ROWS
    ]
    q = quiet["outcomes"]
    variants = []
    for name, found in r["variants"].items():
        cells: list[str] = [name]
        for key, _ in PAIRED:
            v = found[key]
            if name == "as it was":
                cells.append(number(v["median"]))
            else:
                sign = "+" if v["difference"] > 0 else ""
                cells.append(f"{sign}{number(v['difference'])} ({number(v['error'])})")
        variants.append(cells)
    words = (Path(__file__).parent / "words.md").read_text(encoding="utf-8")
    head, _, tail = words.partition("<!-- tables -->\n")
    return str(
        head.format(runs=clock["runs"], seed=r["seed"], date=r["date"], version=r["version"])
        + "\n## Simulated beside recorded\n\n"
        + f"Median [5 %, 95 %] of {clock['runs']} runs; *clock* is `kazakhstan-2022`, *rules* is "
        "`kazakhstan-2022-rules`. Recorded figures are official or from the press, with sources in "
        "the scenario's `references`.\n\n"
        + table(["outcome", "recorded", "clock", "rules", "ledger (clock)"], rows)
        + "\n## A quiet country\n\n"
        + f"Without the shock, {quiet['runs']} runs: most out at once "
        f"{number(q['peak_active']['median'])} [{number(q['peak_active']['p05'])}, "
        f"{number(q['peak_active']['p95'])}], at most {number(q['peak_active']['max'])}; dead "
        f"{number(q['dead']['median'])} "
        f"[{number(q['dead']['p05'])}, {number(q['dead']['p95'])}].\n"
        + "\n## What if\n\n"
        + f"{r['pairs']} pairs of runs that share their random numbers: mean difference to the run "
        "as it was (standard error of the mean). First row: medians of the run as it was.\n\n"
        + table(["variant", *(label for _, label in PAIRED)], variants)
        + "\n"
        + tail
    )
