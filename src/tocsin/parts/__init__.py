"""Parts of politics, a slice each: elites, powers, alliance, officials.

In each: `plan` (its section made ready for the loop), mechanisms, `outcomes` and `chronicle` (its
lines there).  Beside them, for all: `plans`, `program` (with the levers), `chronicle`, and `ranges`
(figures with their ranges, drawn).  The sections themselves stand in `tocsin.scenario.sections`.
"""
