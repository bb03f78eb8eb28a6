"""What can be chosen for a run, each word once: functions and options of commands have it here.

It loads nothing, so that `tocsin --help` is quick.
"""

from __future__ import annotations

from typing import Literal, get_args

Engine = Literal["thinning", "sweep", "cells"]  # who may move; all persons; all cells of alike ones
ENGINES: tuple[Engine, ...] = get_args(Engine)
Mode = Literal["point", "cloud", "prior"]  # where a run takes its parameters from
MODES: tuple[Mode, ...] = get_args(Mode)
Keep = Literal["auto", "hourly", "quantiles"]  # what stays of each run
KEEPS: tuple[Keep, ...] = get_args(Keep)
Executor = Literal["auto", "serial", "threads", "processes", "dask"]  # where runs are carried out
EXECUTORS: tuple[Executor, ...] = get_args(Executor)
Design = Literal["screen", "lhs", "grid", "sobol", "morris", "table"]  # which points are simulated
DESIGNS: tuple[Design, ...] = get_args(Design)
Scale = Literal["plain", "log1p"]  # outcomes as they are, or log(1 + outcome)
SCALES: tuple[Scale, ...] = get_args(Scale)
Format = Literal["netcdf", "csv", "gpkg"]  # of exports
Language = Literal["en", "fr", "ru"]  # of the report and the briefing
LANGUAGES: tuple[Language, ...] = get_args(Language)
