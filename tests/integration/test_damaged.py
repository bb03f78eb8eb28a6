"""Damaged results: whatever is wrong with a file, it is named, and nothing goes further."""

from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path

import pytest

import tocsin as tc
from tocsin.errors import InputError, TocsinError
from tocsin.experiments.comparisons.comparison import Comparison
from tocsin.experiments.ensembles.merge import merge
from tocsin.export.compared import export
from tocsin.results.reading import Damaged
from tocsin.results.why import why
from tocsin.view.brief import write as brief


@pytest.fixture(scope="module")
def short(two_towns):
    return two_towns.set("clock.hours", 4)


@pytest.fixture(scope="module")
def whole(short, tmp_path_factory):
    """Hours of two runs, and quantiles of them."""
    path = tmp_path_factory.mktemp("whole") / "r"
    tc.ensemble(short, 2, out=path, report=False, executor="serial")
    return path


@pytest.fixture
def copy(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "r")
    return tmp_path / "r"


def uses(path: Path, to: Path, slow: bool = True):
    """Everything that reads a run directory; `slow` ones, which write much, too."""
    yield lambda: why(tc.Result(path), "Alpha")
    if slow:
        yield lambda: tc.Result(path).export("csv", to / "csv")
        yield lambda: tc.Result(path).report(to / "r.html")
    yield lambda: brief(path, to / "b.html")
    yield lambda: tc.Result(path)._repr_html_()
    yield lambda: tc.Result(path).chronicle()
    yield lambda: tc.Result(path).outcome("dead")


def faults(path: Path, to: Path, slow: bool = True) -> list[str]:
    """What was said by those that could not do their work; only words, no other exception."""
    found = []
    for use in uses(path, to, slow):
        try:
            use()
        except TocsinError as error:
            found.append(str(error))
    return found


def junk(path: Path) -> None:
    path.write_bytes(b"x" * 20)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("summary.json", '{"scenario": "two'),
        ("summary.json", "1"),
        ("summary.json", "{}"),
        ("summary.json", '{"outcomes": {"dead": 3}}'),
        ("manifest.json", ""),
        ("manifest.json", "[]"),
        ("members.csv", b"\xff\xfe"),
        ("members.csv", ""),
        ("members.csv", "run,error\nx,\n"),
        ("chronicle.csv", "x\n"),
        ("chronicle.csv", ""),
        ("run.zarr/zarr.json", "{"),
        ("run.zarr/threshold/zarr.json", "{}"),
    ],
)
def test_a_damaged_file_is_named(copy, tmp_path, file, content):
    data = content if isinstance(content, bytes) else content.encode()
    (copy / file).write_bytes(data)
    # one damage of each file is tried on all; the fuzzers try others of each
    found = faults(copy, tmp_path, slow=file == "members.csv" or content in ("1", "", "{"))
    assert any("is damaged" in text for text in found), found


@pytest.mark.parametrize("group", ["threshold", "place_name", "quantiles/detained_national"])
@pytest.mark.parametrize("way", ["junk", "one bit", "gone", "short"])
def test_a_damaged_chunk_is_told_whichever_way_it_is(copy, group, way):
    chunk = next(p for p in (copy / "run.zarr" / group / "c").rglob("*") if p.is_file())
    data = bytearray(chunk.read_bytes())
    if way == "one bit":
        data[-6] ^= 1
    if way == "gone":
        chunk.unlink()
    else:
        chunk.write_bytes({"junk": b"x" * 20, "short": bytes(data[:-3])}.get(way, bytes(data)))
    result = tc.Result(copy)
    with pytest.raises(Damaged, match=r"run\.zarr.* is damaged"):
        (result.quantiles if "/" in group else result.data).load()


