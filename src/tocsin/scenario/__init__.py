"""What a user writes: a scenario file, read with all its mistakes named at their lines.

`schema` and `levers` say what a file may contain, `document` reads it with line numbers, `merge` lays
files over one another, `check` follows references between sections, `load` puts it together and
`scenario` is the object that the rest of Tocsin works with.
"""

from tocsin.scenario.levers import Lever
from tocsin.scenario.load import bundled, load
from tocsin.scenario.scenario import Scenario

__all__ = ["Lever", "Scenario", "bundled", "load"]
