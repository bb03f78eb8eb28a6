"""Evidence: which of several accounts of a crisis the reports speak for, never who was behind it.

hypotheses  the accounts, versions of a scenario: spontaneous, organised, stand-down, mixed, a user's
panel       what would be reported of a crisis where nothing was, so that a matrix can be shown
features    what an observer could make of the reports: figures, and how places began
learning    boosted trees with temperature scaling, conformal sets (scikit-learn)
answer      posterior, verdict, sensitivity, what speaks for what, who took part
evidence    all of it: synthetic crises of each account, learning, the answer
files       the folder that it leaves, and its reader
"""
