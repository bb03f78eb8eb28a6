"""The page of laws from results.json; called by tools/docs.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from laws.pieces import LOOKED_AT, PIECES
from laws.questions import QUESTIONS, verdict

HERE = Path(__file__).parent

TOWNS = 4  # that are told of each piece


def number(x: float | None) -> str:
    """As people write it."""
    if x is None or x != x:
        return "-"
    if abs(x) >= 9950:
        return f"{x / 1000:,.0f} k"
    return f"{x:,.0f}" if abs(x) >= 9.95 or float(x).is_integer() else f"{x:.2g}"


def spread(v: dict[str, Any], copies: int = 1) -> str:
    """Median [5 %, 95 %], of fewer than 20 runs [least, most]."""
    low, high = ("p05", "p95") if v["n"] >= 20 else ("min", "max")
    a, b, c = (v[k] / copies for k in ("median", low, high))
    return f"{number(a)} [{number(b)}, {number(c)}]"


def laws(found: dict[str, Any]) -> list[list[str]]:
    """Rows of the table of laws, with a verdict that follows from the runs."""
    rows = []
    for q in QUESTIONS:
        got = found.get("laws", {}).get(f"{q.scenario}: {q.variant}")
        base = found.get("laws", {}).get(f"{q.scenario}: base")
        if got is None or base is None:
            rows.append([q.law, q.label, q.before, "not measured", "", "", "-"])
            continue
        o = got["outcomes"]
        said = verdict(q, o, base["outcomes"])
        rows.append(
            [q.law, q.label, q.before, spread(o["dead"], q.copies),
             spread(o["peak_active"], q.copies), str(got["runs"]), said]
        )  # fmt: skip
    rows += alive(found)
    return rows


def alive(found: dict[str, Any]) -> list[list[str]]:
    """Rows of L5: the mean over runs, and the least of them, at each order."""
    of = found.get("alive", {})
    rows = []
    for hour in sorted({r["hour"] for r in of.get("responses", [])}):
        for way, sign in (("outrage", 1), ("fear", -1)):
            here = [r for r in of["responses"] if r["hour"] == hour and r["way"] == way]
            x = [100 * r["change"] for r in here]
            mean = sum(x) / len(x)
            before = sum(r["before"] for r in here) / len(here)
            weak = min(x, key=lambda v: sign * v)
            label = f"{of['dead']} more dead at hour {hour}, through {way} alone"
            rows.append(
                ["L5 alive", label, "saturated at 0.98" if way == "outrage" else "not measured",
                 f"person-hours of the next day {mean:+.2f} % (weakest run {weak:+.2f})",
                 f"{way} {before:.2f} before", str(len(x)), "yes" if sign * mean >= 1 else "no"]
            )  # fmt: skip
    return rows


def difference(v: dict[str, Any] | None) -> str:
    """Mean paired difference with the 95 % interval of the mean."""
    if not v or not v.get("n"):
        return "-"
    if v["difference"] == 0 and v["error"] == 0:
        return "0"
    sign = "+" if v["difference"] > 0 else ""
    return f"{sign}{number(v['difference'])} [{number(v['low'])}, {number(v['high'])}]"


def pieces(found: dict[str, Any]) -> tuple[list[list[str]], list[list[str]]]:
    """Rows of the table of pieces, and of the towns on which a piece has the largest effects."""
    base = found.get("pieces_base", {"median": {}})["median"]
    rows = [["*as it is (median)*", "", *(number(base.get(name)) for _, name in LOOKED_AT)]]
    towns = []
    for piece in PIECES:
        for way, got in found.get("pieces", {}).get(piece, {}).items():
            o = got["outcomes"]
            pairs = str(got["pairs"])
            rows.append([f"{piece}: {way}", pairs, *(difference(o.get(n)) for _, n in LOOKED_AT)])
            crowds = {
                k.partition(".")[2]: v for k, v in o.items() if k.startswith("largest_crowd.")
            }
            clear = {k: v for k, v in crowds.items() if v.get("n") and v["low"] * v["high"] > 0}
            most = sorted(clear, key=lambda k: -abs(clear[k]["difference"]))[:TOWNS]
            told = "; ".join(f"{town} {difference(clear[town])}" for town in most)
            towns.append([f"{piece}: {way}", told or "none"])
    return rows, towns


def _missing(found: dict[str, Any]) -> str:
    """Which pieces have not been measured in this version."""
    asked = [(piece, way) for piece, ways in PIECES.items()
             for way, words in zip(("cut", "doubled"), ways, strict=True) if words]  # fmt: skip
    known = found.get("pieces", {})
    missing = [f"{piece}: {way}" for piece, way in asked if way not in known.get(piece, {})]
    if not missing:
        return ""
    return f"Not measured in this version, for want of time: {'; '.join(missing)}.\n\n"


def page(table: Any) -> str:
    """The whole page as Markdown."""
    found = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
    words = (HERE / "words.md").read_text(encoding="utf-8")
    head, middle, tail = words.split("<!-- table -->\n")
    rows, towns = pieces(found)
    return str(
        head.format(**{k: found[k] for k in ("date", "version", "seed")})
        + table(["law", "variant", "before: dead, peak", "dead", "most out at once", "runs", "holds"],
                laws(found))
        + middle
        + _missing(found)
        + table(["piece", "pairs", *(label for label, _ in LOOKED_AT)], rows)
        + "\nTowns with a record whose largest crowd changes by more than chance, the four largest "
        "changes:\n\n"
        + table(["piece", "largest crowd of a day"], towns)
        + tail
    )  # fmt: skip
