"""The world: places and people, built once from a scenario and the same in every run.

`geography` has distances and travel, `ties` who knows whom, `population` how traits are dealt out,
`cache` keeps the heavy arrays on disk, and `world` holds it all.
"""

from tocsin.world.world import World, build

__all__ = ["World", "build"]
