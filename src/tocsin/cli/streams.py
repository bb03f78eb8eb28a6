"""Streams of every command: whatever they are, and whatever the text is, output arrives.

`prepare` mends streams that are closed or know few letters, and widths that are none.  Text from files
is shown, never obeyed: control characters of a name, which a terminal would carry out, become visible.
"""

from __future__ import annotations

import contextlib
import os
import sys

NARROWEST, WIDEST, USUAL = 20, 500, 80
#: By which libraries measure a terminal.
SIZES = ("COLUMNS", "LINES", "TERMINAL_WIDTH", "JUPYTER_COLUMNS", "JUPYTER_LINES")

#: Control characters by their pictures; those that turn the direction of text or end a line by a mark.
_SHOWN = {c: 0x2400 + c for c in range(32) if chr(c) not in "\n\t"} | {0x7F: 0x2421}
_SHOWN |= dict.fromkeys((*range(0x80, 0xA0), 0x2028, 0x2029), 0xFFFD)
_SHOWN |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)


def visible(text: str) -> str:
    """A text whose control characters are shown instead of carried out; line ends and tabs stay."""
    return text.translate(_SHOWN)


def say(text: object = "", error: bool = False) -> None:
    """Print a line; to stderr if it is about what went wrong."""
    print(visible(str(text)), file=sys.stderr if error else sys.stdout, flush=error)


def prepare() -> None:
    """Mend what a command was started with."""
    _open_closed()
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue
        plain = (stream.encoding or "ascii").lower().replace("-", "").startswith("utf8")
        if stream.errors == "strict" or not plain:  # names of files may be no text either
            with contextlib.suppress(OSError, ValueError):
                stream.reconfigure(errors="backslashreplace")
    for name in SIZES:
        _mend_size(name)


def _mend_size(name: str) -> None:
    """A size that is no number goes, since libraries would stumble; one that is absurd is mended."""
    text = os.environ.get(name)
    if text is None:
        return
    if not (text.isascii() and text.isdecimal()):  # which isdigit() does not tell of a raised 3
        del os.environ[name]
        return
    size, least = int(text[:9]), 1 if name.endswith("LINES") else NARROWEST
    if not least <= size <= WIDEST:
        os.environ[name] = str(WIDEST if size > WIDEST else USUAL)


def _open_closed() -> None:
    """Streams that are closed go nowhere; no file may take their numbers."""
    with contextlib.suppress(OSError):
        handle = os.open(os.devnull, os.O_RDWR)
        while handle <= 2:
            handle = os.open(os.devnull, os.O_RDWR)
        os.close(handle)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
