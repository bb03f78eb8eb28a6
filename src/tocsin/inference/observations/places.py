"""Places of reports to places of the scenario: by name in several spellings, by coordinates, by region.

A name that fits one place is that place; of several with one name the region or the coordinates decide,
and where they do not, the region they share is what is known.  Coordinates alone make a place only
where they lie within `NEAR_KM` of one, and a name that fits is refused where they lie more than
`FAR_KM` away: a town of the same name in another country.  They are looked at and forgotten.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tocsin.errors import did_you_mean
from tocsin.inference.observations.spelling import key, plain
from tocsin.scenario.load import BUNDLED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from tocsin.scenario import Scenario

#: Points this near to a town's are of that town: an urban area's radius (judgement).
NEAR_KM = 10.0
#: A town of a million is some 40 km across: farther off it is another of the same name (judgement).
FAR_KM = 60.0
EARTH_KM = 6371.0

#: What stands for the whole country.
NATION = frozenset({"nation", "national", "nationwide", "country", "countrywide", "all", "total"})


@dataclass(frozen=True)
class Found:
    """What is known of where: a place with its region, a region, or the country; or nothing.

    known : whether it lies in the scenario at all
    note : what was ambiguous or unknown, in words
    """

    place: str = ""
    region: str = ""
    known: bool = True
    note: str = ""


class Gazetteer:
    """The places and regions of a scenario, to be found by what others call them."""

    _last: tuple[tuple[float, float], NDArray[np.float64]] | None = None

    def __init__(self, scenario: Scenario) -> None:
        spec = scenario.spec
        self.regions = list(spec.regions)
        self.places = [(p.name, p.region) for p in spec.places]
        self.ids = {p.id: i for i, p in enumerate(spec.places)}
        self._rural = [p.kind == "rural" for p in spec.places]
        self._points = np.radians([[p.lat, p.lon] for p in spec.places])
        self._people = [p.population for p in spec.places]
        self.title = spec.title
        self._others = _translations(scenario.name)

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for i, (name, _) in enumerate(self.places):
            for spelling in (name, *self._others.get(name, ())):
                for k in {key(spelling), key(spelling, generic=True)}:
                    if i not in found[k]:
                        found[k].append(i)
        return found

    @cached_property
    def _region_keys(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Regions by whole names, and by names without 'region', 'city' and the like."""
        whole: dict[str, list[str]] = defaultdict(list)
        short: dict[str, list[str]] = defaultdict(list)
        for name in self.regions:
            for spelling in (name, *self._others.get(name, ())):
                for keys, k in ((whole, key(spelling, generic=True)), (short, key(spelling))):
                    if name not in keys[k]:
                        keys[k].append(name)
        return whole, short

    def region(self, text: str) -> list[str]:
        """The regions that a text may name."""
        whole, short = self._region_keys
        return whole.get(key(text, generic=True)) or short.get(key(text)) or []

    def named(self, text: str) -> list[int]:
        """The places that a text may name; what is rural last and only if nothing else fits."""
        if text in self.ids:
            return [self.ids[text]]
        base, _, inside = text.partition("(")
        found = self._by_key.get(key(text)) or self._by_key.get(key(text, generic=True)) or []
        if not found and inside:
            of = self.region(inside.rstrip(") "))
            found = [i for i in self._by_key.get(key(base), []) if self.places[i][1] in of]
        towns = [i for i in found if not self._rural[i]] or found
        same = [i for i in towns if _letters(self.places[i][0]) == _letters(text)]
        return same or towns

    def find(
        self,
        place: str = "",
        region: str = "",
        point: tuple[float, float] | None = None,
        exact: bool = True,
    ) -> Found:
        """Where a report belongs.

        point : latitude and longitude
        exact : the point is that of the place, not of the middle of a region
        """
        if not place and not region and point is None:
            return Found()
        if plain(place) in NATION or (not place and plain(region) in NATION):
            return Found()
        if place and not region and point is None and self._is_region(place):
            place, region = "", place
        regions = self.region(region) if region else []
        if not place and region:
            return self._only_region(region, regions)
        named = self.named(place) if place else []
        if point is not None:
            named = [i for i in named if self._km(point)[i] <= FAR_KM]
        if regions and len({self.places[i][1] for i in named} | set(regions)) > 1:
            named = [i for i in named if self.places[i][1] in regions] or (
                [] if len(named) != 1 or point is None else named
            )
        if len(named) > 1 and point is not None and exact:
            named = [min(named, key=lambda i: float(self._km(point)[i]))]
        if len(named) == 1:
            return Found(*self.places[named[0]])
        if len(named) > 1:
            return self._several(place, named)
        if point is not None and exact and (near := self._nearest(point)) is not None:
            return Found(*self.places[near])
        if place and not regions and not region and len(found := self.region(place)) == 1:
            return Found("", found[0])
        if len(regions) == 1:
            told = f"{{}} is no place of {regions[0]} here; the region is kept" if place else ""
            return Found("", regions[0], note=told)
        return Found(known=False, note=f"{{}} is no place of the scenario{self._near(place)}")

    def _is_region(self, text: str) -> bool:
        """Whether a text is the name of a region, letter by letter, and of no place."""
        same = _letters(text)
        return same in map(_letters, self.regions) and same not in (
            _letters(name) for name, _ in self.places
        )

    def _only_region(self, text: str, found: list[str]) -> Found:
        if len(found) == 1:
            return Found("", found[0])
        if found:
            return Found(known=False, note=f"{{}} can be {' or '.join(sorted(found))}; left out")
        return Found(known=False, note=f"{{}} is no region of the scenario{self._near(text)}")

    def _several(self, text: str, named: list[int]) -> Found:
        inside = sorted({self.places[i][1] for i in named})
        if len(inside) == 1:
            return Found(
                "", inside[0], note=f"{{}}: several places of {inside[0]}; the region is kept"
            )
        where = ", ".join(f"{self.places[i][0]} ({self.places[i][1]})" for i in named)
        return Found(known=False, note=f"{{}} can be {where}; give its region")

    def _near(self, text: str) -> str:
        hint = did_you_mean(text, [name for name, _ in self.places] + self.regions)
        return hint if "did you mean" in hint else ""

    def _km(self, point: tuple[float, float]) -> NDArray[np.float64]:
        """(place,) great-circle distances; those of the last point are kept."""
        if self._last is not None and self._last[0] == point:
            return self._last[1]
        lat, lon = np.radians(point[0]), np.radians(point[1])
        across = np.sin((self._points[:, 0] - lat) / 2) ** 2
        along = (
            np.cos(lat) * np.cos(self._points[:, 0]) * np.sin((self._points[:, 1] - lon) / 2) ** 2
        )
        found = np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(across + along, 0, 1))))
        self._last = (point, found)
        return found

    def _nearest(self, point: tuple[float, float]) -> int | None:
        """The largest of the towns within `NEAR_KM`; None where there is none."""
        km = self._km(point)
        near = [i for i in np.flatnonzero(km <= NEAR_KM) if not self._rural[i]]
        return int(max(near, key=lambda i: self._people[i])) if near else None


class Names(Gazetteer):
    """Places that a file of observations names already, for who has no scenario at hand."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.places = sorted({(p, r) for p, r in pairs if p})
        self.regions = sorted({r for _, r in pairs if r})
        self.ids = {}
        self._rural = [False] * len(self.places)
        self._points = np.zeros((len(self.places), 2))
        self._people = [0] * len(self.places)
        self._others = {}
        self.title = ""


def _letters(name: str) -> str:
    """A name letter by letter, in one form of Unicode and one case."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def _translations(name: str) -> dict[str, list[str]]:
    """Other names of what stands in a bundled scenario, and in those named after it."""
    for folder in sorted(BUNDLED.iterdir(), reverse=True):
        path = folder / "names.csv"
        if name.startswith(folder.name) and path.is_file():
            with path.open(newline="", encoding="utf-8") as rows:
                return {r["name"]: [x for k, x in r.items() if k != "name" and x]
                        for r in csv.DictReader(rows)}  # fmt: skip
    return {}
