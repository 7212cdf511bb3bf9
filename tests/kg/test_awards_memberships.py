"""Memberships and commitments told in sentences."""

from __future__ import annotations

import pytest

from tests.kg.saying import said


def joined(text: str) -> list[tuple[object, ...]]:
    """(title, recipients, date) of each membership."""
    return [
        (f.label, f.fields.get("recipients"), f.fields.get("date"))
        for f in said("awards", f"## About us\n\n{text}\n")
        if f.fields["status"] == "joined"
    ]


US = ("Harbour Paper Holding Ltd.",)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "We are a member of the Northland Tool Builders' Association and the Otter Business Council.",
            [("Northland Tool Builders' Association", US, None), ("Otter Business Council", US, None)],
        ),
        (
            "The Company is a council member of the Northland Steel Federation and a founding member of the Green Wire Alliance.",
            [("Northland Steel Federation", US, None), ("Green Wire Alliance", US, None)],
        ),
        ("The Group has been a signatory of the UN Global Compact since 2015.", [("UN Global Compact", US, "2015")]),
        ("Elder Board is vice chair unit of the Northland Paper Association.", [("Northland Paper Association", ("Elder Board Makers Ltd.",), None)]),
        ("As a signatory of the Harbour Climate Commitment, we report each year.", [("Harbour Climate Commitment", US, None)]),
        (
            "The Company signed the Otter River Declaration in January 2024 and from 2023 it participates in the GX League.",
            [("GX League", US, "2023"), ("Otter River Declaration", US, "2024-01")],
        ),
        ("The Company joined the Northland Tool Builders' Association in May 2024.", [("Northland Tool Builders' Association", US, "2024-05")]),
        ("It became a signatory to the UN Global Compact in March 2022.", [("UN Global Compact", US, "2022-03")]),
    ],
)  # fmt: skip
def test_what_the_company_belongs_to_or_signed(sentence: str, expected: list[tuple[object, ...]]) -> None:
    assert sorted(joined(sentence), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    "sentence",
    [
        "Members of the Managing Board met twice.",
        "Ms Larsen is a member of the Northland Council.",
        "Our CEO is a member of the Green Forum.",
        "We are not yet a member of the Green Forum.",
        "The Company signed the loan agreement with the Otter Bank.",
    ],
)
def test_others_memberships_and_own_bodies_are_none(sentence: str) -> None:
    assert joined(sentence) == []


def test_who_runs_a_charter_is_no_part_of_its_title() -> None:
    found = said(
        "awards", "## About us\n\nWe have signed the Otter Care Global Charter of the International Council of Paper Associations.\n"
    )
    assert [(f.label, f.fields.get("awarded_by")) for f in found] == [
        ("Otter Care Global Charter", "International Council of Paper Associations")
    ]


def test_an_event_that_is_held_has_an_edition_and_no_rank() -> None:
    assert (
        said("awards", "## Staff\n\nIn September, the Company held the 6th Harbour Skills Competition, which attracted 320 workers.\n")
        == []
    )


def test_a_prize_won_together() -> None:
    text = (
        '## Honours\n\nThe project "Key Technologies of Fast Pumps and Their Use" jointly completed by Northern Mill and Larder University '
        "won the First Prize of the Northland Science and Technology Progress Award in April 2024.\n"
    )
    (award,) = said("awards", text)
    assert award.fields["recipients"] == ("Northern Mill Works Ltd.", "Larder University")
    (project,) = said("projects", text)
    assert (project.fields["operators"], project.fields["partners"]) == (("Northern Mill Works Ltd.",), ("Larder University",))
    names = {f.label for f in said("organizations", text)}
    assert "Larder University" in names and not names & {"Key Technologies", "Northern Mill and Larder University"}


def test_the_project_of_a_member_is_run_by_it() -> None:
    (project,) = said(
        "projects",
        "## Energy\n\nThe Phase II rooftop photovoltaic project of Northern Mill, with a capacity of 5.2 MW, was connected to the grid in June 2024.\n",
    )
    assert project.fields["operators"] == ("Northern Mill Works Ltd.",)
