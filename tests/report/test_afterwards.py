"""A title that stands after its body comes before it, where that is sure; else the order of the source stays."""

from __future__ import annotations

import pytest

from report.model import BlockKind, RepairKind, Report
from report.repaired import repaired
from report.repairs import repairs_of
from tests.report.helpers import markdown

QUAYS = "The harbour keeps its quays in order, and it tells everybody who asks what that costs and what it saves over the years."
OYSTERS = "In 2024 we seeded two beds of oysters at the north mole; the beds filter the water of the basin and shelter young fish."
MORE = "Divers count the young fish twice a year, and what they find is handed to the fishing guild within a month of each count."
PILOTS = "Eleven pilots went through the tug simulator, and each of them was examined by a master from another port afterwards."
LATE = f"# Harbour\n\n## Quays in order\n\n{QUAYS}\n\n{OYSTERS}\n\n{MORE}\n\n## Oyster beds at the mole\n\n## Pilots\n\n{PILOTS}\n"


def outline(report: Report) -> list[str]:
    return [b.text.text[:10] for b in report.blocks]


def test_a_title_after_its_body_comes_before_it() -> None:
    report = markdown(LATE)
    assert outline(report) == ["Harbour", "Quays in o", QUAYS[:10], "Oyster bed", OYSTERS[:10], MORE[:10], "Pilots", PILOTS[:10]]
    assert report.path(report.blocks[5].section) == ("Harbour", "Oyster beds at the mole")
    assert repaired(report).index("## Oyster beds") < repaired(report).index("In 2024")


def test_the_source_stays_as_it_is_and_the_section_begins_with_its_body() -> None:
    report = markdown(LATE)
    assert report.text == LATE
    beds = next(s for s in report.sections if s.title.startswith("Oyster"))
    assert report.text[beds.start :].startswith(OYSTERS)
    assert report.sections[report.section_at(LATE.index("Divers")) or 0] == beds
    (told,) = [r for r in repairs_of(report) if r.kind is RepairKind.TITLE]
    assert report.quote(told.places[0]) == "Oyster beds at the mole"
    assert told.confidence < 0.9


def test_a_chapter_without_words_of_its_own_gives_all_of_them_to_the_title_after_them() -> None:
    report = markdown(f"# Harbour life\n\n{OYSTERS}\n\n{MORE}\n\n## Oyster beds at the mole\n\n## Pilots\n\n{PILOTS}\n")
    assert outline(report)[:3] == ["Harbour li", "Oyster bed", OYSTERS[:10]]


@pytest.mark.parametrize(
    "text",
    [
        LATE.replace("## Pilots\n", f"{PILOTS}\n\n## Pilots\n"),
        LATE.replace("## Pilots\n", "### Pilots\n"),
        LATE.replace("## Oyster beds at the mole", "## Contact and imprint"),
        LATE.replace("## Oyster beds at the mole", "## Mole"),
        LATE.replace(QUAYS + "\n\n", ""),
        LATE.replace("## Quays in order", "## Quays and young fish"),
        LATE.replace("## Pilots", "## Oyster beds at the mole and the pilots"),
        LATE.replace("In 2024 we", "in 2024 we"),
    ],
    ids=["it has a body", "a chapter of what follows", "other words", "one word", "nothing would be left above", "words of the title above",
         "words of the title below", "its body goes on a sentence"],
)  # fmt: skip
def test_where_it_is_not_sure_the_order_stays(text: str) -> None:
    report = markdown(text)
    assert [b.start for b in report.blocks] == sorted(b.start for b in report.blocks)
    assert all(RepairKind.TITLE not in b.repairs for b in report.blocks if b.kind is BlockKind.HEADING)
