"""Where caches are kept, and that nothing depends on there being one."""

from __future__ import annotations

import os
import sys
import tempfile

import platformdirs
import pytest

from tocsin import folders


@pytest.fixture(autouse=True)
def _nothing_given(monkeypatch, tmp_path):
    monkeypatch.delenv(folders.VARIABLE, raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def usual(monkeypatch, answer):
    def told(_):
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    monkeypatch.setattr(platformdirs, "user_cache_dir", told)


def test_the_variable_counts_for_every_kind(monkeypatch, tmp_path):
    monkeypatch.setenv(folders.VARIABLE, str(tmp_path / "mine"))
    for name in ("worlds", "kernels"):
        assert folders.cache_folder(name) == tmp_path / "mine" / name


def test_a_variable_that_leads_nowhere_is_not_second_guessed(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv(folders.VARIABLE, str(tmp_path / "file"))
    assert folders.cache_folder("worlds") is None


@pytest.mark.parametrize("answer", [RuntimeError("no home"), KeyError("uid"), "~/.cache/tocsin"])
def test_without_a_home_the_temporary_folder_serves(monkeypatch, tmp_path, answer):
    usual(monkeypatch, answer)
    found = folders.cache_folder("worlds")
    assert found is not None
    assert tmp_path in found.parents
    assert not os.path.exists("~")


def test_a_home_that_cannot_be_written_is_passed_over(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("x")
    usual(monkeypatch, tmp_path / "file" / "cache")
    found = folders.cache_folder("worlds")
    assert found is not None
    assert found.parent.name.startswith("tocsin-")


@pytest.mark.skipif(sys.platform == "win32", reason="owners and modes of POSIX")
@pytest.mark.parametrize("trap", ["link", "open"])
def test_a_temporary_folder_that_others_may_write_is_not_used(monkeypatch, tmp_path, trap):
    """Compiled kernels are code: what a stranger laid there is not loaded."""
    usual(monkeypatch, RuntimeError("no home"))
    own = tmp_path / f"tocsin-{os.getuid()}"
    if trap == "link":
        (tmp_path / "theirs").mkdir()
        own.symlink_to(tmp_path / "theirs")
    else:
        own.mkdir()
        own.chmod(0o777)
    assert folders.cache_folder("kernels") is None
