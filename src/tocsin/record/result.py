"""A result: a run directory opened for reading."""

from __future__ import annotations

import json
import tempfile
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from tocsin.errors import InputError, did_you_mean
from tocsin.record.store import missing

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from tocsin.scenario import Scenario


class Result:
    """What a run left: `data` (xarray), `summary()`, `chronicle()`, `outcome(name)`.

    path : the run directory; one made by `tc.simulate` without `out` goes with the object
    """

    def __init__(self, path: str | Path, keep: tempfile.TemporaryDirectory[str] | None = None):
        self.path = Path(path)
        self._keep = keep  # a temporary folder goes with its result, whose data are then in memory
        if not (self.path / "manifest.json").is_file():
            hint = ""
            if Path(f"{self.path.resolve()}.partial").exists():
                hint = " (there is an unfinished one; continue it with --resume)"
            raise InputError(f"{self.path} is no run directory{hint}")

    def __repr__(self) -> str:
        s = self.summary()
        return f"<Result {s['scenario']}: {s['runs']} runs of {s['hours']} hours, seed {s['seed']}>"

    @cached_property
    def data(self) -> xr.Dataset:
        """Everything hour by hour: dimensions run, time and place, region, stratum or site."""
        import xarray as xr

        store = self.path / "run.zarr"
        lacking = missing(store, self.summary()["runs"])
        if lacking:
            raise InputError(f"{store} is damaged: {lacking[0]} lacks data; run it again")
        opened: xr.Dataset = xr.open_zarr(store, chunks=None)
        return opened if self._keep is None else opened.load()

    def summary(self) -> dict[str, Any]:
        """The contents of summary.json."""
        return self._json("summary.json")

    def manifest(self) -> dict[str, Any]:
        """The contents of manifest.json."""
        return self._json("manifest.json")

    def _json(self, name: str) -> dict[str, Any]:
        data: dict[str, Any] = json.loads((self.path / name).read_text(encoding="utf-8"))
        return data

    def outcome(self, name: str) -> Any:
        """Statistics of an outcome as attributes; for a table, a mapping of them by key.

        >>> result.outcome("dead").median                                     # doctest: +SKIP
        >>> result.outcome("active_by_day")["2022-01-05"].p95                 # doctest: +SKIP
        """
        known = self.summary()["outcomes"]
        if name not in known:
            raise InputError(f"unknown outcome {name!r}{did_you_mean(name, known)}")
        values = known[name]
        if "unit" in values:
            return SimpleNamespace(**values)
        return {key: SimpleNamespace(**value) for key, value in values.items()}

    def chronicle(self) -> pd.DataFrame:
        """What happened: a table with run, time, place, region, kind, actor, value and text."""
        import pandas as pd

        table = pd.read_csv(self.path / "chronicle.csv", keep_default_na=False)
        table["value"] = pd.to_numeric(table["value"], errors="coerce")
        return table

    def export(self, to: str, path: str | Path | None = None, *, overwrite: bool = False) -> Path:
        """Write for other programs and return where: 'netcdf', 'csv' (a folder of tables) or 'gpkg'.

        path : the file or, for csv, the folder; by default beside the run directory, of a result in
            memory in the folder at hand
        """
        from tocsin.export import FORMATS, export

        if path is None and self._keep is not None:
            path = Path(self.path.name + (FORMATS[to][1] if to in FORMATS else ""))
        return export(self, to, path, overwrite=overwrite)

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that was run, without its own mechanisms: reading a result runs no code."""
        from tocsin.scenario.load import reopen

        return reopen(self.path / "scenario.yaml")
