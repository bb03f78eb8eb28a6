"""The page on the political layer from results.json; called by tools/docs.py."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tocsin.results.channels import ALONE, JUDGED, NONE

HERE = Path(__file__).parent
Table = Callable[[list[str], Sequence[Sequence[object]]], str]
KINDS = ("clock", "rules", "priors")
PARTS = ("alliance", "powers", "officials", "elites", "cells", "threaten")
POWERS = ("Russia", "China", "West", "Turkey")
WHO = ("Russia", "Belarus", "Armenia", "Kyrgyzstan", "Tajikistan")
SIZES = ("about 1,450", "100 to 150", "100", "150", "200")
HEADS = JUDGED | {"coup_risk": "chance of a coup"}

#: label, outcome, key, recorded
ROWS = (
    ("troops asked for", "alliance_requested", "", "yes"),
    ("request, hour from 1 January", "acts_at", "alliance", "120, about midnight"),
    ("granted", "alliance_approved", "", "yes, night of 5 to 6 January"),
    ("hours from request to decision", "alliance_decision_hours", "", "4 to 5"),
    *[(f"for it: {who}", "alliance_vote", who, "yes") for who in WHO],
    ("first troops, hour", "alliance_arrival_hours", "", "126 to 144 (6 January)"),
    ("all there, hour", "alliance_complete_hours", "", "192 to 216 (9 January)"),
    ("troops", "alliance_troops", "", "2,030 (2,500 claimed)"),
    *[(f"- {who}", "alliance_contribution", who, n) for who, n in zip(WHO, SIZES, strict=True)],
    ("officers set free", "forces_freed", "", "about 1,600"),
    ("objects guarded", "alliance_sites", "", "14"),
    ("guarded objects lost", "guarded_lost", "", "none on record"),
    ("session, hour", "acts_at", "summit", "10 January, afternoon (imposed by the clock)"),
    *[(f"to stay, at the last session: {who}", "alliance_stay", who, "-") for who in WHO],
    ("they begin to leave, hour", "alliance_leave_hours", "", "288 to 312 (13 January)"),
    ("Council's chair dismissed, hour", "acts_at", "council-chair", "111 (5 January)"),
    ("security's head dismissed, hour", "acts_at", "dismiss-security", "about 121 (5 to 6 January)"),
    ("security's head arrested, hour", "acts_at", "arrest-security", "by 8 January"),
    ("a purge failed", "purge_failed", "", "no"),
    ("airport's guard gone, hour", "acts_at", "airport-guard-leaves",
     "evening of 5 January (imposed by the clock)"),
    ("times guards left a site by themselves", "guards_left", "", "not counted"),
    ("times officers stood aside", "stood_aside", "", "some, as in Aktobe; not counted"),
    ("times officers went over", "went_over", "", "not counted"),
    *[(f"lowest loyalty, {who}", "loyalty_at", who, "-")
      for who in ("police Aktau", "police Aktobe", "guard Almaty", "security Almaty")],
    ("lowest hold", "hold_least", "", "-"),
    ("leader in office at the end", "incumbent_survives", "", "yes"),
    ("coup tried", "coup_attempted", "", "none on record; treason was charged"),
    ("chance of a coup, from the hazard", "coup_risk", "", "-"),
    *[(f"influence of {who} before", "influence_before", who, "-") for who in POWERS],
    *[(f"influence of {who} after", "influence_after", who, "-") for who in POWERS],
    *[(f"out in the streets of {who}, most", "alliance_protests", who, "-")
      for who in ("Belarus", "Kyrgyzstan")],
)  # fmt: skip
SHARES = {
    "alliance_requested", "alliance_approved", "alliance_vote", "alliance_stay",
    "incumbent_survives", "coup_attempted", "purge_failed",
}  # fmt: skip


def number(x: float) -> str:
    """A number as people write it."""
    if abs(x) >= 100 or float(x).is_integer():
        return f"{x:,.0f}"
    return f"{x:.2g}"


def _signed(x: float) -> str:
    """A difference, in whole numbers from ten on."""
    return f"{x:+,.0f}" if abs(x) >= 10 else f"{x:+.2g}"


def told(found: dict[str, Any], name: str, key: str) -> str:
    """Median and 90 % interval, or a share of runs."""
    whole = found["outcomes"].get(name, {"n": 0})
    v = whole.get(key, {"n": 0}) if key else whole
    n, runs = v.get("n", 0), found["runs"]
    if not n:
        return "-"
    if name in SHARES:
        share = f"in {v['mean']:.0%}"
        return share if n == runs else f"{share} of {n} runs"
    low, high = ("p05", "p95") if n >= 20 else ("min", "max")
    text = f"{number(v['median'])} [{number(v[low])}, {number(v[high])}]"
    return text if n == runs else f"{text} in {n} runs"


def moved(d: dict[str, Any] | None) -> bool:
    """Whether the interval of a difference is off zero."""
    return bool(d) and d is not None and (d["low"] > 0 or d["high"] < 0)


def difference(d: dict[str, Any] | None) -> str:
    """Mean difference with its interval, bold where that is off zero, and the share that agrees."""
    if not d:
        return "-"
    if not d["differ"]:
        return "0"
    text = f"{_signed(d['difference'])} [{_signed(d['low'])}, {_signed(d['high'])}]"
    agree = f" {d['agree']:.0%} of {d['differ']}"
    return f"**{text}**{agree}" if moved(d) else text + agree


def outcome(row: dict[str, Any], name: str) -> dict[str, Any] | None:
    """The figures of an outcome; of influence, of the only power that is told."""
    return next((row[key] for key in row if key == name or key.startswith(f"{name}.")), None)


def _verdict(found: dict[str, Any], table: Table) -> Iterator[str]:
    rows: list[list[object]] = []
    for part in PARTS:
        cells: list[object] = [f"`{part}`"]
        for kind in KINDS:
            group = found.get(kind, {}).get("parts", {})
            of = [row for name, row in group.items() if name.split()[0] == part]
            names = [n for n in JUDGED if any(moved(outcome(row, n)) for row in of)]
            text = "; ".join(HEADS[n] for n in names)
            if not set(names) - ALONE:
                text = f"{NONE} ({text} alone)" if text else NONE
            cells.append(text if of else "not asked")
        rows.append(cells)
    yield table(["part", "by the clock", "by rules", "over draws of the priors"], rows)


def _differences(group: dict[str, Any], table: Table) -> str:
    rows: list[list[object]] = [
        [name, row["pairs"], *(difference(outcome(row, n)) for n in HEADS)]
        for name, row in group.items()
    ]
    return table(["", "pairs", *HEADS.values()], rows)


def _what_if(group: dict[str, Any], table: Table) -> str:
    rows: list[list[object]] = []
    for name, row in group.items():
        granted = row["alliance_approved"]["mean"]
        cells = [difference(outcome(row, n)) for n in HEADS]
        rows.append([name, row["pairs"], "-" if granted is None else f"{granted:.0%}", *cells])
    return table(["", "pairs", "granted", *HEADS.values()], rows)


def _placebo(found: dict[str, Any], table: Table) -> str:
    rows: list[list[object]] = []
    heads: list[str] = []
    for kind in KINDS:
        for name, row in found.get(kind, {}).get("placebo", {}).items():
            heads = [key for key in row if key != "runs"]
            shares = ("asked", "voted", "granted", "purged", "claimed")
            cells = [f"{row[k]:.0%}" if k in shares else number(row[k]) for k in heads]
            rows.append([f"{kind}: {name}", row["runs"], *cells])
    return table(["", "runs", *heads], rows) if rows else "None has been run.\n"


def page(table: Table) -> str:
    """The whole page as Markdown; tables stand where words.md has their marks."""
    r = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
    found = r["kinds"]
    history = {k: x["history"]["as it is"] for k, x in found.items() if "history" in x}
    rows = [
        [label, recorded, *(told(of, name, key) for of in history.values())]
        for label, name, key, recorded in ROWS
    ]
    heads = [f"{kind}, {of['runs']} runs" for kind, of in history.items()]
    parts = [
        f"\n*{kind}*:\n\n{_differences(found[kind]['parts'], table)}"
        for kind in KINDS
        if "parts" in found.get(kind, {})
    ]
    ifs = [
        f"\n*{kind}*:\n\n{_what_if(found[kind]['what if'], table)}"
        for kind in KINDS
        if "what if" in found.get(kind, {})
    ]
    tables = {
        "verdict": "".join(_verdict(found, table)),
        "history": table(["", "recorded", *heads], rows),
        "parts": "".join(parts),
        "ifs": "".join(ifs),
        "placebos": _placebo(found, table),
    }
    text = (HERE / "words.md").read_text(encoding="utf-8")
    for name, of in tables.items():
        mark = f"<!-- {name} -->\n"
        if mark not in text:
            raise ValueError(f"words.md: no place for the table {name!r}: {mark.strip()}")
        text = text.replace(mark, of)
    return text.format(
        none=NONE.capitalize(), **{k: r[k] for k in ("pairs", "seed", "date", "version")}
    )
