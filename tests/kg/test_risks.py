from __future__ import annotations

from tests.kg.saying import said

TABLE = """# Climate Risks and Opportunities

| Risk type | Potential impacts | Response |
| --- | --- | --- |
| Transition risks | | |
| Policy and legal | The price of allowances may triple in ten years. | We lower the heat of our dryers and buy green power. |
| Market | Printers ask for recycled paper and leave other grades on the shelf. | We raise the share of waste paper in all our grades. |
| Physical risks | | |
| Flood | The river may flood the lower hall of the mill in wet springs. | We build a wall and move the pumps to the upper floor. |
"""


def test_a_table_of_risks_under_their_categories() -> None:
    found = said("risks", TABLE)
    assert [(f.label, f.fields["category"]) for f in found] == [
        ("Policy and legal", "transition"),
        ("Market", "transition"),
        ("Flood", "physical"),
    ]
    assert found[2].fields["impact"].startswith("The river may flood")
    assert found[2].fields["response"].startswith("We build a wall")
    assert not said("opportunities", TABLE)


def test_a_table_of_opportunities() -> None:
    text = (
        "# Climate change as an opportunity\n\n| Opportunity type | Opportunities and potential effects |\n| --- | --- |\n"
        "| Resource efficiency | Each ton of waste paper saves four trees and half of the water. |\n"
        "| Energy source | Bark from our own wood yard is cheaper than gas in most years. |\n"
    )
    assert [f.label for f in said("opportunities", text)] == ["Resource efficiency", "Energy source"]
    assert not said("risks", text)


def test_headed_paragraphs() -> None:
    found = said(
        "risks",
        "# Climate\n\n## Physical risks\n\n**Acute**\n\n**Chronic**\n\nStorms may cut the power lines to the mill for days "
        "and stop the machines.\n\n"
        "Longer droughts lower the river from which the mill takes all of its water.\n",
    )
    assert [(f.label, f.fields["category"]) for f in found] == [("Acute", "physical"), ("Chronic", "physical")]
    assert found[1].fields["impact"].startswith("Longer droughts")


def test_a_risk_before_a_colon() -> None:
    found = said(
        "risks", "# Climate risks\n\nReputation risk: Customers may turn away from a mill that burns coal while others burn bark.\n"
    )
    assert [(f.label, f.fields["category"]) for f in found] == [("Reputation", "transition")]


def test_risk_management_in_prose_lists_no_risk() -> None:
    assert not said(
        "risks", "# Risk management\n\nWe identify risks every year. The audit committee reviews the main risks and reports to the board.\n"
    )
