"""Tables of PDFs in the many ways that reports set them, each drawn here."""

from __future__ import annotations

from report.model import Table
from report.pdf import read_pdf
from tests.report.drawing import BOLD, Drawing, figures
from tests.report.helpers import grid, only_table

ROWS = [["Steam", "10", "11"], ["Power", "20", "21"], ["Gas", "31", "32"]]


def table(page: Drawing) -> Table:
    return only_table(read_pdf(page.bytes(), "acme.pdf", "acme"))


def prose_beside(page: Drawing, x: float = 310, y: float = 60, lines: int = 40) -> None:
    page.lines(x, y, ["the mill and the river beside it, and the logs that lie on it"[: 46 - i % 3] for i in range(lines)], 9, 11.3)


def test_lines_of_a_table_beside_prose_of_another_column_rule_it() -> None:
    page = Drawing()
    prose_beside(page, 305)
    figures(page, 100, [["Energy", "2023", "2024"]], [50, 220, 285])
    page.rule(50, 290, 106)
    for i, (label, more) in enumerate([("Steam from bark", "and from sludge"), ("Power", "bought"), ("Gas of all", "kinds")]):
        y = 118 + 30 * i
        page.lines(50, y, [label, more], 9, 11)
        page.text(220, y + 5, str(10 * i + 10), 9, right=True)
        page.text(285, y + 5, str(10 * i + 11), 9, right=True)
        page.rule(50, 290, y + 16)
    made = table(page)
    assert made.heads() == ("Energy", "2023", "2024")
    assert grid(made) == [["Steam from bark and from sludge", "10", "11"], ["Power bought", "20", "21"], ["Gas of all kinds", "30", "31"]]


def test_upright_lines_part_cells_that_stand_close() -> None:
    page = Drawing()
    edges = [50.0, 150, 215, 280]
    cells = [
        ["Energy", "Target of all", "Reached in all"],
        ["Steam", "not told yet", "not told yet"],
        ["Power", "12", "13"],
        ["Gas", "14", "15"],
    ]
    for i, row in enumerate(cells):
        for x, cell in zip(edges, row, strict=False):
            page.text(x + 2, 112 + 16 * i, cell, 9, BOLD if not i else "Helvetica")
        page.rule(50, 280, 116 + 16 * i)
    page.rule(50, 280, 100)
    for x in edges:
        page.canvas.line(x, 841.9 - 100, x, 841.9 - 164)
    made = table(page)
    assert made.heads() == ("Energy", "Target of all", "Reached in all")
    assert grid(made) == cells[1:]


def test_a_head_flush_with_the_first_of_some_years_is_that_of_all() -> None:
    page = Drawing()
    page.text(300, 90, "Financial year", 7)
    for x, year in ((300, "2024"), (380, "2023")):
        page.text(x, 104, year, 8, BOLD)
    page.rule(50, 450, 109)
    for i, (label, *row) in enumerate(ROWS):
        page.text(50, 122 + 18 * i, label, 9)
        for x, cell in zip((300, 380), row, strict=True):
            page.text(x, 122 + 18 * i, cell, 9)
        page.rule(50, 450, 127 + 18 * i)
    assert table(page).heads() == ("", "Financial year 2024", "Financial year 2023")


def test_a_title_inside_the_lines_is_the_caption_and_no_head() -> None:
    page = Drawing()
    page.rule(50, 500, 80)
    page.text(54, 96, "Energy bought", 11)
    figures(page, 122, [["(in MWh)", "2023", "2024"]], [54, 400, 480], 8)
    page.rule(50, 500, 128)
    for i, row in enumerate(ROWS):
        figures(page, 141 + 18 * i, [row], [54, 400, 480])
        page.rule(50, 500, 146 + 18 * i)
    made = table(page)
    assert (made.caption, made.heads()) == ("Energy bought", ("(in MWh)", "2023", "2024"))


def test_a_column_without_cells_keeps_its_head_to_itself() -> None:
    page = Drawing()
    for x, head in ((50, "Code"), (110, "Disclosure"), (300, "Where"), (480, "Left out")):
        page.text(x, 96, head, 9, BOLD)
    page.rule(50, 540, 102)
    for i, (code, title) in enumerate([("2-1", "Name of the mill"), ("2-2", "Its owners"), ("2-3", "Its years")]):
        for x, cell in ((50, code), (110, title), (300, "Annual report, pages 3 to 9")):
            page.text(x, 116 + 18 * i, cell, 9)
        page.rule(50, 540, 121 + 18 * i)
    made = table(page)
    assert made.heads() == ("Code", "Disclosure", "Where", "Left out")
    assert grid(made)[0] == ["2-1", "Name of the mill", "Annual report, pages 3 to 9", ""]


def test_labels_over_several_lines_go_with_figures_at_their_middle() -> None:
    page = Drawing()
    prose_beside(page)
    figures(page, 100, [["Audits", "2023", "2024"]], [50, 200, 260])
    y = 116.0
    for i, lines in enumerate(
        [["Suppliers of bark", "and of wood"], ["Suppliers of", "steam that the", "mill takes"], ["Hauliers", "on rails"]]
    ):
        end = page.lines(50, y, lines, 9, 10.5)
        page.text(200, (y + end - 10.5) / 2, f"1{i}", 9, right=True)
        page.text(260, (y + end - 10.5) / 2, f"2{i}", 9, right=True)
        y = end + 5
    assert grid(table(page)) == [
        ["Suppliers of bark and of wood", "10", "20"], ["Suppliers of steam that the mill takes", "11", "21"], ["Hauliers on rails", "12", "22"],
    ]  # fmt: skip


