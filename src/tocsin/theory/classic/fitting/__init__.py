"""Fitting the riot SIR and the Hawkes process to daily counts.

`fit` is the door; `riot_sir` and `hawkes` say what is fitted, `likelihood` finds the optimum and
intervals, `laws` are the laws of counts, `scores` and `baselines` judge forecasts of counts that
were held back."""

from tocsin.theory.classic.fitting.fit import Fit, fit_hawkes, fit_riot_sir

__all__ = ["Fit", "fit_hawkes", "fit_riot_sir"]
