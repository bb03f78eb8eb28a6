"""Run directories: the records of runs, what was summed up from them, and the scenario beside it."""

from __future__ import annotations

import io
import shutil
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.record import chronicle, store
from tocsin.record.chronicle import Event
from tocsin.record.directory import PARTIAL, Directory, write_text
from tocsin.record.outcomes import Value, outcomes
from tocsin.record.writing import writing
from tocsin.scenario.dump import dump

if TYPE_CHECKING:
    from tocsin.record.recorder import Recorder
    from tocsin.scenario import Scenario
    from tocsin.world import World

__all__ = ["PARTIAL", "Job"]

FILES = {
    "summary.json",
    "chronicle.csv",
    "manifest.json",
    "scenario.yaml",
    "run.zarr",
    "mechanisms",
}


class Job(Directory):
    """A run directory in the making; arguments as for `Directory`."""

    def __init__(self, path: Path, plan: dict[str, Any], **options: bool) -> None:
        super().__init__(path, plan, FILES, **options)

    def start(self, scenario: Scenario, world: World, run_numbers: list[int]) -> None:
        """Fill the partial directory, unless it is being resumed."""
        self._made_of = scenario, world, run_numbers
        self.begin()

    def prepare(self, folder: Path) -> None:
        """The empty store and the scenario."""
        scenario, world, run_numbers = self._made_of
        store.create(folder / "run.zarr", scenario, world, run_numbers)
        keep_scenario(folder, scenario)

    def add_run(self, index: int, number: int, recorder: Recorder, seconds: float) -> None:
        """A finished run; safe to call from several threads with different runs."""
        with writing(self.partial):
            store.write_run(self.partial / "run.zarr", index, recorder)
        events = [astuple(e) for e in chronicle.chronicle(recorder, number)]
        row = {"run": number, "outcomes": outcomes(recorder), "chronicle": events}
        self.add(index, row | {"seconds": seconds})

    def members(self) -> tuple[list[dict[str, Value]], list[Event], float]:
        """Outcomes and events of all runs in their order, and the seconds that they took."""
        runs, events, seconds = [], [], 0.0
        for row in self.rows():
            runs.append(row["outcomes"])
            events += [Event(*event) for event in row["chronicle"]]
            seconds += row["seconds"]
        return runs, events, seconds

    def complete(
        self, summary: dict[str, Any], events: list[Event], manifest: dict[str, Any]
    ) -> Path:
        """Complete the directory and give it its name."""
        with writing(self.partial):
            store.finish(self.partial / "run.zarr")
        text = io.StringIO(newline="")
        chronicle.write(events, text)
        return self.finish(
            {"summary.json": summary, "chronicle.csv": text.getvalue(), "manifest.json": manifest}
        )


def keep_scenario(folder: Path, scenario: Scenario) -> None:
    """The resolved scenario, with the user's own mechanisms beside it."""
    data = scenario.copy_of_data()
    for i, own in enumerate(data.get("mechanisms") or []):
        source = Path(own["file"])
        own["file"] = f"mechanisms/{i}/{source.name}"
        (folder / own["file"]).parent.mkdir(parents=True)
        shutil.copyfile(source, folder / own["file"])
    write_text(folder / "scenario.yaml", dump(data))
