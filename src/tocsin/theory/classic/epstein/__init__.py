"""Epstein 2002: civil violence on a lattice, and the variants that explain the literature.

J. M. Epstein, 'Modeling civil violence: an agent-based computational approach', PNAS 99 suppl. 3,
7243-7250.  Citizens with hardship H and risk aversion R rebel when their grievance H (1 - L)
exceeds their net risk R P by more than T; cops arrest the active ones in view; all move.

`inputs` has the paper's runs and the variants, `rule` the arithmetic, `vision` what is seen;
`states`, `world` and `placing` the lattice, `counts` and `acts` what people do, on `memory` and
`draws`; `exact`, `blocks` and `synchronous` are the schedules, which `schedules` runs and
`reference` has in plain Python; `model_two` and `simulate_two` are Model II; `simulate` has the
function `epstein`, `result`, `statistics`, `plot` and `animation` what comes of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.theory.classic.epstein.result import EpsteinResult
    from tocsin.theory.classic.epstein.simulate import epstein

__all__ = ["EpsteinResult", "epstein"]


def __getattr__(name: str) -> Any:
    if name == "epstein":
        from tocsin.theory.classic.epstein.simulate import epstein

        return epstein
    if name == "EpsteinResult":
        from tocsin.theory.classic.epstein.result import EpsteinResult

        return EpsteinResult
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
