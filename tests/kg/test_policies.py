from __future__ import annotations

import pytest

from tests.kg.saying import one, said


def titles(text: str) -> list[str]:
    return [f.label for f in said("policies", text)]


def test_a_list_of_documents_is_several() -> None:
    assert titles(
        "The Company has formulated policies such as the Code of Business Conduct, the Management Procedures for Gifts and Hospitality, "
        "the Measures for Rewards and Penalties and the Whistleblowing Policy."
    ) == [
        "Code of Business Conduct", "Management Procedures for Gifts and "
            "Hospitality", "Measures for Rewards and Penalties", "Whistleblowing Policy",
    ]  # fmt: skip


def test_commas_inside_a_title() -> None:
    assert titles("We have formulated the Records of Identification, Evaluation and Analysis on Risks.") == [
        "Records of Identification, Evaluation and Analysis on Risks"
    ]
    assert titles("The Environment, Health and Safety Policy and the Employee Handbook apply to all.") == [
        "Environment, Health and Safety Policy", "Employee Handbook",
    ]  # fmt: skip


def test_quotes_and_italics_bound_a_title() -> None:
    assert titles('It follows the "Kiln Rules" and the *Product Traceability Procedure*.') == [
        "Kiln Rules",
        "Product Traceability Procedure",
    ]


def test_the_owner_is_the_company_that_the_sentence_is_about() -> None:
    assert one("policies", "Northern Mill has issued the Chip Storage Manual.")["owner"] == "Northern Mill Works Ltd."
    assert one("policies", "The Company has issued the Chip Storage Manual.")["owner"] == "Harbour Paper Holding Ltd."


def test_one_document_named_several_times() -> None:
    found = said(
        "policies",
        "The Anti-Corruption Policy binds us. See our Anticorruption Policy.\n\nHarbour Paper Anti-corruption Policy is public.\n",
    )
    assert len(found) == 1 and len(found[0].evidence) == 3


def test_a_plain_policy() -> None:
    assert titles("We implement the mill safety responsibility system.") == ["Mill safety responsibility system"]
    assert titles("The Company has a policy.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "We signed the Paris Agreement pledge and the United Nations Global Compact Principles.",
        "We comply with the Emission Standard for Air Pollutants.",
        "We obtained ISO 9001 Quality Management System Certification.",
        "The government issued the Action Plan for Clean Rivers.",
        'In 2020 the State revised the "Decision on Points" (hereinafter referred to as the "Points Policy"). The "Points '
        'Policy" is strict.',
        "In line with the 14th Five-Year Plan, we save water.",
        "We formulated policies and procedures.",
    ],
)
def test_what_is_no_policy_of_the_company(sentence: str) -> None:
    assert titles(sentence) == []


def test_a_document_that_one_sentence_leaves_open_is_known_from_another() -> None:
    found = said("policies", "The Mill Fire Rules hang at every door.\n\nWe have formulated the Mill Fire Rules.\n")
    assert len(found) == 1 and len(found[0].evidence) == 2


def test_titles_glued_in_a_cell_are_several() -> None:
    row = "Group Travel and Car Policy Group Outsourcing Policy Group Training Policy"
    text = f"Our rules: {row}."
    assert {f.label for f in said("policies", text)} == {"Group Travel and Car Policy", "Group Outsourcing Policy", "Group Training Policy"}


def test_a_line_that_looks_like_a_heading_is_a_policy_by_its_title() -> None:
    text = "### Gifts and Entertainment Policy\n\n### Our policy\n\nThe Harbour Paper Gifts and Entertainment Policy binds all.\n"
    assert [f.label for f in said("policies", text)] == ["Gifts and Entertainment Policy"]


def test_a_plan_that_has_been_developed_is_a_document() -> None:
    assert [f.label for f in said("policies", "A Biodiversity Management Plan has been developed for the river.")] == [
        "Biodiversity Management Plan"
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Our Forest Protection Standard includes a commitment to replanting.", "Forest Protection Standard"),
        ("Our own Corporate Volunteering Standard describes a common approach.", "Corporate Volunteering Standard"),
        ("Details are given in the Cybersecurity Policy Framework.", "Cybersecurity Policy Framework"),
        ("In 2024 we renewed the Green Lease Guideline.", "Green Lease Guideline"),
        ("We established the Generative AI Guardrails.", "Generative AI Guardrails"),
    ],
)
def test_a_standard_or_guideline_of_ones_own_is_a_policy(text: str, title: str) -> None:
    assert [f.label for f in said("policies", text)] == [title]


def test_a_standard_of_others_is_none() -> None:
    assert said("policies", "Our paper meets the customers' Safety Standards.") == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Everyone is guided by Square Deal, our code of conduct.", "Square Deal"),
        ("Our Environmental Policy Statement tells how the mill treats the river.", "Environmental Policy Statement"),
        ("The Statement on Respect for Human Rights was approved by the Board.", "Statement on Respect for Human Rights"),
        ("The company designed and implemented a Tax Control Framework for the group.", "Tax Control Framework"),
        ("The Pulp Procurement Guidelines were distributed to 40 suppliers.", "Pulp Procurement Guidelines"),
    ],
)
def test_documents_that_are_not_called_policies(text: str, title: str) -> None:
    assert [f.label for f in said("policies", text)] == [title]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "We have adopted a code of conduct, an anti-bribery policy and a speak-up policy.",
            ["Code of conduct", "Anti-bribery policy", "Speak-up policy"],
        ),
        ("Our parental leave policy was extended in 2024.", ["Parental leave policy"]),
        ("The policy on night work was extended.", ["Policy on night work"]),
        ("The Fire Manual and the Quarry Rehabilitation Directive bind all mills.", ["Fire Manual", "Quarry Rehabilitation Directive"]),
        ("The Bark Storage Standard requires a plan for each yard.", ["Bark Storage Standard"]),
        ("# Internal rules\n\n- Credit Policy\n\n- Timber Sector Statement\n", ["Credit Policy", "Timber Sector Statement"]),
        ('The rules are laid down in "Safe at Work", our safety handbook.', ["Safe at Work"]),
    ],
)
def test_documents_told_by_their_place(text: str, found: list[str]) -> None:
    assert titles(text) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Monetary policy stayed tight, and the number of insurance policies rose.",
        "The energy policy of the state has changed; government policy supports heat pumps.",
        "Our environmental policies are strict.",
        "The Ramsar Convention protects the marsh.",
        "The Non-financial Statement was audited.",
    ],
)
def test_what_is_called_policy_and_is_none(sentence: str) -> None:
    assert titles(sentence) == []


def test_of_the_company_is_no_part_of_a_title() -> None:
    assert (
        said("policies", "The dividend follows the Dividend Distribution Policy of the Company.")[0].label == "Dividend Distribution Policy"
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("We are governed by our Code of Business Conduct and Ethics (CoBE).", "Code of Business Conduct and Ethics"),
        (
            "Our 'Anti-bribery, financial crime and sanctions policy' sets out our standards.",
            "Anti-bribery, financial crime and sanctions policy",
        ),
        ("Everyone follows our Global Anti-Corruption policy.", "Global Anti-Corruption policy"),
    ],
)
def test_titles_with_small_words(text: str, title: str) -> None:
    assert [f.label for f in said("policies", text)] == [title]
