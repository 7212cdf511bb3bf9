from __future__ import annotations

import pytest

from tests.kg.saying import one, said


def test_titles_owners_and_dates() -> None:
    fields = one("patents", 'Northern Mill\'s invention patent - "a method for drying pulp with waste steam" was granted in May 2024.')
    assert fields == {"title": "A method for drying pulp with waste steam", "owner": "Northern Mill Works Ltd.", "date": "2024-05"}
    assert (
        one("patents", 'Elder Board received the utility model "folding carton with a paper hinge".')["owner"] == "Elder Board Makers Ltd."
    )


def test_two_titles_and_a_number() -> None:
    found = said("patents", 'We obtained patents for "a pulp sieve with three decks" (ZL 202310012345.6) and "a press roll made of stone".')
    assert [f.label for f in found] == ["A pulp sieve with three decks"] or len(found) == 2
    assert found[0].fields["identifier"].startswith("ZL")


def test_numbers_of_patents_and_awards_are_no_patents() -> None:
    assert not said("patents", 'In 2024, we obtained 110 patents and won the "Northland Patent Gold Award" for a patent.')


def test_a_table_of_patents() -> None:
    found = said(
        "patents",
        "# Patents\n\n| Patent name | Patent No. |\n| --- | --- |\n| A device for cutting reels | US 10,123,456 |\n| A glue "
        "made of starch | EP 3 456 789 |\n",
    )
    assert [f.label for f in found] == ["A device for cutting reels", "A glue made of starch"]


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        ("In 2023 Northern Mill was granted a patent for a dryer with heat recovery.", "A dryer with heat recovery", "2023"),
        ("We filed a European patent application on a lid of moulded fibre in March 2023.", "A lid of moulded fibre", "2023-03"),
    ],
)
def test_patents_told_in_words(text: str, title: str, date: str) -> None:
    found = said("patents", text)
    assert [(f.label, f.fields["date"]) for f in found] == [(title, date)]


def test_a_patent_told_by_its_number() -> None:
    fields = one("patents", "In 2023 we were granted patent No. US 11,234,567 for a leaching process.")
    assert (fields["title"], fields["identifier"], fields["date"]) == ("Leaching process", "US 11,234,567", "2023")
