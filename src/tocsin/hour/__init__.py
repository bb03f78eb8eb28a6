"""The order of an hour (`order`) and the loop that goes through it (`simulation`).

`parameters` are a run's numbers, `sound` says whether what a step leaves can be, `kept` what is
recorded.
"""
