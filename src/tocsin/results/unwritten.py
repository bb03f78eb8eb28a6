"""A job whose runs stay in memory: what `folder.Job` writes is written when somebody asks for it.

Most who call `tc.simulate` in a loop read outcomes and go on; a store of a hundred arrays for each run
would cost a third of a national one.  `travelling` has the result that such a job ends in.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.results.folder import Job, Leavings
from tocsin.results.rows import line_of, row_of

if TYPE_CHECKING:
    from tocsin.results.travelling import Temporary
    from tocsin.scenario import Scenario
    from tocsin.world import World

UP_TO = 50  # runs: what they leave, compressed, takes a megabyte each at most
AS_IT_IS = 3  # runs whose record is kept as it is, 30 MB each for a country: packing takes a while


class Unwritten:
    """A job without a folder; the part of `Job` that carrying out runs needs."""

    def __init__(self, plan: dict[str, Any], name: str) -> None:
        self.plan, self.path = plan, Path(name)
        self.finished: set[int] = set()
        self._left: dict[int, Leavings] = {}
        self._rows: dict[int, dict[str, Any]] = {}

    def start(self, scenario: Scenario) -> None:
        """What will be simulated."""
        self._scenario = scenario

    def keep(self, index: int, left: Leavings) -> None:
        """What a finished run leaves."""
        self._left[index] = left
        self.add(index, left.row)

    def add(self, index: int, row: dict[str, Any]) -> None:
        """A row, as it will be read from a file."""
        self._rows[index] = row_of(line_of({"index": index} | row).encode(), self.path)
        self.finished.add(index)

    def each_row(self) -> Iterator[dict[str, Any]]:
        """Rows in the order of their indices."""
        for index in sorted(self._rows):
            yield dict(self._rows[index])

    def abandon(self) -> None:
        """Forget everything."""
        self._left.clear()
        self._rows.clear()

    def lay_down(
        self,
        summary: dict[str, Any],
        manifest: dict[str, Any],
        threads: int,
        world: Callable[[Scenario, int], World],
    ) -> tuple[Path, Temporary]:
        """Write the run directory, in a temporary one; what was in memory is then forgotten."""
        around = tempfile.TemporaryDirectory(prefix="tocsin-")
        job = Job(Path(around.name) / self.path.name, self.plan)
        try:
            job.start(self._scenario)
            for index, row in self._rows.items():
                if index in self._left:
                    job.keep(index, self._left.pop(index).made())
                else:
                    job.add(index, {k: v for k, v in row.items() if k != "index"})
            place = job.complete(
                self._scenario, world(self._scenario, threads), summary, manifest,
                threads=threads, part=False,
            )  # fmt: skip
        except BaseException:
            job.abandon()
            raise
        self.abandon()
        return place, around
