"""The world: places and people, built once from a scenario and the same in every run.

`geography` has distances and travel, `squares` who goes out where, `ties` who knows whom, `population`
how traits are dealt out; `tables` are what stands there, made by `tabulate`; `cache` keeps the heavy
arrays on disk, and `world` holds it all.
"""

from tocsin.world.world import World, build

__all__ = ["World", "build"]
