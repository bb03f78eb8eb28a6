"""Experiments: many runs of a scenario. `runs` carries them out, one run per core."""
