"""Tries as many hostile inputs of each kind as one likes, and tells what came of them.

    python tools/fuzz/run.py [KIND ...] [--minutes M] [--seed N]

Kinds and checks are those of tests/fuzz/kinds.py.  Time is shared evenly; the same seed gives the same
inputs, however many there is time for.  Exit 1 if a check failed; the input is printed, shortest first.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
import traceback
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.fuzz.kinds import KINDS, Kind

BATCH = 200  # inputs between two looks at the clock


def run(kind: Kind, seconds: float, first: int) -> tuple[int, float, str]:
    """Inputs tried, the slowest of them in seconds, and the first failure as text."""
    dice, begin, tried, slowest = random.Random(first), time.perf_counter(), 0, 0.0

    def timed(value: object) -> None:
        nonlocal tried, slowest
        start = time.perf_counter()
        tried += 1
        try:
            kind.check(value)
        finally:
            slowest = max(slowest, time.perf_counter() - start)

    while time.perf_counter() - begin < seconds:

        @seed(dice.getrandbits(64))
        @settings(
            max_examples=BATCH,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @given(kind.inputs)
        def each(value: object) -> None:
            if time.perf_counter() - begin < seconds:
                timed(value)

        try:
            each()
        except BaseException:  # what should not escape may be anything
            return tried, slowest, traceback.format_exc()
    return tried, slowest, ""


def main() -> int:
    """Try the kinds that were asked for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    given_ = parser.parse_args()
    names = given_.kinds or sorted(KINDS)
    failed = 0
    print("| kind | inputs | slowest, s | outcome |\n|---|---|---|---|")
    for name in names:
        seconds = 60 * given_.minutes / len(names)
        tried, slowest, said = run(KINDS[name], seconds, given_.seed)
        failed += bool(said)
        print(
            f"| {name} | {tried:,} | {slowest:.2f} | {'FAILED' if said else 'none'} |", flush=True
        )
        if said:
            print(said, file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{peak:.0f} MB at most, seed {given_.seed}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
