"""Layout repair, each mechanism on a text of its own."""

from __future__ import annotations

from report.model import BlockKind
from report.read import read_text
from tests.report.helpers import flat, grid, markdown, only_table, quotes

ABBREVIATIONS = """# Our companies

Short name	
Harbour Paper, the Company	
Fjord Pulp	
North Mill	No
Elder Board	E

#### Full name of company

Harbour Paper Holding Ltd.

Fjord Pulp and Power Ltd.

rthern Mill Works Ltd.

Elder Board Makers Ltd.

# Next chapter

Northern lights over the Northern coast are told of here.
"""


def test_a_table_cut_into_two_halves_is_whole_again() -> None:
    report = markdown(ABBREVIATIONS)
    table = only_table(report)
    assert table.heads() == ("Short name", "Full name of company")
    assert grid(table) == [
        ["Harbour Paper, the Company", "Harbour Paper Holding Ltd."],
        ["Fjord Pulp", "Fjord Pulp and Power Ltd."],
        ["North Mill", "Northern Mill Works Ltd."],
        ["Elder Board", "Elder Board Makers Ltd."],
    ]
    assert table.confidence < 1
    assert quotes(report, table, 2, 1) == ["No", "rthern Mill Works Ltd."]


HALVES = """# Index

Code	Disclosure
301-1	Materials used by wei
301-2	Recycled input
302-1	Energy use within the organi
302-2	Energy use outside of it
303-1	Shared water

	Chapter in the report
ght	Our materials
	Our materials
zation	Our energy
	/
	Our water

The organization knows the weight of what it buys.
Its weight is the organization's own.
"""


def test_the_right_half_of_a_table_follows_by_row_order_and_torn_words_heal() -> None:
    table = only_table(markdown(HALVES))
    assert grid(table) == [
        ["301-1", "Materials used by weight", "Our materials"],
        ["301-2", "Recycled input", "Our materials"],
        ["302-1", "Energy use within the organization", "Our energy"],
        ["302-2", "Energy use outside of it", "/"],
        ["303-1", "Shared water", "Our water"],
    ]


def test_halves_with_different_numbers_of_rows_stay_apart() -> None:
    report = markdown(HALVES.replace("303-1\tShared water\n", "").replace("302-2\tEnergy use outside of it\n", ""))
    assert [t.width for _, t in report.tables()] == [2, 1] or all(t.repairs == () for _, t in report.tables())


LABELS = """# Figures

#### Key Performance Indicators

Water Use

Total water withdrawal

Total water discharged

By substance

Nitrogen discharge

Chemical oxygen demand

2024
5,120.5
88.0
1.2
3.4

Nothing else is measured.
"""


def test_labels_first_and_figures_later_are_joined_and_titles_stay_without_figures() -> None:
    report = markdown(LABELS)
    table = only_table(report)
    assert table.heads() == ("Key Performance Indicators", "2024")
    assert grid(table) == [
        ["Total water withdrawal", "5,120.5"],
        ["Total water discharged", "88.0"],
        ["Nitrogen discharge", "1.2"],
        ["Chemical oxygen demand", "3.4"],
    ]
    assert [g.text for g in table.groups] == ["Water Use", "Water Use", "By substance", "By substance"]
    assert quotes(report, table, 3, 1) == ["3.4"]


UNITS = """# Environment

#### Key Performance Indicators

Water Use

Total water (tons)

• Well (tons)

• Town supply (tons)

#### Air

Dust (kg)

2024
1,200
900
300
18.5
"""


def test_labels_that_end_on_their_unit_have_figures_of_their_own() -> None:
    table = only_table(markdown(UNITS))
    assert [row[1] for row in grid(table)] == ["1,200", "900", "300", "18.5"]
    assert [g.text for g in table.groups] == ["Water Use", "Water Use", "Water Use", "Air"]
    assert table.confidence < 0.8


CENTRED = """# Social

Indicator		Unit	2024
By gender	Male	Person	50
	Female	Person	40
	Coast	Person	20
By region	Hills	Person	45
	Plain	Person	15
	Abroad	Person	10
"""


def test_a_label_in_the_middle_of_an_even_number_of_rows_takes_none_of_the_label_above() -> None:
    rows = grid(only_table(markdown(CENTRED)))
    assert [row[0] for row in rows] == ["By gender"] * 2 + ["By region"] * 4
    assert [row[1] for row in rows] == ["Male", "Female", "Coast", "Hills", "Plain", "Abroad"]


GROUPED = """# Social

Indicator	Unit	2024
Employment
Employees		Person	90
By gender	Male	Person	50
	Female	Person	40
	Up to 30	Person	20
By age	30 to 50	Person	45
	Over 50	Person	25
"""


def test_labels_that_span_rows_are_given_to_each_and_a_shifted_header_is_mended() -> None:
    table = only_table(markdown(GROUPED))
    assert table.heads() == ("Indicator", "", "Unit", "2024")
    assert grid(table) == [
        ["Employees", "", "Person", "90"],
        ["By gender", "Male", "Person", "50"],
        ["By gender", "Female", "Person", "40"],
        ["By age", "Up to 30", "Person", "20"],
        ["By age", "30 to 50", "Person", "45"],
        ["By age", "Over 50", "Person", "25"],
    ]
    assert {g.text for g in table.groups} == {"Employment"}


