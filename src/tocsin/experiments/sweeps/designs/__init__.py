"""Designs: which points of the space of factors are simulated.

`factors` says what varies and how, `samples` has grid, Latin hypercube, Sobol and Morris, `table`
reads a user's own points.  A point is a list of changes to a scenario, in words of `Scenario.edit`.
"""
