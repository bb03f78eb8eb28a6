"""Persons: how they are laid out, how they decide, and the engines that carry them through an hour.

`states` names what a person can be doing; `layout` says in which order persons stand in memory;
`decision` holds the rule of a single person as pure scalar functions; `random` the keyed random
numbers.  `engine` is what the mechanisms see.  Behind it stand `sweep` (every person, every hour,
compiled), `reference` (the same in plain NumPy, bit for bit) and `cells` (numbers of persons alike
instead of persons: the same law, used for fitting and as an oracle in the tests).
"""