RUNNING = "Guarding Forests for Tomorrow"
PAGES = "\n\n".join(
    f"{RUNNING}\n\n## Part {n}\n\nThe mill did thing number {n} and told its neighbours about it in good time.\n\nGuarding Fore"
    for n in ("one", "two", "three", "four")
)


def test_running_headers_and_their_shreds_are_furniture() -> None:
    report = markdown(PAGES)
    told = [b.text.text for b in report.blocks if b.kind == BlockKind.FURNITURE]
    assert told.count(RUNNING) == 4
    assert told.count("Guarding Fore") == 4
    assert [s.title for s in report.sections] == ["Part one", "Part two", "Part three", "Part four"]


def test_a_paragraph_broken_by_a_running_header_is_joined() -> None:
    broken = (
        PAGES + "\n\nThe last paragraph of the report starts on one page and reads\n\n" + RUNNING + "\n\non over the next one to its end.\n"
    )
    paragraphs = [b.text.text for b in markdown(broken).blocks if b.kind == BlockKind.PARAGRAPH]
    assert "The last paragraph of the report starts on one page and reads on over the next one to its end." in paragraphs


def test_a_word_hyphenated_at_a_line_end_is_whole() -> None:
    report = markdown("# A\n\nThe company mea-\nsures its emis-\nsions every year.\n")
    assert report.blocks[1].text.text == "The company measures its emissions every year."


def test_a_callout_points_at_the_paragraph_it_repeats() -> None:
    body = "In 2024 the mill planted 4,000 alders along the river, more than in any year before, and kept all of them alive."
    report = markdown(f"# Trees\n\n{body}\n\nthe mill planted **4,000** alders along the river\n")
    callout = report.blocks[2]
    assert callout.kind == BlockKind.CALLOUT
    assert callout.repeats == 1


def test_headings_make_a_tree() -> None:
    report = markdown("# One\n\n## Two\n\n### Three\n\ntext\n\n## Four\n\ntext\n")
    assert report.path(2) == ("One", "Two", "Three")
    assert report.path(3) == ("One", "Four")


def test_flat_text_has_headings_by_shape() -> None:
    text = "2 Environment\nWe look after the river. \n2.1 WATER USE\nThe mill uses river water for cooling and returns it clean. \nWaste and Recycling\nAll bark is burnt.\n"
    report = flat(text)
    assert [s.title for s in report.sections] == ["2 Environment", "2.1 WATER USE", "Waste and Recycling"]
    assert report.path(1) == ("2 Environment", "2.1 WATER USE")


def test_pipe_tables_and_their_rule() -> None:
    report = markdown("| Metric | Unit | 2023 | 2024 |\n| --- | --- | ---: | ---: |\n| Water | m3 | 10 | 12 |\n| Waste | t | 3 | **4** |\n")
    table = only_table(report)
    assert table.heads() == ("Metric", "Unit", "2023", "2024")
    assert grid(table) == [["Water", "m3", "10", "12"], ["Waste", "t", "3", "4"]]
    assert quotes(report, table, 1, 3) == ["4"]


def test_every_block_and_cell_stands_in_the_text() -> None:
    for source in (ABBREVIATIONS, HALVES, LABELS, GROUPED, PAGES):
        report = markdown(source)
        for block in report.blocks:
            for a, b in block.text.places():
                assert 0 <= a < b <= len(report.text)
        for _, table in report.tables():
            for cell in table.cells():
                assert bool(cell) == bool(cell.places())


def test_a_running_head_that_names_a_report_may_say_its_year() -> None:
    chapters = ("Steam and bark", "Rivers", "People of the yard", "How we are led")
    pages = "".join(
        f"Harbour Mill plc      Sustainability statement 2024\n{n}  {name}\n\nThe {name.casefold()} are told of in chapter {n} of it.\n\n"
        for n, name in enumerate(chapters, 1)
    )
    report = read_text(pages.encode(), "mill.txt", "mill")
    assert [b.text.text for b in report.blocks if b.kind is BlockKind.FURNITURE] == ["Harbour Mill plc Sustainability statement 2024"] * 4


def test_a_head_set_with_blanks_may_have_a_code_before_its_title() -> None:
    text = """Harbour Mill plc

Our emissions come from steam, as the table below shows for three years.

E1-6   Gross GHG emissions (tCO2e)        2024        2023
Scope 1                                  3,412       3,690
Scope 2 (market-based)                     918       1,240
Scope 3                                486,300         n/a
"""
    (table,) = (b.table for b in read_text(text.encode(), "mill.txt", "mill").blocks if b.table)
    assert table.heads() == ("E1-6 Gross GHG emissions (tCO2e)", "2024", "2023")
    assert [c.text for c in table.rows[1]] == ["Scope 2 (market-based)", "918", "1,240"]


def test_columns_of_words_in_small_letters_stay_apart() -> None:
    rows = "".join(
        f"| {place} | {state} | the {state} mill |\n"
        for place, state in zip(("Elbonia", "Norland", "Westmere"), ("completed", "planned", "ongoing"), strict=True)
    )
    (table,) = (b.table for b in markdown(f"# Mill\n\n| Site | State | Note |\n| --- | --- | --- |\n{rows}").blocks if b.table)
    assert [c.text for c in table.rows[0]] == ["Elbonia", "completed", "the completed mill"]
