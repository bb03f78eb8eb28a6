"""Workers start with any folder for temporary files, and look for modules nowhere near the user."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap

import pytest

from tocsin.experiments.executors import starting

SCRIPT = textwrap.dedent("""
    import multiprocessing
    import sys
    from concurrent.futures import ProcessPoolExecutor
    sys.path[:] = [p for p in sys.path if p]
    from tocsin.experiments.executors.starting import safe_path, start_method
    import os
    if __name__ == "__main__":
        context = multiprocessing.get_context(sys.argv[1])
        with ProcessPoolExecutor(1, context) as pool:
            with safe_path():
                found = pool.submit(eval, "__import__('sys').path")
            print("" in found.result(), "PYTHONSAFEPATH" in os.environ)
""")


@pytest.mark.skipif(os.name != "posix", reason="a server to fork from")
@pytest.mark.parametrize("way", ["forkserver", "spawn"])
def test_files_of_the_folder_at_hand_are_not_run(way, tmp_path):
    """A downloaded folder with a queue.py in it: workers import that of Python."""
    (tmp_path / "queue.py").write_text("raise SystemExit('run from the folder at hand')")
    script = tmp_path / "elsewhere"
    script.mkdir()
    (script / "go.py").write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, str(script / "go.py"), way], cwd=tmp_path, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.stdout.split() == ["False", "False"], done.stderr


def test_a_long_folder_for_temporary_files_needs_no_socket(monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/" + "job" * 40)
    assert starting.start_method() == "spawn"
    monkeypatch.setattr(tempfile, "tempdir", "/tmp")
    assert starting.start_method() in ("forkserver", "spawn")
