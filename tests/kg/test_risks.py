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
    assert [(f.label, f.fields["category"]) for f in found] == [("Reputation risk", "transition")]


def test_risk_management_in_prose_lists_no_risk() -> None:
    assert not said(
        "risks", "# Risk management\n\nWe identify risks every year. The audit committee reviews the main risks and reports to the board.\n"
    )


def test_risks_in_lines_of_their_own_under_titles_in_capitals() -> None:
    text = (
        "PHYSICAL RISKS Risk of drought which can lead to less water for the mill Long term.\n\n"
        "Risk of storms leading to damaged roofs Short-medium term.\n\n"
        "TRANSITIONAL RISK Risk of dearer pulp.\n\n"
        "OPPORTUNITIES Opportunity to sell more boxes to bakers Long term.\n"
    )
    found = said("risks", text)
    assert [(f.label, f.fields.get("category"), f.fields.get("impact")) for f in found] == [
        ("Risk of drought", "physical", "can lead to less water for the mill"),
        ("Risk of storms", "physical", "leading to damaged roofs"),
        ("Risk of dearer pulp", "transition", None),
    ]
    assert [f.label for f in said("opportunities", text)] == ["Opportunity to sell more boxes to bakers"]
    assert not said("risks", "Risk of fire is small here.")  # one alone is a sentence, no list


def test_a_plain_list_below_a_heading_that_says_risks() -> None:
    text = "## Climate-related risks\n\n- Higher price of allowances\n- Floods at the lower mill\n- We are prepared for both.\n"
    assert [f.label for f in said("risks", text)] == ["Higher price of allowances", "Floods at the lower mill"]


def test_rows_of_impacts_are_no_risks() -> None:
    text = (
        "# Risks\n\n| Impact, risk and opportunity management | Own activities |\n| --- | --- |\n"
        "| Negative impact | Dust of the cutters may reach the houses behind the mill. |\n"
        "| Positive impact | Our boiler heats the school and the public bath of the town. |\n"
    )
    assert not said("risks", text)


def labels(kind: str, text: str) -> list[str]:
    return [f.label for f in said(kind, text)]


def test_events_and_what_they_could_do() -> None:
    text = (
        "# Risk factors\n\nSevere drought, including that of the upper valley, could halt our paper machines. A ban on wood chips may raise the "
        "cost of pulp, and a fire in the log yard would damage both halls. On the other hand, demand for recycled board is expected to grow. "
        "We may sell the mill. The committee could meet more often.\n"
    )
    found = said("risks", text)
    assert [f.label for f in found] == ["Severe drought", "Ban on wood chips", "Fire in the log yard"]
    assert found[0].fields["impact"] == "halt our paper machines"
    assert found[0].fields["category"] == "physical"
    assert not said("opportunities", text)  # the heading speaks of risks, and no word of this sentence of an opportunity


def test_what_is_called_a_risk_or_an_opportunity() -> None:
    text = (
        "# Risks and opportunities\n\nRising prices of starch and a shortage of drivers are procurement risks. Deinking is regarded as an "
        "opportunity to lower the price of fibre. Demand for egg boxes will grow as towns expand.\n"
    )
    assert labels("risks", text) == ["Rising prices of starch", "Shortage of drivers"]
    assert labels("opportunities", text) == ["Deinking", "Demand for egg boxes"]


def test_lists_and_exposures() -> None:
    text = "# Water\n\nThe mill is exposed to reputational risk. It watches local risks such as water scarcity, flooding and river pollution.\n"
    assert labels("risks", text) == ["Reputational risk", "Water scarcity", "Flooding", "River pollution"]


def test_opportunities_of_people_are_none_of_the_business() -> None:
    text = "# People\n\nEqual opportunities matter to us. The training programme brings career opportunities for our staff. Our approach can reduce costs.\n"
    assert not said("opportunities", text)


def test_rows_that_say_which_of_both_they_are() -> None:
    text = (
        "# Material topics\n\n| Material issue | R/O | Rationale | Approach |\n| --- | --- | --- | --- |\n"
        "| Water stress | Risk | The valley is overused | A closed loop |\n| Green glue | Opportunity | Lower cost | New recipes |\n"
    )
    assert labels("risks", text) == ["Water stress"]
    assert labels("opportunities", text) == ["Green glue"]
    assert said("risks", text)[0].fields["response"] == "A closed loop"


def test_a_table_with_heads_that_say_it_all() -> None:
    text = (
        "# Climate\n\n| Risk | Type | Potential effect | Our response |\n| --- | --- | --- | --- |\n"
        "| Crop failure | Physical | Gaps on the shelf | Two sources |\n| Shift in diets | Transition | Lower sales of meat | More pulses |\n"
    )
    found = said("risks", text)
    assert [(f.label, f.fields["category"], f.fields["response"]) for f in found] == [
        ("Crop failure", "physical", "Two sources"),
        ("Shift in diets", "transition", "More pulses"),
    ]


