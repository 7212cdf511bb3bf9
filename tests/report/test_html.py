"""HTML pages: tables with merged cells, layout tables, hidden things."""

from __future__ import annotations

import pytest

from report.html import read_html
from report.model import BlockKind, Report
from report.repaired import repaired
from tests.report.helpers import grid, only_table, quotes


def page(body: str, head: str = "") -> Report:
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "acme.html", "acme")


MERGED = """<table><caption>Energy of the mill</caption>
<thead><tr><th rowspan="2">Indicator</th><th rowspan="2">Unit</th><th colspan="2">Actual</th></tr><tr><th>2023</th><th>2024</th></tr></thead>
<tbody><tr><td colspan="4">Heat</td></tr>
<tr><td>Steam</td><td rowspan="2">MWh</td><td>1,200</td><td>1,100<sup>(a)</sup></td></tr>
<tr><td style="padding-left: 16px">from bark</td><td>20</td><td>30</td></tr></tbody></table>"""


def test_a_merged_cell_stands_in_each_place_that_it_covers() -> None:
    report = page(MERGED)
    table = only_table(report)
    assert table.heads() == ("Indicator", "Unit", "Actual 2023", "Actual 2024")
    assert grid(table) == [["Steam", "MWh", "1,200", "1,100"], ["– from bark", "MWh", "20", "30"]]
    assert [g.text for g in table.groups] == ["Heat", "Heat"]
    assert table.caption == "Energy of the mill"
    assert report.text.count("MWh") == report.text.count("Actual") == 1
    assert quotes(report, table, 1, 1) == ["MWh"]


def test_raised_marks_stay_in_the_text_and_exponents_in_the_words() -> None:
    report = page("<p>We took 5&nbsp;m<sup>3</sup> and CO<sub>2</sub>.<sup>1</sup></p><p><sup>1</sup> As measured.</p>")
    assert [(b.kind, b.text.text) for b in report.blocks] == [
        (BlockKind.PARAGRAPH, "We took 5 m³ and CO2."),
        (BlockKind.FOOTNOTE, "¹ As measured."),
    ]
    assert "CO2.¹" in report.text


def test_what_nobody_sees_is_left_out() -> None:
    report = page(
        "<nav>Home</nav><script>let a = '<p>no</p>'</script><div style='display:none'>secret</div><p hidden>gone</p><p>Seen.<!-- not --></p>",
        "<style>p { color: red }</style><title>Tab</title>",
    )
    assert report.text == "Seen.\n"


def test_blocks_inside_each_other_keep_their_order() -> None:
    report = page("<div>One <b>and</b> a half<ul><li>two<ul><li>three</li></ul></li></ul>four<br><br>five</div>")
    assert [b.text.text for b in report.blocks] == ["One and a half", "two", "three", "four five"] or [b.text.text for b in report.blocks] == [
        "One and a half", "two", "three", "four", "five",
    ]  # fmt: skip


def test_a_table_that_only_places_things_is_no_table() -> None:
    report = page(
        "<table><tr><td><h2>Left</h2><p>Text</p></td><td><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table>"
    )
    assert [s.title for s in report.sections] == ["Left"]
    assert grid(only_table(report)) == [["1", "2"]]


def test_a_table_inside_a_cell_comes_after_the_one_around_it() -> None:
    report = page(
        "<table><tr><th>Site</th><th>Data</th></tr><tr><td>North</td><td><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table>"
    )
    assert [grid(t) for _, t in report.tables()] == [[["North", ""]], [["1", "2"]]]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_the_encoding_is_the_one_that_is_named(encoding: str) -> None:
    text = f"<html><head><meta charset='{encoding}'></head><body><p>Überlegte Pläne für 5 €</p></body></html>"
    assert read_html(text.encode(encoding), "acme.html", "acme").text == "Überlegte Pläne für 5 €\n"


def test_headings_by_role_and_titles_of_folds_are_headings() -> None:
    report = page(
        "<h1>Mill</h1><div role=heading aria-level=3>Steam</div><div>It fell.</div><details><summary>Bark</summary><p>Dry.</p></details>"
    )
    assert [(s.title, s.level) for s in report.sections] == [("Mill", 1), ("Steam", 3), ("Bark", 4)]


def test_a_list_item_that_holds_paragraphs_is_an_item_and_its_rest_is_text() -> None:
    report = page("<h1>Mill</h1><ol><li><p>Bark is dried</p><p>In the yard.</p></li><li>It burns<ul><li>at night</li></ul></li></ol>")
    assert [(b.kind, b.text.text) for b in report.blocks[1:]] == [
        (BlockKind.LIST_ITEM, "Bark is dried"),
        (BlockKind.PARAGRAPH, "In the yard."),
        (BlockKind.LIST_ITEM, "It burns"),
        (BlockKind.LIST_ITEM, "at night"),
    ]


def test_captions_are_captions_and_are_said_once() -> None:
    table = "<table><caption>Energy use</caption><tr><th>Source</th><th>MWh</th></tr><tr><td>Steam</td><td>120</td></tr></table>"
    report = page(f"<h1>Mill</h1>{table}<figure><img><figcaption>Figure 2: Steam by day</figcaption></figure><p>It fell.</p>")
    assert [b.text.text for b in report.blocks if b.kind is BlockKind.CAPTION] == ["Energy use", "Figure 2: Steam by day"]
    assert repaired(report).count("Energy use") == 1


def test_terms_with_what_is_said_of_them_are_a_table() -> None:
    report = page("<h1>Mill</h1><dl><dt>Employees</dt><dd>3,400</dd><dt>Power</dt><dd>4,500 MWh</dd></dl>")
    (table,) = (b.table for b in report.blocks if b.table)
    assert [[c.text for c in row if c] for row in table.rows] == [["Employees", "3,400"], ["Power", "4,500 MWh"]]


def test_a_list_of_terms_that_holds_more_stays_text() -> None:
    report = page("<h1>Mill</h1><dl><dt>Employees</dt><dd><ul><li>in mills</li></ul></dd><dt>Alone</dt></dl>")
    assert not [b for b in report.blocks if b.table]
