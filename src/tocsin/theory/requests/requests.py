"""The data set `alliance-requests`: historical requests for allied troops.

`data/alliance-requests.csv` has a row for each request, coded by us in the words of a case file from
what was known before the decision, with reasons, source and confidence; `data/codebook.csv` says what
the words mean.  Rows without a request before the decision are kept as controls and not fitted.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from tocsin.theory.requests.case import NO_MEMBER, Case
from tocsin.theory.requests.read import Seen, see

DATA = Path(__file__).parent / "data"
TABLE = DATA / "alliance-requests.csv"
CODEBOOK = DATA / "codebook.csv"


@dataclass(frozen=True)
class Requested:
    """A row of the table."""

    row: dict[str, str]

    @property
    def id(self) -> str:
        """Its short name."""
        return self.row["id"]

    @property
    def title(self) -> str:
        """Host and time."""
        return self.row["title"]

    @property
    def core(self) -> bool:
        """Whether it is of the table that the model was asked to be fitted on."""
        return self.row["part"] == "core"

    @property
    def fitted(self) -> bool:
        """Whether troops were requested before it was decided."""
        return self.row["status"] == "request"

    @property
    def deployed(self) -> bool:
        """Whether fifty or more came on this request within two years."""
        return self.row["deployed"] == "yes"

    @property
    def troops(self) -> float | None:
        """Largest strength within about a month of arrival, persons."""
        return float(self.row["troops"]) if self.deployed and self.row["troops"] else None

    @property
    def lag_days(self) -> float | None:
        """Days from the request to the first of them in the country."""
        return float(self.row["lag_days"]) if self.deployed and self.row["lag_days"] else None

    @cached_property
    def case(self) -> Case:
        """The row as a case."""
        return Case.model_validate(self.data())

    @cached_property
    def seen(self) -> Seen:
        """What the model sees of it."""
        return see(self.case)

    def data(self) -> dict[str, Any]:
        """The row as the plain data of a case file."""
        r = self.row
        leader = r["leader"]
        data: dict[str, Any] = {
            "case": r["title"],
            "asked": r["asked"],
            "host": {
                "name": r["host"],
                "population": int(r["population"]),
                "member": r["member"] == "yes",
                "access": r["access"],
            },
            "request": {"by": r["by"], "urgency": r["urgency"]},
            "threat": {k: r[k] for k in ("framing", "opponent", "ties")},
            "alliance": {
                "name": r["alliance"], **{k: r[k] for k in ("clause", "rule", "outside_help")}
            },
            "dominant": {
                # where a few shared the burden, they stand here together as the one that carries it
                "member": "several" if leader == NO_MEMBER else leader,
                **{k: r[k] for k in ("stake", "reach", "fronts")},
            },
            "objections": r["objections"],
        }  # fmt: skip
        if r["forces"]:
            data["members"] = [{"name": data["dominant"]["member"], "forces": int(r["forces"])}]
        return data


@lru_cache(maxsize=1)
def table() -> tuple[Requested, ...]:
    """All rows, controls too."""
    return tuple(Requested(row) for row in _rows(TABLE))


def requests(core: bool = False) -> tuple[Requested, ...]:
    """The rows that the model is fitted on; with `core` only those of the first table."""
    return tuple(r for r in table() if r.fitted and (r.core or not core))


def codebook() -> list[dict[str, str]]:
    """A row for each column of the table: what it means and how it is coded."""
    return list(_rows(CODEBOOK))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))
