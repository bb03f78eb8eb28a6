"""The public door to `tocsin.theory.requests`: will an alliance send troops when it is asked?"""

from tocsin.theory.requests import *  # noqa: F403
from tocsin.theory.requests import __all__ as __all__
