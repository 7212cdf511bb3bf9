"""Tables that a converter set cell by cell, a line each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from report.model import BlockKind, Report
from tests.report.helpers import flat, grid, markdown, only_table, quotes

CELLS = ["FY 2022", "FY 2023", "Water drawn (m3)", "1,310", "1,204", "Waste per ton", "N/A", "1.8%", "Fines", "-", "2"]
GRID = [["Water drawn (m3)", "1,310", "1,204"], ["Waste per ton", "N/A", "1.8%"], ["Fines", "-", "2"]]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("read", [flat, markdown])
def test_a_label_and_its_figures_line_by_line_make_a_row(read: Callable[[str], Report], between: str) -> None:
    report = read("The mill stands at the river and has done so for long.\n\n" + between.join(CELLS) + "\n\nIt makes paper of old paper.\n")
    table = only_table(report)
    assert table.heads() == ("", "FY 2022", "FY 2023")
    assert grid(table) == GRID
    assert quotes(report, table, 0, 2) == ["1,204"]
    assert [b.text.text for b in report.blocks if b.kind == BlockKind.PARAGRAPH][-1] == "It makes paper of old paper."


def test_units_in_a_column_of_their_own_and_titles_above_rows() -> None:
    cells = ["Indicator", "Unit", "2022", "2023", "Water", "Drawn", "m3", "1,310", "1,204", "Given back", "m3", "900", "870"]
    table = only_table(flat("\n".join(cells) + "\n"))
    assert table.heads() == ("Indicator", "Unit", "2022", "2023")
    assert grid(table) == [["Drawn", "m3", "1,310", "1,204"], ["Given back", "m3", "900", "870"]]
    assert [g.text for g in table.groups] == ["Water", "Water"]


def test_what_does_not_go_on_evenly_stays_lines() -> None:
    report = flat("2022\n2023\n\nThe mill was built.\n\nThe mill was sold.\n\n2024\n2025\n\nWater\n12\n\nPaper\n13\n14\n15\n")
    assert not list(report.tables())
