from __future__ import annotations

import pytest

from tests.kg.saying import one, said


@pytest.mark.parametrize(
    ("sentence", "title", "where"),
    [
        ("Personal data in Brazil are handled under Law No. 13,709/2018.", "Law No. 13,709/2018", "Brazil"),
        (
            "The report follows Italian Legislative Decree no. 254 of 30 December 2016.",
            "Legislative Decree no. 254 of 30 December 2016",
            "Italy",
        ),
        ("Habitats are assessed as Directive 92/43/EEC demands.", "Directive 92/43/EEC", "European Union"),
        ("The disclosures meet sections 289b to 289e of the German Commercial Code.", "German Commercial Code", "Germany"),
        ("Importers report under the Carbon Border Adjustment Mechanism.", "Carbon Border Adjustment Mechanism", "European Union"),
        ("Electrical equipment complies with RoHS.", "RoHS Directive", "European Union"),
    ],
)
def test_laws_told_by_number_by_state_or_by_letters(sentence: str, title: str, where: str) -> None:
    fields = one("laws", sentence)
    assert (fields["title"], fields["jurisdiction"]) == (title, where)


def test_a_number_in_brackets_is_its_law_and_none_of_its_own() -> None:
    found = said("laws", "Mining in Peru is subject to the General Mining Law and the General Water Law (Law No. 28611).")
    assert [f.label for f in found] == ["General Mining Law", "General Water Law"]


def test_letters_that_mean_other_things_need_a_word_of_use() -> None:
    assert not said("laws", "We REACH further, and recycled 40 tonnes of WEEE.")


def test_conventions_in_one_breath_are_several() -> None:
    found = said("laws", "Child labour is defined by ILO Conventions No. 138 and No. 182.")
    assert [f.label for f in found] == ["ILO Convention No. 138", "ILO Convention No. 182"]


def test_in_a_state_is_no_part_of_a_title_but_in_chains_is() -> None:
    assert one("laws", "The Act on Due Diligence Obligations in Supply Chains applies.")["title"].endswith("in Supply Chains")
    assert not said("laws", "UN Resolution 64/292 speaks of water.")


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Six percent is required by the law of 3 March 2009.", "Law of 3 March 2009"),
        ("The curfew of the ministerial order of 2 May 2021 was kept.", "Ministerial order of 2 May 2021"),
        ("We follow the duty of vigilance law.", "Duty of vigilance law"),
        ("Rags are sorted under the ABCD law.", "ABCD law"),
        (
            "We act on the Council Framework Decision on combating fraud in the paper trade.",
            "Council Framework Decision on combating fraud in the paper trade",
        ),
        ("We act on Council Decision 2011/752/JHA.", "Council Decision 2011/752/JHA"),
        ("We honour the United Nations Convention against corruption.", "United Nations Convention against corruption"),
    ],
)
def test_laws_told_in_words(sentence: str, title: str) -> None:
    assert [f.label for f in said("laws", sentence)] == [title]


@pytest.mark.parametrize(
    "sentence",
    [
        "The purchase order of 3 March 2023 was paid.",
        "Our Regulation on the use of vans is new.",
        "The law of supply holds.",
        "Staff are trained in data protection law.",
    ],
)
def test_orders_and_own_rules_are_no_laws(sentence: str) -> None:
    assert said("laws", sentence) == []


def test_a_foreign_title_and_its_meaning_are_one_law() -> None:
    found = said("laws", "We keep the Papiergesetz PapG (Paper Makers Act). The Paper Makers Act is new.")
    assert [(f.label, set(f.aliases)) for f in found] == [("Papiergesetz", {"Paper Makers Act", "PapG"})]


def test_one_law_by_number_by_name_and_by_letters() -> None:
    found = said(
        "laws", "The Taxonomy Regulation applies. Under Regulation (EU) 2020/852 we report; the EU Taxonomy Regulation asks for more."
    )
    assert len(found) == 1
    found = said("laws", "We follow Delegated Regulation (EU) 2021/2178, and the Delegated Act on Disclosure. Delegated Acts are many.")
    assert len(found) == 1
