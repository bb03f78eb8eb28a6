"""Parts of politics, a slice each: elites, powers, alliance, officials.

In each: `plan` (its section made ready for the loop), mechanisms, `outcomes`, and `told` (what it tells
the chronicle).  Beside them, for all: `plans`, `program` (with the levers), `coded` (figures with their
ranges, drawn), `told`.  The sections themselves stand in `tocsin.scenario.sections`.
"""
