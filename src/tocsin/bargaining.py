"""The public door to `tocsin.theory.bargaining`: who prevails among a few actors."""

from tocsin.theory.bargaining import *  # noqa: F403
from tocsin.theory.bargaining import __all__ as __all__
