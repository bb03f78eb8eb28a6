"""Packing: the arrays of a report in one compressed stream, and a table of what is in it.

The format is that of web/src/contract.ts: whole numbers, differences along time, types of several bytes
in planes, all in one zlib stream, as base64.  `unpack` reads it back, for tests and for the curious.
"""

from __future__ import annotations

import base64
import math
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL = 7  # of zlib
SAMPLE, SAMPLES = 4096, 8  # bytes, from so many parts of an array, to see what packs better
FINE, COARSE = 65_534, 1_000  # steps of a figure between its least and its largest value


@dataclass
class Packer:
    """Takes arrays, time last, and packs them.

    table : what the report's `arrays` say of each
    """

    table: list[dict[str, Any]] = field(default_factory=list)
    _chunks: list[bytes] = field(default_factory=list)

    def count(self, name: str, dims: list[str], values: NDArray[Any], scale: float = 1.0) -> None:
        """Whole numbers, exactly, in the narrowest type; they stand for `scale` times as much.

        Raises ValueError beyond 32 bits.
        """
        low, high = (int(values.min()), int(values.max())) if values.size else (0, 0)
        for dtype in ("u1", "i1", "u2", "i2", "i4"):
            if np.iinfo(dtype).min <= low and high <= np.iinfo(dtype).max:
                about = {} if scale == 1 else {"scale": scale}
                self._put(name, dims, np.asarray(values, f"<{dtype}"), about)
                return
        raise ValueError(f"{name}: a count is too large")

    def figure(self, name: str, dims: list[str], values: NDArray[Any], steps: int) -> None:
        """Figures on a grid of so many steps over their range; NaN and infinity are none.

        Zero stays zero.
        """
        known = np.isfinite(values)
        low = float(values[known].min()) if known.any() else 0.0
        high = float(values[known].max()) if known.any() else 0.0
        scale = float(f"{(high - low) / (steps - 1):.6g}") or 1.0
        if low < 0 <= high:
            low = -scale * math.ceil(-low / scale)  # so that zero is on the grid
        on_grid = np.full(values.shape, steps + 1, "<u2")
        on_grid[known] = np.clip(np.rint((values[known] - low) / scale), 0, steps)
        about: dict[str, Any] = {"scale": scale}
        about |= {"offset": low} if low else {}
        about |= {} if known.all() else {"missing": steps + 1}
        self._put(name, dims, on_grid, about)

    def _put(self, name: str, dims: list[str], stored: NDArray[Any], about: dict[str, Any]) -> None:
        """Keep an array, as differences along time if that packs better."""
        steps = stored.copy()
        steps[..., 1:] -= stored[..., :-1]  # wraps around, and back when read
        plain, delta = _planes(stored), _planes(steps)
        smaller = _packed(delta) < _packed(plain)
        entry = {"name": name, "dtype": stored.dtype.str.lstrip("<|"), "dims": dims}
        entry |= {"shape": list(stored.shape)} | about
        self.table.append(entry | ({"delta": True} if smaller else {}))
        self._chunks.append(delta if smaller else plain)

    def text(self) -> str:
        """Everything as base64."""
        return base64.b64encode(zlib.compress(b"".join(self._chunks), LEVEL)).decode()


def unpack(table: list[dict[str, Any]], text: str) -> dict[str, NDArray[Any]]:
    """Arrays by name: whole numbers as they were, figures as float64 with NaN where there is none."""
    data = zlib.decompress(base64.b64decode(text))
    out: dict[str, NDArray[Any]] = {}
    at = 0
    for entry in table:
        dtype = np.dtype(f"<{entry['dtype']}")
        size = int(np.prod(entry["shape"], dtype=np.int64))
        planes = np.frombuffer(data, np.uint8, size * dtype.itemsize, at)
        at += planes.size
        stored = np.ascontiguousarray(planes.reshape(dtype.itemsize, size).T).view(dtype)
        stored = stored.reshape(entry["shape"])
        if entry.get("delta"):
            stored = np.cumsum(stored, axis=-1, dtype=dtype)
        if "scale" not in entry:
            out[entry["name"]] = stored
            continue
        values = entry.get("offset", 0.0) + entry["scale"] * stored.astype(float)
        if "missing" in entry:
            values[stored == entry["missing"]] = np.nan
        out[entry["name"]] = values
    return out


def _packed(data: bytes) -> int:
    """About how small it gets, from a few samples."""
    step = max(SAMPLE, len(data) // SAMPLES)
    sample = b"".join(data[at : at + SAMPLE] for at in range(0, len(data), step))
    return len(zlib.compress(sample, 1))


def _planes(stored: NDArray[Any]) -> bytes:
    """All lowest bytes first, then the next."""
    flat = np.ascontiguousarray(stored).view(np.uint8).reshape(-1, stored.dtype.itemsize)
    return flat.T.tobytes()
