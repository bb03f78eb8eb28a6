"""What one section says of another: every check of a scenario beside the form of its sections.

Runs on the raw data beside pydantic (`reading.raw`), so that all mistakes show at once; whatever has
the wrong form is left to pydantic.  Names that must stand elsewhere are found by the types of fields
(`references`); what one section asks beyond is called from its row (`scenario.parts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tocsin.declare.parameter import Parameter
from tocsin.errors import Problem
from tocsin.scenario.checks.acts import acts
from tocsin.scenario.checks.geography import geography
from tocsin.scenario.checks.parameters import parameters
from tocsin.scenario.checks.recorded import recorded
from tocsin.scenario.checks.references import references as names_elsewhere
from tocsin.scenario.checks.sums import sums
from tocsin.scenario.parts import ROWS
from tocsin.scenario.reading.document import Document
from tocsin.scenario.reading.raw import Raw


def references(
    document: Document,
    needed: Iterable[str],
    allowed: Iterable[str],
    limits: Mapping[str, Parameter],
) -> list[Problem]:
    """Every reference between sections that leads nowhere, and what else does not fit together.

    needed, allowed : names of the parameters that the loop uses, and that may be given
    limits : what each parameter that is used can take, by name
    """
    raw = Raw(document)
    return [
        *names_elsewhere(raw),
        *geography(raw),
        *acts(raw),
        *parameters(raw, frozenset(needed), frozenset(allowed), limits),
        *sums(raw),
        *recorded(raw),
        *(problem for row in ROWS.values() if row.check for problem in row.check(raw)),
    ]
