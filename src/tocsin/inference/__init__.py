"""Inference: what was seen, how seeing errs, and from these what the model may say.

observations   reported figures: the record, its file, importers, places, duplicates, contradictions
observing      the observation model between a simulated number and a reported one
counterparts   what a result has beside each observation

What fits parameters, weighs hypotheses and forecasts builds on these three.
"""
