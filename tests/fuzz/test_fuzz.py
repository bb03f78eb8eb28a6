"""Hostile inputs of every kind, the same ones each time: refused in words or right, nothing else.

`tools/fuzz/run.py` tries more of them; docs/robustness.md has what was found.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.kinds import KINDS


@pytest.mark.parametrize("name", sorted(KINDS))
def test_no_input_of_a_kind_does_harm(name):
    kind = KINDS[name]

    @settings(
        max_examples=kind.examples, derandomize=True, database=None, deadline=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
    )  # fmt: skip
    @given(kind.inputs)
    def each(given):
        kind.check(given)

    each()
