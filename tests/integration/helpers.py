"""What several tests of folders share: digests of files, and jobs that are killed and taken up."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def fingerprint(folder: Path) -> dict[str, str]:
    """Digest of every file of a result's folder but the manifest, timings left out of the summary."""
    out = {}
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or path.name == "manifest.json":
            continue
        data = path.read_bytes()
        if path.name == "summary.json":
            summary = json.loads(data)
            del summary["timing"]
            data = json.dumps(summary, sort_keys=True).encode()
        out[str(path.relative_to(folder))] = hashlib.sha256(data).hexdigest()
    return out


def lines(path: Path) -> int:
    """Whole lines of a file; none if it is not there."""
    return path.read_bytes().count(b"\n") if path.exists() else 0


def wait_for(rows: Path, at_least: int, job: subprocess.Popen[str], seconds: float = 240) -> None:
    """Wait until so many rows are written, or the job has ended."""
    end = time.monotonic() + seconds
    while lines(rows) < at_least and job.poll() is None and time.monotonic() < end:
        time.sleep(0.02)


def killed_and_resumed(
    script: str,
    arguments: Sequence[Path],
    kills: Sequence[int],
    rows_in_all: int,
    before_resuming: Callable[[Path], None] = lambda rows: None,
) -> None:
    """Run a Python script that writes to the last of its arguments, kill it, run it to its end.

    kills : rows that are written before each kill
    rows_in_all : of the finished job, which no killed one may reach
    before_resuming : what happens to the rows before the last start
    """
    out = arguments[-1]
    rows = out.with_name(f"{out.name}.partial") / "rows.jsonl"
    command = [sys.executable, "-c", script, *map(str, arguments)]
    for at_least in kills:
        job = subprocess.Popen(command, text=True)
        wait_for(rows, at_least, job)
        job.send_signal(signal.SIGKILL)
        job.wait()
        assert not out.exists()
        assert at_least <= lines(rows) < rows_in_all
    before_resuming(rows)
    subprocess.run(command, check=True)
