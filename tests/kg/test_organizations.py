from __future__ import annotations

import pytest

from kg.extract.naming import ideas, same_company
from kg.extract.organizations import find_names
from tests.kg.saying import read, said


def roles(text: str) -> dict[str, str]:
    return {fact.label: fact.fields["role"] for fact in said("organizations", text)}


def test_the_reporter_and_its_subsidiaries_are_told_apart() -> None:
    found = roles("The Company sold its share in Western Pulp Ltd. to a fund.")
    assert found["Harbour Paper Holding Ltd."] == "reporter"
    assert found["Northern Mill Works Ltd."] == found["Elder Board Makers Ltd."] == "subsidiary"
    assert found["Western Pulp Ltd."] == "other"


def test_a_short_name_beside_the_full_name_is_an_alias() -> None:
    fact = next(f for f in said("organizations", "") if f.label == "Northern Mill Works Ltd.")
    assert "Northern Mill" in fact.aliases
    assert fact.fields["parent"] == "Harbour Paper Holding Ltd."


INDEX = """## Index of abbreviations of the group members

Abbreviation	Full name
Sunny Sheets	Sunny Valley Sheet Material Co., Ltd.
Sunny Trade	Sunny Valley Trading Co., Ltd.
Moon Electric	Moon Hill Electrical Technology Co., Ltd.

## News

Sunny Valley Board Materials bought a saw. Moon Hill Electrotechnics held a fair. Valley Trading is a word of others. Sunny Valley is a place.
"""


def test_translation_and_word_order_variants_are_linked_and_shared_words_are_not() -> None:
    names, facts = find_names(read(INDEX))
    assert names.canonical("Sunny Valley Board Materials") == "Sunny Valley Sheet Material Co., Ltd."
    assert names.canonical("Moon Hill Electrotechnics") == "Moon Hill Electrical Technology Co., Ltd."
    assert names.canonical("Sunny Valley") is None
    fact = next(f for f in facts if f.label == "Sunny Valley Sheet Material Co., Ltd.")
    assert fact.fields["role"] == "subsidiary"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Ministry of Forests", "authority"),
        ("University of the North", "academic"),
        ("Northland Stock Exchange", "exchange"),
        ("World Paper Association", "ngo"),
        ("Audit Committee", "internal"),
    ],
)
def test_others_are_known_by_their_head_words(name: str, role: str) -> None:
    assert roles(f"The {name} met the Company in March.")[name] == role


def test_two_bodies_joined_by_and_are_two() -> None:
    found = roles("The Quality Department and Safety Committee met. The Green Earth Services and Wood Testing Laboratories (WTL) came.")
    assert {"Quality Department", "Safety Committee", "Green Earth Services", "Wood Testing Laboratories"} <= set(found)


def test_what_the_company_means_in_a_case_study() -> None:
    report = read(
        "## Case A new boiler\n\nNorthern Mill bought a boiler. The Company burns bark in it.\n\n## After\n\nThe Company plants trees.\n"
    )
    names, _ = find_names(report)
    blocks = {b.text.text[:13]: i for i, b in enumerate(report.blocks)}
    assert names.company_at(blocks["Northern Mill"]) == "Northern Mill Works Ltd."
    assert names.company_at(blocks["The Company p"]) == "Harbour Paper Holding Ltd."


def test_a_name_is_never_merged_for_one_shared_word() -> None:
    assert same_company("Northern Mill Works Ltd.", "Northern Mills Works Limited")
    assert not same_company("Northern Mill Works Ltd.", "Northern Board Works Ltd.")
    assert ideas("Acme Sheet Materials Co., Ltd.") == ideas("Acme Board Material Company Limited")
