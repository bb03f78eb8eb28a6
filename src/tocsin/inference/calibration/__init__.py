"""Calibration: which values of the parameters go with what was observed.

free        the parameters that vary, on the unit cube of their priors
targets     what observations become: statistics of a run, with the errors of observing
runs        one run with values of its own, and many of them into a folder that can be resumed
posterior   projection on what the statistics say of each parameter, local-linear adjustment
held_out    the same for runs that were held back: how much to widen, coverage, skill
trust       rank statistics, coverage, joint coverage (TARP): may the posterior be believed
gate        observations that no run comes near
diagnostics prior against posterior, stiff and sloppy directions, predictive of every figure
calibrate   all of it: rounds, budget, the cloud
files       the folder that a calibration leaves, and its reader
"""
