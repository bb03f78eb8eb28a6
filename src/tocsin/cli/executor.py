"""The options that say where runs are carried out."""

from __future__ import annotations

from enum import StrEnum

from tocsin.errors import InputError


class Executor(StrEnum):
    """Where runs are carried out."""

    auto = "auto"
    serial = "serial"
    threads = "threads"
    processes = "processes"
    dask = "dask"


def place(executor: Executor, scheduler: str | None) -> str:
    """The executor for `carry_out` from the options of a command."""
    if scheduler is None:
        return executor.value
    if executor not in (Executor.auto, Executor.dask):
        raise InputError(f"--scheduler is for --executor dask, not {executor.value}")
    if "://" not in scheduler:
        raise InputError(
            f"--scheduler {scheduler}: expected an address such as tcp://10.0.0.1:8786"
        )
    return scheduler
