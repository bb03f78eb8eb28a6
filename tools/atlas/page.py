"""Drafts 44 countries, runs a few, and writes docs/any-country.md.

    python tools/atlas/page.py measure   drafts and loads each, runs some; goes on where cut off
    python tools/atlas/page.py all       drafts and loads every country of the atlas
    python tools/atlas/page.py           the page, from what was measured and words.md

Each country has a process of its own, so that its memory is its own.  Seconds are those of one core of
a busy machine and say what to expect, no more.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
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
    "Uzbekistan": "Nukus", "South Africa": "Durban", "Indonesia": "Surabaya", "India": "Jaipur",
}  # fmt: skip
HOURS = 48
#: Times the shock of the model's own case, in the runs of the page: a draft's default shock is small.
DOSE = 2.0
ALL = "all"  # the row of every country of the atlas


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
            "empty": sum(made.plan.people(i) == 0 for i in range(len(made.plan.regions))),
            "largest": [largest.name, largest.local, largest.population],
            "memory_mb": _memory(),
        }  # fmt: skip
        if name in RUN:
            told |= {"runs": _runs(path, made.shock)}
        return told


def _runs(path: Path, town: str) -> dict[str, Any]:
    """Two days with the shock and without it, one run each."""
    import tocsin as tc

    out: dict[str, Any] = {"town": town}
    dose = DOSE * float(tc.load(path).spec.parameters["shock"].value)
    for what, without in (("shock", ()), ("quiet", ("shock",))):
        edits = [f"clock.hours={HOURS}", f"parameters.shock={dose}"]
        scenario = tc.load(path, set=edits, without=without)
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
    return out | {"memory_mb": _memory()}


def _memory() -> int:
    """The most that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def known() -> dict[str, Any]:
    """What was measured so far."""
    found: dict[str, Any] = {}
    if MEASURED.exists():
        found = json.loads(MEASURED.read_text(encoding="utf-8"))
    return found


def keep(name: str, row: dict[str, Any]) -> None:
    """Add a row, in the order of `COUNTRIES`."""
    rows = known() | {name: row}
    order = [n for n in (*COUNTRIES, ALL) if n in rows]
    text = json.dumps({n: rows[n] for n in order}, ensure_ascii=False, indent=1) + "\n"
    MEASURED.write_text(text, encoding="utf-8")


def measure() -> None:
    """Measure what is not measured yet, a country at a time."""
    for name in COUNTRIES:
        if "memory_mb" in known().get(name, {}):
            continue
        done = subprocess.run([sys.executable, __file__, "one", name], text=True,
                              stdout=subprocess.PIPE, check=True)  # fmt: skip
        keep(name, json.loads(done.stdout))
        print(name, known()[name]["coverage"], known()[name].get("runs"), flush=True)


def every() -> None:
    """Draft and load every country of the atlas."""
    import tocsin as tc
    from tocsin.world.atlas.archive import countries
    from tocsin.world.atlas.new import draft, write

    rows: list[dict[str, Any]] = []
    failed: dict[str, str] = {}
    for iso in countries():
        try:
            with tempfile.TemporaryDirectory() as folder:
                before = time.perf_counter()
                made = draft(iso)
                path = write(made, Path(folder) / "draft")
                scenario = tc.load(path)
                plan = made.plan
                rows.append({
                    "seconds": time.perf_counter() - before, "coverage": plan.coverage,
                    "off": abs(scenario.persons / plan.country.persons(2026.17) - 1),
                    "empty": sum(plan.people(i) == 0 for i in range(len(plan.regions))),
                })  # fmt: skip
        except Exception as error:  # the page says which, whatever it was
            failed[iso] = f"{type(error).__name__}: {error}"
    seconds = sorted(r["seconds"] for r in rows)
    keep(ALL, {
        "countries": len(rows) + len(failed), "valid": len(rows), "failed": failed,
        "within": sum(r["off"] <= 0.005 for r in rows), "most_off": max(r["off"] for r in rows),
        "with_empty": sum(r["empty"] > 0 for r in rows),
        "coverage": [round(x, 3) for x in statistics.quantiles([r["coverage"] for r in rows], n=10)],
        "seconds": [round(seconds[len(seconds) // 2], 2), round(seconds[-1], 2)],
    })  # fmt: skip
    print(known()[ALL])


def page() -> str:
    """The text of the page."""
    rows = known()
    whole = rows.pop(ALL, None)
    words = WORDS.read_text(encoding="utf-8")
    return (
        words.replace("<!-- drafts -->", _drafts(rows))
        .replace("<!-- all -->", _all(whole))
        .replace("<!-- runs -->", _run_table(rows))
        .replace("<!-- dose -->", f"{DOSE:g}")
    )


def _all(row: dict[str, Any] | None) -> str:
    if row is None:
        return ""
    failed = "; ".join(f"{iso}: {why}" for iso, why in row["failed"].items())
    low, high, middle = row["coverage"][0], row["coverage"][-1], row["coverage"][4]
    return (
        f"Of all {row['countries']} countries of the atlas {row['valid']} drafts load without an "
        f"error{f' ({failed})' if failed else ''}, {row['within']} have the national total within "
        f"0.5 % (the furthest is off by {row['most_off']:.2%}), {row['with_empty']} have a region "
        f"without people. In named places live {middle:.0%} of the people in the middle country, "
        f"{low:.0%} to {high:.0%} in four fifths of them. A draft, written and loaded, takes "
        f"{row['seconds'][0]:.1f} s in the middle and {row['seconds'][1]:.1f} s at most."
    )


def _drafts(known: dict[str, Any]) -> str:
    lines = [
        "| country | people | places | regions | outlines | in named places |"
        " largest town | kB | s | MB |",
        "|---|--:|--:|--:|--:|--:|---|--:|--:|--:|",
    ]
    for d in known.values():
        name, local, people = d["largest"]
        lines.append(
            f"| {d['country']} | {d['population']:,} | {d['places']} | {d['regions']} | "
            f"{d['outlines']} | "
            f"{d['coverage']:.0%} | {name}{f' {local}' if local else ''}, {people:,} | "
            f"{d['bytes'] / 1000:.0f} | {d['seconds']:.1f} | {d.get('memory_mb', '')} |"
        )
    exact = sum(d["population"] == d["national_total"] and d["valid"] for d in known.values())
    return "\n".join(
        [*lines, "", f"{exact} of {len(known)} are valid and have the national total."]
    )


def _run_table(known: dict[str, Any]) -> str:
    lines = [
        "| country | shock in the region of | most out | first place with a crowd | there |"
        " without the shock | s | MB |",
        "|---|---|--:|---|---|--:|--:|--:|",
    ]
    for d in known.values():
        if "runs" in d:
            r = d["runs"]
            s, q = r["shock"], r["quiet"]
            first, there = s["first"] or "none", "yes" if s["there"] else "no"
            lines.append(
                f"| {d['country']} | {r['town']} | {s['peak']:,.0f} | {first} | {there} | "
                f"{q['peak']:,.0f} | {s['seconds']:.0f} | {r.get('memory_mb', 0):,} |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    if sys.argv[1:] == ["measure"]:
        measure()
    elif sys.argv[1:] == ["all"]:
        every()
    elif sys.argv[1:2] == ["one"]:
        print(json.dumps(drafted(sys.argv[2]), ensure_ascii=False))
    else:
        PAGE.write_text(page(), encoding="utf-8")
