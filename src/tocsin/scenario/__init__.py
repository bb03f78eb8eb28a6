"""What a user writes: a scenario file, read with all its mistakes named at their lines.

`sections` say what a file may contain, `reading` turns files into a document that knows its lines,
`checks` follow what sections say of one another, `parts` take a whole part out; `load` puts it together
and `scenario` is the object that the rest of Tocsin works with.
"""

from tocsin.scenario.load import bundled, load, scenarios
from tocsin.scenario.scenario import Scenario
from tocsin.scenario.sections.levers import Lever

__all__ = ["Lever", "Scenario", "bundled", "load", "scenarios"]
