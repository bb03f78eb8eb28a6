"""Parcels: tasks as they travel to another process or machine.

A scenario is packed once and sent with each of its tasks (some 50 kB for a country); a worker unpacks
it once and keeps it with its world, whose heavy arrays it maps from the cache folder.
"""

from __future__ import annotations

import hashlib
import pickle
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from tocsin.errors import InputError, TocsinError
from tocsin.experiments.executors.work import Failure, Task, attempt
from tocsin.version import __version__

if TYPE_CHECKING:
    from tocsin.scenario import Scenario
    from tocsin.world import World

KEPT = 16  # scenarios that a process remembers: the variants of a comparison come in turn

_lock = threading.Lock()


@dataclass(frozen=True)
class Parcel:
    """A task without its scenario, which is packed beside it; `key` is the pack's fingerprint."""

    version: str
    do: Callable[[Task], Any]
    task: Task
    key: bytes
    packed: bytes


class _Memory:
    """The last few things made, by key."""

    def __init__(self) -> None:
        self.kept: OrderedDict[Any, Any] = OrderedDict()

    def get(self, key: object, make: Callable[[], Any]) -> Any:
        with _lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        made = make()
        with _lock:
            made = self.kept.setdefault(key, made)
            while len(self.kept) > KEPT:
                self.kept.popitem(last=False)
        return made


_packs, _scenarios, _worlds = _Memory(), _Memory(), _Memory()


def pack(do: Callable[[Task], Any], task: Task) -> Parcel:
    """Make a task ready to travel."""
    # the scenario is kept with its pack: an id is its own only as long as it lives
    _, key, packed = _packs.get(id(task.scenario), lambda: _packed(task.scenario))
    bare = replace(task, scenario=cast("Scenario", None))  # it travels beside the task
    return Parcel(__version__, do, bare, key, packed)


def _packed(scenario: Scenario) -> tuple[Scenario, bytes, bytes]:
    data = pickle.dumps(scenario, pickle.HIGHEST_PROTOCOL)
    return scenario, hashlib.blake2b(data, digest_size=16).digest(), zlib.compress(data, 1)


def work(parcel: Parcel) -> Any:
    """Unpack a task and do it, in a worker; no exception of it travels back, only a `Failure`."""
    if parcel.version != __version__:
        message = f"a worker has tocsin {__version__}, not {parcel.version}; install the same"
        return Failure(f"InputError: {message}", cause=InputError(message))
    scenario = _scenarios.get(parcel.key, lambda: pickle.loads(zlib.decompress(parcel.packed)))
    found = attempt(parcel.do, replace(parcel.task, scenario=scenario))
    if isinstance(found, Failure) and not isinstance(found.cause, TocsinError):
        return replace(found, cause=None)  # a stranger's exception may not survive the journey
    return found


def world_of(scenario: Scenario) -> World:
    """The world of a scenario, which this process remembers."""

    def make() -> tuple[Scenario, World]:
        from tocsin.world import build

        return scenario, build(scenario, 1)

    world: World = _worlds.get(id(scenario), make)[1]
    return world
