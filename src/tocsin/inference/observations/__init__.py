"""Observations: reported figures, each with who counted, when, how well; never who a person is.

observation  the record             kinds       its closed lists of words
file         the file, OBS          cells       numbers and times as people write them
table        anybody's table        formats/    what each source's columns mean
draft        a row before its place and time are settled
places       names and coordinates to the scenario's places (`spelling` folds names)
private      what looks like a person, which is dropped
merging      duplicates and revisions      contradictions    what cannot both be true
references   the recorded figures of a scenario as observations
importing    all of it: a file in, observations out
"""