@pytest.fixture(scope="module")
def compared(short, tmp_path_factory):
    path = tmp_path_factory.mktemp("compared") / "c"
    tc.compare(short, "without orders", runs=2, out=path, executor="serial")
    return path


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("comparison.json", b"[]"),
        ("comparison.json", b'{"variants": 3, "runs": 2, "base": 1, "scenario": ""}'),
        (
            "comparison.json",
            b'{"variants": [{"name": "x"}], "runs": 2, "base": {}, "scenario": ""}',
        ),
        ("members.csv", b""),
        ("members.csv", b"variant,run,error\nx,0,\n"),
        ("manifest.json", b"{"),
    ],
)
def test_a_damaged_comparison_is_told_by_everyone_who_reads_it(compared, tmp_path, file, content):
    path = tmp_path / "c"
    shutil.copytree(compared, path)
    (path / file).write_bytes(content)
    found = []
    for read in (
        lambda: Comparison(path).table(),
        lambda: Comparison(path).deaths(),
        lambda: Comparison(path).differences(),
        lambda: Comparison(path).quantiles(),
        lambda: Comparison(path).manifest(),
        lambda: Comparison(path)._repr_html_(),
        lambda: Comparison(path).report(tmp_path / "r.html"),
        lambda: export(Comparison(path), "csv", tmp_path / "csv"),
        lambda: brief(path, tmp_path / "b.html"),
    ):
        try:
            read()
        except TocsinError as error:
            found.append(str(error))
    assert any("is damaged" in text for text in found), found


@pytest.mark.parametrize("where", ["one array", "all arrays"])
def test_a_shape_that_the_store_cannot_hold_is_not_believed(copy, where):
    """A billion hours would take all memory."""
    for file in (copy / "run.zarr").glob("*/zarr.json"):
        about = json.loads(file.read_text())
        dims = about.get("dimension_names") or []
        if about["node_type"] == "array" and "time" in dims and (where[0] == "a" or "run" in dims):
            shape = [10**9 if d == "time" else n for d, n in zip(dims, about["shape"], strict=True)]
            about["shape"] = shape
            about["chunk_grid"]["configuration"]["chunk_shape"] = [1, *shape[1:]]
            file.write_text(json.dumps(about))
    with pytest.raises(Damaged):
        why(tc.Result(copy), "Alpha")


class Boom:
    """Leaves a mark where it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self):
        return Path.touch, (self.mark,)


def test_a_strangers_store_of_format_two_is_not_opened(copy, tmp_path):
    """Its codecs could run code."""
    mark = tmp_path / "mark"
    shutil.rmtree(copy / "run.zarr")
    for group in ("", "quantiles", "daily", "first"):
        folder = copy / "run.zarr" / group
        (folder / "place").mkdir(parents=True)
        (folder / ".zgroup").write_text('{"zarr_format": 2}')
        (folder / "place" / ".zarray").write_text(
            json.dumps({"zarr_format": 2, "shape": [3], "chunks": [3], "dtype": "|O", "order": "C",
                        "fill_value": "", "compressor": {"id": "pickle"}, "filters": None,
                        "dimension_separator": "."})
        )  # fmt: skip
        (folder / "place" / "0").write_bytes(pickle.dumps(Boom(mark)))
        (folder / "marching").mkdir()
    found = faults(copy, tmp_path)
    assert any("is damaged" in text for text in found)
    assert not mark.exists()


@pytest.fixture(scope="module")
def parts(short, tmp_path_factory):
    folder = tmp_path_factory.mktemp("parts")
    for k in range(2):
        tc.ensemble(short, 1, first_run=k, out=folder / str(k), part=True, report=False,
                    executor="serial")  # fmt: skip
    return folder


@pytest.mark.parametrize("end", ["pack", "csv", "dead", "row"])
def test_a_damaged_part_does_not_merge(parts, tmp_path, end):
    shutil.copytree(parts, tmp_path / "p")
    part = tmp_path / "p" / "1" / "part"
    if end == "row":
        rows = part / "rows.jsonl"
        rows.write_text(rows.read_text().replace('"dead": 0', '"dead": 1', 1))
    else:
        file = part / "members" / f"0.{end}"
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 4
        file.write_bytes(data)
    with pytest.raises(
        InputError, match=r"is damaged \(rows" if end == "row" else "what run 1 left"
    ):
        merge([tmp_path / "p" / "0", tmp_path / "p" / "1"], tmp_path / "m", report=False)
    assert not (tmp_path / "m").exists()
    assert merge([parts / "0", parts / "1"], tmp_path / "m", report=False).summary()["runs"] == 2


def test_a_result_in_memory_travels_with_its_folder(short):
    """A worker that returns one takes its own folder with it when it ends."""
    result = tc.simulate(short, runs=2)
    data = pickle.dumps(result)
    dead, path = int(result.data.dead.sum()), result.path
    del result
    assert not path.exists()
    back = pickle.loads(data)
    assert int(back.data.dead.sum()) == dead
    assert len(back.chronicle()) >= 1
    assert back.scenario.hours == 4
