"""Text that a program took from printed pages: no blank lines, running heads between the lines, notes' numbers glued to words."""

from __future__ import annotations

import textwrap

import pytest

from report.model import BlockKind, Report
from report.note_marks import unmarked
from report.read import read_text
from tests.report.helpers import grid, only_table

STORIES = (
    "Harbour Paper makes board and tissue on the banks of the Alder, and most of what it sells goes to printers in the valley who have "
    "bought from the mill since it was opened. In the spring the River Council asked for less water, and the mill agreed to it, though "
    "nobody in the town had asked before.",
    "Water is drawn at the upper weir and given back below the old bridge, three kilometres further down, after it has passed the ponds that "
    "were dug by hand in the first years. Divers look after the grid every summer. What they find is weighed, and the weights are sent to the "
    "Forest Board, which publishes them.",
    "At the mill people work in three shifts, and those on the night shift are given a fourth week of rest, which they may take in parts. "
    "Whoever has served for ten years chooses the shift. The hours are written down by the foremen and checked by the office twice in a year.",
    "Wages are agreed upon with the union for two years at a time, and the last talks were held in the old school above the town. Pay rises "
    "with the years that somebody has served, and with the certificates that were earned. Nobody is paid by the piece any longer at any of the depots.",
    "Wood comes from forests that are less than a day away by lorry, and all of it is bought on the stem. Our buyers walk through each stand "
    "before it is felled, and mark the trees that are to stay for the birds. The list of stands is open to everybody who wants to see it.",
    "Bark is burnt in the boiler that was built when the railway came, and heats the houses along the lower street. In winter it is not enough, "
    "and then oil is added, of which less was needed every year since the windows of the hall were replaced. Ash goes back to the forest.",
)
HEAD = "Harbour Paper Environmental, Social and Governance Report 2024"


def page(number: int, chapter: str, *parts: str) -> str:
    return "\n".join((HEAD, chapter, str(number), *parts)) + "\n"


def told(text: str) -> str:
    return "\n".join(textwrap.wrap(text, 110))


PAGES = (
    page(11, "OUR RIVER", told(STORIES[0]), "Water from the Alder", told(STORIES[1]), "2. OUR PEOPLE")
    + page(
        12, "OUR PEOPLE", told(f"We employ 1,240 people1 at the mill. {STORIES[2]}"), "2.1 Hours and pay", told(STORIES[3]), "• Printers’ Health Ordinance (Cap. 12)",
        "• Mill Safety Ordinance (Cap. 14)", told("During the year there was no case of a breach of these rules at the mill or at any of its depots in the valley."),
        "1 Without trainees",
    )
    + page(
        13, "OUR FIGURES", "Environmental data", "2022 2023 2024 Change", "(2024 vs 2023)", "Emissions of the mill2", "Sulfur oxides – Direct (kg) 6.11 6.03 5.97 -1.0%",
        "GHG emissions – Scope 13 (tonnes CO2", "e) 6,953 7,359 6,548 -11.0%", "Waste from pulping and", "bleaching (tonnes) 202.6 549.9 246.8 -55.1%",
        "2 Emissions are worked out by the mill. 3 Scope 1 covers the boilers and the lorries.",
    )
    + page(14, "OUR FIGURES", told(STORIES[4]), told(STORIES[5]))
)  # fmt: skip


@pytest.fixture(scope="module")
def pages() -> Report:
    return read_text(PAGES.encode(), "harbour-paper-2024.txt", "harbour-paper-2024")


def test_running_heads_and_numbers_of_pages_stand_apart(pages: Report) -> None:
    kept = " ".join(b.text.text for b in pages.blocks if b.kind != BlockKind.FURNITURE)
    assert "Governance Report 2024" not in kept and " 12 " not in kept
    assert all(story in kept for story in STORIES)


def test_a_paragraph_is_whole_and_a_title_above_it_is_a_heading(pages: Report) -> None:
    paragraphs = [b.text.text for b in pages.blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.CALLOUT)]
    assert all(story in paragraphs for story in STORIES[:2])
    headings = [b.text.text for b in pages.blocks if b.kind == BlockKind.HEADING]
    assert headings == ["Water from the Alder", "2. OUR PEOPLE", "2.1 Hours and pay", "Environmental data"]


def test_a_list_item_ends_before_the_paragraph_that_follows(pages: Report) -> None:
    items = [b.text.text for b in pages.blocks if b.kind == BlockKind.LIST_ITEM]
    assert items == ["Printers' Health Ordinance (Cap. 12)", "Mill Safety Ordinance (Cap. 14)"]


def test_the_table_is_whole(pages: Report) -> None:
    table = only_table(pages)
    assert table.heads() == ("", "2022", "2023", "2024", "Change (2024 vs 2023)")
    assert [row for row in grid(table) if row[1]] == [
        ["Sulfur oxides – Direct (kg)", "6.11", "6.03", "5.97", "-1.0%"],
        ["GHG emissions – Scope 1 (tonnes CO2e)", "6,953", "7,359", "6,548", "-11.0%"],
        ["Waste from pulping and bleaching (tonnes)", "202.6", "549.9", "246.8", "-55.1%"],
    ]


def test_numbers_of_notes_are_no_figures_and_the_quote_keeps_them(pages: Report) -> None:
    block = next(b for b in pages.blocks if "1,240 people" in b.text.text)
    assert "1,240 people at the mill" in block.text.text
    start = block.text.text.index("1,240 people")
    (span,) = block.text.spans(pages.id, start, start + len("1,240 people at the mill"))
    assert pages.quote(span) == "1,240 people1 at the mill"
    assert any(b.text.text == "Without trainees" for b in pages.blocks)


def test_a_number_glued_to_a_name_stays_without_its_note() -> None:
    for text in ("The Euro6 engine and the Model3 car came out.\n3 Cars were sold.\n", "Our people1 work.\n\nNothing follows.\n"):
        assert unmarked(text) == text
