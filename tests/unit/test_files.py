"""Files and folders that are half done."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

import pytest

from tocsin import files

posix = pytest.mark.skipif(os.name != "posix", reason="kills and links of POSIX")


def names(folder):
    return sorted(p.name for p in folder.iterdir())


def test_a_file_is_there_whole_or_not_at_all(tmp_path):
    files.write_text(tmp_path / "a", "one")

    def fail():
        with files.replacing(tmp_path / "a") as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (tmp_path / "a").read_text() == "one"
    assert names(tmp_path) == ["a"]


@posix
def test_no_link_is_followed_and_rights_are_the_usual(tmp_path):
    (tmp_path / "victim").write_text("precious")
    for name in ("a", "a.part"):
        (tmp_path / name).symlink_to(tmp_path / "victim")
    files.write_text(tmp_path / "a", "new")
    (tmp_path / "usual").write_text("x")
    assert (tmp_path / "victim").read_text() == "precious"
    assert (tmp_path / "a").read_text() == "new"
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "usual").stat().st_mode


KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from tocsin import files
    folder = Path(sys.argv[1])
    if sys.argv[2] == "file":
        with files.replacing(folder / "a") as file:
            file.write(b"half")
            os.kill(os.getpid(), signal.SIGKILL)
    elif sys.argv[2] == "folder":
        with files.aside(folder / "a") as aside:
            (aside / "much").write_bytes(bytes(1000))
            os.kill(os.getpid(), signal.SIGKILL)
    else:
        rename = Path.rename
        def once(self, target):
            rename(self, target)
            os.kill(os.getpid(), signal.SIGKILL)
        Path.rename = once
        files.put_in_place(folder / "new", folder / "old")
""")


@posix
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_the_killed_left_goes_when_the_next_one_comes(tmp_path, what):
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), what], check=False)
    assert done.returncode < 0
    assert len(names(tmp_path)) == 1
    files.write_text(tmp_path / "b", "x")
    assert names(tmp_path) == ["b"]


@posix
def test_what_was_being_replaced_comes_back(tmp_path):
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "result").write_text(name)
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), "replace"], check=False)
    assert not (tmp_path / "old").exists()
    files.sweep(tmp_path)
    assert (tmp_path / "old" / "result").read_text() == "old"
    assert names(tmp_path) == ["new", "old"]


def test_what_another_is_writing_stays(tmp_path):
    with files.aside(tmp_path / "a") as aside, files.replacing(tmp_path / "b") as file:
        (aside / "half").write_text("x")
        file.write(b"y")
        files.sweep(tmp_path)
        assert (aside / "half").exists()
    assert names(tmp_path) == ["b"]
