"""Is anybody ever kept from joining by the bound of thinning?  Every person of every hour, no sampling.

    python benchmarks/bound.py

For each hour of a national run it works out the willingness of all persons and looks for one that lies
above a strip's lower end below the strip's first id; prints how many were looked at and how many found.
"""

from __future__ import annotations

import numpy as np

import tocsin as tc
from tocsin.people.kernels.decision import grievance, trait, willingness
from tocsin.people.kernels.jit import kernel
from tocsin.people.kernels.thinning import LEVELS, first_id, first_row

f32 = np.float32


@kernel
def missed(segment_start, strata, rows, least_risk, hardship, risk, table, rates, shift):
    looked, found, above = 0, 0, 0
    for segment in range(segment_start.size - 1):
        F = table[segment // strata]
        if rates[segment, 0] <= 0.0:
            continue
        for strip in range(LEVELS.size):
            at, by = first_row(strip, F)
            first = first_id(at + shift, by, least_risk[segment], rows[segment])
            for i in range(segment_start[segment], segment_start[segment + 1]):
                g = grievance(trait(hardship[i]), F[0], F[1], F[2])
                f = willingness((g + F[3]) - trait(risk[i]) * F[4], F[5])
                looked += 1
                if f > f32(LEVELS[strip]):
                    above += 1
                    found += i < first
    return looked, above, found


def main() -> None:
    run = tc.Simulation(tc.load("kazakhstan-2022"), 1)
    people, decide = run.people, run.people.decide
    totals = np.zeros((2, 3), np.int64)

    def watch(hazards, hour):
        table, rates = hazards.packed()
        for i, shift in enumerate((0.0, 4.0)):  # the second bound is wrong on purpose
            totals[i] += missed(
                people.layout.segment_start, people.layout.strata, people._rows,
                people._least_risk, people.hardship, people.risk, table, rates, shift,
            )  # fmt: skip
        decide(hazards, hour)

    people.decide = watch
    run.run(48)
    run.run()
    for name, (looked, above, found) in zip(("bound", "4 rows too high"), totals, strict=True):
        print(
            f"{name}: {looked:,} persons x strips x hours, {above:,} above a strip's lower end, "
            f"{found:,} of them below its first id"
        )
    print(f"{people.candidates:,} candidates, {people.joined:,} joined")


if __name__ == "__main__":
    main()
