"""What a briefing says, from a run directory or a comparison: question, figures, what is assumed.

Everything comes from the files of the directory; nothing is computed here that a reader cannot find
there.  Texts say what the model cannot know as plainly as what it gives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tocsin.results.citing import named
from tocsin.results.summary import FEW
from tocsin.scenario.beside import Source, cited
from tocsin.scenario.carried import CASE, carried_over
from tocsin.scenario.load import reopen
from tocsin.view.brief import told
from tocsin.view.brief.words import Words, words
from tocsin.view.words import outcome

if TYPE_CHECKING:
    from datetime import date

    from tocsin.experiments.comparisons.comparison import Comparison
    from tocsin.results.result import Result
    from tocsin.scenario import Scenario

#: What a briefing shows, in this order: harm first, apart by group.
SHOWN = (
    "dead", "dead_participants", "dead_bystanders", "dead_forces", "injured", "detained",
    "first_active_place", "peak_active", "sites_captured",
)  # fmt: skip
GROUPS = {"dead_participants", "dead_bystanders", "dead_forces"}
CANNOT = ("cannot.custody", "cannot.who", "cannot.else")
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
class Figure:
    """A recorded figure with who said it: codes of sources stand in `source`."""

    text: str
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
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]
    cite: str
    words: Words
    curve: tuple[list[float], list[float], list[float]] | None = None  # low, median, high by hour
    drawn: str = ""  # what line and band of the curve are
    midnights: tuple[tuple[float, date], ...] = ()  # hours since the start, the day that begins
    notes: tuple[str, ...] = field(default=())


def of_runs(result: Result, language: str = "en") -> Brief:
    """The briefing of a run or an ensemble."""
    s = result.summary()
    scenario = result.scenario
    w = words(language, scenario)
    runs = s["runs"] - s.get("failed", 0)
    rows: list[Row] = []
    figures: list[Figure] = []
    for name in SHOWN:
        found = s["outcomes"].get(name)
        if found is None:
            continue
        label = w.t(f"row.{name}")
        cells = (label, told.middle(found, w), told.span(found, runs, w), told.recorded(found, w))
        rows.append(Row(cells, inner=name in GROUPS))
        figures += [
            Figure(f"{label}{w.t('colon')}{told.said(r, w)}", r["source"])
            for r in found.get("references", [])
        ]
    middle = w.t("col.value") if runs == 1 else w.t("col.median", n=runs)
    heads = ("", middle, told.head(runs, w), w.t("col.recorded"))
    table = Table(heads, tuple(rows), w.t("many" if runs >= FEW else "few"))
    cannot = tuple(w.t(key) for key in CANNOT)
    return Brief(
        title=w.named(s["title"]), question=w.named(scenario.spec.description or s["title"]),
        kind="runs", based_on=_based(s, w.t("runs", n=runs), w), tables=(table,),
        assumed=_assumed(s["ledger"], scenario, w), cannot=cannot, figures=tuple(figures),
        sources=tuple(cited(scenario.name, [f.source for f in figures])),
        cite=_cite(s, result.manifest(), w), words=w, curve=_curve(result),
        drawn=w.t("out.one") if runs == 1 else w.t("out.many" if runs >= FEW else "out.few", n=runs),
        midnights=tuple(scenario.midnights()),
    )  # fmt: skip


def of_comparison(comparison: Comparison, language: str = "en") -> Brief:
    """The briefing of a comparison: differences with their intervals, variant by variant."""
    s = comparison.summary()
    w = words(language, reopen(comparison.path / s["base"]["file"]))
    tables = []
    for variant in s["variants"]:
        rows = [
            Row(told.difference(name, w.t(f"row.{name}"), variant["outcomes"][name], w),
                inner=name in GROUPS)
            for name in SHOWN
            if name in variant["outcomes"]
        ]  # fmt: skip
        difference = w.t("col.difference", reach=told.reach(s, w))
        heads = (variant["name"], w.t("col.base"), w.t("col.variant"), difference, "")
        tables.append(Table(heads, tuple(rows)))
    edits = "; ".join(v["name"] for v in s["variants"])
    few = w.t("interval.note") if s["runs"] >= FEW else w.t("range.note", n=s["runs"])
    label = w.t("point") if s["parameters"] == "point" else s["label"]
    return Brief(
        title=w.named(s["title"]), question=w.t("question", edits=edits), kind="comparison",
        based_on=_based(s, w.t("pairs", n=s["runs"]), w), tables=tuple(tables),
        assumed=(label, few), cannot=tuple(w.t(key) for key in CANNOT), figures=(), sources=(),
        cite=_cite(s, comparison.manifest(), w), words=w, notes=tuple(s["notes"]),
    )  # fmt: skip


def _based(s: dict[str, Any], what: str, w: Words) -> str:
    size = w.t("size", persons=s["persons"], places=s["places"]) if "persons" in s else ""
    return w.t(
        "based", what=what, size=size, hours=s["hours"], how=w.t(f"how.{s['parameters']}"),
        seed=str(s["seed"]), scenario=named(s),
    )  # fmt: skip


def _cite(s: dict[str, Any], manifest: dict[str, Any], w: Words) -> str:
    runs = w.t("pairs" if "variants" in s else "runs", n=s["runs"])
    return w.t("cite.text", title=w.named(s["title"]), version=manifest["version"],
               scenario=named(s), runs=runs, seed=str(s["seed"]))  # fmt: skip


def _assumed(
    ledger: dict[str, list[dict[str, str]]], scenario: Scenario, w: Words
) -> tuple[str, ...]:
    """The acts that were imposed, in few words, then what was fitted or taken over."""
    kinds = [e["what"] for e in ledger["imposed"]]
    acts = [e for e in ledger["imposed"] if e["what"] in ("shock", "hypothesis", "act")]
    acts.sort(key=lambda e: told.hour(e["text"], scenario))
    lines = [told.act(e["text"], scenario, w) for e in acts[:MOST_ACTS]]
    for key, n in (
        ("acts.more", len(acts) - MOST_ACTS),
        ("occasions", kinds.count("occasion")),
        ("rules", kinds.count("rule")),
        ("carried", len(carried_over(scenario))),
    ):
        if n > 0:
            lines.append(w.t(key, n=n, case=CASE))
    fitted = [outcome(e["name"], w.language) for e in ledger["fitted"]]
    if fitted:
        lines.append(w.t("fitted", names=w.t("semicolon").join(fitted)))
    return tuple(lines)


def _curve(result: Result) -> tuple[list[float], list[float], list[float]] | None:
    """People out by hour: least, median and most, or the 90 % band of many runs."""
    if result.summary()["runs"] > 1:
        q = result.quantiles.active_national
        low, middle, high = (q.sel(quantile=x).values.tolist() for x in (0.05, 0.5, 0.95))
        return low, middle, high
    data = result.data
    active = (data.marching + data.rioting).sum("place").values[0].tolist()
    return active, active, active
