"""Drafts 44 countries, runs a few, and writes docs/any-country.md.

    python tools/atlas/page.py measure   drafts and loads each, runs some; goes on where cut off
    python tools/atlas/page.py             the page, from what was measured and words.md

Seconds are those of one core of a busy machine and say what to expect, no more.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MEASURED, WORDS = HERE / "measured.json", HERE / "words.md"
PAGE = HERE.parents[1] / "docs" / "any-country.md"
#: All continents, small and large, archipelagos, city states, names in other scripts.
COUNTRIES = (
    "Malta", "Cuba", "Singapore", "Spain", "Uzbekistan", "Nigeria", "Indonesia", "Brazil", "India",
    "China", "Bolivia", "Ecuador", "Iran", "Egypt", "Tunisia", "Sudan", "Kenya", "Ethiopia",
    "South Africa", "Senegal", "DR Congo", "Madagascar", "France", "Germany", "United Kingdom",
    "Poland", "Georgia", "Ukraine", "Russia", "Turkey", "Japan", "Philippines", "Myanmar", "Nepal",
    "Bangladesh", "Sri Lanka", "Fiji", "Papua New Guinea", "New Zealand", "Haiti", "Mexico",
    "United States", "Bahrain", "Slovenia",
)  # fmt: skip
#: Those that are run, with the town in whose region the shock is.
RUN = {
    "Malta": "Victoria", "Cuba": "Holguín", "Bolivia": "El Alto", "Tunisia": "Sfax",
    "Georgia": "Batumi", "Senegal": "Kaolack", "Spain": "Sevilla", "Kenya": "Kisumu",
    "Uzbekistan": "Nukus", "South Africa": "Durban",
}  # fmt: skip
HOURS = 48


def drafted(name: str) -> dict[str, Any]:
    """A draft as a new user gets it, loaded as `tocsin validate` does."""
    import tocsin as tc
    from tocsin.world.atlas.new import draft, write

    with tempfile.TemporaryDirectory() as folder:
        before = time.perf_counter()
        made = draft(name, shock_at=RUN.get(name))
        path = write(made, Path(folder) / "draft")
        seconds = time.perf_counter() - before
        size = sum(p.stat().st_size for p in path.parent.iterdir())
        scenario = tc.load(path)
        towns = [p for p in made.plan.places if not p.rural]
        largest = max(towns, key=lambda p: p.population)
        told = made.told() | {
            "valid": scenario.persons == made.plan.total, "seconds": round(seconds, 2), "bytes": size,
            "largest": [largest.name, largest.local, largest.population],
        }  # fmt: skip
        if name in RUN:
            told |= {"runs": _runs(path, made.shock)}
        return told


def _runs(path: Path, town: str) -> dict[str, Any]:
    """Two days with the shock and without it, one run each."""
    import tocsin as tc

    out: dict[str, Any] = {"town": town}
    for what, without in (("shock", ()), ("quiet", ("shock",))):
        scenario = tc.load(path, set=[f"clock.hours={HOURS}"], without=without)
        before = time.perf_counter()
        result = tc.simulate(scenario, runs=1, seed=1)
        outcomes = result.summary()["outcomes"]
        first = outcomes["first_active_place"]["value"]
        regions = {p.name: p.region for p in scenario.spec.places}
        out[what] = {
            "peak": outcomes["peak_active"]["median"], "dead": outcomes["dead"]["median"],
            "detained": outcomes["detained"]["median"], "first": first,
            "seconds": round(time.perf_counter() - before, 1),
            "there": bool(first) and regions.get(first) in scenario.spec.shock.regions,
        }  # fmt: skip
    return out


def measure() -> None:
    """Measure what is not measured yet, a country at a time."""
    known = json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.exists() else {}
    for name in COUNTRIES:
        if name not in known:
            known[name] = drafted(name)
            text = json.dumps(known, ensure_ascii=False, indent=1) + "\n"
            MEASURED.write_text(text, encoding="utf-8")
            print(name, known[name]["coverage"], known[name].get("runs"), flush=True)


def page() -> str:
    """The text of the page."""
    known = json.loads(MEASURED.read_text(encoding="utf-8"))
    words = WORDS.read_text(encoding="utf-8")
    return words.replace("<!-- drafts -->", _drafts(known)).replace(
        "<!-- runs -->", _run_table(known)
    )


def _drafts(known: dict[str, Any]) -> str:
    lines = [
        "| country | people | places | regions | outlines | in named places |"
        " largest town | kB | s |",
        "|---|--:|--:|--:|--:|--:|---|--:|--:|",
    ]
    for d in known.values():
        name, local, people = d["largest"]
        lines.append(
            f"| {d['country']} | {d['population']:,} | {d['places']} | {d['regions']} | "
            f"{d['outlines']} | "
            f"{d['coverage']:.0%} | {name}{f' {local}' if local else ''}, {people:,} | "
            f"{d['bytes'] / 1000:.0f} | {d['seconds']:.1f} |"
        )
    exact = sum(d["population"] == d["national_total"] and d["valid"] for d in known.values())
    return "\n".join(
        [*lines, "", f"{exact} of {len(known)} are valid and have the national total."]
    )


def _run_table(known: dict[str, Any]) -> str:
    lines = [
        "| country | shock in the region of | most out | first place with a crowd | there |"
        " without the shock |",
        "|---|---|--:|---|---|--:|",
    ]
    for d in known.values():
        if "runs" in d:
            r = d["runs"]
            s, q = r["shock"], r["quiet"]
            first, there = s["first"] or "none", "yes" if s["there"] else "no"
            lines.append(
                f"| {d['country']} | {r['town']} | {s['peak']:,.0f} | {first} | {there} | "
                f"{q['peak']:,.0f} |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    if sys.argv[1:] == ["measure"]:
        measure()
    else:
        PAGE.write_text(page(), encoding="utf-8")
