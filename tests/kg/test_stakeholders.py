from __future__ import annotations

import pytest

from tests.kg.saying import said

TABLE = """# Stakeholders

| Stakeholders | Communication channels | Expectations and demands |
| --- | --- | --- |
| Shareholders and investors | General meeting, Annual report | Return on investment, Sound governance |
| Employees | Staff survey; Suggestion box | Fair pay; Training |
"""


def test_rows_of_a_table() -> None:
    found = said("stakeholders", TABLE)
    assert [f.label for f in found] == ["Shareholders and investors", "Employees"]
    assert found[0].fields["channels"] == ("General meeting", "Annual report")
    assert found[1].fields["expectations"] == ("Fair pay", "Training")


def test_a_table_that_came_out_as_lines() -> None:
    found = said(
        "stakeholders",
        "# Dialogue with Stakeholders\n\nSuppliers\n\nYearly conference,QuaSite visits,SafQuestionnaires\n\nPrompt payment, "
        "Fair contracts, Quality\n\n"
        "Regulators\n\nInspections, Regular filings, Hearings\n\nCompliance with the law, Clean water\n",
    )
    assert [f.label for f in found] == ["Suppliers", "Regulators"]
    assert found[0].fields["channels"] == ("Yearly conference", "Site visits", "Questionnaires")
    assert found[1].fields["expectations"] == ("Compliance with the law", "Clean water")


def test_names_lists_and_how_often_in_loose_lines() -> None:
    found = said(
        "stakeholders",
        "# Stakeholder Engagement\n\nCustomers Product quality and safety Data protection\n\nSatisfaction surveys "
        "Annually.\n\nTrade fairs Quarterly.\n",
    )
    assert found[0].label == "Customers"
    assert found[0].fields == {
        "name": "Customers",
        "expectations": ("Product quality and safety", "Data protection"),
        "channels": ("Satisfaction surveys", "Trade fairs"),
    }


def test_prose_about_stakeholders_is_no_table() -> None:
    assert not said("stakeholders", "# Stakeholders\n\nWe speak with employees, customers and suppliers, and we listen to their views.\n")


def test_a_table_of_figures_is_no_stakeholder_table() -> None:
    assert not said(
        "stakeholders",
        "# Stakeholders\n\n| Stakeholder | Number asked | Answers |\n| --- | --- | --- |\n| Employees | 120 | 80 |\n| "
        "Customers | 40 | 12 |\n",
    )


def test_a_sentence_that_lists_stakeholders_names_them_where_no_table_does() -> None:
    listed = said(
        "stakeholders", "We speak with our stakeholders, including customers, investors, our suppliers, local communities, and media."
    )
    assert [f.label for f in listed] == ["Customers", "Investors", "Suppliers", "Communities", "Media"]
    assert all(set(f.fields) == {"name"} for f in listed)
    assert said("stakeholders", "Stakeholders, including some of those who live nearby, were heard.") == []


def test_sentences_that_begin_with_a_group() -> None:
    found = said(
        "stakeholders",
        "## Who we listen to\n\nCustomers speak to us through a panel of 90 printers, and want value, quiet and less packaging. "
        "Colleagues use the yearly survey and ask for fair rotas.\n",
    )
    assert [(f.label, f.fields["channels"], f.fields["expectations"]) for f in found] == [
        ("Customers", ("panel of 90 printers",), ("value", "quiet", "less packaging")),
        ("Colleagues", ("yearly survey",), ("fair rotas",)),
    ]


def test_groups_in_the_past_tense_with_channels_and_wishes() -> None:
    found = said(
        "stakeholders",
        "# Stakeholder dialogue\n\nIn 2024, printers were consulted through an online survey and asked for whiter paper. Neighbours raised noise "
        "at night at open evenings, while forest owners called for longer contracts.\n",
    )
    told = [(f.label, f.fields.get("channels"), f.fields.get("expectations")) for f in found]
    assert told == [
        ("Printers", ("online survey",), ("whiter paper",)),
        ("Neighbours", ("open evenings",), ("noise at night",)),
        ("Forest owners", None, ("longer contracts",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Stakeholders\n\nWe identify as our main stakeholders printers, forest owners, trade unions and residents near the mill.\n",
        "# Materiality\n\nThe following stakeholder groups took part:\n\n- Printers\n- Forest owners\n- Trade unions\n- Residents near the mill\n",
        "# Dialogue\n\nInterviews were held with two printers, forest owners, trade unions and residents near the mill.\n",
    ],
)
def test_groups_that_are_only_listed(text: str) -> None:
    assert [f.label for f in said("stakeholders", text)] == ["Printers", "Forest owners", "Trade unions", "Residents near the mill"]


def test_a_table_with_the_groups_in_its_head() -> None:
    table = (
        "|  | Printers | Employees |\n|---|---|---|\n| How we engage | Fairs, visits | Works council |\n| Concerns | Price | Pay, rest |\n"
    )
    found = said("stakeholders", f"# Engaging with stakeholders\n\n{table}")
    assert [(f.label, f.fields["channels"], f.fields["expectations"]) for f in found] == [
        ("Printers", ("Fairs", "visits"), ("Price",)),
        ("Employees", ("Works council",), ("Pay", "rest")),
    ]


def test_a_group_before_its_channels() -> None:
    found = said(
        "stakeholders",
        "# Who we talk to\n\n**Neighbours:** open days, hotline. They expect less noise.\n\n**Printers:** fairs, visits. They expect good paper.\n",
    )
    assert [(f.label, f.fields["channels"], f.fields["expectations"]) for f in found] == [
        ("Neighbours", ("open days", "hotline"), ("less noise",)),
        ("Printers", ("fairs", "visits"), ("good paper",)),
    ]


def test_groups_that_only_do_something_are_not_told_as_stakeholders() -> None:
    assert not said("stakeholders", "# People\n\nEmployees had 12 hours of training. Customers paid in time. Suppliers delivered wood.\n")
