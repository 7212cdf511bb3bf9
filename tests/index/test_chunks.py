"""What one search hit shows: whole thoughts, verbatim places, rows that explain themselves."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from index.chunks import JOINED, LONGEST, Chunk, chunks_of
from report.clean import plain
from report.model import Report
from report.read import read
from tests.index.small import report


@pytest.fixture(scope="module")
def real(sample: Path) -> Report:
    return read(sample)


def texts(chunks: list[Chunk], kind: str = "passage") -> list[str]:
    return [c.text for c in chunks if c.kind == kind]


def containing(words: str, chunks: list[Chunk]) -> Chunk:
    found = [c for c in chunks if words in c.text]
    assert len(found) == 1, (words, found)
    return found[0]


def test_every_chunk_stands_in_the_source(real: Report) -> None:
    for chunk in chunks_of(real):
        quotes = [real.quote(span) for span in (chunk.span, *chunk.also)]
        assert all(quote == quote.strip() for quote in quotes)
        if chunk.kind == "passage":
            shown = re.sub(r"\W", "", plain(" ".join(quotes)))
            assert all(re.sub(r"\W", "", line)[:20] in shown for line in chunk.text.split("\n")), chunk


def test_hits_are_no_longer_than_a_paragraph(real: Report) -> None:
    assert max(len(c.text) for c in chunks_of(real)) <= LONGEST + JOINED


def test_passages_come_in_reading_order_and_do_not_overlap(real: Report) -> None:
    spans = [c.span for c in chunks_of(real) if c.kind == "passage"]
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_the_same_report_gives_the_same_chunks(sample: Path) -> None:
    assert chunks_of(read(sample)) == chunks_of(read(sample))


def test_a_heading_goes_with_its_paragraph() -> None:
    chunk = containing("412,000", chunks_of(report()))
    assert chunk.text.startswith("Water and Waste\nWater\nThe mills drew")
    assert chunk.text.endswith("after treatment.")
    assert chunk.section == "Water and Waste > Water"


def test_a_list_goes_with_the_sentence_that_leads_it_in() -> None:
    chunk = containing("salt is recovered", chunks_of(report()))
    assert chunk.text.startswith("Dye baths are used again:\nrinse water")
    assert chunk.text.endswith("warms the incoming water")


def test_a_long_list_is_cut_and_each_part_keeps_its_lead_in() -> None:
    items = "\n".join(f"- measure {n} " + "saves steam in the dye house " * 8 for n in range(1, 7))
    chunks = chunks_of(report(f"# Energy\n\nThe mills save energy in these ways:\n\n{items}\n"))
    assert len(chunks) > 2
    assert all("in these ways" in c.text or "in these ways" in c.context for c in chunks)


def test_rows_spell_out_their_header_path() -> None:
    rows = texts(chunks_of(report()), "row")
    assert "Emissions > Direct GHG emissions (Scope 1), t CO2e, 2023: 9,104, 2024: 8,870" in rows
    assert "Employees > By gender > Female, Person, 2023: 640, 2024: 633" in rows


def test_the_first_row_of_a_group_shows_its_title() -> None:
    made = report()
    quotes = [made.quote(c.span) for c in chunks_of(made) if c.kind == "row"]
    assert "Emissions\nDirect GHG emissions (Scope 1)\t\tt CO2e\t9,104\t8,870" in quotes
    assert "Indirect GHG emissions (Scope 2)\t\tt CO2e\t4,050\t3,990" in quotes


def test_rows_of_a_content_index_are_marked() -> None:
    chunks = chunks_of(report())
    assert containing("Water withdrawal", chunks).points
    assert not containing("Indirect GHG", chunks).points


def test_a_report_that_stands_below_its_contents_keeps_its_tables_and_short_lines() -> None:
    text = """# Contents

Water\t05

## Water

Two wells were closed

Indicator\t2023\t2024
Water withdrawn\t412\t390
Water given back\t371\t350
"""
    found = [c.text for c in chunks_of(report(text))]
    assert "Water given back, 2023: 371, 2024: 350" in found
    assert any("Two wells were closed" in c for c in found)
    assert not any("05" in c for c in found)


def test_the_table_of_contents_is_left_out() -> None:
    assert not [c for c in chunks_of(report()) if c.section == "Contents"]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    sentences = [f"In mill number {n} the looms were moved to a hall with better light and less noise." for n in range(40)]
    chunks = chunks_of(report("# Mills\n\n" + " ".join(sentences) + "\n"))
    assert len(chunks) > 1
    assert all(len(c.text) <= LONGEST * 1.2 and c.text.endswith(".") for c in chunks)
    assert "".join(c.text for c in chunks).count("mill number") == 40


def test_text_without_an_end_of_sentence_is_cut_too() -> None:
    chunks = chunks_of(report("# List\n\n" + "warp and weft and selvage, " * 300 + "\n"))
    assert all(len(c.text) <= 2 * LONGEST for c in chunks)


def test_short_neighbours_share_a_chunk_only_in_one_section() -> None:
    chunks = chunks_of(report("# A\n\nOne short remark.\n\nAnother short remark.\n\n# B\n\nA third remark.\n"))
    assert texts(chunks) == ["A\nOne short remark.\nAnother short remark.", "B\nA third remark."]


def test_page_furniture_and_call_outs_are_left_out(real: Report) -> None:
    chunks = chunks_of(real)
    repeats = [b.text.text for b in real.blocks if b.repeats is not None and len(b.text.text) > 40]
    assert not [r for r in repeats for c in chunks if c.text == r]


def test_titles_are_not_said_twice() -> None:
    chunks = chunks_of(report())
    opening, list_ = containing("412,000", chunks), containing("salt is recovered", chunks)
    assert opening.titled(2) == opening.text
    assert list_.titled(1) == "Water\n" + list_.text
    assert list_.titled(2) == "Water and Waste > Water\n" + list_.text
