"""What a person sees of a weighing of accounts: sentences that may be quoted, and the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 6  # features
CLEAR = 0.01  # of log loss, from which a feature counts


def show(found: dict[str, Any], console: Console) -> None:
    """Print the contents of evidence.json."""
    for line in lines(found):
        console.print(escape(line))
    console.print(_matrix(found))
    weights = [s for s in found["statistics"][:SHOWN] if s["weight"] >= CLEAR]
    if weights:
        told = "; ".join(f"{s['name']} (for {s['for']})" for s in weights)
        console.print(escape(f"What matters most: {told}."))
    for stratum, (low, middle, high) in found["took_part"].items():
        console.print(
            f"[dim]{escape(stratum)}: {middle:.0%} of the hours out ({low:.0%} to {high:.0%}), by "
            "assumption[/]"
        )
    console.print(f"[dim]{escape(found['note'])}[/]")


def lines(found: dict[str, Any]) -> list[str]:
    """The answer in sentences."""
    verdict = found["verdict"]
    out = [f"{found['scenario']}: {verdict}."]
    if found["leads"]:
        told = ", ".join(f"{h} {p:.0%}" for h, p in found["posterior"].items())
        out.append(f"Posterior, all accounts as likely before: {told}.")
        if verdict == "none of these":
            out.append("What was observed lies outside of what any of these accounts gives.")
        elif verdict == "cannot tell":
            left = found["set"] or list(found["posterior"])
            out.append(f"Not ruled out: {', '.join(left)}.")
            if found["changed_by"]:
                out.append(f"Another leads {'; '.join(found['changed_by'])}.")
        else:
            shares = found["called"][verdict]
            right = shares.get(verdict) or 0.0
            out.append(
                f"Of 100 synthetic crises that are called {verdict}, {100 * right:.0f} were."
            )
    else:
        out.append("No observation was given: this is the prior, and what reports could tell.")
    more = found["more_data"]
    out.append(
        f"Balanced accuracy on {found['held_back']} held-back crises: "
        f"{found['balanced_accuracy']:.2f}; if reports did not err, "
        f"{more['the_same_without_errors']:.2f}."
    )
    return out


def _matrix(found: dict[str, Any]) -> Table:
    names = list(found["confusion"])
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("of crises that are")
    for name in names:
        table.add_column(f"called {name}", justify="right")
    for name in names:
        cells = [f"{found['confusion'][name][other]:.0%}" for other in names]
        table.add_row(escape(name), *cells)
    return table
