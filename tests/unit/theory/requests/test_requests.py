"""The table of requests: complete, in the words of the codebook, and read as cases."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tocsin.theory.requests import requests
from tocsin.theory.requests.read import read_case, see
from tocsin.theory.requests.requests import codebook, table
from tocsin.theory.requests.template import template

FIRST = (
    "kyrgyzstan-2010", "armenia-2021", "kazakhstan-2022", "tajik-kyrgyz-2022", "belarus-2020",
    "kazakhstan-2011", "czechoslovakia-1968", "hungary-1956-november", "grenada-1983", "kuwait-1961",
    "liberia-1990", "guinea-bissau-1999", "guinea-bissau-2022", "mali-2012", "benin-2025",
    "lesotho-2014", "drc-2022", "solomon-islands-2003", "solomon-islands-2006", "timor-leste-2006",
    "haiti-2022",
)  # fmt: skip


def test_the_first_table_is_there_and_controls_are_not_fitted():
    core = [r.id for r in table() if r.core]
    assert all(any(part in name for name in core) for part in FIRST)
    assert len(core) == len(FIRST)
    assert len(requests(core=True)) == 17
    assert {r.row["status"] for r in requests()} == {"request"}
    assert sum(not r.deployed for r in requests()) >= 10


def test_ids_are_unique_and_every_row_has_source_reasons_and_confidence():
    assert len({r.id for r in table()}) == len(table())
    for r in table():
        assert r.row["source"]
        assert len(r.row["reasons"]) > 10
        assert r.row["confidence"] in ("high", "medium", "low")
        assert r.row["asked"][:4].isdigit()
        assert (r.troops is None) or (r.deployed and r.troops >= 50)


def test_the_codebook_explains_every_column():
    explained = {row["column"]: row for row in codebook()}
    assert list(explained) == list(table()[0].row)
    for row in table():
        for name, about in explained.items():
            words = [w.strip() for w in about["values"].split(",")]
            if len(words) > 1 and row.row[name]:
                assert row.row[name] in words, (row.id, name)


@pytest.mark.parametrize("row", table(), ids=lambda r: r.id)
def test_every_row_is_a_case_and_as_a_file_the_same(row, tmp_path):
    assert np.isfinite(row.seen.x).all()
    assert (np.abs(row.seen.x) <= 1).all()
    (tmp_path / "c.yaml").write_text(template(row.id), encoding="utf-8")
    again = see(read_case(tmp_path / "c.yaml"))
    np.testing.assert_array_equal(again.x, row.seen.x)
    assert again.amounts["population"] == row.seen.amounts["population"]
    assert math.isclose(again.amounts["population"], math.log10(int(row.row["population"])))


def test_kazakhstan_is_as_recorded():
    (row,) = [r for r in table() if r.id == "csto-kazakhstan-2022"]
    assert (row.troops, row.deployed) == (2030, True)
    assert row.lag_days <= 1