def test_a_title_may_stand_between_the_heads_and_the_first_figures() -> None:
    page = Drawing()
    figures(page, 100, [["Site", "North", "South"]], [50, 400, 480])
    page.text(50, 116, "By kind", 9, BOLD)
    figures(page, 134, ROWS, [50, 400, 480])
    made = table(page)
    assert made.heads() == ("Site", "North", "South")
    assert [g.text for g in made.groups] == ["By kind"] * 3


def test_few_words_over_columns_of_many_are_heads() -> None:
    page = Drawing()
    long = "the river is measured every week and what is found is told to the town"
    page.rule(50, 520, 84)
    for i, row in enumerate(
        [["Topic", "Policy", "Work"], ["Water", long[:30], long[:38]], ["Wood", long[6:36], long[10:50]], ["Air", long[9:40], long[3:40]]]
    ):
        for x, cell in zip((54, 140, 330), row, strict=True):
            page.text(x, 98 + 20 * i, cell.strip(), 9)
        page.rule(50, 520, 104 + 20 * i)
    assert table(page).heads() == ("Topic", "Policy", "Work")


def test_prose_of_another_column_is_no_cell() -> None:
    page = Drawing()
    prose_beside(page, 300, lines=7)
    page.text(300, 60 + 7 * 11.3, "of the whole bay.", 9)
    rows = [["Energy", "2023", "2024"], *ROWS, ["Coal", "41", "42"], ["Peat", "51", "52"]]
    figures(page, 60 + 11.3, rows, [50, 200, 270], lead=18.8)
    assert grid(table(page)) == rows[1:]


def fenced(page: Drawing, edges: list[float], y: float, cells: list[list[str]]) -> float:
    """A table ruled all round each cell."""
    for row in cells:
        for x, cell in zip(edges, row, strict=False):
            page.text(x + 3, y + 12, cell, 9)
        page.rule(edges[0], edges[-1], y)
        y += 18
    page.rule(edges[0], edges[-1], y)
    for x in edges:
        page.canvas.line(x, 842 - y, x, 842 - (y - 18 * len(cells)))
    return y


ENERGY = [["Indicator", "Unit", "2024", "2023"], *([label, "MWh", a, b] for label, a, b in ROWS)]
RISKS = [
    ["Topic", "Description", "Type"],
    ["Climate", "Storms could flood both mills by the sea and stop them for weeks", "Risk"],
    ["Climate", "Demand for board may grow as customers leave plastics", "Chance"],
    ["People", "Loss of skilled staff might delay the new line", "Risk"],
]


def test_two_fenced_tables_that_touch_are_two() -> None:
    page = Drawing()
    y = fenced(page, [150, 260, 320, 380, 440], 100, ENERGY)
    fenced(page, [50, 120, 460, 520], y, RISKS)
    one, other = (b.table for b in read_pdf(page.bytes(), "acme.pdf", "acme").blocks if b.table)
    assert (one.heads(), len(one.rows)) == (("Indicator", "Unit", "2024", "2023"), 3)
    assert other.heads() == ("Topic", "Description", "Type") and grid(other) == RISKS[1:]


def test_heads_over_words_and_one_column_of_figures() -> None:
    page = Drawing()
    rows = [
        ["Company", "Country", "Share"],
        ["Harbour Mill Ltd", "Ireland", "100%"],
        ["Reed Board Ltd", "Germany", "75%"],
        ["Alder Pulp Ltd", "Finland", "50%"],
    ]
    fenced(page, [50, 200, 300, 380], 100, rows)
    made = table(page)
    assert made.heads() == ("Company", "Country", "Share") and grid(made) == rows[1:]


def test_a_table_of_words_without_lines() -> None:
    page = Drawing()
    edges = [50.0, 130, 480]
    for i, row in enumerate(RISKS):
        for x, cell in zip(edges, row, strict=True):
            page.text(x, 112 + 18 * i, cell, 9, BOLD if not i else "Helvetica")
    made = table(page)
    assert made.heads() == tuple(RISKS[0]) and grid(made) == RISKS[1:]


def test_prose_in_three_columns_is_no_table_of_words() -> None:
    page = Drawing()
    for x, title in ((50, "Steam"), (220, "Rivers"), (390, "People")):
        page.text(x, 100, title, 10, BOLD)
        page.lines(x, 116, ["The mill lies by the river and"] * 12, 9, 12)
    assert not [b for b in read_pdf(page.bytes(), "acme.pdf", "acme").blocks if b.table]


def test_rows_of_wrapped_words_without_lines() -> None:
    page = Drawing()
    for x, head in ((50, "Risk"), (120, "Description"), (330, "Horizon"), (400, "Response")):
        page.text(x, 100, head, 9, BOLD)
    for i, name in enumerate(("Flood", "Drought", "Heat", "Skills")):
        y = 118 + 40 * i
        page.text(50, y, name, 9)
        page.lines(
            120, y, [f"{name} could stop one of the two mills and", "raise the costs of the year in ways that", "we cannot pass on"], 9, 11
        )
        page.text(330, y, "Long", 9)
        page.lines(400, y, ["We are building walls", "and pumps at the mills"], 9, 11)
    made = table(page)
    assert made.heads() == ("Risk", "Description", "Horizon", "Response") and len(made.rows) == 4
    assert grid(made)[1][1:] == [
        "Drought could stop one of the two mills and raise the costs of the year in ways that we cannot pass on",
        "Long",
        "We are building walls and pumps at the mills",
    ]
