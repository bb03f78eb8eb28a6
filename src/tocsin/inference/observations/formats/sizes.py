"""Sizes of crowds in words: '100s', '1000-4999', 'about 500', 'hundreds', 'more than 60'."""

from __future__ import annotations

import re

from tocsin.inference.observations.cells import amount

Size = tuple[float | None, float | None, float | None]

_ORDERS = {"dozens": 12, "dozen": 12, "tens": 10, "hundreds": 100, "hundred": 100, "thousands": 1000,
           "thousand": 1000, "million": 1_000_000, "millions": 1_000_000}  # fmt: skip
_AT_LEAST = r"\b(?:more than|over|at least|minimum|upwards of|exceeding)\b|>|\+\s*$"
_AT_MOST = r"\b(?:less than|fewer than|up to|at most|under|nearly|almost)\b|<"
_NUMBER = r"\d[\d, .]*\d|\d"


def size(text: str) -> Size:
    """(low, best, high) of a size; three times None where it says nothing.

    'hundreds' and '100s' are 100 to 999, 'several' or 'a few' of them 2 to 9, and dozens 24 to 99.
    """
    folded = text.strip().casefold()
    numbers = [n for n in map(_read, re.findall(_NUMBER, folded)) if n is not None]
    order = next((v for w, v in _ORDERS.items() if re.search(rf"\b{w}\b", folded)), None)
    plural = re.search(r"\b(?:dozens|tens|hundreds|thousands|millions)\b", folded)
    if numbers and order and not plural:  # 5 thousand
        numbers, order = [n * order for n in numbers], None
    if not numbers and order:
        if re.search(r"\b(?:several|a few|some)\b", folded):
            return 2.0 * order, None, 10.0 * order - 1
        if re.search(r"\btens of thousands\b", folded):
            return 10_000.0, None, 99_999.0
        if re.search(r"\bhundreds of thousands\b", folded):
            return 100_000.0, None, 999_999.0
        return (24.0, None, 99.0) if order == 12 else _from(order, bool(plural))
    if not numbers:
        return None, None, None
    if re.search(r"\d\s*0s\b|0s\b", folded) and len(numbers) == 1:
        return numbers[0], None, 10 * numbers[0] - 1
    if len(numbers) == 1:
        one = numbers[0]
        if re.search(_AT_LEAST, folded):
            return one, None, None
        if re.search(_AT_MOST, folded):
            return None, None, one
        return None, one, None
    return min(numbers), None, max(numbers)


def _from(order: int, plural: bool) -> Size:
    return (float(order), None, 10.0 * order - 1) if plural else (None, float(order), None)


def _read(text: str) -> float | None:
    try:
        return amount(text.strip(" ,."))
    except ValueError:
        return None
