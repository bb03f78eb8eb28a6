"""Variants of a scenario on shared random numbers.

`compare` carries them out, `variants` reads them, `paired` has the statistics, `comparison` the result.
"""
