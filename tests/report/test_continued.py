"""Tables that go on on the next page."""

from __future__ import annotations

from report.model import RepairKind, Table
from report.repaired import repaired
from tests.report.helpers import grid, markdown

FIRST = "# Figures\n\nIndicator\tUnit\t2024\nWater\nWithdrawn\tm3\t510\nReturned\tm3\t498\n\n"
NEXT = "Spilt\tm3\t12\nWaste\nBark\tt\t88\nAsh\tt\t7\n"
HEADED = f"Indicator\tUnit\t2024\n{NEXT}"


def tables(text: str) -> list[Table]:
    return [table for _, table in markdown(text).tables()]


def test_a_header_that_is_repeated_makes_it_one_table() -> None:
    first, second = tables(FIRST + HEADED)
    assert second.heads() == first.heads() == ("Indicator", "Unit", "2024")
    assert [g.text for g in second.groups] == ["Water", "Waste", "Waste"]
    assert RepairKind.CONTINUED in second.repairs
    assert second.confidence == 1


def test_a_header_that_is_not_repeated_is_taken_over() -> None:
    first, second = tables(FIRST + NEXT)
    assert second.heads() == first.heads()
    assert grid(second)[0] == ["Spilt", "m3", "12"]
    assert {RepairKind.HEADER, RepairKind.CONTINUED} <= set(second.repairs)
    assert second.confidence < 1


def test_a_head_that_lost_its_last_letters_has_them_again() -> None:
    first, second = tables((FIRST + HEADED).replace("Indicator", "Indicat", 1))
    assert first.heads() == second.heads() == ("Indicator", "Unit", "2024")


def test_the_mended_text_shows_one_table() -> None:
    text = repaired(markdown(FIRST + HEADED))
    assert text.count("| Indicator | Unit | 2024 |") == 1
    assert text.index("| Returned |") < text.index("| Spilt |") < text.index("| **Waste** |")


def test_a_table_of_other_columns_or_below_other_words_is_its_own() -> None:
    assert [t.repairs for t in tables(FIRST + "What follows is another matter.\n\n" + HEADED)] == [(), ()]
    assert [t.repairs for t in tables(FIRST + "Topic\tUnit\t2023\nNoise\tdB\t40\nLight\tlx\t3\n")] == [(), ()]
    assert [t.heads() for t in tables(FIRST + "Who\tRole\tSince\nA. Fisher\tPilot\tspring\nB. Weaver\tClerk\tautumn\n")][1] != tables(
        FIRST
    )[0].heads()


def row(*cells: str) -> str:
    return "<tr>" + "".join(c if c.startswith("<td") else f"<td>{c}</td>" for c in cells) + "</tr>"


def test_a_title_that_says_so_stands_between_the_halves() -> None:
    half = f"<table>{row('Item', 'Unit', '2022', '2023', '2024')}{row('Steam', 'GJ', '12', '14', '15')}{row('Coke', 't', '1', '2', '3')}</table>"
    rest = f"<table>{row('Lime', 'kg', '7', '8', '9')}{row('Rate of return', '%', '70', '71', '72')}</table>"
    for title in ("Table 5 Inputs (continued)", "Table 5 Inputs"):
        _, second = tables(f"# Figures\n\nTable 5 Inputs\n\n{half}\n\n{title}\n\n{rest}\n")
        assert second.heads() == ("Item", "Unit", "2022", "2023", "2024")


def test_a_label_that_spans_both_pages_is_told_on_the_second() -> None:
    first = "<td rowspan='2'>Mill</td>"
    half = f"<table>{row('Site', 'Standard', 'Body', 'Valid until')}{row('Kiln', 'ISO 9001', 'Hallmark Ltd', '2025/11/03')}{row(first, 'ISO 14001', 'Hallmark Ltd', '2025/12/03')}</table>"
    rest = f"<table>{row('', 'ISO 45001', 'Hallmark Ltd', '2026/02/01')}{row('Quarry', 'ISO 50001', 'Hallmark Ltd', '2026/03/01')}</table>"
    one, two = tables(f"# Certificates\n\n{half}\n\n{rest}\n")
    assert one.heads() == two.heads() == ("Site", "Standard", "Body", "Valid until")
    assert [r[0].text for r in two.rows] == ["Mill", "Quarry"]
