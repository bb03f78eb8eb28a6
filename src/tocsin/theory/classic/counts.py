"""Daily counts of events, as users have them: a CSV file with the columns date and count.

Optional columns are place, lat, lon and population (people at risk).  A day that the file leaves
out is a mistake until the user says what it means: zero, or unknown (as an empty cell is).
`fitting` next door fits models to them, `tables` reads the cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError
from tocsin.theory.classic import checks
from tocsin.theory.classic.tables import Mistakes, Row, read

#: Line and count by day and place, and line and value of what is known of a place.
At = dict[tuple[date, str], tuple[int, float]]
Where = dict[str, dict[str, tuple[int, float]]]
MISSING = ("error", "zero", "unknown")
MOST_CELLS = 2_000_000  # days times places
MOST_COUNT = 1e9
UNKNOWN = ("nan", "na", "n/a", "null", "none", ".", "-", "?")  # what programs write for it
LIMITS: dict[str, tuple[float, float]] = {
    "lat": (-90, 90),
    "lon": (-180, 180),
    "population": (0, 1e10),
}


@dataclass(frozen=True)
class Counts:
    """Counts by day and place.

    first : the first day; values : (day, place), NaN where unknown; places : their names
    lat, lon : (place,) degrees, population : (place,) people at risk, each None if not given
    source : where they come from
    """

    first: date
    values: NDArray[np.float64]
    places: tuple[str, ...] = ("",)
    lat: NDArray[np.float64] | None = None
    lon: NDArray[np.float64] | None = None
    population: NDArray[np.float64] | None = None
    source: str = "counts"

    def __post_init__(self) -> None:
        values = np.asarray(self.values, float)
        values = values[:, None] if values.ndim == 1 else values
        if values.ndim != 2 or values.shape[1] != len(self.places):
            raise InputError(f"{self.source}: expected counts by day and place")
        if (values < 0).any() or np.isinf(values).any():
            raise InputError(f"{self.source}: counts are 0 or more")
        object.__setattr__(self, "values", values)

    @property
    def days(self) -> int:
        """Number of days from the first to the last."""
        return len(self.values)

    @property
    def last(self) -> date:
        """The last day."""
        return self.first + timedelta(days=self.days - 1)

    @property
    def dates(self) -> list[date]:
        """Every day."""
        return [self.first + timedelta(days=i) for i in range(self.days)]

    @property
    def total(self) -> NDArray[np.float64]:
        """Counts by day over all places; NaN where one is unknown."""
        return np.asarray(self.values.sum(1))

    def head(self, days: int) -> Counts:
        """The first so many days."""
        return replace(self, values=self.values[:days])

    def pooled(self) -> Counts:
        """All places as one."""
        return Counts(self.first, self.total, source=self.source)

    def day(self, when: str | date) -> int:
        """Number of a day, 0 the first; raises InputError if it is no day of these."""
        found = _date("--until", when) if isinstance(when, str) else when
        number = (found - self.first).days
        if not 0 <= number < self.days:
            raise InputError(
                f"{found} is no day of {self.source}, which goes from {self.first} to {self.last}"
            )
        return number


def read_counts(path: str | Path, missing: str = "error") -> Counts:
    """Counts from a CSV file.

    missing : what a day (or a place on a day) that is not in the file means: 'error', 'zero' or
        'unknown'
    Raises InputError with every mistake and its line.
    """
    checks.choice("missing", missing, MISSING)
    rows = read(path, ("date", "count"), ("place", "lat", "lon", "population"))
    wrong = Mistakes(path)
    at: At = {}
    where: Where = {}
    for row in rows:
        _take(row, at, where, wrong)
    wrong.check()
    return _table(path, at, where, missing, wrong)


def _take(row: Row, at: At, where: Where, wrong: Mistakes) -> None:
    """Add a row to the counts by day and place, and to what is known of the place."""
    day = wrong.number(row, "date", _date)
    if day is None and not row.cells["date"]:
        wrong.add(row.line, "date: is empty; expected a day such as 2022-01-05")
    count = wrong.number(row, "count", _count, np.nan)
    place = row.cells.get("place", "")
    if "place" in row.cells and not place:
        wrong.add(row.line, "place: is empty; expected a name")
    known = where.setdefault(place, {})
    for name, (low, high) in LIMITS.items():

        def inside(column: str, text: str, low: float = low, high: float = high) -> float:
            return checks.number(column, text, low, high)

        value = wrong.number(row, name, inside)
        if value is None:
            continue
        line, before = known.setdefault(name, (row.line, value))
        if before != value:
            wrong.add(
                row.line,
                f"{name}: {value:g} of {place or 'the place'} was {before:g} in line {line}",
            )
    if day is None:
        return
    if (day, place) in at:
        of = f" of {place}" if place else ""
        wrong.add(row.line, f"{day}{of} stands twice, before in line {at[day, place][0]}")
    at[day, place] = (row.line, count)


def _table(path: str | Path, at: At, where: Where, missing: str, wrong: Mistakes) -> Counts:
    names = list(where)
    first, last = min(d for d, _ in at), max(d for d, _ in at)
    days = (last - first).days + 1
    if days * len(names) > MOST_CELLS:
        early, late = (
            next(line for (d, _), (line, _) in at.items() if d == e) for e in (first, last)
        )
        raise InputError(f"{path}: {days:,} days from {first} (line {early}) to {last} (line {late}), "
                         f"{len(names):,} places: more than {MOST_CELLS:,} counts")  # fmt: skip
    values = np.full((days, len(names)), np.nan)
    given = np.zeros(values.shape, bool)
    number = {name: i for i, name in enumerate(names)}
    for (day, place), (_, count) in at.items():
        values[(day - first).days, number[place]] = count
        given[(day - first).days, number[place]] = True
    if missing == "error" and not given.all():
        wrong.add(0, _tell_missing(first, names, given))
    wrong.check()
    if missing == "zero":
        values[~given] = 0
    about = {}
    for name in ("lat", "lon", "population"):
        found = [where[p].get(name) for p in names]
        if all(found):
            about[name] = np.array([v[1] for v in found if v])
        elif any(found):
            short = names[next(i for i, v in enumerate(found) if not v)]
            raise InputError(
                f"{path}: {name} is given for some places, not for {short or 'all rows'}"
            )
    return Counts(first, values, tuple(names), source=str(path), **about)


def _tell_missing(first: date, names: list[str], given: NDArray[np.bool_]) -> str:
    t, k = (int(x[0]) for x in np.nonzero(~given))
    whole = int((~given.any(1)).sum())
    if len(names) == 1:
        days = "day is" if whole == 1 else "days are"
        what = f"{whole} {days} missing, the first {first + timedelta(days=t)}"
    else:
        what = (f"{int((~given).sum())} of {given.size} counts by day and place are missing, the first "
                f"{first + timedelta(days=t)} of {names[k]}")  # fmt: skip
    return (f"{what}; write a count of 0 there, or leave the cell empty if it is unknown, "
            "or say what a missing day means: --missing zero or --missing unknown")  # fmt: skip


def _date(name: str, text: str | date) -> date:
    if isinstance(text, date):
        return text
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"{name}: {text[:80]!r} is no date; expected one such as 2022-01-05"
        ) from None


def _count(name: str, text: str) -> float:
    if text.casefold() in UNKNOWN:
        raise InputError(f"{name}: {text!r} is no number; leave the cell empty if it is unknown")
    found = checks.number(name, text, 0, MOST_COUNT)
    if found != int(found):
        raise InputError(f"{name}: {text} is no whole number")
    return found
