"""Whether a briefing may take a name: only an older briefing is replaced, never another file."""

from __future__ import annotations

from pathlib import Path

from tocsin.errors import InputError
from tocsin.results.writing import writing

#: What the page of a briefing has near its beginning, in every language.
SIGN = b"data-tocsin-brief"


def check(page: Path, printed: Path | None) -> None:
    """Raise InputError if another file is in the way of the page, or of the PDF beside it.

    A PDF is taken for that of a briefing where the briefing stands beside it.
    """
    if printed == page:
        raise InputError(f"{page}: the PDF would take the name of the page; expected .html")
    if page.is_dir():
        raise InputError(f"{page} is a folder; expected the name of a file such as brief.html")
    ours = False
    if page.exists():
        with writing(page), page.open("rb") as file:
            ours = SIGN in file.read(1_000_000)
        if not ours:
            raise InputError(f"{page} is in the way and no briefing; choose another name")
    if printed is not None and printed.exists() and not (ours and printed.is_file()):
        raise InputError(f"{printed} is in the way and of no briefing; choose another name")
