"""What a person sees at the end of a sweep: leading factors with intervals, and shares of variance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from tocsin.experiments.sweeps.sensitivity import STABLE, ranks
from tocsin.plural import counted
from tocsin.view.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

#: Factors shown of each outcome.
SHOWN = 5
SHARES = ("outcome", "points", "param.", "interval", "chance", "alike", "gaps")


def show(found: dict[str, Any], console: Console, scale: str = "plain") -> None:
    """Print the summary of a sweep (the contents of sensitivity.json)."""
    console.print(f"\n[bold]{escape(found['scenario'])}[/]: {counted(found['runs'], 'run')}")
    for line in found["designs"]:
        console.print(f"[dim]{escape(line)}[/]")
    console.print("[dim]Simulations at assumed parameters, not records.[/]")
    if found["failed"]:
        console.print(
            f"[bold]{counted(found['failed'], 'run')} failed[/]; their errors, and how to repeat them, "
            "are in outcomes.csv"
        )
    for method in ("morris", "sobol"):
        results = [r for r in found["indices"] if r["method"] == method and r["scale"] == scale]
        if results:
            console.print(_indices(results, method, scale))
            for line in _notes(results, method):
                console.print(f"[dim]{escape(line)}[/]")
    shares = [v for v in found["variance"] if v["scale"] == scale]
    if shares:
        console.print(_shares(shares, scale))
        console.print(
            "[dim]alike: the part of chance that is the same at all points; points with a gap are left "
            "out[/]"
        )
        for v in shares:
            if v["known"] < v["runs"]:
                console.print(f"[dim]{v['outcome']}{_of_runs(v)} of {v['method']}[/]")
        if any(v["crossed"] for v in shares):
            console.print(
                f"[dim]Intervals over points, for these {shares[0]['replicates']} histories of "
                "chance; that they are few is not in them.[/]"
            )
    elif not found["indices"]:
        console.print(
            "[dim]Indices need --design sobol or morris; shares of parameters and chance need "
            "--replicates 2 or more.[/]"
        )


def _table(title: str) -> Table:
    return Table(box=None, pad_edge=False, header_style="dim", title=title, title_justify="left",
                 title_style="bold")  # fmt: skip


def _indices(results: list[dict[str, Any]], method: str, scale: str) -> Table:
    sobol = method == "sobol"
    what = "Shares of variance (Sobol)" if sobol else "Mean absolute effects (Morris)"
    table = _table(f"\n{what}{_of(scale)}; 95 % intervals")
    heads = ("ST", "interval", "S1", "interval") if sobol else ("mu*", "interval", "mu", "sigma")
    table.add_column("outcome, factor")
    for head in heads:
        table.add_column(head, justify="right")
    table.add_column("rank", justify="right")
    for result in results:
        table.add_row(f"{result['outcome']}{_of_runs(result)}")
        for first, *line in _lines(result, sobol):
            table.add_row(f"  {first}", *line)
    return table


def _lines(result: dict[str, Any], sobol: bool) -> list[list[str]]:
    by = {(r["factor"], r["measure"]): r for r in result["rows"]}
    main = "ST" if sobol else "mu_star"
    known = [r for r in result["rows"] if r["measure"] == main and r["value"] is not None]
    open_ = ranks(result["rows"], main)
    out = []
    for row in sorted(known, key=lambda r: -r["value"])[:SHOWN]:
        f = row["factor"]
        first, last = open_[f]
        rank = f"{first}" if first == last else f"{first} to {last}"
        tell = _share if sobol else short
        if sobol:
            alone = by[f, "S1"]
            cells = [tell(row["value"]), _interval(row, tell), tell(alone["value"]),
                     _interval(alone, tell)]  # fmt: skip
        else:
            cells = [tell(row["value"]), _interval(row, tell), short(by[f, "mu"]["value"]),
                     short(by[f, "sigma"]["value"])]  # fmt: skip
        out.append([escape(f.removeprefix("parameters.")), *cells, rank])
    return out or [[f"[dim]{escape(result['note'] or 'no indices')}[/]", "", "", "", "", ""]]


def _notes(results: list[dict[str, Any]], method: str) -> list[str]:
    lines = ["rank: the places that the intervals leave open, not an order"]
    for r in results:
        if r["missing"]:
            where = f"{r['outcome']} is missing at {counted(r['missing'], 'point')}"
            lines.append(f"{where}; {r['note']}" if r["note"] else where)
    needed = [r for r in results if r["needed"] is not None]
    if needed:
        most = max(needed, key=lambda r: r["needed"])
        what = "ST to within 0.05" if method == "sobol" else "mu* to within 10 % of the largest"
        assert STABLE == {"sobol": 0.05, "morris": 0.1}
        lines.append(
            f"For {what} some {_runs(min(r['needed'] for r in needed))} to "
            f"{_runs(most['needed'])} runs would be needed (most for {most['outcome']}), "
            "if intervals shrink with 1/sqrt(runs)"
        )
    return lines


def _shares(shares: list[dict[str, Any]], scale: str) -> Table:
    table = _table(f"\nWhere the variance comes from{_of(scale)}; 95 % intervals")
    gaps = any(v["left_out"] for v in shares)
    for i, head in enumerate(SHARES if gaps else SHARES[:-1]):
        table.add_column(head, justify="right" if i > 1 else "left", no_wrap=True)
    for v in shares:
        cells = [
            v["outcome"], f"{v['points']} of {v['method']}", _share(v["parameters"]),
            _interval(v, _share), _share(v["chance"]), _share(v["common"]),
        ]  # fmt: skip
        table.add_row(*cells, *([str(v["left_out"])] if gaps else []))
    return table


def short(x: float | None) -> str:
    """A number in few characters: 3.8M, 191k, 12."""
    if x is not None and abs(x) >= 1e5:
        return f"{x / 1e6:.1f}M" if abs(x) >= 1e6 else f"{x / 1e3:.0f}k"
    return number(x)


def _of_runs(found: dict[str, Any]) -> str:
    """Said of an outcome that some runs do not have."""
    known, runs = found["known"], found["runs"]
    return f", known in {known:,} of {counted(runs, 'run')}" if known < runs else ""


def _of(scale: str) -> str:
    return " of log(1 + outcome)" if scale == "log1p" else ""


def _share(x: float) -> str:
    return f"{x:.2f}"


def _runs(n: int) -> str:
    return f"{n:,}" if n < 10**7 else f"{n:.1e}"


def _interval(row: dict[str, Any], tell: Callable[[float], str]) -> str:
    if row["low"] is None:
        return ""
    return f"{tell(row['low'])} to {tell(row['high'])}"
