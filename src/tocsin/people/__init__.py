"""Persons: how they are laid out, how they decide, and the engines that carry them through an hour.

`states` names what a person can be doing; `layout` says in which order persons stand in memory;
`hazards` is what mechanisms tell them; `random` has the keyed random numbers, `quantiles` counts
drawn with them.  `engine` is what the mechanisms see, and carries every person in every hour; `active`
carries only those who may move, the default; `cells` numbers of persons alike instead of persons (the
same law, used for fitting and as an oracle in the tests).  The compiled loops stand in `kernels`.
"""
