"""Writes the pages of docs/ that are made from the code, so that they cannot drift.

python tools/docs.py            writes them
python tools/docs.py --check    fails if one is out of date (the tests do this)
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from api import page as api_page
from inference.page import page as inference_page
from laws.page import page as laws_page
from speed.page import page as speed_page
from speed.page import plots
from transfer.page import page as transfer_page
from validation.page import page as validation_page
from validation.politics.page import page as politics_page
from world.page import RESULTS as WORLD
from world.page import page as world_page

import tocsin as tc
from tocsin.declare.mechanism import check
from tocsin.declare.outcome import OUTCOMES
from tocsin.declare.parameter import Parameter
from tocsin.hour.kept import VARIABLES
from tocsin.hour.order import ORDER, loop
from tocsin.scenario.checks.uses import used as uses
from tocsin.scenario.load import BUNDLED
from tocsin.scenario.sections.conditions import FIELDS, FUNCTIONS, NATIONAL
from tocsin.scenario.sections.levers import KINDS, Lever

DOCS = Path(__file__).parents[1] / "docs"
MADE = "<!-- made by tools/docs.py; do not edit -->\n\n"


def cell(text: object) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ")


def table(head: list[str], rows: Sequence[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(map(cell, row)) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _limit(limit: Parameter | None) -> list[str]:
    """Kind and range; a parameter that the flagship does not use has none."""
    return ["-", "-"] if limit is None else [limit.kind, f"{limit.low:g} to {limit.high:g}"]


def parameters() -> str:
    scenario = tc.load("kazakhstan-2022")
    used = defaultdict(list)
    limits = uses(scenario.document.data, loop(scenario.spec))
    for m in loop(scenario.spec):
        for name in m.parameters:
            used[name].append(m.name)
    rows = [
        [
            f"`{n}`",
            f"{p.value:.4g}",
            p.unit,
            *_limit(limits.get(n)),
            p.prior,
            p.status,
            p.scope,
            ", ".join(used[n]) or "-",
            p.source,
        ]
        for n, p in scenario.spec.parameters.items()
    ]
    return (
        f"{MADE}# Parameters\n\nThe {len(rows)} parameters of the flagship, with their passports. "
        "'Fitted' values come from the search in [tools/fit](../tools/fit), a fit to one case; "
        "'judgement' is what it says. *Kind* and *may be* are what the equations can take, whatever is "
        "plausible; *scope* is where a value is meant to hold. "
        "A parameter changes with `--set parameters.NAME=VALUE`; "
        "`--parameters prior` draws them all from their priors.\n\n"
        + table(
            [
                "name",
                "value",
                "unit",
                "kind",
                "may be",
                "prior",
                "status",
                "scope",
                "used by",
                "source",
            ],
            rows,
        )
    )


def mechanisms() -> str:
    order = loop(tc.load("kazakhstan-2022").spec)
    fields = check(order)
    parts = [
        f"{MADE}# The hour, mechanism by mechanism\n\n{len(order)} mechanisms in the order in which "
        "they run, each with its equations, what it reads and writes, and the fields that it brings "
        "along. Everything before *decision* sees the crowds of the end of the last hour. "
        "`tocsin mechanisms SCENARIO` prints the same for any scenario.\n"
    ]
    rows = [[f"{i}", f"`{m.name}`", clause]
            for i, (m, (_, clause)) in enumerate(zip(order, ORDER, strict=True), 1)]  # fmt: skip
    parts.append("\n" + table(["", "mechanism", "what it does in the hour"], rows))
    for i, (m, (module, _)) in enumerate(zip(order, ORDER, strict=True), 1):
        title, _, body = (module.__doc__ or "").strip().partition("\n")
        parts.append(f"\n## {i}. {title}\n\n{_markdown(body.strip())}\n")
        parts.append(f"*Reads* {_list(m.reads)}. *Writes* {_list(m.writes)}.")
        if m.parameters:
            parts.append(f"*Parameters* {_list(m.parameters)}.")
        if m.fields:
            rows = [
                [
                    f"`{f.name}`",
                    " x ".join(f.axes) or "national",
                    f.unit,
                    f"{f.initial:g}",
                    f.keep or "no",
                    f.about,
                ]
                for f in m.fields
            ]
            parts.append(
                "\n" + table(["field", "by", "unit", "at first", "kept", "what it is"], rows)
            )
    parts.append(f"\n{len(fields)} fields in all.\n")
    return "\n".join(parts)


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{n}`" for n in names) or "nothing"


def _markdown(text: str) -> str:
    """Indented lines are equations."""
    out, inside = [], False
    for line in text.split("\n"):
        indented = line.startswith("    ")
        if indented and not inside:
            out.append("```text")
        if inside and not indented and line.strip():
            out.insert(len(out) - (out[-1] == ""), "```")
            inside = False
        if indented:
            inside = True
        out.append(line[4:] if indented else line)
    if inside:
        out.append("```")
    return "\n".join(out)


def reference() -> str:
    common = {n for n in Lever.model_fields if n != "kind"}
    levers = [
        [f"`{kind}`", (model.__doc__ or "").strip().split("\n\n")[0].replace("\n", " "),
         ", ".join(f"`{n}`" for n in model.model_fields if n not in common and n != "kind") or "-"]
        for kind, model in KINDS.items()
    ]  # fmt: skip
    conditions = [[f"`{n}`, `here.{n}`", about] for n, about in FIELDS.items()]
    conditions += [[f"`{n}`", about] for n, about in NATIONAL.items()]
    functions = [[f"`{about.partition(':')[0]}`", about.partition(": ")[2]]
                 for about in FUNCTIONS.values()]  # fmt: skip
    outcomes = [
        [f"`{n}`", o.keys or "-", o.unit, o.about, o.part or "-"] for n, o in OUTCOMES.items()
    ]
    variables = [
        [f"`{v.name}`", "run, time" + (f", {v.axis}" if v.axis else ""), v.unit, v.about]
        for v in VARIABLES
    ]
    return (
        f"{MADE}# Reference\n\n## Levers\n\nAll take `actor`, `title`, `part`, `enabled`, `at` "
        "(with an occasion, `provided`, or without) or `when`, `each`, `after`, `until` or `lasts`, "
        "`regions` and `source`.\n\n"
        + table(["kind", "what it does", "its own keys"], levers)
        + "\n## Conditions\n\nComparisons (`>`, `>=`, `<`, `<=`, `==`, `!=`) of fields, numbers and "
        "`+ - *`, joined by `and`, `or`, `not`. `here` stands for the region at hand and needs "
        "`each: region`.\n\n"
        + table(["field", "value at the end of the last hour"], conditions)
        + "\n"
        + table(["function", "value"], functions)
        + "\n## Outcomes\n\nIn `summary.json`; tables have the same statistics by key.\n\n"
        + table(["name", "by", "unit", "what it is", "needs the section"], outcomes)
        + "\n## Variables of run.zarr\n\n"
        + table(["name", "dimensions", "unit", "what it is"], variables)
    )


def sources() -> str:
    parts = [
        f"{MADE}# Sources of the bundled scenarios\n\nIds as in the scenarios. Pages were read "
        "as stored excerpts; `M` is memory. Official figures are contested.\n"
    ]
    for file in sorted(
        BUNDLED.glob("*/sources.csv"), key=lambda f: f.parent.name != "kazakhstan-2022"
    ):
        with file.open(newline="", encoding="utf-8") as text:
            rows = [[r["id"], r["url"], r["note"]] for r in csv.DictReader(text)]
        parts.append(f"\n## {file.parent.name}\n\n{table(['id', 'where', 'what'], rows)}")
    return "".join(parts)


def api() -> str:
    return MADE + api_page()


def validation() -> str:
    return MADE + validation_page(table)


def politics() -> str:
    return MADE + politics_page(table)


def speed() -> str:
    return MADE + speed_page()


def laws() -> str:
    return MADE + laws_page(table)


def calibration() -> str:
    return inference_page("calibration.md", table)


def evidence() -> str:
    return inference_page("evidence.md", table)


def forecasts() -> str:
    return inference_page("forecasts.md", table)


def transfer() -> str:
    return MADE + transfer_page(table)


def world() -> str:
    return world_page(table)


PAGES = {
    "api.md": api,
    "calibration.md": calibration,
    "evidence.md": evidence,
    "forecasts.md": forecasts,
    "parameters.md": parameters,
    "mechanisms.md": mechanisms,
    "reference.md": reference,
    "laws.md": laws,
    "sources.md": sources,
    "speed.md": speed,
    "transfer.md": transfer,
    "validation.md": validation,
    "validation-politics.md": politics,
}
if WORLD.exists():  # crises over the world were run: see tools/world/page.py
    PAGES["world.md"] = world


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true")
    check_only = arguments.parse_args().check
    stale = 0
    for name, make in PAGES.items():
        path, text = DOCS / name, make()
        if check_only:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                print(f"docs/{name} is out of date; run python tools/docs.py", file=sys.stderr)
                stale += 1
        else:
            path.write_text(text, encoding="utf-8")
    if not check_only:
        plots()  # needs matplotlib
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
