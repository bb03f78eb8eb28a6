"""Numbers as people write them: the same digits in the terminal, in figures and in the report.

Halves are rounded away from zero, as in web/src/format.ts, on the digits that a number is written with:
176.5 is 177 everywhere.  Python's own formats round halves to even.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal


def number(x: float | None, sign: bool = False) -> str:
    """Whole from 10 on, else with two digits that count; a dash for none."""
    return _written(x, sign, lambda size: 0 if size >= 10 else _two(size), tidy=True)


def compared(x: float | None, sign: bool = False) -> str:
    """A figure beside others, such as a mean: with two or three digits that count."""
    return _written(x, sign, lambda size: 0 if size >= 100 else 1 if size >= 1 else _small(size))


def percent(share: float) -> str:
    """A share as per cent, with a digit behind the point where there is less than a tenth."""
    return f"{_bare(rounded(100 * share, 1 if share and abs(share) < 0.1 else 0)):f}%"


def rounded(x: float, digits: int) -> Decimal:
    """To so many digits behind the point, halves away from zero."""
    return Decimal(repr(float(x))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _written(
    x: float | None, sign: bool, digits: Callable[[float], int], tidy: bool = False
) -> str:
    if x is None:
        return "-"
    text = rounded(x, 0 if float(x).is_integer() else digits(abs(x)))
    text = abs(text) if not text else _bare(text) if tidy else text  # no negative zero
    return f"{text:+,f}" if sign and x else f"{text:,f}"


def _two(size: float) -> int:
    """Digits behind the point so that two count."""
    return 1 - Decimal(repr(float(size))).adjusted()


def _small(size: float) -> int:
    return 2 if size >= 0.01 else _two(size)


def _bare(x: Decimal) -> Decimal:
    """Without zeros that say nothing: 5.0 is 5."""
    return x.quantize(Decimal(1)) if x == x.to_integral_value() else x.normalize()
