from __future__ import annotations

import pytest

from kg.extract.naming import ideas, same_company
from kg.extract.organizations import find_names
from report.model import Report
from report.read import read_markdown
from tests.kg.saying import read, said


def read_alone(text: str) -> Report:
    return read_markdown(text.encode(), "ash-2023.md", "ash-2023")


def roles(text: str) -> dict[str, str]:
    return {fact.label: fact.fields["role"] for fact in said("organizations", text)}


def test_the_reporter_and_its_subsidiaries_are_told_apart() -> None:
    found = roles("The Company sold its share in Western Pulp Ltd. to a fund.")
    assert found["Harbour Paper Holding Ltd."] == "reporter"
    assert found["Northern Mill Works Ltd."] == found["Elder Board Makers Ltd."] == "subsidiary"
    assert found["Western Pulp Ltd."] == "other"


def test_the_file_says_whose_report_it_is_where_no_title_does() -> None:
    text = "# Reporting index\n\nQuarnerTel publishes this index.\n\nSites of QuarnerTel. Clay Union is a partner. Clay Union, Clay Union.\n\nWe at QuarnerTel."
    names, _ = find_names(read_markdown(text.encode(), "quarnertel-index-2021.md", "quarnertel-index-2021"))
    assert names.reporter == "QuarnerTel"


def test_words_of_a_file_that_name_nobody_are_no_reporter() -> None:
    text = "# Green works\n\nOur green works are open. Green Works. The green works. These green works.\n"
    names, _ = find_names(read_markdown(text.encode(), "green-works-2021.md", "green-works-2021"))
    assert names.reporter is None


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


def test_terms_that_refer_to_a_full_name_are_its_short_names() -> None:
    text = """# Report

Ash Timber planted oaks. Ash Timber grew. Ash Timber is glad.

References to "we," "our," the "Company" and "Ash Timber" refer to Northern Ash Timber Corporation and its consolidated subsidiaries,
and references to "Rowan Mills" refer to Rowan Mills Holdings LLC. In 2023 we completed our acquisition of Rowan Mills.
"""
    names, facts = find_names(read_alone(text))
    found = {f.label: f for f in facts}
    assert names.reporter == names.canonical("Ash Timber") == "Northern Ash Timber Corporation"
    assert found["Rowan Mills Holdings LLC"].fields["role"] == "subsidiary"
    assert names.canonical("Rowan Mills") == "Rowan Mills Holdings LLC"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("We partnered with Hawthorn (in the north), Sedgewick and the Department of Forests to dry bark.", "Sedgewick", "partner"),
        ("We signed a framework agreement with Hawthorn Bryony for ten years.", "Hawthorn Bryony", "partner"),
        ("Hawthorn, a maker of wind turbines, buys our paper.", "Hawthorn", "other"),
        ("The Company supplies customers such as Hawthorn and Sedgewick.", "Sedgewick", "customer"),
        ("The figures were verified by Hawthorn.", "Hawthorn", "certifier"),
        ("Hawthorn has given a second-party opinion on our loans.", "Hawthorn", "certifier"),
        ("Hawthorn Railroad and The Sedgewick Companies asked for a lighter box.", "Sedgewick Companies", "other"),
        ("We are a member of Hawthorn Circle.", "Hawthorn Circle", "ngo"),
        ("In 2023 the Company completed the acquisition of market leader Hawthorn Pulp.", "Hawthorn Pulp", "subsidiary"),
    ],
)
def test_companies_without_legal_form_are_known_by_what_is_said_of_them(text: str, name: str, role: str) -> None:
    assert roles(f"Pulp is made of wood, and the pulp is dried in a circle.\n\n{text}")[name] == role


def test_words_that_are_also_written_small_are_no_names() -> None:
    text = "We work in partnership with Local Schools, with France and with Paper Day. The local schools like paper. Other schools get the local paper each day."
    assert set(roles(text)) == {"Harbour Paper Holding Ltd.", "Northern Mill Works Ltd.", "Elder Board Makers Ltd."}


def test_the_subsidiary_of_another_company_is_not_ours() -> None:
    found = {f.label: f.fields for f in said("organizations", "We tested ink with Sedgewick, a subsidiary of Hawthorn Group.")}
    assert found["Sedgewick"]["role"] != "subsidiary"
    assert found["Sedgewick"]["parent"] == "Hawthorn Group"


