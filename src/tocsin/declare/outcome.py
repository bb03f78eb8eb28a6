"""Outcomes: what a run comes to, each declared once, at the function that works it out.

    @outcome("persons", "injured, all", group="harm", harm=True, shown="injured")
    def injured(run): ...

The name of the function is the outcome's.  From the declaration the summary, the ledger, exports, the
terminal, the report, comparisons, sweeps, the checks of `references` and docs/reference.md take what
they need; its words in further languages stand in view/words/outcomes.json.  The functions stand in
`record/outcomes` and in the `outcomes` of each part; their order there is the order everywhere.
What is a sum of other quantities stands next door, in `totals`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from types import ModuleType
from typing import Any, Literal

#: A number, a name, nothing, or a table of numbers.
Value = float | str | None | dict[str, float | None]

#: What the keys of tables name; ' and day' or ' and time' may follow, as in 'Alpha 2022-01-05'.
KEYS = (
    "region", "place", "site", "stratum", "service", "power", "member", "figure", "claim", "day",
    "member and term", "service and place",
)  # fmt: skip
#: Where the report tells single figures; tables stand beneath them, '' means with the others.
GROUPS = ("harm", "crowds", "damage", "allies", "politics")

#: harm, spread and duration are analysed by a sweep without being asked for, more if they are.
Sweep = Literal["harm", "spread", "duration", "more", "never", ""]


@dataclass(frozen=True)
class Outcome:
    """What is known of an outcome beside its value.

    name : as in summary.json; unit : 'share of runs' of what is the case or not, 'place' of a name
    about : what it is, for the reference page and the ledger
    of : works it out from the record of a run (`record.outcomes.run.Run`)
    keys : what the keys of a table name (`KEYS`); of one figure empty
    part : section of the scenario, or key of one, without which it is not there
    harm : harm to people, of which less is better; of others no direction is called better
    group : where the report tells it (`GROUPS`)
    under : the outcome of which it is a part; it stands below it, set in
    elsewhere : the report shows it in a section of its own, not among the tables of outcomes
    shown : label in the terminal, '{}' for the key of a table; '' if it is not shown there
    all_keys : the terminal shows keys without a record too
    dated : hours since the start, shown as a day and a time
    column : head of its column where the terminal compares variants; '' if there is none
    compared : a table is compared key by key (single figures always are)
    sweep : whether a sweep may analyse it
    predicted : whether the model says it: the ledger leaves out what the scenario says itself
    absent : of a run that has none and did not come to it at all, from its other outcomes: whether so
    never : what the terminal says where no run came to it
    """

    name: str
    unit: str
    about: str
    of: Callable[[Any], Any]
    keys: str = ""
    part: str = ""
    harm: bool = False
    group: str = ""
    under: str = ""
    elsewhere: bool = False
    shown: str = ""
    all_keys: bool = False
    dated: bool = False
    column: str = ""
    compared: bool = False
    sweep: Sweep = ""
    predicted: bool = True
    absent: Callable[[Mapping[str, Any]], bool] | None = None
    never: str = ""

    @property
    def kind(self) -> Literal["number", "share", "name"]:
        """How runs are told together: a median, a share of them, the most frequent name."""
        return {"share of runs": "share", "place": "name"}.get(self.unit, "number")  # type: ignore[return-value]

    @property
    def reads(self) -> Literal["count", "size", "time"]:
        """How a difference reads: fewer or more, lower or higher, sooner or later."""
        if self.unit in ("share", "share of runs", "probability", "1", "log-odds"):
            return "size"
        return "time" if self.dated else "count"


def outcome(unit: str, about: str, **more: Any) -> Callable[[Callable[[Any], Any]], Outcome]:
    """Declare the function below as an outcome of its name; `more` are its other fields."""

    def declare(function: Callable[[Any], Any]) -> Outcome:
        made = Outcome(function.__name__, unit, about, function, **more)
        _check(made)
        return made

    return declare


def _check(made: Outcome) -> None:
    """A half-declared outcome fails where it is declared, not after a run."""
    kind = made.keys.partition(" and day")[0].partition(" and time")[0]
    wrong = (
        (kind and kind not in KEYS, f"keys {made.keys!r}; expected of {', '.join(KEYS)}"),
        (made.group and made.group not in GROUPS, f"group {made.group!r}; known: {GROUPS}"),
        (not made.keys and not made.group, "is one figure and needs a group"),
        (
            bool(made.keys) != ("{}" in made.shown) and made.shown,
            "only a table has '{}' in `shown`",
        ),
        (not made.unit or not made.about, "needs a unit and a meaning"),
    )
    for failed, why in wrong:
        if failed:
            raise ValueError(f"outcome {made.name!r}: {why}")


class _Registry(Mapping[str, Outcome]):
    """All outcomes by name, in their order; filled when first read (see `home`)."""

    def __init__(self) -> None:
        self._known: dict[str, Outcome] = {}
        self._homes: list[Callable[[], None]] = []

    def home(self, fill: Callable[[], None]) -> None:
        """What to call before the first reading: it imports the modules that declare.

        The package's root gives it, so that nothing down here knows who declares."""
        self._homes.append(fill)

    def add(self, *modules: ModuleType) -> None:
        """Take in the outcomes of modules, in the order given and that of their lines."""
        for module in modules:
            for made in vars(module).values():
                if not isinstance(made, Outcome):
                    continue
                if self._known.setdefault(made.name, made) is not made:
                    raise ValueError(f"outcome {made.name!r} is declared twice")

    def _all(self) -> dict[str, Outcome]:
        homes, self._homes = self._homes, []
        for fill in homes:
            fill()
        return self._known

    def __getitem__(self, name: str) -> Outcome:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


OUTCOMES = _Registry()


def lacking(spec: object) -> set[str]:
    """Outcomes that a scenario does not have, for want of a section."""
    return {o.name for o in OUTCOMES.values() if o.part and not attrgetter(o.part)(spec)}
