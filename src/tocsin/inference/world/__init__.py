"""The world: crises drawn over countries and shocks, beside the statistics of recorded protests.

draws       what crisis number k is: country, town, size and reach of the shock, season (draws.yaml)
countries   how often each country is drawn (countries.csv)
making      its scenario: the draft of the country, with that shock
watching    its run, and what was to be seen at each place on each day
coding      events out of that, by the rules of the data set (coding.yaml)
events      events and crises as arrays, and the table in which they stand in the data set
measures    the figure that belongs to each fact
facts       the facts, their intervals, and which were held back (facts.csv)
files       what a job leaves
ensemble    all of it: `world`

The record is Mass Mobilization (Clark & Regan, doi 10.7910/DVN/HTTWYL, CC0), of which only statistics
are here; and a few crises of their own.  A simulated event is no protest that happened.
"""
