"""Any country, offline: a packed gazetteer, and drafts of scenarios made from it.

`archive` reads the packed file, `lookup` finds a country by what people call it, `table` reads
places of the user's own, `plan` shares a nation out over places, `state` turns recorded answers
to protests into rules, `draft` writes the scenario with `peoples`, `forces`, `acts` and `travelling`
(parameters by country and by case), and `new` puts all that together.  `tools/atlas` makes the packed
file; nothing here asks the network.
"""
