"""The page docs/speed.md and its plots, from the figures that `tocsin bench` kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tocsin.speed.cases import GROUPS
from tocsin.speed.tables import table

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results"
IMAGES = ROOT / "docs" / "images"
WORDS = Path(__file__).parent / "words.md"


def figures() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((RESULTS / "two-cores.json").read_text())
    return found


def _markdown(heads: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "---:|" * (len(heads) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def page() -> str:
    """The whole page; {name} in words.md stands for a group's table."""
    found = figures()
    m = found["machine"]
    parts: dict[str, Any] = {
        name: f"{about}.\n\n"
        + _markdown(*table(name, [r for r in found["results"] if r["group"] == name]))
        for name, about in GROUPS.items()
    }
    parts["machine"] = (
        f"{m['processor']}, {m['cores']} cores, Python {m['python']}, NumPy {m['numpy']}, "
        f"numba {m['numba']}; {found['date']}"
    )
    parts["peers"] = _peers()
    national = {r["label"]: r for r in found["results"] if r["group"] == "national"}
    thinning, sweep = national["thinning, 1 thr."], national["sweep, 1 thr."]
    parts["ratio"] = sweep["seconds"] / thinning["seconds"]
    parts["candidates"] = thinning["candidates"]
    parts["accepted"] = thinning["joined"] / thinning["candidates"]
    return WORDS.read_text(encoding="utf-8").format(**parts)


def _peers() -> str:
    peers = json.loads((RESULTS / "peers.json").read_text())
    rows = [
        [f"{name} {v['version']}", f"{v['persons']:,}", str(v["steps"]), f"{v['seconds']:.1f}",
         f"{v['cpu_seconds']:.1f}", f"{v['peak_memory_mb']:,.0f}",
         f"{v['person_steps_per_second'] / 1e6:.1f} M"]
        for name, v in peers.items()
    ]  # fmt: skip
    for row in figures()["results"]:
        if row["label"] in ("sweep, 1 thr.", "thinning, 1 thr.") and row["group"] == "national":
            rate = row["persons"] * 336 / row["seconds"] / 1e6
            rows.append([f"Tocsin, {row['label']}", f"{row['persons']:,}", "336",
                         f"{row['seconds']:.1f}", f"{row['cpu_seconds']:.1f}",
                         f"{row['peak_memory_mb']:,.0f}", f"{rate:,.0f} M"])  # fmt: skip
    heads = ["", "persons", "steps", "wall s", "CPU s", "MB", "person-steps/s"]
    return _markdown(heads, rows)


def plots() -> None:
    """The plots as SVG; needs matplotlib."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "tocsin"
    import matplotlib.pyplot as plt

    rows = figures()["results"]
    IMAGES.mkdir(exist_ok=True)
    blue, orange = "#0072B2", "#D55E00"

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    size = [r for r in rows if r["group"] == "persons"]
    grown = [r for r in size if "pull" not in r]
    left.loglog(*_points(grown, "persons"), "o-", color=blue, label="flagship, grown")
    quiet = [r for r in size if "pull" in r]
    left.loglog(*_points(quiet, "persons"), "s", color=orange, label="grown, higher threshold")
    for r in size:
        left.annotate(f"{r['peak_share']:.2%}", (r["persons"], r["seconds"]), fontsize=7,
                      xytext=(4, -9), textcoords="offset points")  # fmt: skip
    left.set(xlabel="persons (share out at the peak beside)", ylabel="seconds a run")
    left.legend(fontsize=8)
    for engine, colour in (("thinning", blue), ("sweep", orange)):
        some = [r for r in rows if r["group"] == "activity" and r["engine"] == engine]
        right.plot(*_points(some, "person_hours_out", 1e6), "o-", color=colour, label=engine)
    right.set(xlabel="million person-hours out", ylabel="seconds a run", yscale="log")
    right.legend(fontsize=8)
    for axes in (left, right):
        axes.grid(alpha=0.3)
    figure.savefig(IMAGES / "speed.svg", metadata={"Date": None})
    plt.close(figure)


def _points(
    rows: list[dict[str, Any]], by: str, unit: float = 1.0
) -> tuple[list[float], list[float]]:
    rows = sorted(rows, key=lambda r: r[by])
    return [r[by] / unit for r in rows], [r["seconds"] for r in rows]
