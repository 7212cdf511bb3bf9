from __future__ import annotations

import pytest

from tests.kg.saying import one, said


@pytest.mark.parametrize(
    "text",
    [
        "We ask our suppliers to hold ISO 14001 certification.",
        "In 2023, 84% of our pulp suppliers were certified to ISO 14001.",
        "The share of suppliers certified to ISO 14001 rose to 71%.",
        "Our contractors hold OHSAS 18001 certification.",
        "Our customers hold ISO 27001 certificates and expect the same of us.",
        "We give preference to suppliers that have obtained SA8000 certification.",
        "We buy our pulp from mills that hold FSC certification.",
        "The laboratory that tests our water is accredited to ISO/IEC 17025.",
        "Our distribution partner Velden Logistik was certified to ISO 28000 in 2023.",
        "The yards we work with are certified to ISO 30000.",
        "Our supplier base includes 312 companies, 81% of which are ISO 14001 certified.",
        "Our partner farms are certified to ISO 22000.",
        "Proportion of Suppliers Passing Management System Certification ISO 14001 82%",
        "Suppliers' factories are audited to SMETA every year.",
        "We work with ISO 9001 certified suppliers.",
        "Suppliers must have:\n\n- ISO 14001 or EMAS certification\n- their own waste permits\n",
    ],
)
def test_certificates_of_suppliers_and_customers_are_not_ours(text: str) -> None:
    assert said("certifications", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "As a supplier to the car industry, we are certified to IATF 16949.",
        "To serve our customers better, Northern Mill obtained ISO 9001 certification.",
        "Our supplier management system is certified to ISO 20400.",
        "Following requests from customers, our mills were certified to ISO 14001.",
        "We hold the AEO certificate and are preferred by customers for it.",
        "Our Customer Service Centre holds ISO 18295 certification.",
        "With the help of our suppliers, the Hill mill achieved ISO 14001 certification.",
        "Northern Mill, a provider of card, is certified to ISO 14001.",
    ],
)
def test_certificates_that_only_concern_them_are_ours(text: str) -> None:
    assert len(said("certifications", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "We expect suppliers to have a human rights policy of their own.",
        "We require that suppliers publish a policy on forced labour.",
        "Contractors are required to adopt a Health and Safety Policy.",
        "We check whether suppliers follow their Environmental Policy.",
        "The government's National Energy Policy sets the frame.",
        "Our financing follows the Green Loan Principles.",
    ],
)
def test_policies_of_others_are_not_ours(text: str) -> None:
    assert said("policies", text) == []


def test_our_policies_that_bind_suppliers_are_ours() -> None:
    assert [f.label for f in said("policies", "All suppliers sign our Supplier Code of Conduct.")] == ["Supplier Code of Conduct"]


def test_what_suppliers_must_comply_with_is_only_referred_to() -> None:
    assert one("standards", "We require our suppliers to comply with SA8000.")["roles"] == ("references",)
    assert one("standards", "We comply with SA8000 in every mill.")["roles"] == ("complies",)
    assert one("standards", "The accounts are prepared under IFRS 16.")["roles"] == ("references",)
