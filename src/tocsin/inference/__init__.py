"""Inference: what was seen, how seeing errs, and from these what the model may say.

observations   reported figures: the record, its file, importers, places, duplicates, contradictions
observing      the observation model between a simulated number and a reported one
jobs           runs from which the same figures are asked, into a folder
weighted, near weighted draws; which runs come nearest to what was observed
counterparts   what a result has beside each observation
calibration    parameters fitted to reports: a cloud of sets, and whether to believe it
evidence       accounts of a crisis weighed by reports
forecasts      runs weighted by what had been reported
"""
