"""Facts and countries of `tocsin world`, from tables of recorded protests.

    python tools/world/record.py FOLDER

FOLDER has `mass_mobilization_events.csv` (Mass Mobilization, Clark & Regan, doi
10.7910/DVN/HTTWYL, CC0) and `stylised_facts.csv`, statistics with sources.  Only statistics are
written: facts.csv and countries.csv of `tocsin.inference.world`.  Bounds are those of the table of
statistics where it has some; else the same measures as for simulated crises, over countries drawn
again; else by judgement, which the column `interval` says.  Every second fact is held back, declared
here before a crisis was run.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.errors import InputError
from tocsin.inference.observations.formats.sizes import size as size_of
from tocsin.inference.world.coding import RESPONSES
from tocsin.inference.world.events import Events, Units, drawn, ordered
from tocsin.inference.world.measures import CLASSES, MEASURES
from tocsin.world.atlas.lookup import find

HERE = Path(__file__).parents[2] / "src" / "tocsin" / "inference" / "world"
COLUMNS = (
    "id",
    "topic",
    "statement",
    "value",
    "low",
    "high",
    "unit",
    "n",
    "use",
    "interval",
    "source",
)
MM = "Mass Mobilization (Clark & Regan, doi 10.7910/DVN/HTTWYL, CC0), 1990 to March 2020"
#: Held back together: no parameter speaks of crowds and cities.
TOGETHER = ("F12", "F13")
#: Words for the parts of facts that have several.
WORDS = {
    "F07": "{} of participants", "F10": "share of all participants in the {} of events",
    "F14": "crowd over city population, {}",
    "F15": "largest event of a country-year (a crisis) over the nation, {}",
    "F27": "{}", "F28": "killings, {}", "F29": "killings at crowds of {}",
    "F31": "price or tax protests: {}",
    "F32": "next protest within 30 days violent, after a {} one", "F33": "events that last {} days",
    "F35": "accommodation of events that last {} days", "F38": "events in the 7 days after / before {}",
    "F44": "waves of towns: {}", "F52": "gatherings that start in the {}", "F55": "start on a {}",
}  # fmt: skip
PARTS = {
    "median": "median", "q75": "75 %", "q90": "90 %", "q95": "95 %", "q99": "99 %", "top1": "top 1 %",
    "top10": "top 10 %", "accomodation": "accommodation", "multi": "more than a day",
    "crowddispersal": "dispersal", "brief": "active on one day only", "again": "active again next day",
    "afternoon": "afternoon, 12-17 h", "evening": "evening, 18-23 h", "night": "night, 0-6 h",
}  # fmt: skip
#: Values of parts as the table of statistics states them, where the whole has several.
STATED: dict[str, float] = {
    "F07.median": 400, "F07.q75": 3000, "F07.q90": 25_000, "F07.q95": 50_000, "F07.q99": 328_000,
    "F10.top1": 0.5, "F10.top10": 0.9, "F11": 0.86, "F14.median": 0.00055, "F14.q95": 0.046,
    "F15.median": 0.00017, "F15.q90": 0.0052, "F41": 1.45, "F44.brief": 0.51, "F44.again": 0.55,
    "F52.afternoon": 0.38, "F52.evening": 0.5, "F52.night": 0.0, "F53": 0.66, "F69": 24,
}  # fmt: skip
#: Bounds by judgement: a factor, or a difference, on either side.
FACTORS = {"F14.median": 2.0, "F14.q95": 2.0, "F15.median": 1.5, "F15.q90": 1.5}
APART = {"F44.brief": 0.1, "F52.afternoon": 0.1, "F52.evening": 0.1, "F52.night": 0.05, "F53": 0.1}
GIVEN = {"F44.again": (0.5, 0.6), "F69": (6.0, 43.0)}
#: Facts that do not apply to 14 days of one crisis, and why.
NOT = {
    "F16 F17 F18 F19 F34": "campaigns of months and years; a crisis here lasts 14 days",
    "F36": "8 to 30 days after: longer than a crisis",
    "F39 F40 F47 F48 F49 F50 F51": "no number to compare, or a sign that proves nothing",
    "F42 F43": "waiting times and counts of years, in which there are many crises",
    "F45 F46": "one wave in one country each, without bounds; the model's reach by news and ties is "
    "tested by its own laws",
    "F57": "days of a year in one city",
    "F58": "ages and sexes of the arrested: set by strata, one case",
    "F61 F65 F66 F67 F68": "of shutdowns, of which shocks there were, of how figures are revised",
    "F70": "one case",
}
TIMES = 200
#: States that are no more count with the largest that followed.
FOLLOWED = {
    "USSR": "Russia", "Yugoslavia": "Serbia", "Serbia and Montenegro": "Serbia",
    "Czechoslovakia": "Czechia", "Germany East": "Germany", "Germany West": "Germany",
    "Congo Kinshasa": "DR Congo", "Congo Brazzaville": "Republic of the Congo", "Bosnia": "BA",
    "Timor Leste": "TL", "United Arab Emirate": "AE", "Slovak Republic": "SK", "Macedonia": "MK",
}  # fmt: skip


def read(folder: Path) -> tuple[list[dict[str, str]], dict[str, dict[str, str]]]:
    """The protests, and the facts by their numbers."""
    with (folder / "mass_mobilization_events.csv").open(newline="", encoding="utf-8") as file:
        protests = [r for r in csv.DictReader(file) if r["protest"] == "1"]
    with (folder / "stylised_facts.csv").open(newline="", encoding="utf-8") as file:
        return protests, {r["id"]: r for r in csv.DictReader(file)}


def arrays(rows: list[dict[str, str]]) -> tuple[Events, Units]:
    """The record as events; a unit is a country over all its years."""
    names = sorted({r["country"] for r in rows})
    places = {w: i for i, w in enumerate(sorted({(r["country"], r["location"]) for r in rows}))}
    first = np.array([date.fromisoformat(r["start_date"]).toordinal() - 1 for r in rows])
    last = np.array([date.fromisoformat(r["end_date"]).toordinal() - 1 for r in rows])
    blank = np.full(len(rows), -1)
    no = np.full(len(rows), np.nan)
    unit = np.array([names.index(r["country"]) for r in rows])
    made = Events(
        unit=unit, country=unit, city=np.array([places[r["country"], r["location"]] for r in rows]),
        region=np.array([r["region"] for r in rows]), people=no, nation=no + 1,
        size=np.array([_size(r) for r in rows]),
        violent=np.array([float(r["protesterviolence"] or 0) > 0 for r in rows]),
        first=first, days=np.maximum(1, last - first + 1), hour=blank,
        **{k: np.array([r[k] in ("1", "1.0") for r in rows]) for k in RESPONSES},
        next_violent=blank, before=blank, after=blank,
    )  # fmt: skip
    ends = np.full(len(names), int(last.max()) + 1)
    return ordered(made, np.full(len(names), int(first.min())), ends)


_read = cache(size_of)


def _size(row: dict[str, str]) -> float:
    """Participants: the number in the text, else the middle of the class; nan without either."""
    for text in (row["participants"], row["participants_category"]):
        low, best, high = _read(text)
        if best:
            return best
        if low and high:
            return float((low * high) ** 0.5)
        if low or high:
            return float(low or high or 0)
    return float("nan")


def subset(fact: str) -> str:
    """Of which protests a fact speaks."""
    number = fact.partition(".")[0]
    if number == "F11":
        return "precise"
    if number == "F31":
        return "price"
    return "sized" if number in ("F07", "F08", "F09", "F10", "F29") else "all"


def belongs(row: dict[str, str], which: str) -> bool:
    """Whether a protest is one of them."""
    if which == "price":
        return row["price increases_tax_policy"] == "1"
    if which == "precise":
        return _read(row["participants"])[1] is not None and _size(row) >= 50
    return which == "all" or _size(row) >= 50


class Bounds:
    """Values in the record, and 90 % intervals over countries drawn again."""

    def __init__(self, protests: list[dict[str, str]]) -> None:
        self.protests = protests
        self.known: dict[str, tuple[dict[str, float], dict[str, Any]]] = {}

    def of(self, fact: str) -> tuple[float, float, float]:
        """Value and bounds of a measure."""
        which = subset(fact)
        if which not in self.known:
            self.known[which] = self._measured(which)
        value, spread = self.known[which]
        low, high = np.nanquantile(spread[fact], (0.05, 0.95))
        return value[fact], float(low), float(high)

    def _measured(self, which: str) -> tuple[dict[str, float], dict[str, Any]]:
        events, units = arrays([r for r in self.protests if belongs(r, which)])
        rng = np.random.Generator(np.random.Philox(1))
        names = [f for f in MEASURES if subset(f) == which]
        again = [
            drawn(events, units, rng.integers(0, len(units), len(units))) for _ in range(TIMES)
        ]
        with np.errstate(all="ignore"):
            return (
                {f: float(MEASURES[f](events, units)) for f in names},
                {f: [MEASURES[f](*a) for a in again] for f in names},
            )


def facts(folder: Path) -> list[dict[str, Any]]:
    """The rows of facts.csv."""
    protests, stated = read(folder)
    numbers = list(dict.fromkeys(f.split(".")[0] for f in sorted(MEASURES)))
    uses = _uses(numbers)
    out: list[dict[str, Any]] = []
    known = Bounds(protests)
    for fact in sorted(MEASURES, key=lambda f: (f.split(".")[0], list(MEASURES).index(f))):
        number, _, part = fact.partition(".")
        whole = stated[number]
        value, low, high, how = _interval(fact, whole, known)
        out.append({
            "id": fact, "topic": whole["topic"], "statement": _words(number, part, whole),
            "value": value, "low": low, "high": high, "n": whole["n"],
            "unit": "share" if number == "F44" else whole["unit"],
            "use": uses[number], "interval": how, "source": _source(number, whole["source"]),
        })  # fmt: skip
        print(fact, value, low, high, how)
    for group, why in NOT.items():
        for number in group.split():
            whole = stated[number]
            out.append(dict.fromkeys(COLUMNS, "") | {
                "id": number, "topic": whole["topic"], "statement": whole["statement"],
                "use": "does not apply", "interval": why, "source": _source(number, whole["source"]),
            })  # fmt: skip
    return sorted(out, key=lambda r: (r["id"].split(".")[0], r["use"] == "does not apply"))


def _uses(numbers: list[str]) -> dict[str, str]:
    """Every second fact is held back, in the order of their numbers."""
    out = {n: "held back" for n in numbers if n in TOGETHER}
    for i, number in enumerate(n for n in numbers if n not in TOGETHER):
        out[number] = "held back" if i % 2 else "priors"
    return out


def _words(number: str, part: str, whole: dict[str, str]) -> str:
    if not part:
        return whole["statement"].partition(":")[0] if number == "F69" else {
            "F11": "sizes with one digit that is not zero",
            "F37": "events in the 7 days after / before shooting or killing",
            "F41": "pairs of protests 1-7 days apart over 8-13 days apart, per day",
            "F53": "tear gas (crowds driven off) from 18 h to 2 h",
        }.get(number, whole["statement"])  # fmt: skip
    said = " if ".join(PARTS.get(p, p) for p in part.split("."))
    return WORDS[number].format(said)


#: Sources in words, where the table names files.
CALLED = {
    "F44": "towns with protests in Iran, 28 December 2017 to 2 January 2018 (fa.wikipedia)",
    "F45": "towns with protests in Iran, 28 December 2017 to 2 January 2018 (fa.wikipedia)",
    "F58": "official list of the arrested, Ecuador 2019",
    "F66": "first and later figures: Iran 2019, Kazakhstan 2022, yellow vests",
    "F68": "network measurements: Iran 2019, Kazakhstan 2022",
    "F69": "official figures of Kazakhstan 2022, Iran 2019, Ecuador 2019",
}


def _source(number: str, text: str) -> str:
    if number in CALLED:
        return CALLED[number]
    return MM if text.startswith("Mass Mobilization") else text.partition(", github")[0]


def _interval(fact: str, whole: dict[str, str], known: Bounds) -> tuple[float, float, float, str]:
    """Value, bounds, and how these were found."""
    if fact in GIVEN:
        return STATED[fact], *GIVEN[fact], "range of few cases"
    if fact in FACTORS:
        v, f = STATED[fact], FACTORS[fact]
        return v, _short(v / f), _short(v * f), f"judgement: a factor of {f:g}; none was recorded"
    if fact in APART:
        v, d = STATED[fact], APART[fact]
        return (
            v,
            max(0.0, v - d),
            min(1.0, v + d),
            f"judgement: {d:g} on either side; one city or wave",
        )
    if whole["low"] and "." not in fact:
        return (float(whole["value"]), float(whole["low"]), float(whole["high"]),
                "90 %, countries drawn again")  # fmt: skip
    value, low, high = known.of(fact)
    value = STATED.get(fact, value)
    return (_short(value), _short(min(low, value)), _short(max(high, value)),
            "90 %, countries drawn again, by the measure of this table")  # fmt: skip


def _short(x: float) -> float:
    return float(f"{x:.3g}")


@cache
def _iso(name: str) -> str:
    """Code of a country of the data; empty for one that the atlas does not have."""
    try:
        return find(FOLLOWED.get(name, name)).country.iso
    except InputError as error:
        print(f"left out: {name}: {error}")
        return ""


def countries(rows: Iterable[dict[str, str]]) -> list[dict[str, Any]]:
    """Protests by country of the atlas."""
    count: Counter[str] = Counter()
    about: dict[str, tuple[str, str, str]] = {}
    for r in rows:
        name = r["country"]
        iso = _iso(name)
        if not iso:
            continue
        count[iso] += 1
        if iso not in about or name not in FOLLOWED:
            about[iso] = (name, r["ccode"], r["region"])
    return [
        {"iso": iso, "name": about[iso][0], "ccode": about[iso][1], "region": about[iso][2],
         "protests": n} for iso, n in sorted(count.items())
    ]  # fmt: skip


def write(name: str, rows: list[dict[str, Any]], head: str) -> None:
    """A table with a line on where it comes from."""
    with (HERE / name).open("w", newline="", encoding="utf-8") as file:
        file.write(head)
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Write both tables."""
    folder = Path(sys.argv[1])
    protests, _ = read(folder)
    made = "made by tools/world/record.py; statistics only"
    write("countries.csv", countries(protests), f"# Protests by country. {MM}; {made}.\n")
    write(
        "facts.csv", facts(folder), f"# {made}. Sizes of {len(CLASSES)} classes as coded there.\n"
    )


if __name__ == "__main__":
    main()
