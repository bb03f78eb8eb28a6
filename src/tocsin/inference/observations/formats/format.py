"""What a format declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tocsin.inference.observations.draft import Draft
from tocsin.inference.observations.table import Row


@dataclass(frozen=True)
class Format:
    """A source of observations.

    name : as --format has it
    title : as people call it
    drafts : of a row, the figures in it
    sign : columns that tell it from all others, all of which are needed
    head : columns of a file that has no head
    tips : written by people, so that messages do not repeat their words
    folder : it is no table but a folder of mail
    """

    name: str
    title: str
    drafts: Callable[[Row], Iterator[Draft]]
    sign: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    tips: bool = False
    folder: bool = False

    def fits(self, head: list[str]) -> bool:
        """Whether a head has its columns."""
        return set(self.sign) <= set(head)


def point(row: Row, lat: str, lon: str) -> tuple[float, float] | None:
    """Latitude and longitude of a row, in degrees; None where they are missing or no place on earth."""
    try:
        found = float(row.text(lat).replace(",", ".")), float(row.text(lon).replace(",", "."))
    except ValueError:
        return None
    return found if abs(found[0]) <= 90 and abs(found[1]) <= 180 and any(found) else None
