"""What a briefing says, from a run directory or a comparison: question, figures, what is assumed.

Everything comes from the files of the directory; nothing is computed here that a reader cannot find
there.  Texts say what the model cannot know as plainly as what it gives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tocsin.view.brief import told

if TYPE_CHECKING:
    from tocsin.experiments.comparisons.comparison import Comparison
    from tocsin.results.result import Result
    from tocsin.scenario import Scenario

#: What a briefing of runs shows, in this order: harm first, apart by group.
SHOWN = (
    ("dead", "Dead, all"),
    ("dead_participants", "participants"),
    ("dead_bystanders", "bystanders"),
    ("dead_forces", "officers"),
    ("injured", "Injured"),
    ("detained", "Detained"),
    ("peak_active", "Most people out at once"),
    ("sites_captured", "Sites captured"),
)
GROUPS = {"dead_participants", "dead_bystanders", "dead_forces"}
CANNOT = (
    "Deaths and torture in custody are not modelled: harm is larger than what is counted here.",
    "Who is behind an act: citizens are synthetic, and nothing here points at a person.",
    "Whether other parameters that fit the record as well would give another answer, unless the runs "
    "were drawn over them.",
)
MOST_ACTS = 12


@dataclass(frozen=True)
class Row:
    """A line of a table: its cells as text; `inner` marks a part of the line above."""

    cells: tuple[str, ...]
    inner: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its heads and a note."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True)
class Source:
    """A recorded figure, with who said it when."""

    what: str
    value: str
    date: str
    status: str
    source: str


@dataclass(frozen=True)
class Brief:
    """A briefing, ready to be laid out."""

    title: str
    question: str
    kind: str  # 'runs' or 'comparison'
    based_on: str
    tables: tuple[Table, ...]
    assumed: tuple[str, ...]
    cannot: tuple[str, ...]
    sources: tuple[Source, ...]
    cite: str
    curve: tuple[list[float], list[float], list[float]] | None = None  # low, median, high by hour
    start: str = ""
    notes: tuple[str, ...] = field(default=())


def of_runs(result: Result) -> Brief:
    """The briefing of a run or an ensemble."""
    s = result.summary()
    scenario = result.scenario
    runs = s["runs"] - s.get("failed", 0)
    rows, sources = [], []
    for name, label in SHOWN:
        found = s["outcomes"].get(name)
        if found is None:
            continue
        cells = (label, told.number(found["median"]), told.span(found, runs), told.recorded(found))
        rows.append(Row(cells, inner=name in GROUPS))
        sources += _sources(label, found)
    middle = "value of the run" if runs == 1 else f"median of {runs:,} runs"
    table = Table(("", middle, told.head(runs), "recorded"), tuple(rows), told.caveat(runs))
    return Brief(
        title=s["title"], question=scenario.spec.description or s["title"], kind="runs",
        based_on=_based(s, runs), tables=(table,), assumed=_assumed(s["ledger"], scenario),
        cannot=CANNOT, sources=tuple(sources), cite=told.cite(s), curve=_curve(result),
        start=scenario.start.astimezone(scenario.zone).isoformat(),
    )  # fmt: skip


def of_comparison(comparison: Comparison) -> Brief:
    """The briefing of a comparison: differences with their intervals, variant by variant."""
    s = comparison.summary()
    tables = []
    for variant in s["variants"]:
        rows = [
            Row(told.difference(label, variant["outcomes"][name]), inner=name in GROUPS)
            for name, label in SHOWN
            if name in variant["outcomes"]
        ]
        heads = (variant["name"], "base", "variant", f"difference ({s['level']:.0%} interval)", "")
        tables.append(Table(heads, tuple(rows)))
    edits = "; ".join(v["name"] for v in s["variants"])
    return Brief(
        title=s["title"], question=f"What would have been otherwise: {edits}?", kind="comparison",
        based_on=_based(s, s["runs"], pairs=True), tables=tuple(tables),
        assumed=(s["label"], s["intervals"]), cannot=CANNOT, sources=(), cite=told.cite(s),
        notes=tuple(s["notes"]),
    )  # fmt: skip


def _based(s: dict[str, Any], runs: int, pairs: bool = False) -> str:
    what = f"{runs:,} {'pair' if pairs else 'run'}{'' if runs == 1 else 's'}"
    how = {
        "point": "one set of parameters",
        "prior": "parameters drawn from their priors",
        "cloud": "parameters drawn from sets that pass the checks",
    }[s["parameters"]]
    size = f" of {s['persons']:,} persons in {s['places']:,} places" if "persons" in s else ""
    return (
        f"{what}{size} over {s['hours']:,} hours, {how}, seed {s['seed']}, scenario {s['scenario']}"
    )


def _assumed(ledger: dict[str, list[dict[str, str]]], scenario: Scenario) -> tuple[str, ...]:
    """The acts that were imposed, in few words, then what was fitted."""
    acts = [e for e in ledger["imposed"] if e["what"] in ("shock", "hypothesis", "act")]
    rules = [e for e in ledger["imposed"] if e["what"] == "rule"]
    lines = [told.act(e["text"], scenario) for e in acts[:MOST_ACTS]]
    if acts[MOST_ACTS:]:
        lines.append(f"and {len(acts) - MOST_ACTS} more acts at their recorded time (summary.json)")
    if rules:
        lines.append(f"{len(rules)} acts by rules whose thresholds were set by hand")
    fitted = [e["name"] for e in ledger["fitted"]]
    if fitted:
        lines.append("parameters were searched for so that these come out: " + ", ".join(fitted))
    return tuple(lines)


def _sources(label: str, found: dict[str, Any]) -> list[Source]:
    return [
        Source(label, told.figure(r), r["date"], r["status"], r["source"])
        for r in found.get("references", [])
    ]


def _curve(result: Result) -> tuple[list[float], list[float], list[float]] | None:
    """People out by hour: least, median and most, or the 90 % band of many runs."""
    if result.summary()["runs"] > 1:
        q = result.quantiles.active_national
        low, middle, high = (q.sel(quantile=x).values.tolist() for x in (0.05, 0.5, 0.95))
        return low, middle, high
    data = result.data
    active = (data.marching + data.rioting).sum("place").values[0].tolist()
    return active, active, active
