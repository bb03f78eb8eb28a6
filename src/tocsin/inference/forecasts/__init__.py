"""Forecasts: what comes next, given what had been reported by then.

weights   runs weighted by reports: likelihoods, tempered so that enough runs count
over      the cloud or the priors; reports that a cloud was fitted to count once
targets   what is forecast: totals and crowds, officials' figures, withdrawal, survival
moments   what was known at a moment, and scores against later reports
scores    CRPS, log, interval and Brier scores; baselines: what a forecast must beat
forecast  all of it: runs to the horizon, one moment or many
files     the folder that it leaves (hubverse model output), and its reader
"""
