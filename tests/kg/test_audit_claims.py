"""Rules on things with a name: certificates, projects, awards, posts, companies, standards."""

from __future__ import annotations

import pytest

from tests.kg.auditing import MILL, audited, fact, far, figure, rules


def test_holders_of_a_certificate() -> None:
    text = far("9 subsidiaries hold ISO 45001.", "8 subsidiaries are certified to ISO 45001.", "Two have level II of safety.")
    nine = fact("certifications", "ISO 45001", "9 subsidiaries hold ISO 45001", scheme="ISO 45001", holder_count=9, status="held")
    eight = fact("certifications", "ISO 45001 again", "8 subsidiaries are certified", scheme="ISO 45001", holder_count=8, status="held")
    assert rules(audited(text, nine, eight)) == ["certificate-holders"]
    older = (*eight[:3], {**eight[3], "as_of": "2022"})
    newer = (*nine[:3], {**nine[3], "as_of": "2024"})
    assert audited(text, newer, older) == []


def test_a_certificate_held_and_applied_for() -> None:
    text = far("The mill holds ISO 50001.", "The mill has applied for ISO 50001.")
    found = audited(
        text,
        fact("certifications", "ISO 50001", "holds ISO 50001", scheme="ISO 50001", holder=MILL, status="held"),
        fact("certifications", "ISO 50001 to come", "applied for ISO 50001", scheme="ISO 50001", holder=MILL, status="applied"),
    )
    assert rules(found) == ["certificate-status"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Alder plans to build the Reed Bank solar park on ten hectares.", ["project-status"]),
        ("Alder plans to build a second phase of the Reed Bank solar park.", []),
        ("The Reed Bank solar park feeds two paper machines.", []),
    ],
)
def test_a_project_done_and_planned(body: str, said: list[str]) -> None:
    text = f"# Energy\n\n## The Reed Bank solar park has been connected to the grid.\n\n{body}\n"
    found = audited(text, fact("projects", "Reed Bank solar park", "Reed Bank solar park", name="Reed Bank solar park", status="operating"))
    assert rules(found) == said


def test_an_award_won_or_only_shortlisted() -> None:
    text = far("Alder was shortlisted for the Clean River Demonstration Projects.",
               "Its pulp line was selected as the Clean River Demonstration Project by the province.")  # fmt: skip
    title = "Clean River Demonstration Projects"
    found = audited(
        text,
        fact("awards", title, "Alder was shortlisted for the Clean River Demonstration Projects", title=title, recipients=(MILL,)),
        fact(
            "awards",
            title[:-1],
            "Its pulp line was selected as the Clean River Demonstration Project",
            title=title[:-1],
            recipients=(MILL,),
        ),
    )
    assert rules(found) == ["award-status"]


def test_an_award_with_two_ranks() -> None:
    text = far("Alder ranked 7th in the Top Fifty Mills list.", "Alder came 9th in the Top Fifty Mills list.")
    same = {"title": "Top Fifty Mills list", "recipients": (MILL,), "status": "ranked"}
    found = audited(
        text,
        fact("awards", "Top Fifty Mills list", "ranked 7th in the Top Fifty Mills list", rank="7", date="2024-05", **same),
        fact("awards", "Top Fifty Mills list ", "came 9th in the Top Fifty Mills list", rank="9", date="2024", **same),
    )
    assert rules(found) == ["award-details"] and "rank 7 and 9" in found[0].message


@pytest.mark.parametrize(("second", "said"), [("Ms. Ida Holm, Chief Executive Officer", ["one-post-two-people"]),
                                              ("Ms. Ida Holm, Chief Executive Officer until May", [])])  # fmt: skip
def test_one_post_and_two_people(second: str, said: list[str]) -> None:
    text = far("Mr. Aro Lind, Chief Executive Officer, signs.", f"{second}, signs.")
    post = {"position": "Chief Executive Officer", "organization": MILL}
    found = audited(
        text,
        fact("people", "Aro Lind", "Mr. Aro Lind, Chief Executive Officer", name="Aro Lind", **post),
        fact("people", "Ida Holm", second, name="Ida Holm", **post),
    )
    assert rules(found) == said


def test_a_company_founded_twice() -> None:
    text = far("Founded in 1921, Alder Paper Mills Ltd. makes board.", "Alder Paper Mills Ltd. was founded in 1912 by millers.",
               "Birch Board Ltd. was established in 1988.")  # fmt: skip
    found = audited(text, fact("organizations", MILL, MILL, role="reporter"), fact("organizations", "Birch Board Ltd.", "Birch Board Ltd."))
    assert rules(found) == ["founding-year"] and "1912 and in 1921" in found[0].message


def test_standards_of_other_levels() -> None:
    text = far("We helped with 5 national and industry standards.", "We revised 2 national standards.", "We revised 3 group standards.")
    found = audited(
        text,
        figure("Formulation of national and industry standards", "5", None, "5 national and industry standards"),
        figure("Revision of national standards", "2", None, "2 national standards"),
        figure("Revision of group standards", "3", None, "3 group standards"),
    )
    assert rules(found) == ["levels-differ"]
