"""The lattice in motion, as a GIF: a picture for each kept period, in the colours of the figure.

Pillow comes with matplotlib, the extra `plot`, and is imported when wanted.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tocsin.errors import InputError, OutputError
from tocsin.files import replacing
from tocsin.theory.classic.epstein import plot

if TYPE_CHECKING:
    from tocsin.theory.classic.epstein.result import EpsteinResult


def write(result: EpsteinResult, path: str | Path, pixels: int, milliseconds: int) -> None:
    """Write the GIF; raises InputError if no pictures were kept or Pillow is missing, OutputError."""
    path = Path(path)
    if path.suffix.lower() != ".gif":
        raise InputError(f"{path}: expected a name that ends in .gif")
    if "lattice" not in result.data:
        raise InputError(
            "no pictures were kept; run it again with frames=1, or each so many periods"
        )
    try:
        from PIL import Image
    except ImportError:
        raise InputError("animations need Pillow; install it with: pip install pillow") from None
    colours = plot.SECOND if "blue" in result.data else plot.FIRST
    palette = [int(c[i : i + 2], 16) for c in colours for i in (1, 3, 5)]
    frames = result.data.lattice.values
    times = max(1, round(pixels / max(frames.shape[1:])))
    pictures = []
    for frame in frames:
        large = np.repeat(np.repeat(frame, times, axis=0), times, axis=1)
        picture = Image.fromarray(large)
        picture.putpalette(palette)
        pictures.append(picture)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            pictures[0].save(
                file, format="GIF", save_all=True, append_images=pictures[1:],
                duration=milliseconds, loop=0, optimize=False,
            )  # fmt: skip
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
