"""Run directories: the records of runs, what was summed up from them, and the scenario beside it.

While runs go on, each leaves files in DIR.partial/members (its pack, its chronicle, its chunks of
`run.zarr` if they are kept) and then its row.  When all have ended the result is made of these, and
they go; with `part` they stay, in DIR/part, for `tocsin merge`.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.files import replacing, write_text
from tocsin.record import chronicle
from tocsin.record.outcomes import outcomes
from tocsin.results import statistics, store, table
from tocsin.results.directory import JOB, PARTIAL, PLAN, ROWS, Directory
from tocsin.results.packs import pack
from tocsin.results.rows import row_of
from tocsin.results.sheets import sheets
from tocsin.scenario.reading.dump import dump

if TYPE_CHECKING:
    from tocsin.record.recorder import Recorder
    from tocsin.scenario import Scenario
    from tocsin.world import World

__all__ = ["PARTIAL", "Job", "Leavings", "leavings"]

MEMBERS, PART, STORE = "members", "part", "run.zarr"
FILES = {
    "summary.json",
    "chronicle.csv",
    "members.csv",
    "manifest.json",
    "scenario.yaml",
    "report.html",
    "brief.html",
    "brief.pdf",
    "mechanisms",
    STORE,
    MEMBERS,
    PART,
}


@dataclass(frozen=True)
class Leavings:
    """What a run leaves, ready to be written: its row, and files by the end of their names.

    later : makes the files when somebody asks for them, in place of `files`
    """

    row: dict[str, Any]
    files: dict[str, bytes]
    later: Callable[[], dict[str, bytes]] | None = None

    def made(self) -> Leavings:
        """The same with its files."""
        return self if self.later is None else Leavings(self.row, self.later())


def leavings(recorder: Recorder, number: int, hourly: bool, later: bool = False) -> Leavings:
    """What a finished run leaves; made where it ran, written by the parent.

    later : work out now only the outcomes, and keep the record as it is for the rest
    """
    row = {"run": number, "outcomes": outcomes(recorder)}
    make = partial(_files, recorder, number, hourly)
    return Leavings(row, {}, make) if later else Leavings(row, make())


def _files(recorder: Recorder, number: int, hourly: bool) -> dict[str, bytes]:
    text = io.StringIO(newline="")
    chronicle.write(chronicle.chronicle(recorder, number), text, head=False)
    files = {"pack": pack(sheets(recorder)), "csv": text.getvalue().encode()}
    return files | store.encode(recorder) if hourly else files


class Job(Directory):
    """A run directory in the making; arguments as for `Directory`."""

    def __init__(self, path: Path, plan: dict[str, Any], **options: bool) -> None:
        super().__init__(path, plan, FILES, **options)
        if self.finished:  # what failed is tried again, and what a crash of the machine spoiled
            self.finished = {row["index"] for row in self.each_row() if self._is_done(row)}

    def _is_done(self, row: dict[str, Any]) -> bool:
        return "error" not in row and as_left(self.partial / MEMBERS, row)

    def start(self, scenario: Scenario) -> None:
        """Fill the partial directory, unless it is being resumed."""
        self._scenario = scenario
        self.begin()

    def prepare(self, folder: Path) -> None:
        """The scenario, and room for what runs leave."""
        (folder / MEMBERS).mkdir(exist_ok=True)
        keep_scenario(folder, self._scenario)

    def keep(self, index: int, left: Leavings) -> None:
        """What a finished run leaves; its row comes last, without which the rest does not count."""
        with self.writing():
            self.check_own()
            for end, data in left.files.items():
                write_bytes(self.partial / MEMBERS / f"{index}.{end}", data)
        self.add(index, left.row | {"sum": _sum(left.row, left.files)})

    def complete(
        self,
        scenario: Scenario,
        world: World,
        summary: dict[str, Any],
        manifest: dict[str, Any],
        *,
        threads: int,
        part: bool,
    ) -> Path:
        """Make the result of what runs left, and give the directory its name.

        Nothing that runs left is changed before that: a crash or a full disk costs only this step.
        """
        with self.writing():
            self._store(scenario, world, threads)
            self._chronicle()
            table.write(self.partial / "members.csv", self.each_row)
            shutil.rmtree(self.partial / PART, ignore_errors=True)
            if part:
                self._part()
        path = self.finish({"summary.json": summary, "manifest.json": manifest})
        shutil.rmtree(path / MEMBERS, ignore_errors=True)
        return path

    def _store(self, scenario: Scenario, world: World, threads: int) -> None:
        left, path = self.partial / MEMBERS, self.partial / STORE
        done = {row["index"]: row["run"] for row in self.each_row() if "error" not in row}
        indices = sorted(done)
        numbers = [done[i] for i in indices]
        hourly = self.plan["keep"] == "hourly"
        root = store.create(path, scenario, world, numbers, hourly)
        if hourly:
            store.take_in(root, list(map(str, indices)), left)
        packs = statistics.packs_in(left, indices)
        if not hourly and 0 in done:
            store.keep_first(path, scenario, world, done[0], left, "0")
        if len(packs) > 1 or not hourly:  # of one run they say what the run says
            statistics.write_quantiles(root, scenario, world, packs, threads)
        statistics.write_daily(root, scenario, world, numbers, packs)
        store.finish(path)

    def _chronicle(self) -> None:
        indices = sorted({row["index"] for row in self.each_row() if "error" not in row})
        with replacing(self.partial / "chronicle.csv") as file:
            file.write((",".join(chronicle.COLUMNS) + "\n").encode())
            for index in indices:
                file.write((self.partial / MEMBERS / f"{index}.csv").read_bytes())

    def _part(self) -> None:
        (self.partial / PART / MEMBERS).mkdir(parents=True)
        for file in (self.partial / MEMBERS).iterdir():
            store.link(file, self.partial / PART / MEMBERS / file.name)
        for name in (PLAN, ROWS):
            shutil.copyfile(self.partial / name, self.partial / PART / name)

    def each_row(self) -> Iterator[dict[str, Any]]:
        """Rows one by one in the order of their indices: all at once may be many."""
        yield from map(self.own, rows_of(self.partial / ROWS))


def _sum(row: dict[str, Any], files: dict[str, bytes]) -> int:
    """A checksum of a row, without its index and job, and of the files of its run."""
    bare = {k: v for k, v in row.items() if k not in ("index", "sum", JOB)}
    crc = zlib.crc32(json.dumps(bare, sort_keys=True).encode())
    for end in sorted(files):
        crc = zlib.crc32(files[end], zlib.crc32(end.encode(), crc))
    return crc


def as_left(members: Path, row: dict[str, Any]) -> bool:
    """Whether a row and the files of its run are as the run left them."""
    index = row["index"]
    try:
        files = {p.name.partition(".")[2]: p.read_bytes() for p in members.glob(f"{index}.*")}
        return bool(row.get("sum") == _sum(row, files)) and "pack" in files
    except (OSError, ValueError, TypeError):
        return False


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The last row of each index of a file of rows, in the order of indices."""
    at: dict[int, int] = {}
    with path.open("rb") as file:
        begin = 0
        for line in file:
            at[row_of(line, path)["index"]] = begin
            begin += len(line)
        for index in sorted(at):
            file.seek(at[index])
            yield row_of(file.readline(), path, _shared)


def _shared(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are shared with those of all others: rows have hundreds."""
    return {sys.intern(key): value for key, value in pairs}


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file; one that is torn by a crash has no row and is written again."""
    path.write_bytes(data)


def keep_scenario(folder: Path, scenario: Scenario) -> None:
    """The resolved scenario, with the user's own mechanisms beside it."""
    data = scenario.copy_of_data()
    for i, own in enumerate(data.get("mechanisms") or []):
        own["file"] = f"mechanisms/{i}/{Path(own['file']).name}"
        (folder / own["file"]).parent.mkdir(parents=True)
        write_text(folder / own["file"], own.pop("source"))
    write_text(folder / "scenario.yaml", dump(data))
