"""The page on the political layer from politics.json; called by tools/docs.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "politics.json"

POWERS = ("Russia", "China", "West")

#: label, outcome, key, recorded
ROWS = (
    ("troops asked for", "alliance_requested", "", "yes, 5 January, 24:00 (by the clock imposed)"),
    ("granted", "alliance_approved", "", "yes, night of 5 to 6 January"),
    ("hours from request to decision", "alliance_decision_hours", "", "4 to 5"),
    ("first troops, hour from 1 January", "alliance_arrival_hours", "", "126 to 144 (6 January)"),
    ("all there", "alliance_complete_hours", "", "192 to 216 (9 January)"),
    ("troops", "alliance_troops", "", "2,030 (2,500 claimed)"),
    *[(f"- {who}", "alliance_contribution", who, n) for who, n in (
        ("Russia", "about 1,450"), ("Belarus", "100 to 150"), ("Armenia", "100"),
        ("Kyrgyzstan", "150"), ("Tajikistan", "200"))],
    *[(f"for it: {who}", "alliance_vote", who, "yes") for who in (
        "Russia", "Belarus", "Armenia", "Kyrgyzstan", "Tajikistan")],
    ("officers set free", "forces_freed", "", "about 1,600"),
    ("objects guarded", "alliance_sites", "", "14"),
    ("they begin to leave, hour", "alliance_leave_hours", "", "288 to 312 (13 January)"),
    ("leader in office at the end", "incumbent_survives", "", "yes"),
    ("by a deal", "incumbent_deal", "", "none on record"),
    ("coup tried", "coup_attempted", "", "none on record; treason was charged"),
    ("chance of a coup, from the hazard", "coup_risk", "", "-"),
    ("times guards left a site", "guards_left", "", "the airport's, once (imposed by the clock)"),
    *[(f"lowest loyalty, {who}", "loyalty_least", who, "-")
      for who in ("police", "guard", "security", "army")],
    *[(f"influence of {who} before", "influence_before", who, "-") for who in POWERS],
    *[(f"influence of {who} after", "influence_after", who, "-") for who in POWERS],
    *[(f"alarm at home, highest: {who}", "alliance_alarm", who, "-")
      for who in ("Belarus", "Kyrgyzstan", "Tajikistan")],
)  # fmt: skip
SHARES = {
    "alliance_requested", "alliance_approved", "alliance_vote", "incumbent_survives",
    "incumbent_deal", "coup_attempted",
}  # fmt: skip
PAIRED = (
    ("dead_participants", "dead: participants"), ("dead_bystanders", "dead: bystanders"),
    ("dead_forces", "dead: forces"), ("injured", "injured"), ("sites_captured", "sites captured"),
    ("guards_left", "times guards left a site"), ("loyalty_least.guard", "lowest loyalty, guard"),
    ("loyalty_least.security", "lowest loyalty, security"), ("coup_risk", "chance of a coup"),
    ("coup_attempted", "coups tried"), ("incumbent_survives", "leader survives"),
    ("influence_after.Russia", "influence of Russia after"),
)  # fmt: skip


def number(x: float) -> str:
    """A number as people write it."""
    if abs(x) >= 10 or float(x).is_integer():
        return f"{x:,.0f}"
    return f"{x:.2g}"


def told(found: dict[str, Any], name: str, key: str) -> str:
    """Median and 90 % interval, or a share of runs."""
    value = found["outcomes"][name]
    value = value.get(key, {"n": 0}) if key else value
    n, runs = value.get("n", 0), found["runs"]
    if not n:
        return "-"
    if name in SHARES:
        share = f"in {value['mean']:.0%}"
        return share if n == runs else f"{share} of {n} runs"
    low, high = ("p05", "p95") if n >= 20 or "min" not in value else ("min", "max")
    text = f"{number(value['median'])} [{number(value[low])}, {number(value[high])}]"
    return text if n == runs else f"{text} in {n} runs"


def differences(found: dict[str, Any], which: str) -> list[list[object]]:
    """Rows: outcome, with the alliance, difference without it, variance saved by pairing."""
    rows: list[list[object]] = []
    for name, label in PAIRED:
        v = found[which][name]
        sign = "+" if v["difference"] > 0 else ""
        saved = "-" if v["saved"] is None else f"{number(v['saved'])} times"
        rows.append(
            [label, number(v["base"]), f"{sign}{v['difference']:.2g} ({v['error']:.1g})", saved]
        )
    return rows


def page(table: Any) -> str:
    """The whole page as Markdown."""
    r = json.loads(RESULTS.read_text())
    words = (Path(__file__).parent / "politics.md").read_text(encoding="utf-8")
    head, _, tail = words.partition("<!-- tables -->\n")
    kinds = ("clock", "rules", "priors")
    rows = [
        [label, recorded, *(told(r[kind], name, key) for kind in kinds)]
        for label, name, key, recorded in ROWS
    ]
    parts = [
        head.format(**{k: r[k] for k in ("runs", "seed", "date", "version")}),
        "## Simulated beside recorded\n\nMedian [5 %, 95 %], of fewer than 20 runs "
        "[least, most]. *clock*: the request at its historical "
        "time; *rules*: when its condition holds; *priors*: by the clock, with the parameters of the "
        "political layer drawn from their priors.\n\n",
        table(["outcome", "recorded", *kinds], rows),
        "\n## Without the alliance\n\nThe same runs without the request, member by member on the same "
        "random numbers: mean with it, mean difference without it (standard error), and how many "
        "times larger the variance of the difference would be without pairing.\n",
    ]
    for kind in kinds:
        granted = r[kind]["granted"]
        parts += [
            f"\n*{kind}*, {r['runs']} pairs, granted in {granted}:\n\n",
            table(["outcome", "with", "without less with", "pairing saves"],
                  differences(r[kind], "without")),
        ]  # fmt: skip
    return "".join(parts) + "\n" + tail
