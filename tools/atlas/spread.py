"""Writes how much the states of one world region differ in how they answer protests.

    python tools/atlas/spread.py mass_mobilization_events.csv

For each answer the standard deviation, between countries of a world region, of the log odds that a
protest is met so: the spread of the countries' log odds less what their few protests explain (method
of moments), pooled over regions.  Only this statistic goes into the package, no event does.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).parents[2] / "src/tocsin/world/atlas/spread.csv"
FEWEST = 20  # protests of a country that counts
COUNTRIES = 3  # of a region that counts
COLUMNS = {
    "ignore": "ignore", "accommodate": "accomodation", "disperse": "crowddispersal",
    "arrest": "arrests", "beat": "beatings", "shoot": "shootings", "kill": "killings",
}  # fmt: skip


def main(events: Path) -> None:
    with events.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lines = [
        "# sd between countries of a world region of the log odds that a protest is met so; made by",
        f"# tools/atlas/spread.py from {len(rows):,} protests of 1990 to 2020 (Mass Mobilization,",
        "# Clark & Regan, doi 10.7910/DVN/HTTWYL, CC0; statistics only)",
        "answer,countries,spread",
    ]
    for answer, column in COLUMNS.items():
        counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        for row in rows:
            met = counts[row["region"]][row["country"]]
            met[0] += 1
            met[1] += float(row[column] or 0) > 0
        variances = [v for by in counts.values() if (v := _between(list(by.values())))]
        countries = sum(n for n, _ in variances)
        pooled = sum((n - 1) * v for n, v in variances) / sum(n - 1 for n, _ in variances)
        lines.append(f"{answer},{countries},{math.sqrt(max(pooled, 0)):.2f}")
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _between(counts: list[list[int]]) -> tuple[int, float] | None:
    """Countries of a region, and the variance of their log odds beyond chance."""
    odds, chance = [], []
    for n, met in counts:
        if n < FEWEST:
            continue
        share = (met + 0.5) / (n + 1)
        odds.append(math.log(share / (1 - share)))
        chance.append(1 / (n * share * (1 - share)))
    if len(odds) < COUNTRIES:
        return None
    mean = sum(odds) / len(odds)
    spread = sum((x - mean) ** 2 for x in odds) / (len(odds) - 1)
    return len(odds), spread - sum(chance) / len(chance)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
