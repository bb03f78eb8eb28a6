"""What is kept in a store, `run.zarr`: the only reader of its layout, which `store` writes.

Whatever is wrong with it is told as 'X is damaged: ...'.  When a group is opened, its arrays agree in
their dimensions and have no codecs but ours (Zarr format 3 only: format 2 allows codecs that run
code); when values are read, every chunk is there, as large as it says, and has its checksum.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from tocsin.results.reading import damaged, reading

if TYPE_CHECKING:
    import xarray as xr
    import zarr
    from numpy.typing import NDArray

#: What of an array is asked for: whatever zarr takes.
Index: TypeAlias = Any
#: The root, with the hours of every run, and the groups beside it.
Group = Literal["", "first", "quantiles", "daily", "pairs"]
CODECS = {"bytes", "zstd", "vlen-utf8"}
#: Bytes that a byte on disk may stand for; Zstandard, of nothing but zeros, reaches some 30,000.
TIGHTEST = 50_000
ALWAYS = 1_000_000  # bytes of an array that are no bomb, whatever is on disk
FIRST = "marching"  # a variable that every record has


class Kept:
    """A store opened for reading; there may be none at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def holds(self, group: Group) -> bool:
        """Whether there is such a group; of the root and `first`, with hours."""
        folder = self.path / group
        return (folder / FIRST if group in ("", "first") else folder).is_dir()

    def arrays(self, group: Group) -> dict[str, Array]:
        """The arrays of a group by name, read when asked for; without xarray, which is slow to load."""
        with reading(self.path):
            found = self._group(group)
            arrays = {n: Array(self.path / group, n, a) for n, a in sorted(found.arrays())}
        sizes: dict[str, int] = {}
        for name, array in arrays.items():
            for dim, size in zip(array.dims, array.shape, strict=True):
                if sizes.setdefault(dim, size) != size:
                    raise damaged(self.path, f"{name} has {size} of {dim}, not {sizes[dim]}")
        return arrays

    def dataset(self, group: Group = "", decode: bool = True) -> xr.Dataset:
        """A group as xarray has it, its values read when asked for.

        decode : times as dates, and named coordinates as such
        """
        import xarray as xr

        from tocsin.results.lazily import variable

        arrays = self.arrays(group)
        with reading(self.path):
            parts = {name: variable(array) for name, array in arrays.items()}
            own = {name: parts[name] for name in parts if parts[name].dims == (name,)}
            rest = {name: v for name, v in parts.items() if name not in own}
            data = xr.Dataset(rest, own, dict(self._group(group).attrs))
            return xr.decode_cf(data) if decode else data

    def _group(self, group: str) -> zarr.Group:
        import zarr

        # an array's own description counts, not the copy of all in one place
        return zarr.open_group(self.path / group, mode="r", zarr_format=3, use_consolidated=False)


class Array:
    """An array of a store: `dims`, `shape`, `dtype`, `attrs`; an index reads values."""

    def __init__(self, folder: Path, name: str, array: zarr.Array[Any]) -> None:
        self.folder, self.name, self._array = folder, name, array
        self.shape, self.dtype = tuple(array.shape), np.dtype(array.dtype)
        self.attrs: dict[str, Any] = dict(array.attrs)
        self.dims = tuple(str(d) for d in getattr(array.metadata, "dimension_names", None) or ())
        used = {str(codec.to_dict()["name"]) for codec in getattr(array.metadata, "codecs", ())}
        if used - CODECS or len(self.dims) != len(self.shape):
            raise damaged(folder, f"{name} is not as Tocsin writes it")
        self._seen = False

    @property
    def size(self) -> int:
        """Number of values."""
        return math.prod(self.shape)

    def __getitem__(self, key: Index) -> NDArray[Any]:
        self._look()
        with reading(self.folder):
            return np.asarray(self._array[key])

    def outer(self, key: Index) -> NDArray[Any]:
        """Values along each dimension apart, as xarray asks for them."""
        self._look()
        with reading(self.folder):
            return np.asarray(self._array.oindex[key])

    def _look(self) -> None:
        """Every chunk is there, and not too small for what it says to hold."""
        if self._seen or not self.size:
            return
        with reading(self.folder):
            # a missing chunk would be read as zeros
            wanted = math.prod(
                -(-n // c) for n, c in zip(self.shape, self._array.chunks, strict=True)
            )
            count = stored = 0
            for size in _files(self.folder / self.name / "c"):
                count, stored = count + 1, stored + size
            each = math.prod(self._array.chunks) * self.dtype.itemsize
        if count != wanted:
            raise damaged(self.folder, f"{self.name} lacks data")
        if max(each, self.size * self.dtype.itemsize) > max(ALWAYS, TIGHTEST * stored):
            raise damaged(self.folder, f"{self.name} cannot hold what it says")
        self._seen = True


def _files(folder: Path) -> Iterator[int]:
    """Sizes of all files in a folder and below; none where there is no folder."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path))
            else:
                yield entry.stat().st_size
