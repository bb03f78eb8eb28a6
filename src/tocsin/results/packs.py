"""Packs: the sheets of a run in one small file, from which parts are read without the rest.

Whole numbers are narrowed; of each column only what changes from row to row is kept, bit by bit, so
that nothing is lost; rows go in blocks, each compressed by Blosc (Zstandard, bytes shuffled).
Layout: 8 bytes length of the head, 4 bytes its CRC, the head as JSON, the blocks, whose CRCs it has.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.errors import InputError
from tocsin.results.reading import damaged, reading

if TYPE_CHECKING:
    from numcodecs import Blosc
    from numpy.typing import NDArray

ROWS = 48  # of a block: two days


def pack(sheets: dict[str, NDArray[Any]]) -> bytes:
    """Tables of int32 or float32 as bytes."""
    head: dict[str, Any] = {}
    blocks: list[bytes] = []
    at = 0
    codec = _codec()
    for name, table in sheets.items():
        narrow = _narrow(table)
        spans = []
        for first in range(0, len(narrow), ROWS):
            block = _changes(narrow[first : first + ROWS])
            data = codec.encode(block) if block.size else b""
            blocks.append(data)
            spans.append([at, len(data), zlib.crc32(data)])
            at += len(data)
        head[name] = {"dtype": narrow.dtype.str, "shape": narrow.shape, "spans": spans}
    text = json.dumps(head, separators=(",", ":")).encode()
    size, crc = len(text).to_bytes(8, "little"), zlib.crc32(text).to_bytes(4, "little")
    return b"".join([size, crc, text, *blocks])


class Pack:
    """A pack on disk; blocks are read when asked for.  Raises Damaged where one is not as it was."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with reading(path), path.open("rb") as file:
            size = int.from_bytes(file.read(8), "little")
            crc = int.from_bytes(file.read(4), "little")
            text = file.read(min(size, path.stat().st_size))
            if zlib.crc32(text) != crc:
                raise damaged(path, "its head has another checksum")
            self.head: dict[str, Any] = json.loads(text)
            for about in self.head.values():
                about["spans"] = np.array(about["spans"], np.int64)  # lists would take more memory
        self._base = 12 + size

    def rows(self, name: str, block: int) -> NDArray[Any]:
        """The rows of a block of a table, in its narrow type."""
        about = self.head[name]
        at, length, crc = about["spans"][block]
        height = min(ROWS, about["shape"][0] - block * ROWS)
        shape = (height, about["shape"][1])
        dtype = np.dtype(about["dtype"])
        if not length:
            return np.empty(shape, dtype)
        with self.path.open("rb") as file:
            file.seek(self._base + at)
            data = file.read(length)
        if zlib.crc32(data) != crc:
            raise damaged(self.path, f"{name} has another checksum")
        bits = np.frombuffer(_codec().decode(data), f"<u{dtype.itemsize}").reshape(shape)
        return np.cumsum(bits, axis=0, dtype=bits.dtype).view(dtype)

    def table(self, name: str) -> NDArray[Any]:
        """A whole table."""
        return np.concatenate([self.rows(name, b) for b in range(len(self.head[name]["spans"]))])


def is_whole(path: Path) -> bool:
    """Whether a file is a pack with all its bytes, as they were."""
    try:
        found = Pack(path)
        spans = [s for a in found.head.values() if len(s := a["spans"])]
        ends = [int(s[:, :2].sum(1).max()) for s in spans]
        if path.stat().st_size != found._base + max(ends, default=0):
            return False
        with path.open("rb") as file:
            for at, length, crc in (row for s in spans for row in s.tolist()):
                file.seek(found._base + at)
                if zlib.crc32(file.read(length)) != crc:
                    return False
    except (OSError, ValueError, InputError):
        return False
    return True


def _codec() -> Blosc:
    from numcodecs import Blosc

    return Blosc(cname="zstd", clevel=3, shuffle=Blosc.SHUFFLE)


def _narrow(table: NDArray[Any]) -> NDArray[Any]:
    if table.dtype.kind != "i":
        return np.ascontiguousarray(table, "<f4")
    low, high = (int(table.min()), int(table.max())) if table.size else (0, 0)
    for dtype in ("<u1", "<u2", "<i4"):
        if np.iinfo(dtype).min <= low and high <= np.iinfo(dtype).max:
            return np.ascontiguousarray(table, dtype)
    raise ValueError(f"{high} is too large for a count")


def _changes(block: NDArray[Any]) -> NDArray[Any]:
    bits = block.view(f"<u{block.dtype.itemsize}")
    out = bits.copy()
    out[1:] -= bits[:-1]  # wraps around, and back when read
    return out
