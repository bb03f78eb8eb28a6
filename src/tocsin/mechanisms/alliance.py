"""Alliance: asked, it decides, sends troops by road and air, and takes them back.

To be written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.mechanisms.base import Field

if TYPE_CHECKING:
    from tocsin.mechanisms.now import Now

FIELDS = (
    Field("request_at", (), "h", "hour of the request", np.inf),
    Field("decided_at", (), "h", "hour of the decision", np.inf),
    Field("approved", (), "1", "1 if it was decided to send troops"),
    Field("vote", ("member",), "1", "0 not asked, 1 for, 2 abstains, 3 objects", 0, np.int64),
    Field("contingent", ("member",), "persons", "allied troops in the country"),
    Field("alarm", ("member",), "1", "alarm in the member's own politics, 0 to 1"),
    Field("guarantee", (), "1", "how far the alliance stands behind the incumbent, 0 to 1"),
    Field("resentment", (), "1", "legitimacy lost to the sight of foreign troops"),
)
READS = ()
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = ()


def step(s: Any, p: Any, now: Now) -> None:
    """Nothing yet."""
