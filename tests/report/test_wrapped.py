from __future__ import annotations

import textwrap

from report.read import read_text

STORY = (
    "Harbour Paper makes board and tissue on the banks of the Alder. Its mill in Northland has stood there since 1902, and most of what it "
    "sells goes to printers in the valley. Northern Mill Works, which belongs to it, cuts logs. In the spring the River Council asked both "
    "for less water, and Harbour Paper Holding agreed. Nobody in the town had asked before. Under the Alder Agreement the mill takes half of "
    "what it took ten years ago, while the Northland Forest Board pays for new pumps."
)


def wrapped(text: str, width: int = 72) -> str:
    return "\n".join(textwrap.wrap(text, width))


def test_lines_of_a_wrapped_text_are_one_paragraph() -> None:
    source = f"The mill and the river\n\n{wrapped(STORY)}\n\nThe town\n\n{wrapped(STORY, 71)}\n\n{wrapped(STORY)}\n"
    report = read_text(source.encode(), "river.txt", "river")
    assert [b.text.text for b in report.blocks if len(b.text.text) > 60] == [STORY] * 3


def test_short_lines_stay_lines() -> None:
    source = "\n".join(f"Line {i} of a list that nobody wrapped{' at all' * (i % 9)}" for i in range(40))
    report = read_text(source.encode(), "list.txt", "list")
    assert len(report.blocks) == 40


def test_a_table_of_words_set_with_blanks() -> None:
    source = (
        "Dialogue\n\nGroup           How we speak             What we hear\n\n"
        "Printers        Fairs; phone             Price; quality\n"
        "Town            Open days                Noise, water\n"
        "Foresters       Walks                    Fair contracts\n"
    ).replace("hear\n\n", "hear\n")
    report = read_text(source.encode(), "table.txt", "table")
    table = next(t for _, t in report.tables())
    assert [c.text for c in table.rows[-1]] == ["Foresters", "Walks", "Fair contracts"]
