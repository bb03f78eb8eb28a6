"""A result: a run directory opened for reading."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from tocsin.errors import InputError, did_you_mean
from tocsin.plural import counted
from tocsin.record.chronicle import COLUMNS
from tocsin.results import shown
from tocsin.results.directory import text_of
from tocsin.results.kept import Kept
from tocsin.results.reading import damaged, json_of, reading, summary_of
from tocsin.results.table import read
from tocsin.results.travelling import Opened, Temporary

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from tocsin.scenario import Scenario
    from tocsin.view.figures.plots import Plots


class Statistics(SimpleNamespace):
    """Statistics of an outcome; who asks for quantiles of few runs is told what there is."""

    def __getattr__(self, name: str) -> Any:
        if name in ("p05", "p95") and "low" in vars(self):
            raise AttributeError(f"no {name!r}: of so few runs there are `low` and `high`")
        if name in ("low", "high") and "p05" in vars(self):
            raise AttributeError(
                f"no {name!r}: of so many runs there are the quantiles p05 and p95"
            )
        raise AttributeError(f"no statistic {name!r}; there are {', '.join(vars(self))}")


class Result(Opened):
    """What runs left: `summary()`, `outcome(name)`, `chronicle()`, `report()`; `data`, `quantiles`,
    `daily` (xarray), `members` (pandas), `plot`.

    path : the run directory; of `tc.simulate` without `out` one that is made when it is asked for, and
        goes with the object
    note : what could not be done, such as the report
    """

    SIGN, CALLED = "manifest.json", "run directory"
    _summary = ""  # of a result in memory

    @property
    def kept(self) -> Kept:
        """What was kept hour by hour, of all runs, of the first, or as quantiles."""
        return Kept(self.path / "run.zarr")

    def __repr__(self) -> str:
        s = self.summary()
        size = f"{counted(s['runs'], 'run')} of {counted(s['hours'], 'hour')}"
        return f"<Result {s['scenario']}: {size}, seed {s['seed']}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: harm by group, beside what was recorded."""
        return str(shown.way("html")(self))

    @property
    def outcomes(self) -> pd.DataFrame:
        """A row for each outcome, and each key of a table: statistics over runs, with its unit."""
        import pandas as pd

        rows = []
        for name, found in self.summary()["outcomes"].items():
            for key, values in [("", found)] if "unit" in found else found.items():
                bare = {k: v for k, v in values.items() if k != "references"}
                rows.append({"outcome": name, "key": key} | bare)
        return pd.DataFrame(rows).set_index(["outcome", "key"])

    def why(self, place: str, run: int | None = None) -> pd.DataFrame:
        """What moved people at a place: a row for each hour, a column for each term of N.

        place : name, id, or name and region as in 'Abay (Karaganda)'
        run : one run instead of the median over runs
        Raises InputError for an unknown or ambiguous place, or a run that there is not.
        """
        import pandas as pd

        from tocsin.results.why import why

        found = why(self, place, run)
        return pd.DataFrame(found.rows(list(range(len(found.times)))))

    @cached_property
    def data(self) -> xr.Dataset:
        """Everything hour by hour: dimensions run, time and place, region, stratum or site.

        Runs that failed are not in it.  Raises InputError if the hours were not kept.
        """
        kept, s = self.kept, self.summary()
        if not kept.holds(""):
            raise InputError(
                f"{kept.path}: of {counted(s['runs'], 'run')} the hours were not kept; run again with "
                "--keep hourly, or read result.quantiles, result.daily and "
                "result.members"
            )
        data = self._load(kept.dataset())
        expected = {"run": s["runs"] - s.get("failed", 0), "time": s["hours"], "place": s["places"]}
        for dim, size in expected.items():
            if data.sizes.get(dim) != size:
                raise damaged(kept.path, f"it has {data.sizes.get(dim, 0)} of {dim}, not {size}")
        return data

    @cached_property
    def quantiles(self) -> xr.Dataset:
        """Quantiles over runs by hour: (quantile, time) and place, region or none.

        Variables by place have the names of `data`, those by region end in `_by_region`, those of the
        country in `_national`.  Of a single run that was kept there are none: InputError.
        """
        if not self.kept.holds("quantiles"):
            raise InputError(f"{self.path}: a single run has no quantiles; read result.data")
        return self._load(self.kept.dataset("quantiles"))

    @cached_property
    def first(self) -> xr.Dataset:
        """Every hour of the first run, as in `data`; kept also where those of the others were not.

        Raises InputError if that run failed.
        """
        if self.kept.holds(""):
            return self.data.isel(run=[0])
        if not self.kept.holds("first"):
            raise InputError(f"{self.path}: the first run failed, or its hours were not kept")
        return self._load(self.kept.dataset("first"))

    @cached_property
    def daily(self) -> xr.Dataset:
        """Counts of every run that did not fail: dimensions run, day and region."""
        return self._load(self.kept.dataset("daily"))

    @cached_property
    def members(self) -> pd.DataFrame:
        """A row for each run: its outcomes, or its error and the command that repeats it."""
        return read(self.path / "members.csv", blank=("error", "command"), needed=("run", "error"))

    def _load(self, opened: xr.Dataset) -> xr.Dataset:
        return opened.load() if self.in_memory else opened

    @classmethod
    def of_memory(
        cls, summary: dict[str, Any], later: Callable[[], tuple[Path, Temporary]]
    ) -> Result:
        """A result of which nothing is written before it is asked for; `later` makes its folder."""
        result = cls(summary["scenario"], later=later)
        result._summary = text_of(summary)
        return result

    def summary(self) -> dict[str, Any]:
        """The contents of summary.json."""
        if self._summary:
            found: dict[str, Any] = json.loads(self._summary)
            return found
        return summary_of(self.path / "summary.json")

    def manifest(self) -> dict[str, Any]:
        """The contents of manifest.json."""
        return json_of(self.path / "manifest.json", "version", "seed", "runs")

    def outcome(self, name: str) -> Any:
        """Statistics of an outcome as attributes; for a table, a mapping of them by key.

        Of fewer than 20 runs they have `low` and `high`, the least and the most, in place of `p05`
        and `p95`.

        >>> result.outcome("dead").median                                     # doctest: +SKIP
        >>> result.outcome("active_by_day")["2022-01-05"].p95                 # doctest: +SKIP
        """
        known = self.summary()["outcomes"]
        if name not in known:
            raise InputError(f"unknown outcome {name!r}{did_you_mean(name, known)}")
        values = known[name]
        if "unit" in values:
            return Statistics(**values)
        return {key: Statistics(**value) for key, value in values.items()}

    def chronicle(self) -> pd.DataFrame:
        """What happened: a table with run, time, place, region, kind, actor, value and text."""
        import pandas as pd

        path = self.path / "chronicle.csv"
        with reading(path):
            table = pd.read_csv(path, keep_default_na=False)
        if list(table.columns) != list(COLUMNS):
            raise damaged(path, "its columns are others")
        table["value"] = pd.to_numeric(table["value"], errors="coerce")
        return table

    def export(self, to: str, path: str | Path | None = None, *, overwrite: bool = False) -> Path:
        """Write for other programs and return where: 'netcdf', 'csv' (a folder of tables) or 'gpkg'.

        path : the file or, for csv, the folder; by default beside the run directory, of a result in
            memory in the folder at hand
        """
        here = self.in_memory
        written: Path = shown.way("export")(self, to, path, overwrite=overwrite, here=here)
        return written

    def report(self, path: str | Path | None = None) -> Path:
        """Write the report, one HTML file that opens offline, and return where.

        path : by default report.html in the run directory, of a result in memory in the folder at hand
        Raises InputError if another file is in the way or the directory is damaged, or OutputError.
        """
        return shown.report(self.path, path, self.in_memory)

    @cached_property
    def plot(self) -> Plots:
        """Figures: `result.plot.map(hour=100)`, `result.plot.timeline()`; needs matplotlib."""
        plots: Plots = shown.way("plots")(self)
        return plots

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that was run, without its own mechanisms: reading a result runs no code."""
        from tocsin.scenario.load import reopen

        return reopen(self.path / "scenario.yaml")
