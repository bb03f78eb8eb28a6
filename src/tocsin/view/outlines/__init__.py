"""Outlines for maps: the country of a scenario, its neighbours, and areas for its regions.

`countries` reads the borders, `country` finds the one that a scenario lies in and cuts a map out,
`areas` makes regions from their places.  Borders are those of Natural Earth (public domain) at
1:50,000,000, by way of the npm package world-atlas 2.0.2 (ISC); `tools/outlines` put them here.
"""
