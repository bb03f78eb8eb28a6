"""Priors of parameters, written as 'uniform(0.1, 0.4)', 'loguniform(1e-3, 1e-2)', 'fixed', ..."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_TEXT = re.compile(r"^(\w+)\s*(?:\(([^()]*)\))?$")
#: Standard deviations that a draw exceeds once in a million.
RARE = 4.75
_ARGUMENTS = {"fixed": 0, "uniform": 2, "loguniform": 2, "normal": 2, "lognormal": 2}


@dataclass(frozen=True)
class Prior:
    """A distribution by name and numbers; `quantile` turns a uniform into a draw."""

    family: str
    a: float = 0.0
    b: float = 0.0

    @classmethod
    def parse(cls, text: str) -> Prior:
        """From text; raises ValueError with what was expected."""
        expected = "expected uniform(low, high), loguniform(low, high), normal(mean, sd), " \
                   "lognormal(median, sd of log) or fixed"  # fmt: skip
        match = _TEXT.match(text.strip())
        if not match or match[1] not in _ARGUMENTS:
            raise ValueError(f"{text!r} is no prior; {expected}")
        try:
            numbers = [float(x) for x in match[2].split(",")] if match[2] else []
        except ValueError:
            raise ValueError(f"{text!r} has something that is no number; {expected}") from None
        if len(numbers) != _ARGUMENTS[match[1]] or not all(map(math.isfinite, numbers)):
            raise ValueError(f"{text!r} has the wrong numbers; {expected}")
        prior = cls(match[1], *numbers)
        if prior.family.endswith("uniform") and prior.a > prior.b:
            raise ValueError(f"{text!r} has its bounds in the wrong order")
        if prior.family.startswith("log") and prior.a <= 0:
            raise ValueError(f"{text!r}: a logarithmic prior needs numbers above zero")
        if prior.family in ("normal", "lognormal") and prior.b < 0:
            raise ValueError(f"{text!r} has a negative standard deviation")
        return prior

    def quantile(self, u: float, value: float) -> float:
        """The draw that belongs to the uniform `u`; `value` is that of a fixed parameter."""
        from scipy.special import ndtri  # slow to import, seldom needed

        if self.family == "uniform":
            return self.a + (self.b - self.a) * u
        if self.family == "loguniform":
            return float(self.a * (self.b / self.a) ** u)
        if self.family == "normal":
            return self.a + self.b * float(ndtri(u))
        if self.family == "lognormal":
            return self.a * math.exp(self.b * float(ndtri(u)))
        return value

    def share_below(self, value: float) -> float:
        """How much of the prior lies below a value: the uniform whose draw it is; a half of a point."""
        from scipy.special import ndtr

        a, b = self.a, self.b
        if self.family.endswith("uniform"):
            if b <= a:
                return 0.5
            log = self.family == "loguniform"
            return math.log(value / a) / math.log(b / a) if log else (value - a) / (b - a)
        if b == 0:
            return 0.5
        if self.family == "normal":
            return float(ndtr((value - a) / b))
        return float(ndtr(math.log(value / a) / b)) if value > 0 else 0.0

    def lowest(self) -> float | None:
        """The least that is drawn, once in a million where there is no end; None if nothing is."""
        return self._end(-RARE)

    def highest(self) -> float | None:
        """The largest that is drawn, likewise."""
        return self._end(RARE)

    def _end(self, deviations: float) -> float | None:
        if self.family == "normal":
            return self.a + deviations * self.b
        if self.family == "lognormal":
            return self.a * math.exp(deviations * self.b)
        if self.family == "fixed":
            return None
        return self.a if deviations < 0 else self.b

    def open_at(self, value: float) -> bool:
        """Whether `value` ends the support without ever being drawn itself."""
        return self.family == "uniform" and self.a < self.b and value == self.a

    def contains(self, value: float) -> bool:
        """Whether `value` lies in the support of a bounded prior."""
        return "uniform" not in self.family or self.a <= value <= self.b
