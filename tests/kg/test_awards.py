from __future__ import annotations

import pytest

from tests.kg.saying import one, said


@pytest.mark.parametrize(
    ("sentence", "title", "status"),
    [
        ('In March 2024, Northern Mill was awarded the title of "National Clean Mill".', "National Clean Mill", "awarded"),
        (
            "In March 2024, Northern Mill was nominated for the Northland Governor Quality Award.",
            "Northland Governor Quality Award",
            "nominated",
        ),
        ('In March 2024, Northern Mill was selected into the "List of Leading Mills".', "List of Leading Mills", "selected"),
        ("In March 2024, Northern Mill joined the Clean Rivers Initiative (CRI).", "Clean Rivers Initiative (CRI)", "joined"),
        ("In March 2024, Northern Mill was certified as a National Model Mill.", "National Model Mill", "certified"),
        (
            "In March 2024, Northern Mill was recognized by the Forest Institute as one of the Best Employers.",
            "Best Employers",
            "certified",
        ),
    ],
)
def test_what_was_won_and_how_sure_it_is(sentence: str, title: str, status: str) -> None:
    fields = one("awards", f"## Honours and awards\n\n{sentence}\n")
    assert (fields["title"], fields["status"]) == (title, status)
    assert fields["recipients"] == ("Northern Mill Works Ltd.",)
    assert fields["date"] == "2024-03"


def test_ranks_and_places_gained() -> None:
    fields = one("awards", 'In 2024, the Company ranked 23rd in the "Top 50 Paper Makers", rising by 4 positions from the previous year.')
    assert (fields["rank"], fields["change"], fields["status"]) == ("23", 4, "ranked")
    fields = one("awards", 'In 2024, the Company ranked 9th in the "Top 50 Paper Makers", falling by two places.')
    assert (fields["rank"], fields["change"]) == ("9", -2)


def test_two_ranks_after_one_verb_are_two_awards() -> None:
    found = said(
        "awards", "Elder Board was ranked as the 19th of the Top 100 Mills in Northland and 6th of the Top 20 Board Makers in Northland."
    )
    assert [(f.fields["rank"], f.label) for f in found] == [("19", "Top 100 Mills in Northland"), ("6", "Top 20 Board Makers in Northland")]


def test_rows_of_an_honours_table_take_date_and_owner_from_above() -> None:
    found = said(
        "awards",
        '## Honours\n\nDate\tName of honour\nIn May 2024\tElder Board\n\twas shortlisted 8th in the "Top 30 Mills" list, up 3 places;\n'
        "In April 2024\tThe Company won the first prize of the Paper Award granted by the Northland Paper Association.\n",
    )
    assert [(f.fields["recipients"], f.fields["date"], f.fields["rank"]) for f in found] == [
        (("Elder Board Makers Ltd.",), "2024-05", "8"),
        (("Harbour Paper Holding Ltd.",), "2024-04", "first prize"),
    ]
    assert found[1].fields["awarded_by"] == "Northland Paper Association"


def test_columns_of_a_table_of_awards() -> None:
    fields = one("awards", "## Awards\n\nAward\tAwarding body\tDate\nBest River Keeper\tRiver Council\tJune 2024\n")
    assert (fields["title"], fields["awarded_by"], fields["date"]) == ("Best River Keeper", "River Council", "2024-06")


def test_an_award_told_twice_is_one_fact_with_both_quotes() -> None:
    found = said(
        "awards", 'In May 2024, Elder Board won the "Golden Alder Award".\n\n## More\n\nElder Board won the "Golden Alder Award" in 2024.\n'
    )
    assert len(found) == 1
    assert len(found[0].evidence) == 2
    assert found[0].fields["date"] == "2024-05"


@pytest.mark.parametrize(
    "sentence",
    [
        "We won the trust of our customers.",
        "The Company received a number of honours and awards, including:",
        "In 2024 the Company achieved the mass production of a new model.",
        "Northern Mill obtained ISO 14001 certification.",
    ],
)
def test_what_is_no_award(sentence: str) -> None:
    assert said("awards", sentence) == []
