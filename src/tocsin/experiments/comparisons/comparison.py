"""The result of a comparison: a directory opened for reading, with its figures as tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tocsin.errors import InputError, did_you_mean
from tocsin.experiments.comparisons.figures import BASE
from tocsin.plural import counted
from tocsin.results import shown
from tocsin.results.kept import Kept
from tocsin.results.reading import damaged, json_of, reading
from tocsin.results.table import read
from tocsin.results.travelling import Opened

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

FILES = {
    "comparison.json",
    "members.csv",
    "tables.csv",
    "manifest.json",
    "variants",
    "differences.png",
    "differences.svg",
    "report.html",
    "brief.html",
    "brief.pdf",
    "hours",
    "members",  # while runs go on
}
DEATHS = ("dead_participants", "dead_bystanders", "dead_forces", "dead")


class Comparison(Opened):
    """Variants beside their base: `summary()`, `table()`, `deaths()`, `differences()`, `plot()`,
    `quantiles()`, `by_hour()`, `why()`, `report()`.

    path : the directory; one made by `tc.compare` without `out` goes with the object
    note : what could not be done, such as the plot without matplotlib
    """

    SIGN, CALLED = "comparison.json", "directory of a comparison"

    def __repr__(self) -> str:
        s = self.summary()
        variants = counted(len(s["variants"]), "variant")
        return f"<Comparison {s['scenario']}: {variants}, {counted(s['runs'], 'pair')} each>"

    def _repr_html_(self) -> str:
        """What a notebook shows: differences with their intervals, variant by variant."""
        return str(shown.way("html")(self))

    def summary(self) -> dict[str, Any]:
        """The contents of comparison.json."""
        return json_of(self.path / "comparison.json", "scenario", "runs", "base", "variants")

    def manifest(self) -> dict[str, Any]:
        """The contents of manifest.json."""
        return json_of(self.path / "manifest.json", "version")

    def report(self, path: str | Path | None = None) -> Path:
        """Write the report, one HTML file that opens offline, and return where.

        path : by default report.html in the directory, of a comparison in memory in the folder at hand
        Raises InputError if another file is in the way or the directory is damaged, or OutputError.
        """
        return shown.report(self.path, path, self.in_memory)

    @property
    def variants(self) -> list[str]:
        """Names of the variants, in the order given."""
        with reading(self.path / self.SIGN):
            return [str(v["name"]) for v in self.summary()["variants"]]

    def table(self, outcome: str | None = None) -> pd.DataFrame:
        """A row for each variant and outcome: base, variant, difference with interval, shares.

        outcome : of this one alone; tables are such as 'dead_by_region', with a row for each key
        Raises InputError for an outcome that there is not.
        """
        import pandas as pd

        with reading(self.path / self.SIGN):
            rows = self._rows(outcome)
        out = pd.DataFrame(rows)
        return out if outcome and out["key"].any() else out.drop(columns="key")

    def _rows(self, outcome: str | None) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        known: set[str] = set()
        for variant in self.summary()["variants"]:
            parts = {(name, ""): figures for name, figures in variant["outcomes"].items()}
            for name, keys in variant["tables"].items():
                parts |= {(name, key): figures for key, figures in keys.items()}
            known |= {name for name, _ in parts}
            for (name, key), figures in parts.items():
                if (outcome is None and not key) or outcome == name:
                    rows.append({"variant": variant["name"], "outcome": name, "key": key}
                                | _flat(figures))  # fmt: skip
        if not rows:
            raise InputError(
                f"unknown outcome {outcome!r}{did_you_mean(str(outcome), sorted(known))}"
            )
        return rows

    def deaths(self) -> pd.DataFrame:
        """Deaths of participants, bystanders and forces apart, the base first: mean and difference."""
        import pandas as pd

        with reading(self.path / self.SIGN):
            return pd.DataFrame(self._deaths())

    def _deaths(self) -> list[dict[str, Any]]:
        rows = []
        variants = self.summary()["variants"]
        for name in [BASE, *(v["name"] for v in variants)]:
            row: dict[str, Any] = {"variant": name}
            for outcome in DEATHS:
                figures = (variants[0] if name == BASE else self._variant(name))["outcomes"][
                    outcome
                ]
                row[outcome] = figures["base" if name == BASE else "variant"]["mean"]
                if name != BASE:
                    row |= {f"{outcome}_{k}": figures["difference"][k]
                            for k in ("mean", "low", "high")}  # fmt: skip
                    row[f"{outcome}_clear"] = figures["clear"]
            rows.append(row)
        return rows

    def _variant(self, name: str) -> dict[str, Any]:
        return next(v for v in self.summary()["variants"] if v["name"] == name)

    def quantiles(self, variant: str = BASE) -> xr.Dataset:
        """Quantiles over the runs of a variant by the hour, as those of an ensemble.

        Raises InputError for an unknown variant, or if the hours were not kept.
        """
        return self._hours(variant, "quantiles")

    def by_hour(self, variant: str) -> xr.Dataset:
        """Variant less base by the hour: mean over pairs (time, place), quantiles of the country.

        Raises InputError for an unknown variant, or if the hours were not kept.
        """
        return self._hours(variant, "pairs")

    def _hours(self, variant: str, group: Literal["quantiles", "pairs"]) -> xr.Dataset:
        with reading(self.path / self.SIGN):
            summary = self.summary()
            files = {BASE: str(summary["base"]["file"])} | {
                str(v["name"]): str(v["file"]) for v in summary["variants"]
            }
        if variant not in files:
            raise InputError(f"unknown variant {variant!r}{did_you_mean(variant, files)}")
        kept = Kept(self.path / "hours" / f"{Path(files[variant]).stem}.zarr")
        if not kept.holds(group):
            raise InputError(
                f"{kept.path} holds no {group}: the hours of {variant!r} were not kept"
            )
        opened = kept.dataset(group)
        return opened.load() if self.in_memory else opened

    def why(self, place: str, variant: str | None = None) -> pd.DataFrame:
        """What moved people at a place in the first pair: a row for each hour of base and variants.

        place : name, id, or name and region as in 'Abay (Karaganda)'; variant : this one alone
        Raises InputError for an unknown or ambiguous place, or if the hours were not kept.
        """
        import pandas as pd

        from tocsin.experiments.comparisons.contrast import contrast

        rows = [
            {"variant": name} | row
            for name, found in contrast(self, place, variant).items()
            for row in found.rows(list(range(len(found.times))))
        ]
        return pd.DataFrame(rows)

    def members(self) -> pd.DataFrame:
        """Every run of base and variants with its outcomes; failed ones have an error instead."""
        return _members(self.path / "members.csv")

    def differences(self, outcome: str = "dead") -> pd.DataFrame:
        """Variant less base, run by run: a row for each run, a column for each variant.

        Raises InputError for an outcome that is no number.
        """
        found = differences_of(self.path / "members.csv")
        if outcome not in found:
            raise InputError(f"unknown outcome {outcome!r}{did_you_mean(outcome, found)}")
        return found[outcome]

    def plot(self, path: str | Path | None = None, outcomes: tuple[str, ...] = ()) -> Figure:
        """Paired differences with their means and intervals, a panel for each outcome.

        path : where to write it (.png, .svg or .pdf); outcomes : the three groups of dead by default
        Raises InputError for unknown outcomes, or if matplotlib is not installed.
        """
        try:
            draw, save = shown.way("differences"), shown.way("save differences")
        except ImportError:
            raise InputError(
                "a plot needs matplotlib; install it with: pip install matplotlib"
            ) from None
        found = differences_of(self.path / "members.csv")
        for name in outcomes:
            if name not in found:
                raise InputError(f"unknown outcome {name!r}{did_you_mean(name, found)}")
        figure: Figure = draw(self.summary(), found, outcomes)
        if path is not None:
            save(figure, Path(path))
        return figure


def _members(source: Path | str) -> pd.DataFrame:
    return read(source, blank=("error",), needed=("variant", "run", "error"))


def differences_of(source: Path | str) -> dict[str, pd.DataFrame]:
    """From members.csv: of each outcome that is a number, variant less base by run."""
    import pandas as pd

    table = _members(source)
    if BASE not in set(table["variant"]):
        raise damaged(Path(source), "it has no runs of the base")
    names = list(dict.fromkeys(table["variant"]))
    numbers = table.select_dtypes("number").columns.drop("run")
    parts = {name: table[table["variant"] == name].set_index("run") for name in names}
    return {
        outcome: pd.DataFrame(
            {name: parts[name][outcome] - parts[BASE][outcome] for name in names if name != BASE}
        )
        for outcome in numbers
    }


def _flat(figures: dict[str, Any]) -> dict[str, Any]:
    """Figures of one outcome as columns."""
    out: dict[str, Any] = {}
    for name, value in figures.items():
        if not isinstance(value, dict):
            out[name] = value
        else:
            out |= {f"{name}_{k}": v for k, v in value.items()}
    return out
