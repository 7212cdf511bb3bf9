from __future__ import annotations

import pytest

from tests.kg.saying import one, said


def test_a_list_of_laws_with_their_state() -> None:
    found = said(
        "laws",
        "The Company strictly complies with laws and regulations including the Forest Law of the People's Republic of China, "
        "the Law of the "
        "People's Republic of China on the Prevention and Control of Noise Pollution, and the Water Law of the People's Republic of China.",
    )
    assert [f.label for f in found] == [
        "Forest Law of the People's Republic of China",
        "Law of the People's Republic of China on the Prevention and Control of Noise Pollution",
        "Water Law of the People's Republic of China",
    ]
    assert {f.fields["jurisdiction"] for f in found} == {"China"}


def test_one_law_in_two_word_orders_is_one_fact() -> None:
    found = said(
        "laws",
        "We abide by the Law of the People's Republic of China on the Prevention and Control of Water Pollution.\n\n"
        "We follow the Law of the People's Republic of China on Water Pollution Prevention and Control.\n",
    )
    assert len(found) == 1 and len(found[0].evidence) == 2 and len(found[0].aliases) == 1


@pytest.mark.parametrize(
    ("sentence", "title", "jurisdiction"),
    [
        ("We meet the Austrian Banking Act.", "Austrian Banking Act", "Austria"),
        ("The Labour Code of Portugal applies.", "Labour Code of Portugal", "Portugal"),
        ("We comply with the GDPR.", "General Data Protection Regulation", "European Union"),
        ("The Foreign Corrupt Practices Act (FCPA) is taught.", "Foreign Corrupt Practices Act", "United States"),
        ("We comply with the Companies Act, 2013.", "Companies Act, 2013", "India"),
        ("We observe the Pulp and Paper Act of Norway.", "Pulp and Paper Act of Norway", "Norway"),
        ("We prepare for Regulation (EU) 2023/1115.", "Regulation (EU) 2023/1115", "European Union"),
        ("This is said in Section 12 of the Forest Protection Act of 1991.", "Forest Protection Act of 1991", None),
    ],
)
def test_titles_and_states(sentence: str, title: str, jurisdiction: str | None) -> None:
    fields = one("laws", sentence)
    assert fields["title"].removesuffix(" (FCPA)") == title
    assert fields.get("jurisdiction") == jurisdiction


def test_one_state_named_for_two_laws() -> None:
    found = said("laws", "We abide by the Labour Law, the Mill Safety Law and the Paper Law of Latvia.")
    assert [f.fields["jurisdiction"] for f in found] == ["Latvia"] * 3


@pytest.mark.parametrize(
    "sentence",
    [
        "The cycle is Plan, Do, Check and Act.",
        "We have formulated the Supplier Management Policy.",
        "The Law Department advises us.",
        "We comply with ISO 14001:2015 and all applicable laws and regulations.",
        "Our products meet GB/T 2589-2020 General Rules for Calculation.",
    ],
)
def test_what_is_no_law(sentence: str) -> None:
    assert not said("laws", sentence)


def test_a_law_told_with_its_letters_or_its_state_is_one_law() -> None:
    text = (
        "We follow the Corporate Sustainability Reporting Directive (CSRD). The Corporate Sustainability Reporting Directive is new. "
        "In accordance with the Austrian Mill Protection Act we pay fees. The Mill Protection Act is old. HIPAA guards records."
    )
    found = {f.label: f.fields["jurisdiction"] for f in said("laws", text)}
    assert len(found) == 3
    assert set(found.values()) == {"European Union", "Austria", "United States"}


def test_delegated_regulation_alone_is_no_law() -> None:
    assert said("laws", "The Delegated Regulations Act applies to Scope 1.") == []


def test_treaties_are_laws_between_states() -> None:
    found = {
        f.label: f.fields["jurisdiction"]
        for f in said(
            "laws",
            "We support the goals of the Paris Climate Agreement and comply with the Montreal Protocol on Substances that Deplete the Ozone Layer. "
            "Our code rests on ILO Convention No. 190 and the United Nations Convention Against Corruption. The mill hosted the 9th National "
            "Convention on Paper Concepts.",
        )
    }
    assert found == {
        "Paris Agreement": "international",
        "Montreal Protocol on Substances that Deplete the Ozone Layer": "international",
        "ILO Convention No. 190": "international",
        "United Nations Convention Against Corruption": "international",
    }


@pytest.mark.parametrize(
    "title", ["Pulp Waste Management Rules, 2016", "Timber (Prices Control) Order, 2013", "Bark Residuals Rule", "Directive 92/43/EEC"]
)
def test_rules_with_a_year_or_a_number_are_the_states(title: str) -> None:
    assert title in [f.label for f in said("laws", f"The mill complies with the {title} and pays its dues.")]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Under Schedule 19 of the Finance Act 2016 we publish a strategy.", "Finance Act 2016"),
        ("Schedule VII of the Companies Act 2013 lists what we may spend on.", "Companies Act 2013"),
        ("Under schedule VII of the Reed Act 2013 we may spend on it.", "Reed Act 2013"),
        ("New EU Pay Transparency legislation will apply from 2026.", "EU Pay Transparency legislation"),
        ("The Green Asset Ratio under the EU Taxonomy was 6.3 per cent.", "EU Taxonomy Regulation"),
        ("We pay a fee under the Packaging Waste regulations.", "Packaging Waste regulations"),
    ],
)
def test_parts_and_small_heads_of_laws(text: str, title: str) -> None:
    assert [f.label for f in said("laws", text)] == [title]


def test_rules_of_the_company_are_no_law() -> None:
    assert said("laws", "Our Data Protection regulations and the Group Energy regulations apply to everyone.") == []


def test_a_law_of_the_register_is_no_policy() -> None:
    assert said("policies", "Article 8 of the Taxonomy Regulation requires the share of aligned turnover.") == []


def test_chapters_of_a_book_of_laws_are_of_hong_kong() -> None:
    found = said(
        "laws",
        "We comply with:\n\n- Air Pollution Ordinance (Cap. 311)\n- Road Traffic (Maintenance of Vehicles) Regulations (Cap. 374A)\n",
    )
    assert [(f.label, f.fields["jurisdiction"]) for f in found] == [
        ("Air Pollution Ordinance", "Hong Kong"),
        ("Road Traffic (Maintenance of Vehicles) Regulations", "Hong Kong"),
    ]
