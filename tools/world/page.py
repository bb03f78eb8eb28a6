"""Runs crises over the world, in pieces, and makes docs/world.md from what came of them.

python tools/world/page.py run FOLDER    some 5 minutes of crises on one core; again goes on
python tools/world/page.py keep FOLDER   what the page needs, into results.json, and the picture
python tools/docs.py                     the page, from results.json and words.md
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RESULTS, WORDS = HERE / "results.json", HERE / "words.md"
IMAGE = HERE.parents[1] / "docs" / "images" / "world.png"
RUNS, SEED, PIECE = 500, 1, 265.0  # crises; seed; seconds of a piece
MOST_PEOPLE = 12e6  # of the countries of the page: on one core a larger one takes too long
MADE = "<!-- made by tools/docs.py; do not edit -->\n\n"
Table = Callable[[list[str], list[list[object]]], str]


def run(folder: Path, runs: int = RUNS) -> None:
    """A piece: crises until the time is over."""
    from tocsin.inference.world.ensemble import world

    begin = time.monotonic()

    def tick(done: int, total: int) -> None:
        if time.monotonic() - begin > PIECE and done < total:
            print(f"{done} of {total}", flush=True)
            raise KeyboardInterrupt

    resume = Path(f"{folder}.partial").exists()
    result = world(
        runs, seed=SEED, most_people=MOST_PEOPLE, out=folder, resume=resume, executor="serial",
        progress=tick,
    )  # fmt: skip
    print(result)


def keep(folder: Path) -> None:
    """The figures of a finished run."""
    from tocsin.inference.world.files import World

    result = World(folder)
    found = result.summary()
    crises = result.crises
    found["by_dose"] = [
        {"low": low, "high": high, "crises": len(part),
         "with_events": int((part["events"] > 0).sum()),
         "events": float(part["events"].mean()) if len(part) else 0.0,
         "peak": float(part["peak"].median()) if len(part) else 0.0,
         "dead": float(part["dead"].mean()) if len(part) else 0.0}
        for low, high in DOSES
        for part in [crises[(crises["dose"] >= low) & (crises["dose"] < high)]]
    ]  # fmt: skip
    RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    shutil.copyfile(folder / "world.png", IMAGE)


DOSES = ((0.25, 0.5), (0.5, 1.0), (1.0, 2.0), (2.0, 4.0))


def page(table: Table) -> str:
    """The text of docs/world.md."""
    from tocsin.inference.world.declared import passports
    from tocsin.inference.world.facts import left_out

    found = json.loads(RESULTS.read_text(encoding="utf-8"))
    words = WORDS.read_text(encoding="utf-8")
    parts = {
        "count": _count(found), "facts": _facts(found, table), "doses": _doses(found, table),
        "draws": _passports(passports("draws.yaml"), table),
        "coding": _passports(passports("coding.yaml"), table),
        "out": "\n".join(f"- {i}: {why}." for i, _, why in left_out()),
    }  # fmt: skip
    for name, text in parts.items():
        words = words.replace(f"<!-- {name} -->", text)
    return MADE + words


def _count(found: dict[str, Any]) -> str:
    from tocsin.view.world import lines

    return "\n".join(lines(found)[:1])


def _facts(found: dict[str, Any], table: Table) -> str:
    from tocsin.view.world import recorded, simulated, word

    out = []
    for topic in dict.fromkeys(r["topic"] for r in found["facts"]):
        rows: list[list[object]] = [
            [r["id"].partition(".")[0], r["statement"], recorded(r), simulated(r), word(r),
             "priors" if r["use"] == "priors" else "held back"]
            for r in found["facts"] if r["topic"] == topic
        ]  # fmt: skip
        out.append(
            f"\n**{topic}**\n\n" + table(["", "", "recorded", "simulated", "", "used for"], rows)
        )
    return "\n".join(out)


def _doses(found: dict[str, Any], table: Table) -> str:
    rows: list[list[object]] = [
        [f"{d['low']:g} to {d['high']:g}", d["crises"], d["with_events"], f"{d['events']:.1f}",
         f"{d['peak']:,.0f}", f"{d['dead']:.1f}"] for d in found["by_dose"]
    ]  # fmt: skip
    head = ["dose", "crises", "with an event", "events each", "most out, median", "dead, mean"]
    return table(head, rows)


def _passports(given: dict[str, dict[str, Any]], table: Table) -> str:
    rows: list[list[object]] = [
        [f"`{n}`", p["value"], p["unit"], p["prior"], p["source"]] for n, p in given.items()
    ]
    return table(["", "value", "unit", "prior", "why"], rows)


if __name__ == "__main__":
    what, where = sys.argv[1], Path(sys.argv[2])
    if what == "run":
        run(where, int(sys.argv[3]) if len(sys.argv) > 3 else RUNS)
    else:
        keep(where)
