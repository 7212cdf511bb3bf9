"""What OCR programs and converters put into Markdown and text: tables of tags, LaTeX and drawn lines, other headings, page marks."""

from __future__ import annotations

import pytest

from report.model import BlockKind, Report
from report.read import read_markdown, read_text


def markdown(text: str) -> Report:
    report = read_markdown(text.encode(), "mill.md", "mill")
    for block in report.blocks:
        for piece in block.table.cells() if block.table else (block.text,):
            assert "".join(report.text[s.start : s.end] for s in piece.spans("mill")) or not piece
    return report


def tables(report: Report) -> list[tuple[tuple[str, ...], list[list[str]], list[str]]]:
    return [(t.heads(), [[c.text for c in row] for row in t.rows], [g.text for g in t.groups]) for _, t in report.tables()]


SPANNED = """# Mill

<html><body><table><tr><td rowspan="2">Source</td><td colspan=2>Energy (MWh)</td></tr><tr><td>2024</td><td>2023</td></tr>
<tr><td colspan="3">Heat</td></tr><tr><td>Bark &amp; chips</td><td>1,100</td><td>1,200</td></tr>
<tr><td>Gas</td><td colspan="2">30</td></tr></table></body></html>

Steam is made at night.
"""


def test_a_table_of_tags_keeps_spans_titles_and_places() -> None:
    report = markdown(SPANNED)
    (table,) = tables(report)
    assert table == (
        ("Source", "Energy (MWh) 2024", "Energy (MWh) 2023"),
        [["Bark & chips", "1,100", "1,200"], ["Gas", "30", "30"]],
        ["Heat", "Heat"],
    )
    row = next(t for _, t in report.tables()).rows[0]
    assert [report.quote(c.spans("mill")[0]) for c in row] == ["Bark &amp; chips", "1,100", "1,200"]
    assert [b.text.text for b in report.blocks if b.kind is BlockKind.PARAGRAPH] == ["Steam is made at night."]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><th>Topic<th>2024<tr><td>Steam<td>5<tr><td>Bark<td>7</table>",
        "<TABLE class='x'><thead><tr><td>Topic</td><td>2024</td></tr></thead><tbody><tr><td>Steam</td><td>5</td></tr><tr><td>Bark</td><td>7</td></tr></tbody>",
        "Topic | 2024\n--- | ---:\nSteam | 5\nBark | 7",
        "+-------+------+\n| Topic | 2024 |\n+=======+======+\n| Steam | 5    |\n+-------+------+\n| Bark  | 7    |\n+-------+------+",
        "+-------+------+\n| Topic | 2024 |\n+-------+------+\n| Steam | 5    |\n| Bark  | 7    |\n+-------+------+",
        "\\begin{table}[h]\n\\begin{tabular}{|l|r|}\n\\hline\nTopic & 2024 \\\\ \\hline\nSteam & 5 \\\\\nBark & 7 \\\\ \\hline\n\\end{tabular}\n\\end{table}",
    ],
    ids=["open tags", "no end", "no frame", "grid", "frame about the head", "latex"],
)
def test_tables_in_many_forms_read_the_same(table: str) -> None:
    report = markdown(f"# Mill\n\nBefore.\n\n{table}\n\nAfter.\n")
    assert [(h, r) for h, r, _ in tables(report)] == [(("Topic", "2024"), [["Steam", "5"], ["Bark", "7"]])]
    assert [b.text.text for b in report.blocks if b.kind is BlockKind.PARAGRAPH] == ["Before.", "After."]


def test_a_cell_of_several_lines_is_one_cell() -> None:
    grid = "+--------+---------------+\n| Topic  | Response      |\n+========+===============+\n| Floods | We raise the  |\n|        | river walls.  |\n+--------+---------------+\n| Frost  | We insulate.  |\n+--------+---------------+"
    assert tables(markdown(f"# Mill\n\n{grid}\n"))[0][1] == [["Floods", "We raise the river walls."], ["Frost", "We insulate."]]


def test_spans_of_latex_cover_their_places() -> None:
    table = (
        "\\begin{tabular}{lcc}\n\\toprule\n\\multirow{2}{*}{Topic} & \\multicolumn{2}{c}{Waste (t)} \\\\\n\\cmidrule(lr){2-3}\n& 2024 & 2023 \\\\\n"
        "\\midrule\n\\multicolumn{3}{c}{\\textbf{Hazardous}} \\\\\nOil \\& grease & $<1$ & 2 \\\\\n\\bottomrule\n\\end{tabular}"
    )
    (made,) = tables(markdown(f"# Mill\n\n{table}\n"))
    assert made[0] == ("Topic", "Waste (t) 2024", "Waste (t) 2023") and made[1] == [["Oil & grease", "<1", "2"]]


def test_a_table_inside_a_cell_is_words_of_that_cell() -> None:
    (made,) = tables(
        markdown("# Mill\n\n<table><tr><td>A<table><tr><td>in</td></tr></table></td><td>2</td></tr><tr><td>B</td><td>3</td></tr></table>\n")
    )
    assert made[1][0][0] == "A in"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Mill\n====\n\nSteam\n-----\n\nIt fell.\n", [("Mill", 1), ("Steam", 2)]),
        ("# Mill\n\n<h2 align='center'>Steam</h2>\n\nIt fell.\n", [("Mill", 1), ("Steam", 2)]),
        ("# Mill\n\n## Power\n\n**Steam**\n\nIt fell.\n\n**We burn bark.**\n\n**3,400**\n", [("Mill", 1), ("Power", 2), ("Steam", 3)]),
        ("# Mill\n\nIt fell by a third in the last year, as said.\n-----\n\nSteam  Bark\n-----------\n", [("Mill", 1)]),
    ],
    ids=["underlined", "tags", "bold", "none"],
)
def test_headings_in_other_forms(text: str, titles: list[tuple[str, int]]) -> None:
    assert [(s.title, s.level) for s in markdown(text).sections] == titles


def test_citation_marks_and_boxes_are_no_words() -> None:
    report = markdown("# Mill\n\n> We care for the river.\n\n- [x] Walls raised\n- [ ] Pumps bought\n")
    assert [b.text.text for b in report.blocks[1:]] == ["We care for the river.", "Walls raised", "Pumps bought"]


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("# Mill\n\nOne.\n\fTwo.\n\fThree.\n", [1, 2, 3]),
        (
            "{0}------------------------------------------------\n\n# Mill\n\nOne.\n\n{1}------------------------------------------------\n\nTwo.\n",
            [1, 2],
        ),
        ("# Mill\n\nOne.\n\n<!-- PageBreak -->\n\nTwo.\n", [1, 2]),
        ("# Mill\n\nOne.\n\n{7}------------------------------------------------\n\nTwo.\n", [None, None]),
    ],
    ids=["form feeds", "numbered", "comments", "one number"],
)
def test_pages_where_they_are_marked(text: str, pages: list[int | None]) -> None:
    report = markdown(text)
    assert [b.page for b in report.blocks if b.kind is BlockKind.PARAGRAPH] == pages
    assert not any("{" in b.text.text for b in report.blocks)


def test_pages_of_a_text() -> None:
    report = read_text(b"The mill\n\nSteam is made at night in the mill.\n\fBark is burned by day in the yard.\n", "mill.txt", "mill")
    assert report.blocks[-1].page == 2
