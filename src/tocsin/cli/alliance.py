"""`tocsin alliance`: will an alliance send troops?  decide, template, evaluate."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tocsin.cli.common import Json, out, print_json
from tocsin.cli.streams import say

NAME = "alliance"
app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Will an alliance send troops when asked, how many, how soon?",
)


@app.command("decide")
def decide(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A case file (YAML).")],
    leave_out: Annotated[
        str | None, typer.Option(metavar="ID", help="Fit without this request of the table.")
    ] = None,
    json: Json = False,
) -> None:
    """Probability that troops are sent, their number, the days it takes, and what counts."""
    from tocsin.errors import ScenarioError
    from tocsin.theory.requests.model import decide as answer

    try:
        found = answer(file, leave_out).as_dict()
    except ScenarioError as error:
        say(error.report(), error=True)
        raise typer.Exit(2) from None
    if json:
        print_json(found)
    else:
        _show_decision(found)


@app.command("template")
def template(
    request: Annotated[
        str | None, typer.Option("--request", metavar="ID", help="A row of the table instead.")
    ] = None,
) -> None:
    """Print a commented case file that `decide` accepts."""
    from tocsin.theory.requests.template import template as text

    print(text(request), end="")


@app.command("evaluate")
def evaluate(json: Json = False) -> None:
    """Score the model on requests that it has not seen, beside the base rate."""
    from tocsin.theory.requests.evaluate import evaluate as score

    found = score()
    if json:
        print_json(found)
    else:
        _show_scores(found)


def _table(*heads: str) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for i, head in enumerate(heads):
        table.add_column(head, justify="right" if i else "left", overflow="fold")
    return table


def _show_decision(found: dict[str, Any]) -> None:
    from rich.markup import escape

    span = found["deploy_probability_interval"]
    console = out()
    console.print(escape(found["case"]))
    console.print(
        f"troops are sent: {found['deploy_probability']:.0%} "
        f"(90 % interval {span['p05']:.0%} to {span['p95']:.0%}; "
        f"{found['base_rate']:.0%} of {found['n']} requests)"
    )
    console.print("if so:")
    for name, unit in (("troops", "persons"), ("lag_days", "days to the first arrival")):
        a = found[name]
        low, middle, high = (f"{a[k]:,.4g}" if a[k] < 1000 else f"{a[k]:,.0f}"
                             for k in ("p05", "median", "p95"))  # fmt: skip
        console.print(f"  {middle} {unit} (90 % interval {low} to {high})")
    table = _table("factor", "code", "effect", "if against", "if for")
    for f in found["factors"]:
        code = "unknown" if f["value"] is None else f"{f['value']:+.2f}"
        table.add_row(f["name"], code, f"{100 * f['effect']:+.1f} points",
                      f"{f['if_against']:.0%}", f"{f['if_for']:.0%}")  # fmt: skip
    console.print(table)
    console.print("most like it:")
    for near in found["nearest"]:
        console.print(f"  {escape(near['title'])}: {escape(near['outcome'])}")
    for note in found["notes"]:
        console.print(f"- {escape(note)}")


def _show_scores(found: dict[str, Any]) -> None:
    from rich.markup import escape

    console = out()
    table = _table("held out", "n", "sent", "score", "model", "base rate", "gain", "s.e.")
    names = {
        "all": "all requests",
        "core": "first table alone",
        "core_to_added": "first table -> others",
    }
    for key, label in names.items():
        s = found[key]
        for i, kind in enumerate(("log_score", "brier_score")):
            v = s[kind]
            first = (label, str(s["n"]), str(s["deployed"])) if not i else ("", "", "")
            table.add_row(*first, kind.split("_")[0], f"{v['model']:.3f}", f"{v['base_rate']:.3f}",
                          f"{v['gain']:+.3f}", f"{v['standard_error']:.3f}")  # fmt: skip
    console.print(table)
    c = found["calibration"]
    console.print(f"sent: expected {c['expected']:.1f} (s.d. {c['expected_sd']:.1f}), "
                  f"recorded {c['observed']}")  # fmt: skip
    for b in (b for b in c["bins"] if b["n"]):
        console.print(f"  from {b['from']:.0%} to {b['to']:.0%}: {b['n']} requests, "
                      f"mean {b['mean_probability']:.0%}, sent {b['share_deployed']:.0%}")  # fmt: skip
    for name in ("troops", "lag_days"):
        a = found[name]
        console.print(f"{name}: n = {a['n']}; in the 50 % interval {a['in_50']:.0%}, in the 90 % "
                      f"interval {a['in_90']:.0%}; typical error a factor {a['median_factor']:.1f}; "
                      f"log density gained {a['log_density_gain']:+.2f} "
                      f"(s.e. {a['standard_error']:.2f})")  # fmt: skip
    table = _table("request, held out", "part", "probability", "base rate", "sent")
    for row in found["cases"]:
        table.add_row(escape(row["title"]), row["part"], f"{row['probability']:.2f}",
                      f"{row['base_rate']:.2f}", "yes" if row["deployed"] else "no")  # fmt: skip
    console.print(table)
    for note in found["notes"]:
        console.print(f"- {note}")