def test_one_name_with_two_legal_forms_is_two_companies() -> None:
    found = roles("Birch Bank AG owns Birch Bank d.d. and Birch Bank a.d. in two countries.")
    assert {"Birch Bank AG", "Birch Bank d.d.", "Birch Bank a.d."} <= set(found)
    assert same_company("Birch Bank Co., Ltd.", "Birch Bank Limited")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Management Board of Birch Ltd. met.", {"Birch Ltd."}),
        ("Neither Birch Pulp Ltd. nor others agreed.", {"Birch Pulp Ltd."}),
        (
            "It follows the Measures for the Administration of Recall of Defective Paper and the Decision of the State Council.",
            {"State Council"},
        ),
        ("We thank Birch University and Elm University.", {"Birch University", "Elm University"}),
        ("The Board meets the Authority for Paper Rulings.", {"Authority for Paper Rulings"}),
        ("The Audit Committee Sustainability Committee were set.", {"Audit Committee", "Sustainability Committee"}),
        ("We gave land to the Birch Lake School District in the north.", {"Birch Lake School District"}),
        ("The Northland Department of Natural Resources came.", {"Northland Department of Natural Resources"}),
    ],
)
def test_names_are_cut_out_whole(text: str, names: set[str]) -> None:
    found = set(roles(text)) - {"Harbour Paper Holding Ltd.", "Northern Mill Works Ltd.", "Elder Board Makers Ltd."}
    assert {f for f in found if f != "Birch Ltd."} | names == found | names
    assert names - {"Birch Ltd."} <= found


def test_bodies_named_after_the_reporter_are_its_own_and_say_whom_they_report_to() -> None:
    text = "The Harbour Paper Legal Department reports to the Audit Committee. The Board of Directors has established a Risk Committee."
    found = {f.label: f.fields for f in said("organizations", text + " The Harbour Paper Academy teaches.")}
    assert found["Legal Department"]["role"] == found["Harbour Paper Academy"]["role"] == "internal"
    assert found["Legal Department"]["parent"] == "Audit Committee"
    assert found["Risk Committee"]["parent"] == "Board of Directors"


def test_the_reporter_and_a_place_is_a_company_of_its_group() -> None:
    found = roles("Harbour Paper Brazil planted trees. Harbour Paper Europe segment grew.")
    assert found["Harbour Paper Brazil"] == "subsidiary"
    assert "Harbour Paper Europe" not in found


def test_a_short_name_that_is_part_of_one_longer_name_is_linked_with_its_reason() -> None:
    names, _ = find_names(read("Our parent company, Northland Hawthorn Holding Group Company Ltd., is old. Hawthorn Holding Group pays."))
    assert names.canonical("Hawthorn Holding Group") == "Northland Hawthorn Holding Group Company Ltd."
    parent = next(o for o in names.organizations if o.role == "parent")
    assert "part of the name" in parent.reasons["Hawthorn Holding Group"]


@pytest.mark.parametrize(
    ("text", "reporter", "subsidiaries"),
    [
        ("# Quillon Hotels Plc Annual Report 2024\n\nQuillon Hotels Plc runs 410 rooms.", "Quillon Hotels Plc", []),
        ("# Quillon Annual Report 2024\n\nQuillon Hotels, Inc. runs inns. Its subsidiary Balten Inns LLC has 410 rooms.", "Quillon Hotels, Inc.",
         ["Balten Inns LLC"]),
        ("# 2024 Report\n\nThis is the Quillon Sustainability Report.\n\n# Quillon Sustainability Report 2024\n\nQuillon runs hotels. At Quillon, we "
         "care. Our subsidiaries, Balten Inns and Oster Spas, have 410 rooms.", "Quillon", ["Balten Inns", "Oster Spas"]),
        ("# Sustainability Report of Quillon Pty Ltd 2024\n\nQuillon Pty Ltd runs hotels.", "Quillon Pty Ltd", []),
        ("# Our Sustainability Report 2024\n\nWe run hotels.", None, []),
    ],
)  # fmt: skip
def test_the_title_says_whose_report_it_is(text: str, reporter: str | None, subsidiaries: list[str]) -> None:
    names, facts = find_names(read_alone(text))
    assert names.reporter == reporter
    assert [f.label for f in facts if f.fields["role"] == "subsidiary"] == subsidiaries
