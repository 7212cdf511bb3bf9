"""PDF pages as reports print them, each layout on a page drawn for it."""

from __future__ import annotations

from report.model import BlockKind, Report
from report.pdf import read_pdf
from tests.report.drawing import BOLD, HEIGHT, Drawing, figures
from tests.report.helpers import grid, only_table, quotes

PROSE = [
    "The paper that leaves our yard has come a long way, and",
    "so have the people who make it in the mill by the river.",
    "They began with one machine and a horse, and they had",
    "no light but the moon. Now there are four machines.",
]


def read(page: Drawing) -> Report:
    return read_pdf(page.bytes(), "acme.pdf", "acme")


def said(report: Report, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [b.text.text for b in report.blocks if b.kind is kind]


# ------------------------------------------------------------------------------------------------------- text and order
def two_columns() -> Drawing:
    page = Drawing()
    page.lines(
        50,
        100,
        [
            "Rain fills the upper basin in",
            "spring, and the turbines run",
            "day and night until the ice",
            "of the next winter stops the re-",
        ],
    )
    page.lines(
        310, 100, ["newal. In dry years we buy", "power from our neighbours.", "We sell them power in return", "when the river is high."]
    )
    return page


def test_columns_are_read_one_after_the_other_and_torn_words_are_whole() -> None:
    assert said(read(two_columns())) == [
        "Rain fills the upper basin in spring, and the turbines run day and night until the ice of the next winter stops the renewal. "
        "In dry years we buy power from our neighbours. We sell them power in return when the river is high."
    ]


def test_a_heading_over_both_columns_parts_them() -> None:
    page = two_columns()
    page.text(50, 190, "Floods of the last decade and what we learnt from them for the years to come", 14, BOLD)
    page.lines(50, 215, ["The left side goes on here,", "below the heading."])
    page.lines(310, 215, ["And the right side here,", "to the end of the page."])
    order = read(page).text
    places = [order.index(word) for word in ("Rain", "neighbours", "Floods", "left side", "right side")]
    assert places == sorted(places)


def test_a_hyphen_that_belongs_to_the_word_stays() -> None:
    page = Drawing()
    page.lines(50, 100, ["Our long-term plan is a plan for the mill, and as a long-", "term plan it is good."])
    assert said(read(page)) == ["Our long-term plan is a plan for the mill, and as a long-term plan it is good."]


def test_what_every_page_repeats_is_furniture_and_pages_are_counted() -> None:
    page = Drawing()
    for number in range(1, 6):
        page.text(50, 40, "Acme sustainability report 2024", 8)
        page.text(540, HEIGHT - 30, str(number + 2), 8)
        page.lines(50, 100, [f"Page {'abcde'[number - 1]} tells of its own things only."])
        page.canvas.saveState()
        page.canvas.translate(585, 400)
        page.canvas.rotate(270)
        page.canvas.drawString(0, 0, "Chapter tab")
        page.canvas.restoreState()
        page.page()
    report = read(page)
    assert said(report) == [f"Page {letter} tells of its own things only." for letter in "abcde"]
    assert [b.page for b in report.blocks] == [1, 2, 3, 4, 5]
    assert "2024" not in report.text and "tab" not in report.text


def test_headings_are_ranked_by_how_they_are_set() -> None:
    page = Drawing()
    y = 80.0
    for chapter in ("Water", "Waste"):
        page.text(50, y, chapter, 20, BOLD)
        for part in ("Goals for the year", "Results of the year"):
            page.text(50, y + 30, part, 13, BOLD)
            y = page.lines(50, y + 50, PROSE) + 10
        y += 30
    report = read(page)
    assert [(s.title, s.parent) for s in report.sections] == [
        ("Water", None), ("Goals for the year", 0), ("Results of the year", 0), ("Waste", None), ("Goals for the year", 3), ("Results of the year", 3),
    ]  # fmt: skip


def test_entries_of_a_table_of_contents_are_no_headings() -> None:
    page = Drawing()
    page.text(50, 80, "Contents", 20, BOLD)
    for i, (title, number) in enumerate([("Water", 2), ("Waste", 2), ("Work", 3), ("Words", 3), ("Wages", 4), ("Wood", 4)]):
        page.text(50, 120 + 20 * i, title, 11, BOLD)
        page.text(300, 120 + 20 * i, str(number), 11, BOLD)
    page.page()
    page.text(50, 80, "Water", 20, BOLD)
    page.lines(50, 110, PROSE)
    report = read(page)
    assert [s.title for s in report.sections] == ["Contents", "Water"]
    assert not list(report.tables())


# -------------------------------------------------------------------------------------------------------------- tables
def test_figures_below_each_other_are_a_table_without_lines() -> None:
    page = Drawing()
    page.lines(50, 60, PROSE)
    rows = [
        ["", "Unit", "2022", "2023", "2024"],
        ["Waste in all", "t", "1,240", "1,187", "1,020"],
        ["of which burnt", "", "310", "–", "n/a"],
        ["Recycled", "%", "61", "64.5", "70"],
    ]
    y = figures(page, 160, rows, [50, 300, 360, 420, 480])
    page.lines(50, y + 20, PROSE)
    table = only_table(read(page))
    assert table.heads() == ("", "Unit", "2022", "2023", "2024")
    assert grid(table) == rows[1:]


def test_a_label_over_two_lines_is_one_and_an_indented_one_is_marked() -> None:
    page = Drawing()
    figures(page, 100, [["Indicator", "2023", "2024"]], [50, 400, 480])
    page.lines(50, 124, ["Injuries of employees and of people", "who work for our suppliers"], 9, 11)
    figures(page, 135, [["", "12", "9"]], [50, 400, 480])
    figures(page, 159, [["Women", "3", "2"], ["Men", "9", "7"]], [62, 400, 480])
    figures(page, 195, [["Days lost", "140", "77"]], [50, 400, 480])
    assert grid(only_table(read(page))) == [
        ["Injuries of employees and of people who work for our suppliers", "12", "9"], ["– Women", "3", "2"], ["– Men", "9", "7"], ["Days lost", "140", "77"],
    ]  # fmt: skip


def test_a_title_between_rows_is_the_group_of_those_below() -> None:
    page = Drawing()
    figures(page, 100, [["Indicator", "2023", "2024"]], [50, 400, 480])
    page.text(50, 124, "Energy", 9, BOLD)
    figures(page, 142, [["Steam", "10", "11"], ["Power", "20", "21"]], [50, 400, 480])
    page.text(50, 184, "People", 9, BOLD)
    figures(page, 202, [["Women", "30", "31"], ["Men", "40", "41"]], [50, 400, 480])
    table = only_table(read(page))
    assert [g.text for g in table.groups] == ["Energy", "Energy", "People", "People"]
    assert [row[0] for row in grid(table)] == ["Steam", "Power", "Women", "Men"]


def ruled() -> Drawing:
    """A label that stands once for three rows: no line is drawn below it, but one below each cell beside it."""
    page = Drawing()
    edges = [(50, 195), (200, 295), (300, 395), (400, 500)]
    for i, head in enumerate(["Topic", "Group", "2023", "2024"]):
        page.text(edges[i][0] + 2, 96, head, 9, BOLD)
    rows = [("Women", "31", "33"), ("Men", "69", "67"), ("In all", "100", "100"), ("Own staff", "5", "4")]
    for x0, x1 in edges:
        page.rule(x0, x1, 102)
    for i, row in enumerate(rows):
        for cell, (x0, x1) in zip(row, edges[1:], strict=True):
            page.text(x0 + 2, 116 + 18 * i, cell, 9)
            page.rule(x0, x1, 121 + 18 * i)
    page.text(52, 134, "Share of employees", 9)
    page.text(52, 170, "Accidents", 9)
    page.rule(*edges[0], 121 + 18 * 2)
    page.rule(*edges[0], 121 + 18 * 3)
    return page


def test_a_label_that_spans_rows_is_given_to_each() -> None:
    report = read(ruled())
    table = only_table(report)
    assert grid(table) == [
        ["Share of employees", "Women", "31", "33"], ["Share of employees", "Men", "69", "67"], ["Share of employees", "In all", "100", "100"], ["Accidents", "Own staff", "5", "4"],
    ]  # fmt: skip
    assert report.text.count("Share of employees") == 1
    assert quotes(report, table, 2, 0) == ["Share of employees"]


def test_a_head_over_several_columns_stands_in_each() -> None:
    page = Drawing()
    page.text(350, 90, "Own mill", 9, centred=True)
    page.text(470, 90, "Suppliers", 9, centred=True)
    page.rule(310, 400, 96)
    page.rule(405, 520, 96)
    figures(page, 112, [["Cases", "2023", "2024", "2023", "2024"]], [50, 340, 395, 455, 515])
    page.rule(50, 520, 118)
    figures(page, 134, [["Accidents", "1", "2", "3", "4"], ["Illness", "5", "6", "7", "8"]], [50, 340, 395, 455, 515])
    page.rule(50, 520, 160)
    assert only_table(read(page)).heads() == ("Cases", "Own mill 2023", "Own mill 2024", "Suppliers 2023", "Suppliers 2024")


def test_a_raised_mark_is_kept_in_the_text_and_left_out_of_the_cell() -> None:
    page = Drawing()
    rows = [["Indicator", "2023", "2024"], ["Women in all", "57%", "90%"], ["Water, m", "12", "13"], ["Paper", "9", "8"]]
    figures(page, 100, rows, [50, 400, 480])
    page.mark(480, 118, "45")
    page.mark(50 + page.width("Water, m", 9), 136, "3")
    report = read(page)
    assert grid(only_table(report)) == [["Women in all", "57%", "90%"], ["Water, m³", "12", "13"], ["Paper", "9", "8"]]
    assert "90%⁴⁵" in report.text


def test_a_table_that_goes_on_overleaf_keeps_its_header() -> None:
    page = Drawing()
    edges = [50.0, 300, 400, 480]
    figures(
        page,
        600,
        [["Indicator", "Unit", "2023", "2024"], ["Steam", "MWh", "10", "11"], ["Power", "MWh", "20", "21"], ["Gas", "MWh", "1", "2"]],
        edges,
    )
    page.page()
    figures(page, 80, [["Oil", "MWh", "30", "31"], ["Wood", "MWh", "40", "41"], ["Peat", "MWh", "3", "4"]], edges)
    report = read(page)
    first, second = (table for _, table in report.tables())
    assert second.heads() == first.heads() == ("Indicator", "Unit", "2023", "2024")
    assert second.repairs == ("header taken from the table before",)
    assert report.text.count("Indicator") == 1


def test_discs_drawn_in_a_table_are_read() -> None:
    page = Drawing()
    for i, head in enumerate(["Topic", "Policy", "Target"]):
        page.text([52, 300, 400][i], 96, head, 9, BOLD)
    page.rule(50, 480, 102)
    for i, topic in enumerate(["Water", "Waste", "Work", "Wages"]):
        page.text(52, 116 + 20 * i, topic, 9)
        page.canvas.circle(315, HEIGHT - 113 - 20 * i, 4, fill=1, stroke=0)
        if i % 2:
            page.canvas.circle(415, HEIGHT - 113 - 20 * i, 4, fill=0, stroke=1)
        page.rule(50, 480, 122 + 20 * i)
    assert grid(only_table(read(page))) == [["Water", "●", ""], ["Waste", "●", "○"], ["Work", "●", ""], ["Wages", "●", "○"]]


def test_prose_in_columns_is_no_table() -> None:
    page = Drawing()
    page.rule(50, 545, 60)
    page.lines(50, 80, [line for line in PROSE for _ in range(3)], 9)
    page.lines(310, 80, [line for line in PROSE for _ in range(3)], 9)
    page.rule(50, 545, 260)
    assert not list(read(page).tables())


# ----------------------------------------------------------------------------------------------------- notes and pages
def test_notes_below_a_table_are_footnotes() -> None:
    page = Drawing()
    page.lines(50, 60, PROSE)
    y = figures(page, 150, [["Indicator", "2023", "2024"], ["Steam", "10", "11"], ["Power", "20", "21"]], [50, 400, 480])
    page.lines(50, y, ["(a) Steam of the old mill only.", "(b) Power that we bought."], 7, 9)
    assert said(read(page), BlockKind.FOOTNOTE) == ["(a) Steam of the old mill only.", "(b) Power that we bought."]


def test_a_page_that_is_turned_reads_like_any_other() -> None:
    page = Drawing()
    page.canvas.translate(595, 0)
    page.canvas.rotate(90)
    for i, line in enumerate(PROSE):
        page.canvas.drawString(60, 400 - 14 * i, line)
    assert said(read(page)) == [" ".join(PROSE)]


def test_the_same_bytes_give_the_same_report() -> None:
    data = ruled().bytes()
    assert read_pdf(data, "a.pdf", "a") == read_pdf(data, "a.pdf", "a")


def test_a_centred_title_and_the_heading_below_it_are_two() -> None:
    page = Drawing()
    page.text(297, 80, "Harbour Mill Report 2024", 18, BOLD, centred=True)
    page.text(60, 108, "Energy", 18, BOLD)
    page.lines(60, 135, ["The mill burned less wood than in the year before, for the winter was mild."] * 9)
    assert [s.title for s in read_pdf(page.bytes(), "acme.pdf", "acme").sections] == ["Harbour Mill Report 2024", "Energy"]
