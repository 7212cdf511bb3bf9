"""Figures that are a part of the one before, and counts told one after another in a sentence."""

from __future__ import annotations

import pytest

from tests.kg.saying import said


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Comprehensive energy consumption per 10,000 yuan of output value fell by 5.2% to 0.36 tce.",
            {
                "Comprehensive energy consumption per 10,000 yuan of output value": "0.36",
                "Reduction in comprehensive energy consumption per 10,000 yuan of output value": "5.2",
            },
        ),
        (
            "As of December 31, 2024, the Company had 3,677 employees, of whom 1,102 were female and 286 belonged to ethnic minorities.",
            {"Employees": "3677", "Female employees": "1102", "Employees belonging to ethnic minorities": "286"},
        ),
        (
            "215 training sessions were held, with 12,860 participants and an average of 36.5 training hours per person.",
            {"Training sessions held": "215", "Participants (training sessions)": "12860", "Training hours per person": "36.5"},
        ),
        (
            "It organized 35 volunteer activities with 1,260 volunteers contributing 5,040 hours.",
            {"Volunteer activities conducted": "35", "Volunteers": "1260", "Volunteer hours": "5040"},
        ),
        (
            "The Company donated RMB 3.6 million, including RMB 1.5 million to the Wold Charity Federation.",
            {"Donations": "3.6", "Donations to Wold Charity Federation": "1.5"},
        ),
        ("There were 426 suppliers, including 388 in Asia.", {"Suppliers": "426", "Suppliers in Asia": "388"}),
        (
            "It is expected to generate 5.6 million kWh of electricity and to reduce carbon dioxide emissions by about 3,200 tons every year.",
            {"Electricity generated": "5.6", "Reduction in carbon dioxide emissions": "3200"},
        ),
        ("12 work-related injuries resulted in 236 lost days.", {"Work-related injuries": "12", "Lost days": "236"}),
        (
            "The Company held 26 safety training sessions with 3,200 participants, and 12 emergency drills with 860 participants.",
            {
                "Safety training sessions held": "26",
                "Participants (safety training sessions)": "3200",
                "Emergency drills": "12",
                "Participants (emergency drills)": "860",
            },
        ),
        ("Training covered 98% of staff, with per capita training of 42 hours.", {"Share of staff covered by training": "98", "Training per capita": "42"}),
    ],
)  # fmt: skip
def test_counts_and_parts_in_a_row(sentence: str, expected: dict[str, str]) -> None:
    found = said("observations", f"## Section\n\n{sentence}\n")
    assert {str(f.fields["metric"]): str(f.fields["value"]) for f in found} == expected


def test_a_dimension_is_of_its_own_figure() -> None:
    """The women of the first figure say nothing of the second."""
    found = said("observations", "## People\n\nOf the 40 managers, 9 were women and 5 belonged to ethnic minorities.\n")
    minorities = next(f for f in found if str(f.fields["value"]) == "5")
    assert not minorities.fields.get("dimensions")
