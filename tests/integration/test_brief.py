"""`tocsin brief`: a page that says what was found, what is assumed and what cannot be told."""

from __future__ import annotations

import json
import re
import sys
from html import unescape

import pytest

import tocsin as tc
from tocsin.errors import InputError, OutputError
from tocsin.view.brief import paper, write


@pytest.fixture(scope="module")
def short(two_towns):
    return two_towns.set("clock.hours", 40)


@pytest.fixture(scope="module")
def runs(short, tmp_path_factory):
    out = tmp_path_factory.mktemp("brief") / "runs"
    return tc.simulate(short, runs=3, out=out, report=False).path


def words(page):
    return unescape(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")))


def test_it_has_the_figures_of_the_summary_and_claims_no_interval_of_three_runs(runs):
    text = words(write(runs)[0])
    found = json.loads((runs / "summary.json").read_text())["outcomes"]["detained"]
    assert f"{found['median']:,.0f}" in text
    assert "least to most" in text
    assert "nine runs in ten" not in text
    assert "Deaths and torture in custody are not modelled" in text
    assert "Police disperse and arrest" in text  # what was imposed
    assert "Line: median of 3 runs, hour by hour" in text
    assert "officers" not in text  # who is called forces everywhere


def test_where_nobody_was_out_it_says_so_in_place_of_an_empty_chart(short, tmp_path):
    tc.simulate(short.set("clock.hours", 1), out=tmp_path / "x")
    page = write(tmp_path / "x")[0]
    assert "Nobody was out." in words(page)
    assert "<svg" not in page.read_text()


def test_of_a_comparison_it_tells_differences_and_what_is_not_decided(short, tmp_path):
    tc.compare(short, short.without("alliance"), runs=2, out=tmp_path / "c")
    text = words(write(tmp_path / "c")[0])
    assert "What would have been otherwise" in text
    assert "no difference" in text  # nobody is asked for troops so early


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", ["Deux villes", "médiane de 3 simulations", "du minimum au maximum", "Pour citer"]),
        ("ru", ["Два города", "медиана 3 прогонов", "участники", "Как ссылаться"]),
    ],
)
def test_it_speaks_the_reader_s_language(runs, tmp_path, language, told):
    text = words(write(runs, tmp_path / "b.html", language=language)[0]).replace("\xa0", " ")
    for part in told:
        assert part in text
    for english in ("median of", "least to most", "What is assumed", "Cite as"):
        assert english not in text


def test_an_unknown_language_is_told(runs):
    with pytest.raises(InputError, match="expected one of en, fr, ru"):
        write(runs, language="de")


def test_sources_of_recorded_figures_are_a_click_away(short, tmp_path):
    """Of a scenario named after the flagship, which has addresses; no other address is linked."""
    named = short.set("name", "kazakhstan-2022-test").set(
        "references",
        {"dead": [{"value": 9, "date": "2022-01-15", "status": "official", "source": "S02, S99"}]},
    )
    page = write(tc.simulate(named, out=tmp_path / "r", report=False).path)[0].read_text("utf-8")
    links = set(re.findall(r'href="([^"]+)"', page))
    assert len(links) == 1
    assert links.pop().startswith("https://mgorod.kz/")
    assert "9 (15 January 2022, official)" in unescape(page)
    assert "S99" in page


def test_it_needs_nothing_from_outside_and_carries_hostile_text_as_text(short, tmp_path):
    hostile = short.set("title", "<script>alert(1)</script>")
    folder = tc.simulate(hostile, out=tmp_path / "r", report=False).path
    page = write(folder)[0].read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=", page)


def test_a_folder_of_something_else_is_told(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        write(tmp_path / "none")
    with pytest.raises(InputError, match="no run directory"):
        write(tmp_path)


def test_without_a_browser_a_pdf_is_told_and_the_page_stays(runs, tmp_path, monkeypatch):
    monkeypatch.setattr(paper, "BROWSERS", ())
    with pytest.raises(OutputError, match="needs Chromium"):
        write(runs, tmp_path / "b.html", as_pdf=True)
    assert (tmp_path / "b.html").is_file()


def test_a_document_for_word_has_the_same_texts(runs, tmp_path):
    docx = pytest.importorskip("docx")
    made = write(runs, tmp_path / "b.html", as_docx=True, language="fr")
    document = docx.Document(str(made[-1]))
    texts = [p.text for p in document.paragraphs]
    assert texts[0] == "Deux villes"
    assert "Pour citer" in texts
    cells = [[c.text for c in row.cells] for row in document.tables[0].rows]
    found = json.loads((runs / "summary.json").read_text())["outcomes"]["dead"]["median"]
    assert cells[1][:2] == ["Morts, total", f"{found:g}".replace(".", ",")]


def test_without_its_library_a_document_for_word_is_told(runs, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(InputError, match="pip install python-docx"):
        write(runs, tmp_path / "b.html", as_docx=True)


def test_the_command_says_where_it_is(runs, tmp_path, tocsin):
    code, out, _ = tocsin("brief", str(runs), "--out", str(tmp_path / "x.html"), "--json")
    assert code == 0
    assert json.loads(out)["brief"] == [str(tmp_path / "x.html")]


def test_no_other_file_is_replaced(runs, tmp_path, monkeypatch):
    """Neither the page's nor the PDF's name may cost somebody a thesis; an older briefing goes."""
    monkeypatch.setattr(
        sys.modules[write.__module__], "pdf", lambda page, target: target.write_text("%PDF")
    )
    for name in ("a.html", "b.pdf"):
        (tmp_path / name).write_text("years of work")
    with pytest.raises(InputError, match="in the way and no briefing"):
        write(runs, tmp_path / "a.html")
    with pytest.raises(InputError, match=r"b\.pdf is in the way"):
        write(runs, tmp_path / "b.html", as_pdf=True)
    assert not (tmp_path / "b.html").exists()
    with pytest.raises(InputError, match=r"expected \.html"):
        write(runs, tmp_path / "c.pdf", as_pdf=True)
    with pytest.raises(InputError, match="is a folder"):
        write(runs, tmp_path)
    for _ in range(2):
        write(runs, tmp_path / "d.html", as_pdf=True)
    assert [(tmp_path / n).read_text() for n in ("a.html", "b.pdf")] == ["years of work"] * 2


def test_a_directory_with_a_briefing_is_still_ours_to_overwrite(short, tmp_path):
    one = short.set("clock.hours", 2)
    path = tc.simulate(one, out=tmp_path / "r", report=False).path
    write(path)
    assert tc.simulate(one, out=path, report=False, overwrite=True).path == path


def test_a_notebook_shows_the_tables_of_the_briefing(runs, short):
    """And says that it is a simulation; what a scenario is called stays text."""
    shown = tc.Result(runs)._repr_html_()
    told = unescape(re.sub(r"<[^>]+>", " ", shown))
    found = json.loads((runs / "summary.json").read_text())["outcomes"]["detained"]
    assert f"{found['median']:,.0f}" in told
    assert "least to most" in told
    assert "not a record and not a prediction" in told
    hostile = short.set("title", "<script>alert(1)</script>")
    assert "<script>" not in hostile._repr_html_()
    assert f"{short.persons:,}" in short._repr_html_()
