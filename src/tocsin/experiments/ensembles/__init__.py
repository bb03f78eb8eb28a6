"""Many runs of one scenario.

`simulate` and `ensemble` are for users; `member` is one run, `conclude` sums up, `merge` joins parts.
"""
