from __future__ import annotations

import pytest

from tests.kg.saying import said


def standards(text: str) -> dict[str, tuple[str, ...]]:
    return {f.label: f.fields.get("roles", ()) for f in said("standards", text)}


@pytest.mark.parametrize(
    "identifier", ["ISO 14001", "GB/T 13586-2021", "RB/T 117-2014", "EN 643", "ISO/IEC 27001", "ASTM D4442", "SA8000:2014"]
)
def test_numbered_standards(identifier: str) -> None:
    found = said("standards", f"We work in accordance with {identifier} everywhere.")
    assert [f.fields["identifier"] for f in found] == [identifier]


def test_frameworks_are_known_by_any_of_their_names() -> None:
    found = standards("This report is prepared with reference to the GRI Standards and responds to the UN SDGs.")
    assert set(found) == {"GRI Standards", "United Nations Sustainable Development Goals"}
    assert "references" in found["GRI Standards"]


def test_standards_that_the_company_helped_to_write() -> None:
    found = standards(
        "The Company participated in the revision of 2 national standards, namely, the Recycled Pulp for Printing Papers and the Terms and Definitions of Board."
    )
    assert found["Recycled Pulp for Printing Papers"] == ("revised",)
    assert found["Terms and Definitions of Board"] == ("revised",)


def test_a_titled_standard_and_what_it_is_for() -> None:
    assert standards("The mills strictly implement the Emission Standard for Pulp and Paper Mills.") == {
        "Emission Standard for Pulp and Paper Mills": ("complies",)
    }


def test_named_often_it_is_one_fact() -> None:
    found = said("standards", "We comply with ISO 9001.\n\n## B\n\nThe ISO 9001:2015 Quality Management System is in use.\n")
    assert len(found) == 1
    assert len(found[0].evidence) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The first prize of the Excellence Award for Technical Standards went to us.",
        "We hold high standards.",
        "The National Standardization Technical Committee met.",
    ],
)
def test_what_is_no_standard(text: str) -> None:
    assert said("standards", text) == []


def test_a_number_behind_a_quoted_title_belongs_to_it() -> None:
    found = said("standards", 'We led the drafting of the "Measurement Methods of Sheet Weight for Kraft Paper" (QC/T 1130-2021).')
    numbered = next(f for f in found if f.fields.get("identifier") == "QC/T 1130-2021")
    assert numbered.fields["title"] == "Measurement Methods of Sheet Weight for Kraft Paper"
    assert numbered.fields["level"] == "industry"


def test_codes_of_disclosures_are_no_standards() -> None:
    found = said("standards", "EM-IS 000.A Raw paper production. See ESRS G1-4 Standards and ANNEX XII Standard.")
    assert [f.label for f in found] == ["European Sustainability Reporting Standards"]


def test_frameworks_that_bear_the_letters_of_their_body() -> None:
    found = said(
        "standards", "We align our programme with the NIST Cybersecurity Framework and follow ANSI/ASSP Z10. Our ESG Framework is our own."
    )
    assert {(f.label, f.fields.get("body")) for f in found} == {
        ("NIST Cybersecurity Framework", "National Institute of Standards and Technology"),
        ("ANSI/ASSP Z10", None),
    }


def test_standards_of_a_series_are_told_one_by_one() -> None:
    found = said(
        "standards", "Material to us are ESRS E1 – Climate change, S1 and G1; the terms follow ESRS1 – Appendix A. ESRS E1-6 is on page 9."
    )
    assert [f.fields["identifier"] for f in found if "identifier" in f.fields] == ["ESRS E1", "ESRS S1", "ESRS G1", "ESRS 1"]
    assert found[0].fields["title"] == "ESRS E1 Climate change"


@pytest.mark.parametrize(
    "text", ["ESRS E1-6 Gross emissions are on page 12.", "ESRS 2 GOV-1 is on page 12.", "ESRS 2 – SBM-3 is reported."]
)
def test_a_disclosure_is_no_standard_of_its_own(text: str) -> None:
    assert not [f for f in said("standards", text) if "identifier" in f.fields]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The mill holds ISO 14001 certificates.", ("complies",)),
        ("The mill plans to apply for ISO 27001.", ("references",)),
        ("We signed the Equator Principles in 2019.", ("references",)),
        ("Assurance was obtained under ISAE 3000 (Revised), and the data comply with ISAE 3000.", ("complies",)),
        ("The statement was drafted by the board in accordance with the GHG Protocol.", ("complies",)),
    ],
)
def test_what_is_done_with_a_standard(text: str, roles: tuple[str, ...]) -> None:
    assert next(iter(standards(text).values())) == roles


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Our targets follow the criteria of the Science Based Targets initiative.", True),
        ("The path was computed with the SBTi sector guidance.", True),
        ("We answer the CDP climate change questionnaire.", True),
        ("The targets were submitted to the Science Based Targets initiative (SBTi).", False),
        ("CDP raised its climate score of the mill to B.", False),
        ("The CDP rating is B.", False),
    ],
)
def test_a_body_is_a_framework_where_its_rules_are_meant(text: str, named: bool) -> None:
    assert bool(standards(text)) == named
