"""Compiled kernels, each beside a plain reference of the same law.

`decision` is the rule of a person, `sweep` every person every hour, `thinning` those who may move,
`reference` the sweep in plain NumPy, `moving` picks k persons of a state, `lists` has ids in order;
`jit` compiles, `keeping` keeps what was compiled.
"""