def test_a_table_whose_type_column_says_the_class_in_brackets() -> None:
    text = (
        "# Impacts\n\n| IRO | Type | Description | Management |\n| --- | --- | --- | --- |\n"
        "| E1 Price of peat | Risk (transition) | Higher levies burden our dryers | Heat pumps |\n"
        "| E5 Demand for reed paper | Opportunity | Printers pay premiums for reed | A second line |\n"
    )
    assert [f.label for f in said("risks", text)] == ["Price of peat"]
    assert [f.label for f in said("opportunities", text)] == ["Demand for reed paper"]


def test_a_sentence_that_counts_risks_announces_the_next_ones() -> None:
    text = (
        "# Climate\n\nThe Group identified two material risks and one opportunity. Tighter building codes could shorten the life of boilers. "
        "Growing demand for quiet lofts enables the Group to command rental premiums."
    )
    assert [f.label for f in said("risks", text)] == ["Tighter building codes"]
    assert [f.label for f in said("opportunities", text)] == ["Growing demand for quiet lofts"]


def test_headings_below_principal_risks_with_their_mitigation() -> None:
    found = said(
        "risks",
        "# Principal risks and uncertainties\n\n## Loss of key skills\n\nThe mill may be unable to find paper makers in the valley.\n\n"
        "Mitigation: apprenticeships and flats for trainees.\n\n## Fire\n\nA blaze in the wood yard would stop both machines for weeks.\n\n"
        "## Risk assessment\n\nThe board looks at the register twice a year and at each change.\n",
    )
    assert [f.label for f in found] == ["Loss of key skills", "Fire"]
    assert found[0].fields["response"].startswith("apprenticeships")


def test_items_that_begin_with_the_name_of_a_risk() -> None:
    text = (
        "# Our top risks\n\n- **Bark beetles** – spruce dies before it can be felled\n\n- **Low water** – barges wait and pulp runs short\n\n"
        "- **Water quality.** Stricter limits would call for a new plant.\n"
    )
    assert labels("risks", text) == ["Bark beetles", "Low water", "Water quality"]


def test_lines_that_say_what_they_are() -> None:
    text = "# Material topics\n\n- Negative impact: noise at night\n\n- Risk: ageing of the workforce\n\n- Opportunity: heat for the town\n"
    assert (labels("risks", text), labels("opportunities", text)) == (["Ageing of the workforce"], ["Heat for the town"])


def test_kinds_of_risk_are_told_by_definitions_headings_and_rows() -> None:
    text = (
        "# Risk report\n\n## Credit risk\n\nCredit risk means that a buyer of paper does not pay in time or at all.\n\n## Other kinds\n\n"
        "Liquidity risk is the possibility that the mill cannot meet payments. Operational risk results from faulty machines or people.\n\n"
        "The mill is exposed to the following risks: currency risk, price risk (of pulp and power) and tax risk.\n"
    )
    assert labels("risks", text) == ["Credit risk", "Liquidity risk", "Operational risk", "Currency risk", "Price risk", "Tax risk"]


def test_columns_of_risks_beside_opportunities() -> None:
    text = (
        "# Double materiality\n\n| Topic | Impact | Risk | Opportunity |\n|---|---|---|---|\n"
        "| Forests | Loss of old trees | Protests against felling | Certified paper sells better |\n"
        "| Water | Warm water in the river | Limits on intake in summer | Closed loops save fees |\n"
    )
    assert labels("risks", text) == ["Protests against felling", "Limits on intake in summer"]
    assert labels("opportunities", text) == ["Certified paper sells better", "Closed loops save fees"]


def test_a_list_of_impacts_risks_and_opportunities() -> None:
    text = (
        "# Material impacts, risks and opportunities\n\n| ESRS | Topic | Description | Type | Horizon |\n|---|---|---|---|---|\n"
        "| E1 | Climate change | Steam boilers emit carbon dioxide | Negative impact (actual) | Short |\n"
        "| E1 | Climate change | Droughts lower the river below the intake of the mill | Physical risk | Long |\n"
        "| E5 | Circular economy | Growing demand for paper made of straw | Opportunity | Medium |\n"
    )
    found = said("risks", text)
    assert [(f.label, f.fields["category"]) for f in found] == [("Droughts lower the river below the intake of the mill", "physical")]
    assert labels("opportunities", text) == ["Growing demand for paper made of straw"]


def test_what_may_harm_and_what_it_is_exposed_to() -> None:
    text = (
        "# Climate\n\nThe mill is exposed to rising prices of allowances, which could double its costs. The wood yard is vulnerable to storms. "
        "We see a risk that printers turn to screens.\n"
    )
    assert labels("risks", text) == ["Rising prices of allowances", "Storms", "Printers turn to screens"]


def test_counted_risks_behind_a_colon_keep_their_clauses() -> None:
    text = "# Transition\n\nWe found three transition risks: rules that ban plastic windows in envelopes, demand shifting to screens, and doubts of banks.\n"
    assert labels("risks", text) == ["Rules that ban plastic windows in envelopes", "Demand shifting to screens", "Doubts of banks"]


def test_events_that_happen_are_no_risks() -> None:
    text = "# Risks\n\nThe storm in March damaged a roof. Prices of pulp rose by 12%. Our hotline answers within two minutes.\n"
    assert not said("risks", text)
    assert not said("opportunities", "# Opportunities\n\nOur new line burns less gas. We had the opportunity to meet students.\n")
