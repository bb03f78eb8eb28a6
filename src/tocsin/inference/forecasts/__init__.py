"""Forecasts: what comes next, given what had been reported by then.

weights   runs weighted by reports: likelihoods, tempered so that enough runs count
targets   what is forecast: totals and crowds by day, of the nation and of its regions
scores    CRPS and coverage against later reports, beside simple baselines
forecast  all of it: runs to the horizon, one moment or many
files     the folder that it leaves (hubverse model output), and its reader
"""
