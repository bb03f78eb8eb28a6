"""What a user writes: a scenario file, read with all its mistakes named at their lines.

`schema` and `levers` say what a file may contain, `fields` what a value may look like; `yamlfile` and
`table` read files into a `document` that knows its lines, `merge` lays one over another, `check`,
`sums` and `records` follow what sections say of one another, `messages` words what pydantic finds,
`load` puts it together and `scenario` is the object that the rest of Tocsin works with.
"""

from tocsin.scenario.load import bundled, load
from tocsin.scenario.scenario import Scenario
from tocsin.scenario.sections.levers import Lever

__all__ = ["Lever", "Scenario", "bundled", "load"]
