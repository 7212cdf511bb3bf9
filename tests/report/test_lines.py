"""Sentences, and tables whose header is ruled off."""

from __future__ import annotations

import pytest

from report.clean import clean
from report.model import sentences
from tests.report.helpers import grid, markdown, only_table


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "It is owned by Molen Papier, S.A. The mill was built in 1931.",
            ["It is owned by Molen Papier, S.A.", "The mill was built in 1931."],
        ),
        ("It was bought by Fjord Pulp Co., Ltd. In May it was sold.", ["It was bought by Fjord Pulp Co., Ltd.", "In May it was sold."]),
        ("The U.S. Mill Union met Dr. Berg. It was late.", ["The U.S. Mill Union met Dr. Berg.", "It was late."]),
        ("Fjord Pulp Co., Ltd. Bergen was sold.", ["Fjord Pulp Co., Ltd. Bergen was sold."]),
        ("See Fig. 3 and No. 4 of it. All is told.", ["See Fig. 3 and No. 4 of it.", "All is told."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, told: list[str]) -> None:
    assert [s.text for s in sentences(clean(text))] == told


def test_the_rows_above_a_rule_are_header_whatever_they_say() -> None:
    table = only_table(markdown("| Bark | 310 | north |\n| :--- | ---: | --- |\n| Chips | 20 | south |\n| Sand | 7 | west |\n"))
    assert table.heads() == ("Bark", "310", "north")
    assert grid(table) == [["Chips", "20", "south"], ["Sand", "7", "west"]]


def test_an_empty_header_above_a_rule_is_none() -> None:
    table = only_table(markdown("| | |\n| --- | --- |\n| Chips | 20 |\n| Sand | 7 |\n"))
    assert grid(table) == [["Chips", "20"], ["Sand", "7"]]


def test_a_heading_mark_without_a_title_says_nothing() -> None:
    report = markdown("# The mill\n\n## \n\n**Water**\n\n##\n\nIt draws from the river.\n")
    assert [b.text.text for b in report.blocks] == ["The mill", "Water", "It draws from the river."]
