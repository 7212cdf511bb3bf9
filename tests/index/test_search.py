"""Search over built segments: the right passage first, filters, folding, and what is refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index import Chunk, open_index, write_segment
from index.filters import Filter, highlights, pages_of
from index.query import read_query
from index.search import Index
from report.errors import InputError, LibraryError
from report.model import Span
from tests.index.small import REPORT, report

OTHER = """# Harbour Works

## Water

The shipyard drew 77,000 cubic metres of water from the town.

The shipyard drew 77,000 cubic metres of water from the town!

The shipyard drew 79,000 cubic metres of water from the town.
"""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    base = tmp_path_factory.mktemp("segments")
    made = [report(REPORT), report(OTHER, "harbour-2024")]
    for one in made:
        write_segment(base / one.id, one, base / "cache")
    return {one.id: base / one.id for one in made}


@pytest.fixture(scope="module")
def index(folders: dict[str, Path]) -> Index:
    return open_index(folders)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("how much fresh water was used?", "412,000"),
        ("perks", "pension plan"),
        ("GHG emissions scope 2", "3,990"),
        ("total headcount", "1,188"),
        ("305-1", "305-1"),
        ("iso50001", "ISO 50001"),
        ("gb/t 13586-2021", "13586-2021"),
        ("certficates", "All mills hold"),
        ("员工总数", "1,188"),
        ("培训时长", "31 hours"),
        ("when was the company founded", "1931"),
    ],
)
def test_the_right_chunk_comes_first(index: Index, query: str, found: str) -> None:
    assert found in index.search(query, 3, report="fernhill-2024")[0].chunk.text


def test_what_says_it_comes_before_the_content_index(index: Index) -> None:
    hits = index.search("direct GHG emissions scope 1", 10, report="fernhill-2024")
    assert "8,870" in hits[0].chunk.text
    assert [h.chunk.points for h in hits if "(Scope 1)" in h.chunk.text] == [False, True]


def test_hits_are_numbered_and_sorted(index: Index) -> None:
    hits = index.search("water", 5)
    assert [h.rank for h in hits] == [1, 2, 3, 4, 5]
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert all(h.score == pytest.approx(sum(h.signals.values()), abs=1e-4) for h in hits)


def test_quotes_stand_in_the_source(index: Index) -> None:
    for hit in index.search("water of the river", 10, report="fernhill-2024"):
        assert REPORT[hit.chunk.span.start : hit.chunk.span.end].split()[0].lstrip("#") in REPORT


def test_results_are_the_same_again(folders: dict[str, Path], index: Index) -> None:
    again = open_index(dict(reversed(folders.items())))
    assert again.search("water and energy") == index.search("water and energy")


def test_only_one_report(index: Index) -> None:
    assert {h.chunk.report for h in index.search("water", 20)} == {"fernhill-2024", "harbour-2024"}
    assert {h.chunk.report for h in index.search("water", 20, report="harbour-2024")} == {"harbour-2024"}


def test_only_under_some_headings(index: Index) -> None:
    hits = index.search("water", 20, section="key figures")
    assert hits
    assert {h.chunk.section for h in hits} == {"Key Figures"}
    assert index.search("water", section="no such heading") == []


def test_what_says_the_same_is_shown_once_but_other_figures_are_not_the_same(tmp_path: Path) -> None:
    long = (
        "The shipyard drew {} cubic metres of water from the town, and the rest came from the well behind the old slipway."
        + " It rained." * 60
    )
    text = "# Water\n\n" + "\n\n".join(f"{long.format(n)}" for n in ("77,000", "77,000", "79,000")) + "\n"
    one = report(text, "wet-2024")
    write_segment(tmp_path / "s", one, tmp_path / "cache")
    texts = [h.chunk.text for h in open_index({"wet-2024": tmp_path / "s"}).search("water of the shipyard")]
    assert len(texts) == 2
    assert ["77,000" in t for t in texts].count(True) == 1


def test_a_report_that_is_gone_leaves_nothing(folders: dict[str, Path]) -> None:
    left = open_index({"fernhill-2024": folders["fernhill-2024"]})
    assert not [h for h in left.search("shipyard", 50) if h.chunk.report != "fernhill-2024"]


def test_an_empty_library(tmp_path: Path) -> None:
    assert open_index({}).search("water") == []
    nothing = report("#\n\n...\n", "empty-2024")
    write_segment(tmp_path / "s", nothing, tmp_path / "cache")
    assert open_index({"empty-2024": tmp_path / "s"}).search("water") == []


@pytest.mark.parametrize("query", ["?", "the of and", "🙂", "a" * 3000, "(((", "'; --"])
def test_odd_queries_do_no_harm(index: Index, query: str) -> None:
    assert isinstance(index.search(query), list)


def test_bad_questions_are_refused_in_words(index: Index) -> None:
    with pytest.raises(InputError, match="the query is empty"):
        index.search("  ")
    with pytest.raises(InputError, match="at least one"):
        index.search("water", 0)
    with pytest.raises(InputError, match="no report 'nope' in the search index; have fernhill-2024, harbour-2024"):
        index.search("water", report="nope")


def test_segments_of_another_model_are_refused(folders: dict[str, Path], tmp_path: Path) -> None:
    folder = shutil.copytree(folders["harbour-2024"], tmp_path / "s")
    about = json.loads((folder / "segment.json").read_text())
    (folder / "segment.json").write_text(json.dumps(about | {"encoder": "other", "sha256": "ab"}))
    with pytest.raises(LibraryError, match="made with the model 'other', not 'minilm'"):
        open_index({"harbour-2024": folder}, "minilm")
    with pytest.raises(InputError, match="no model 'other' here"):
        open_index({"harbour-2024": folder})
    (folder / "segment.json").write_text(json.dumps(about | {"sha256": "ab"}))
    with pytest.raises(LibraryError, match="not made with the model 'minilm' as it is here now"):
        open_index({"harbour-2024": folder})


def test_half_written_and_newer_segments_are_named(folders: dict[str, Path], tmp_path: Path) -> None:
    folder = shutil.copytree(folders["harbour-2024"], tmp_path / "s")
    about = json.loads((folder / "segment.json").read_text())
    (folder / "segment.json").write_text(json.dumps(about | {"format": 99}))
    with pytest.raises(LibraryError, match="newer version"):
        open_index({"harbour-2024": folder})
    (folder / "segment.json").write_text(json.dumps(about | {"format": 1}))
    with pytest.raises(LibraryError, match="older version of reportgraph; build harbour-2024 again"):
        open_index({"harbour-2024": folder})
    (folder / "segment.json").unlink()
    with pytest.raises(LibraryError, match="harbour-2024 is damaged"):
        open_index({"harbour-2024": folder})


def test_a_segment_is_the_same_wherever_it_is_written(folders: dict[str, Path], tmp_path: Path) -> None:
    write_segment(tmp_path / "elsewhere", report(OTHER, "harbour-2024"), folders["harbour-2024"].parent / "cache")
    for file in folders["harbour-2024"].iterdir():
        assert (tmp_path / "elsewhere" / file.name).read_bytes() == file.read_bytes()


# ------------------------------------------------------------------------------------------- filters, marks, explanations
@pytest.mark.parametrize(
    ("only", "passes"),
    [
        (Filter(kind="row"), lambda c: c.kind == "row"),
        (Filter(kind="passage"), lambda c: c.kind == "passage"),
        (Filter(year=2024), lambda c: "2024" in c.text),
        (Filter(section="key figures"), lambda c: c.section == "Key Figures"),
        (Filter(wanted=lambda c: "river" in c.text), lambda c: "river" in c.text),
        (Filter(kind="row", year=2023, section="key"), lambda c: c.kind == "row" and "2023" in c.text),
    ],
)
def test_only_what_passes_a_filter_is_found(index: Index, only: Filter, passes: Callable[[Chunk], bool]) -> None:
    hits = index.search("water emissions employees", 50, report="fernhill-2024", only=only)
    assert hits
    assert all(passes(h.chunk) for h in hits)


def test_only_on_a_page(tmp_path: Path) -> None:
    pages = [f"# Part {n}\n\nThe mill on hill number {n} spins flax for sails.\n" for n in range(1, 4)]
    one = report("\n".join(pages), "pages-2024")
    numbered = replace(one, pages=tuple(one.text.index(f"# Part {n}") for n in range(1, 4)))
    write_segment(tmp_path / "s", numbered, tmp_path / "cache")
    hits = open_index({one.id: tmp_path / "s"}).search("flax mill", only=Filter(pages=pages_of("2-3")))
    assert sorted(h.chunk.page or 0 for h in hits) == [2, 3]


@pytest.mark.parametrize("said", ["x", "", "5-3", "-2", "1,2"])
def test_what_is_no_page_is_refused(said: str) -> None:
    with pytest.raises(InputError, match="give a page or a range"):
        pages_of(said)


def test_marks_show_what_meets_the_query(index: Index) -> None:
    hit = index.search("certficates for iso14001", 1, report="fernhill-2024")[0]
    marked = [hit.chunk.text[a:b] for a, b in hit.marks]
    assert "ISO 14001" in marked
    assert any(m.lower() == "certificates" for m in marked)


def test_marks_count_in_the_text_as_it_stands() -> None:
    text = "ÅÉ – Émissions de CO₂ ﬁltered"
    query = read_query("co2 emissions filtered", [])
    assert [text[a:b] for a, b in highlights(text, query.terms)] == ["Émissions", "CO₂ ﬁltered"]


def test_the_signals_of_a_hit_make_its_score(index: Index) -> None:
    hit = index.search("fresh water from the river", 1)[0]
    assert set(hit.signals) >= {"meaning", "words", "around"}
    assert "fresh" in index.read("fresh water").explained()
    assert "'certficates' taken for 'certificates'" in index.read("certficates").explained()


def test_a_place_is_found_by_what_the_graph_calls_it(tmp_path: Path) -> None:
    one = report("# A\n\nIts loom halls use steam.\n\n# B\n\nWool comes from the hills.\n", "notes-2024")
    at = one.text.index("Its loom")
    write_segment(tmp_path / "s", one, tmp_path / "cache", notes=[("Quillfeather Textiles", Span(one.id, at, at + 10))])
    first = open_index({one.id: tmp_path / "s"}).search("quillfeather", 1)[0]
    assert "steam" in first.chunk.text
    assert first.words > 0


def test_the_text_around_lends_its_words(tmp_path: Path) -> None:
    text = "# Wharf\n\nThe crane at the wharf lifts timber.\n\n- It runs on shore power.\n\n" + "".join(
        f"# Other {n}\n\nPeople of house {n} eat bread, soup, beans, fish, rice.\n\n" for n in range(40)
    )
    text += "# Far\n\n- It runs on shore power, too.\n"
    write_segment(tmp_path / "s", report(text, "near-2024"), tmp_path / "cache")
    hits = open_index({"near-2024": tmp_path / "s"}).search("crane at the wharf shore", 20)
    lent = {("too" in h.chunk.text): h.around for h in hits if "shore power" in h.chunk.text}
    assert lent[False] > lent.get(True, 0.0)
