"""Flat text whose lines were broken at a margin: paragraphs are whole again, titles and tables stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.model import BlockKind, Report
from report.read import read

TEXT = """\
Wrenfield Mills plc
Strategic report

How we work

Wrenfield Mills plc has been weaving cloth since its first shed opened
beside the river in 1871. Today we run nine mills, two dye houses and the
Wrenfield Archive. Our shares are listed on the Lower Market and the
Group employs 3,412 people. Last year we opened a school for weavers
together with Ashdown College.

12    Wrenfield Mills plc Annual Report 2024

Water and dyes

Nearly all of our water comes from the river. In 2024 we took 1,204,000
cubic metres, 6 per cent less than the year before, and gave back 91 per
cent of it cleaner than it came.
Waste is sorted.
Each mill keeps its own book of it, which the works council may read.

13    Wrenfield Mills plc Annual Report 2024

Risk                   Kind         What we do
Low water in summer    Physical     Tanks at four mills
Carbon prices          Transition   Heat pumps
Colder winters         Physical     Insulation

14    Wrenfield Mills plc Annual Report 2024

The dye houses are inspected every year by the River Board, and the last
visit in March found nothing to mend. The board's letter can be read in the
Wrenfield Archive.
"""


@pytest.fixture(scope="module")
def mills(tmp_path_factory: pytest.TempPathFactory) -> Report:
    path = tmp_path_factory.mktemp("wrapped") / "mills.txt"
    path.write_text(TEXT, "utf-8")
    return read(path)


def texts(report: Report, kind: BlockKind) -> list[str]:
    return [block.text.text for block in report.blocks if block.kind == kind]


def test_a_paragraph_broken_at_the_margin_is_whole(mills: Report) -> None:
    (paragraph,) = (text for text in texts(mills, BlockKind.PARAGRAPH) if "1871" in text)
    assert paragraph.startswith("Wrenfield Mills plc has been") and paragraph.endswith("together with Ashdown College.")
    assert "listed on the Lower Market and the Group employs" in paragraph


def test_its_words_are_still_found_in_the_source(mills: Report) -> None:
    (block,) = (b for b in mills.blocks if "1871" in b.text.text)
    at = block.text.text.index("the Group")
    assert " ".join(mills.text[s.start : s.end] for s in block.text.spans(mills.id, at, at + 9)).split() == ["the", "Group"]


def test_a_short_line_that_ends_a_sentence_is_no_broken_one(mills: Report) -> None:
    assert "Waste is sorted." in texts(mills, BlockKind.PARAGRAPH)


def test_titles_in_sentence_case_above_broken_paragraphs_are_headings(mills: Report) -> None:
    assert texts(mills, BlockKind.HEADING) == ["How we work", "Water and dyes"]


def test_a_running_head_with_page_number_and_year_is_furniture(mills: Report) -> None:
    assert len([t for t in texts(mills, BlockKind.FURNITURE) if "Annual Report 2024" in t]) == 3


def test_words_in_columns_are_a_table(mills: Report) -> None:
    (table,) = (block.table for block in mills.blocks if block.table)
    assert [[cell.text for cell in row] for row in table.rows][-1] == ["Colder winters", "Physical", "Insulation"]


def test_lines_that_are_whole_paragraphs_are_not_joined(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    of = "mills looms wheels dyes sheds cloths bales rivers roads carts ledgers letters".split()
    lines = [
        f"The {word} of the year are told in one line of their own, {f'and of {word} much is said ' * 6}before it ends here" for word in of
    ]
    path.write_text("\n".join(lines), "utf-8")
    assert len(texts(read(path), BlockKind.PARAGRAPH)) == 12
