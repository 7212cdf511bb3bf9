"""What stands beside what on the pages of a PDF: headings of the next column, notes in the margin, lists that count on."""

from __future__ import annotations

from report.model import BlockKind, Report
from report.pdf import read_pdf
from tests.report.drawing import BOLD, Drawing

LEFT = [
    "Rain fills the upper basin in the spring of",
    "most years, and the turbines of the mill run",
    "day and night until the ice of the next long",
    "winter stops them again for some cold weeks.",
]
RIGHT = ["Each turbine is looked at by hand in May, and", "what is worn is turned anew in our own shop."]
PROSE = [
    "The paper that leaves our yard has come a long way, and so have the people who make it in",
    "the mill by the river, who began with one machine and a horse, and with no light but the moon.",
    "Now there are four machines and a turbine, and the light burns day and night in the long hall",
    "where the reels are wound, cut and packed before the lorries take them down to the small port.",
]


def read(page: Drawing) -> Report:
    return read_pdf(page.bytes(), "acme.pdf", "acme")


def told(report: Report) -> list[tuple[str, str]]:
    return [(b.kind.value, b.text.text) for b in report.blocks]


def test_a_heading_close_beside_the_text_of_another_column_stays_out_of_its_line() -> None:
    page = Drawing()
    page.lines(50, 100, LEFT)
    gutter = 50 + max(page.width(line) for line in LEFT) + 11
    page.text(gutter, 100, "Care of turbines", 16)
    page.lines(gutter, 126, RIGHT)
    assert told(read(page)) == [("paragraph", " ".join(LEFT)), ("heading", "Care of turbines"), ("paragraph", " ".join(RIGHT))]


def test_a_title_with_its_reference_in_brackets_is_a_heading_however_long() -> None:
    page = Drawing()
    title = "3.4 Prevention and detection of corruption and bribery at the mill"
    page.text(50, 100, title, font=BOLD)
    page.text(50 + page.width(title + " ", font=BOLD), 100, "[ESRS G1-3]")
    page.lines(50, 113, PROSE)
    assert told(read(page)) == [("heading", f"{title} [ESRS G1-3]"), ("paragraph", " ".join(PROSE))]


def test_a_line_in_bold_to_begin_with_goes_on_as_a_sentence() -> None:
    page = Drawing()
    page.text(50, 100, "Steam and power.", font=BOLD)
    page.text(
        50 + page.width("Steam and power. ", font=BOLD), 100, "The steam comes from bark, and the power from the river (and the wind)"
    )
    page.lines(50, 113, ["Nothing else was burnt in the year, save for the oil of the two lorries."])
    assert len(read(page).blocks) == 1


def test_items_that_count_on_are_items_of_their_own() -> None:
    page = Drawing()
    page.lines(50, 100, PROSE)
    page.lines(60, 165, ["(i) the seriousness of the matter", "(ii) the trust in the source and", "(iii) the chance to find more"])
    assert [text for kind, text in told(read(page)) if kind == BlockKind.LIST_ITEM] == [
        "(i) the seriousness of the matter",
        "(ii) the trust in the source and",
        "(iii) the chance to find more",
    ]


def test_notes_in_the_margin_come_after_the_text_of_their_page() -> None:
    page = Drawing()
    page.text(120, 100, "THE FRAMEWORK OF THE MILL", 10, BOLD)
    page.lines(120, 113, PROSE)
    page.lines(120, 180, PROSE)
    page.lines(50, 113, ["See the", "framework on", "the next page"], 7, 9)
    assert told(read(page)) == [
        ("heading", "THE FRAMEWORK OF THE MILL"),
        ("paragraph", " ".join(PROSE)),
        ("call-out", " ".join(PROSE)),
        ("footnote", "See the framework on the next page"),
    ]


def test_a_heading_may_stand_above_a_short_title_of_its_paragraph() -> None:
    page = Drawing()
    page.lines(50, 60, PROSE)
    page.text(50, 140, "EMPLOYMENT AND DIVERSITY", font=BOLD)
    page.text(50, 158, "In all.", font=BOLD)
    page.lines(50, 171, PROSE[1:])
    assert ("heading", "EMPLOYMENT AND DIVERSITY") in told(read(page))


def test_a_reference_behind_an_icon_stays_in_its_sentence() -> None:
    page = Drawing()
    page.lines(50, 100, PROSE[:2])
    begin = "In dry years we buy power, of which more can be read in the"
    page.text(50, 126, begin)
    page.canvas.setFillColorRGB(0, 0.3, 0.6)
    page.text(50 + page.width(begin) + 14, 126, "POWER AND STEAM", 7, BOLD)
    page.canvas.setFillColorRGB(0, 0, 0)
    page.text(50 + page.width(begin) + 14 + page.width("POWER AND STEAM ", 7, BOLD), 126, "part of this.")
    page.lines(50, 139, PROSE[2:])
    assert told(read(page)) == [("paragraph", " ".join([*PROSE[:2], begin, "POWER AND STEAM part of this.", *PROSE[2:]]))]


def test_a_note_beside_the_text_does_not_read_on_in_the_next_page() -> None:
    page = Drawing()
    page.lines(120, 113, PROSE)
    page.lines(120, 180, PROSE[::-1])
    page.lines(50, 113, ["See the", "framework on", "the next page"], 7, 9)
    page.page()
    page.lines(120, 113, ["and the reels go down to the port by lorry, as they have gone for all of the ninety years."])
    notes = [text for kind, text in told(read(page)) if text.startswith("See the")]
    assert notes == ["See the framework on the next page"]
