"""Writes the column `earlier` of the flagship's places: how used a town is to protest.

    python tools/kazakhstan/earlier.py mass_mobilization_events.csv

Counts the protests of 50 and more that the Mass Mobilization data (Clark & Regan, CC0) places in a town
of Kazakhstan from 2000 on, strikes of 2011 among them; earlier = log(1 + n) / log(1 + most).  Their
record ends in March 2020 and misses most of the small protests of 2018 to 2021.
"""

from __future__ import annotations

import csv
import math
import re
import sys
from pathlib import Path

TABLE = Path(__file__).parents[2] / "src/tocsin/scenario/bundled/kazakhstan-2022/places.csv"
NAMES = {  # as the data spells them: as we do
    "almaty": "Almaty", "alma ata": "Almaty", "shanyrak": "Almaty", "astana": "Nur-Sultan",
    "zhanaozen": "Zhanaozen", "aktau": "Aktau", "shetpe": "Shetpe", "karaganda": "Karaganda",
    "kentau": "Kentau", "kostanay": "Kostanay", "shymkent": "Shymkent", "kyzylorda": "Kyzylorda",
    "semipalatinsk": "Semey", "kokshetau": "Kokshetau", "atyrau": "Atyrau", "aktobe": "Aktobe",
    "aktyubinsk": "Aktobe", "uralsk": "Oral", "taraz": "Taraz", "mangistau": "Aktau",
    "temirtau": "Temirtau", "zhezkazgan": "Zhezkazgan", "pavlodar": "Pavlodar", "gazik": "Zhanaozen",
}  # fmt: skip


def main() -> None:
    counts: dict[str, int] = {}
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["country"] != "Kazakhstan" or int(row["year"]) < 2000:
                continue
            text = row["location"].casefold()
            for name in {ours for theirs, ours in NAMES.items() if theirs in text}:
                counts[name] = counts.get(name, 0) + 1
    most = math.log1p(max(counts.values()))
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    head = next(i for i, line in enumerate(lines) if line.startswith("id,"))
    names = lines[head].split(",")
    if "earlier" not in names:
        names.append("earlier")
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        note = "# earlier: protests of 2000 to 2020 in Mass Mobilization (Clark & Regan, CC0), "
        note += "see tools/kazakhstan/earlier.py"
        kept = [line for line in lines[:head] if "# earlier" not in line]
        file.write("\n".join([*kept, note]) + "\n")
        out = csv.DictWriter(file, names, lineterminator="\n")
        out.writeheader()
        for row in csv.DictReader(lines[head:]):
            n = counts.get(re.sub(r"[’']", "", row["name"]), 0)
            row["earlier"] = f"{math.log1p(n) / most:.2f}" if n and row["kind"] != "rural" else ""
            out.writerow(row)
    print(counts)


if __name__ == "__main__":
    main()
