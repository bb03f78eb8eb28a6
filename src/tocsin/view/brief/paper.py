"""A page as PDF, printed by the Chromium of the system where there is one."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from tocsin.errors import OutputError
from tocsin.files import replacing
from tocsin.results.writing import writing

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
SECONDS = 60


def browser() -> str | None:
    """A browser that prints, or none."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def pdf(page: Path, target: Path) -> None:
    """Print `page` to `target`; raises OutputError if there is no browser or it fails."""
    program = browser()
    if program is None:
        raise OutputError(
            f"{target}: a PDF needs Chromium or Chrome on this machine; {page} prints from any browser"
        )
    with tempfile.TemporaryDirectory() as profile:
        made = Path(profile) / "brief.pdf"
        words = [
            program, "--headless", "--disable-gpu", "--no-sandbox", f"--user-data-dir={profile}",
            "--no-pdf-header-footer", f"--print-to-pdf={made}", page.resolve().as_uri(),
        ]  # fmt: skip
        try:
            subprocess.run(words, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise OutputError(f"{target}: {program} did not print: {error}") from None
        if not made.is_file():
            raise OutputError(f"{target}: {program} printed nothing; print {page} from a browser")
        with writing(target), replacing(target) as file:  # a link of that name is not followed
            file.write(made.read_bytes())
