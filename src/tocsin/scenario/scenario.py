"""A scenario: what was read, checked and fixed; editing gives a new one."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.plural import counted
from tocsin.scenario.reading.dump import dump
from tocsin.scenario.reading.times import moment, zone

if TYPE_CHECKING:
    from tocsin.scenario.reading.document import Document
    from tocsin.scenario.sections.levers import Lever
    from tocsin.scenario.sections.spec import Spec


class Scenario:
    """A checked scenario; `spec` has its sections, editing methods return a new one.

    >>> import tocsin as tc
    >>> calm = tc.load("two-towns").without("shock").set("parameters.k", 2.0)
    """

    def __init__(
        self, spec: Spec, document: Document, folder: Path, edits: tuple[str, ...] = ()
    ) -> None:
        self.spec = spec
        self.document = document
        self.folder = folder
        self.edits = edits  # in words of the command line, since the file
        self.file: Path | None = None  # from which it was read, by way of whatever edits

    def __repr__(self) -> str:
        return f"<Scenario {self.name}: {self.spec.title}, {self.persons:,} persons>"

    def _repr_html_(self) -> str:
        """What a notebook shows: title, size, levers by kind of trigger."""
        from html import escape

        spec, levers = self.spec, self.spec.levers.values()
        rows = {
            "persons": f"{self.persons:,}",
            "places": f"{len(spec.places):,} in {counted(len(spec.regions), 'region')}",
            "hours": f"{self.hours} from {spec.clock.start} ({spec.clock.zone})",
            "levers": f"{sum(x.at is not None for x in levers)} at a time, "
            f"{sum(x.at is None for x in levers)} by rule",
            "edits": "; ".join(self.edits) or "none",
        }
        cells = "".join(f"<tr><th>{k}</th><td>{escape(v)}</td></tr>" for k, v in rows.items())
        about = f"<p>{escape(spec.description)}</p>" if spec.description else ""
        return f"<h4>{escape(spec.title)}</h4>{about}<table>{cells}</table>"

    @property
    def name(self) -> str:
        """Short name."""
        return self.spec.name

    @property
    def persons(self) -> int:
        """Number of persons."""
        return sum(p.population for p in self.spec.places)

    @property
    def hours(self) -> int:
        """Length of a run in hours."""
        return self.spec.clock.hours

    @property
    def levers(self) -> dict[str, Lever]:
        """Levers by name."""
        return dict(self.spec.levers)

    @cached_property
    def zone(self) -> tzinfo:
        """The scenario's own time zone."""
        return zone(self.spec.clock.zone)

    @cached_property
    def start(self) -> datetime:
        """Start of the run, in UTC."""
        return moment(self.spec.clock.start, self.zone)

    def hour_of(self, text: str) -> float:
        """Hours from the start to a moment written in the scenario's zone."""
        return (moment(text, self.zone) - self.start).total_seconds() / 3600

    def moment_of(self, hour: float) -> datetime:
        """The moment, in UTC, so many hours after the start."""
        return self.start + timedelta(hours=hour)

    def local(self, hour: float, region: str = "") -> datetime:
        """The local time so many hours after the start, in the scenario's zone or a region's.

        Clocks may be changed during a run, so that hours are counted in UTC and then told.
        """
        return self.moment_of(hour).astimezone(self.zone_of(region) if region else self.zone)

    def dates(self, hours: int | None = None) -> list[str]:
        """The local day of each hour of the run, in the scenario's zone."""
        return [self.local(t).date().isoformat() for t in range(hours or self.hours)]

    def midnights(self) -> list[tuple[float, date]]:
        """Local midnights of the run: hours since its start, and the day that begins there.

        Each is converted by itself, since clocks may be changed between two of them.
        """
        first = self.local(0).date()
        days = [first + timedelta(days=n) for n in range(int(self.hours // 24) + 2)]
        begun = [datetime.combine(day, time(), self.zone).astimezone(UTC) for day in days]
        hours = [(moment - self.start).total_seconds() / 3600 for moment in begun]
        return [(t, day) for t, day in zip(hours, days, strict=True) if 0 <= t <= self.hours]

    def zone_of(self, region: str) -> tzinfo:
        """Time zone of a region."""
        return zone(self.zone_name(region))

    def zone_name(self, region: str = "") -> str:
        """The zone of a region as it is written, such as 'UTC+6'; without one that of the scenario."""
        own = self.spec.regions[region].zone if region else None
        return own or self.spec.clock.zone

    # --- editing -----------------------------------------------------------------------------

    def set(self, path: str, value: object) -> Scenario:
        """A copy with the value at a dotted path changed: `set("parameters.k", 2.0)`."""
        return self.edit(set={path: value})

    def without(self, *names: str) -> Scenario:
        """A copy without some levers or parts: `without("alliance", "shutdown")`."""
        return self.edit(without=names)

    def with_(self, *names: str) -> Scenario:
        """A copy with some levers or parts switched on: `with_("cells")`."""
        return self.edit(with_=names)

    def edit(
        self,
        set: dict[str, Any] | Iterable[str] = (),
        without: Iterable[str] = (),
        with_: Iterable[str] = (),
    ) -> Scenario:
        """A copy with several edits at once."""
        return _load[0](self, set=set, without=without, with_=with_)

    # --- writing -----------------------------------------------------------------------------

    def copy_of_data(self) -> dict[str, Any]:
        """The resolved data, free to change."""
        data: dict[str, Any] = copy.deepcopy(self.document.data)
        return data

    def to_yaml(self) -> str:
        """The resolved scenario as YAML, which runs as it is."""
        return dump(without_sources(self.document.data))

    @cached_property
    def digest(self) -> str:
        """Fingerprint of everything that a result can depend on; a file counts by its content."""
        data = self.spec.model_dump(mode="json")
        for own in data["mechanisms"]:
            own["file"] = hashlib.blake2b(own.pop("source").encode()).hexdigest()
        return fingerprint(data)


#: What reads a scenario with edits: `load`, which puts itself here.
_load: list[Callable[..., Scenario]] = []


def edits_by(load: Callable[..., Scenario]) -> None:
    """Say what makes an edited copy."""
    _load[:] = [load]


def without_sources(data: dict[str, Any]) -> dict[str, Any]:
    """Data as they are written: the text of a user's own mechanism stays in its file."""
    own = data.get("mechanisms")
    if not isinstance(own, list):
        return data
    bare = [{k: v for k, v in item.items() if k != "source"} for item in own]
    return {**data, "mechanisms": bare}


def fingerprint(data: object) -> str:
    """Hexadecimal fingerprint of plain data."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
