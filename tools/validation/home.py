"""What the elites, loyalty and purges of the flagship reach: taken out, doubled, cut.

    python tools/validation/home.py [--runs 30] [--minutes 4] [--kind clock|rules] [--priors]
                                    [--only NAME ...]

Pairs on the same random numbers; differences run by run with a 95 % interval of the mean, and the share
of runs that differ in its direction.  With `--priors` every run draws the parameters of politics.  A
part is *doubled* by doubling every coefficient by which it acts (`DOUBLED`).  The same command goes on
where the last one ended (`tools/members.py` keeps the runs).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from members import Member, Members, OutOfTime, paired, statistics, value

import tocsin as tc
from tocsin.declare.choices import Mode

KINDS = {"clock": "kazakhstan-2022", "rules": "kazakhstan-2022-rules"}
TOLD = (
    "dead", "dead_participants", "dead_bystanders", "dead_forces", "sites_captured", "peak_active",
    "administrations", "hold_least", "incumbent_survives", "coup_risk", "guards_left", "stood_aside",
    "went_over", "guarded_lost", "site_captured.Almaty police headquarters",
    "site_captured.Almaty airport", "loyalty_at.police Aktau", "loyalty_at.police Aktobe",
    "loyalty_at.guard Almaty", "largest_crowd.Almaty 2022-01-05", "regions_active",
)  # fmt: skip
DOUBLED = ("lo_", "ho_", "coup_", "desert")
LEFT = ("lo_base", "lo_back", "ho_base", "coup_contest", "desert_crowd", "desert_hours")
POLITICAL = ("el_", "ho_", "lo_", "coup_", "po_", "al_", "desert", "t_loyal", "t_hold")
PURGES = ("council-chair", "dismiss-security", "arrest-security")


def drawn(scenario: tc.Scenario) -> tc.Scenario:
    """A scenario in which only the political parameters have a prior (as in politics.py)."""
    names = [n for n in scenario.spec.parameters if not n.startswith(POLITICAL)]
    return scenario.edit(set={f"parameters.{n}.prior": "fixed" for n in names})


def doubled(scenario: tc.Scenario) -> tc.Scenario:
    """Every coefficient by which elites and loyalty act, twice as large (point values only)."""
    table = scenario.spec.parameters
    names = [n for n in table if n.startswith(DOUBLED) and n not in LEFT]
    return scenario.edit(set={f"parameters.{n}": 2 * table[n].value for n in names})


def variants(scenario: tc.Scenario) -> dict[str, tc.Scenario]:
    """What the flagship is compared with."""
    early = {f"levers.{n}.at": "2022-01-02T12:00" for n in PURGES} | {
        f"levers.{n}.{key}": None for n in PURGES for key in ("provided", "until")
    }
    late = {"kind": "resignation", "actor": "president", "title": "The president resigns",
            "at": "2022-01-05T12:00"}  # fmt: skip
    found = {
        "without elites": scenario.without("elites"),
        "doubled": doubled(scenario),
        "loyalty as on a quiet day": scenario.edit(
            set={
                f"parameters.{n}": 0
                for n in (
                    "lo_out",
                    "lo_kin",
                    "lo_severe",
                    "lo_win",
                    "lo_tension",
                    "lo_peer",
                    "lo_disrupt",
                )
            }
        ),
        "nobody stands aside": scenario.edit(set={"parameters.lo_aside": 0}),
        "without the purge": scenario.without("purge"),
        "the leader falls on 5 January": scenario.set("levers.falls", late),
        "stand-down": scenario.with_("stand-down"),
        "a tenth of the shock": scenario.set(
            "parameters.shock", scenario.spec.parameters["shock"].value / 10
        ),
        "no shock": scenario.without("shock"),
    }
    if scenario.spec.levers["council-chair"].at is not None:
        found["purge on 2 January"] = scenario.edit(set=early)
    return found


def same_way(base: list[Member], other: list[Member], name: str, sign: float) -> float:
    """Share of runs that differ in a direction, of those that differ at all."""
    moved = [value(b, name) - value(a, name) for a, b in zip(base, other, strict=True)]
    moved = [x for x in moved if x and x == x]
    return sum(x * sign > 0 for x in moved) / max(len(moved), 1)


def main() -> None:
    """As much as the minutes allow."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--runs", type=int, default=30)
    ask.add_argument("--minutes", type=float, default=1e9)
    ask.add_argument("--kind", choices=list(KINDS), default="clock")
    ask.add_argument("--priors", action="store_true")
    ask.add_argument("--only", nargs="*")
    a = ask.parse_args()
    keep = Members(a.minutes)
    scenario = tc.load(KINDS[a.kind])
    mode: Mode = "prior" if a.priors else "point"
    if a.priors:
        scenario = drawn(scenario)
    try:
        base = keep.of(scenario, a.runs, mode)
        whole = statistics(base)
        print(f"{a.kind}, {a.runs} runs, {mode}")
        for name in TOLD:
            of_all, _, part = name.partition(".")
            q = whole.get(of_all, {}).get(part, {}) if part else whole.get(name, {})
            if q.get("n"):
                of = f"{q['median']:.4g} [{q['p05']:.4g}, {q['p95']:.4g}]"
                print(f"  {name:40} {of} mean {q['mean']:.4g}")
        for name, other in variants(scenario).items():
            if a.only and name not in a.only:
                continue
            print(f"{name}")
            others = keep.of(other, a.runs, mode)
            for outcome, d in paired(base, others, TOLD).items():
                if d["n"]:
                    off = "*" if d["low"] > 0 or d["high"] < 0 else " "
                    of = f"{d['difference']:+.4g} [{d['low']:+.4g}, {d['high']:+.4g}]"
                    agree = same_way(base, others, outcome, d["difference"])
                    print(f"  {off} {outcome:40} {of} of {d['base']:.4g}, {agree:.0%}")
    except OutOfTime as end:
        print(end)


if __name__ == "__main__":
    main()
