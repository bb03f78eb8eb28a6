"""Output arrives, whatever the streams are and whatever the text is."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import textwrap

import pytest
from rich.table import Table

from tocsin.cli import streams
from tocsin.cli.console import Console

HOSTILE = "a\x1b[2J\x07\r\x9b31m\u202eb\u2066c"


def obeyed(text: str) -> set[str]:
    return {c for c in text if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0
            or c in "\u202e\u2066\u2028"}  # fmt: skip


def test_control_characters_are_shown():
    assert not obeyed(streams.visible(HOSTILE))
    assert "␛[2J" in streams.visible(HOSTILE)
    assert streams.visible("Жаңаөзен\n\tالجزائر") == "Жаңаөзен\n\tالجزائر"


def test_consoles_show_them_wherever_they_stand():
    file = io.StringIO()
    console = Console(file=file, width=60, color_system=None)
    table = Table(HOSTILE, title=HOSTILE)
    table.add_row(HOSTILE)
    console.print(table)
    console.print(HOSTILE, markup=False)
    assert not obeyed(file.getvalue())


@pytest.mark.parametrize("name", ["COLUMNS", "TERMINAL_WIDTH"])
@pytest.mark.parametrize(
    ("given", "width"),
    [("0", "80"), ("19", "80"), ("66", "66"), ("9" * 5000, "500"),
     ("abc", None), ("", None), ("-5", None), ("³", None), ("٣", None), ("80 ", None)],
)  # fmt: skip
def test_sizes_that_are_none(monkeypatch, name, given, width):
    """Libraries take whatever str.isdigit() says for a number, and stumble."""
    monkeypatch.setenv(name, given)
    monkeypatch.setattr(streams, "_open_closed", lambda: None)
    streams.prepare()
    assert os.environ.get(name) == width
    monkeypatch.setenv("LINES", given)
    streams.prepare()
    Console(file=io.StringIO()).print("x")


SAY = textwrap.dedent("""
    from tocsin.cli import streams
    streams.prepare()
    streams.say("▁▂ Жаңаөзен")
    streams.say("x", error=True)
    handle = open(__file__ if "__file__" in globals() else "/dev/null")
    assert handle.fileno() > 2
""")


@pytest.mark.skipif(os.name != "posix", reason="shells")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_streams_that_are_closed_go_nowhere(closed, tmp_path):
    script = tmp_path / "say.py"
    script.write_text(SAY)
    done = subprocess.run(f'"{sys.executable}" "{script}" {closed}', shell=True, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("encoding", ["ascii", "ascii:strict", "ascii:surrogateescape", "cp1251"])
def test_streams_that_know_few_letters(encoding):
    done = subprocess.run(
        [sys.executable, "-c", SAY], env=os.environ | {"PYTHONIOENCODING": encoding},
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"\\u2581" in done.stdout


def test_an_end_of_file_is_no_silent_abort():
    """Click takes any EOFError for Ctrl-D and says 'Aborted.'; ours is a fault and shows itself."""
    from tocsin.cli import _told

    def torn():
        raise EOFError("Ran out of input")

    with pytest.raises(RuntimeError, match="ended where more was expected"):
        _told(torn)()
