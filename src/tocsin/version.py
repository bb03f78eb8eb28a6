"""The version, which is part of what a run's result depends on."""

__version__ = "0.1.0"
