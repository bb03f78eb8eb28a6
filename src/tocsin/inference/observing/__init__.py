"""The observation model: how a true number becomes a reported one, and how likely a report is.

errors      the parameters, each with its passport (parameters.yaml), as a point, a draw or all zero
reports     what of observations the model needs, as arrays
detection   is it seen at all: grows with its size and with the town
counting    what the count is of: scatter, under-count, tampering, wrong reports
rounding    to one digit, or to whole numbers
law         log-likelihood of reports given true numbers
sampling    reports given true numbers, by keyed random numbers: the same law
delay       when a report comes, and whether one is still to come

It stands between every simulated number and every recorded one.  With all errors zero a report is the
truth, at once.
"""
