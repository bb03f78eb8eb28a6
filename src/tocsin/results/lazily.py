"""Arrays of a store as xarray has them: read when asked for, by `kept`, which tells what is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr
from xarray.backends import BackendArray
from xarray.core import indexing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.results.kept import Array


class _Lazily(BackendArray):
    """What xarray asks of a backend."""

    def __init__(self, array: Array) -> None:
        self.array, self.shape, self.dtype = array, array.shape, array.dtype

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        way = indexing.IndexingSupport.OUTER
        return indexing.explicit_indexing_adapter(key, self.shape, way, self.array.outer)


def variable(array: Array) -> xr.Variable:
    """The variable of an array; texts, which are few, are read at once."""
    if array.dtype.kind not in "iuf":
        values: NDArray[Any] = np.asarray(array[...], object)
        return xr.Variable(array.dims, values, array.attrs)
    return xr.Variable(array.dims, indexing.LazilyIndexedArray(_Lazily(array)), array.attrs)
