from __future__ import annotations

from decimal import Decimal

import pytest

from tests.kg.saying import one, said


def test_holders_by_number_by_share_and_by_name() -> None:
    assert one("certifications", "9 subsidiaries have obtained ISO 14064 certification.")["holder_count"] == 9
    assert one("certifications", "100% of our mills have obtained ISO 9001 certification.")["holder_share"] == Decimal(1)
    assert one("certifications", "Elder Board has passed the IATF 16949 certification.")["holder"] == "Elder Board Makers Ltd."
    assert one("certifications", "All subsidiaries of the Company have obtained the ISO 14001:2015 certification.")["scheme"] == "ISO 14001"


def test_held_applied_for_and_planned_differ() -> None:
    text = "Northern Mill holds the ISO 50001 certification. Elder Board is applying for FSC certification. We plan to obtain ISO 45001 certification by 2026."
    assert [(f.fields["scheme"], f.fields["status"]) for f in said("certifications", text)] == [
        ("ISO 50001", "held"),
        ("FSC", "applied"),
        ("ISO 45001", "planned"),
    ]


def test_levels_in_one_sentence_stay_apart() -> None:
    found = said(
        "certifications",
        "2 subsidiaries have obtained national-level green factory certification, with another 3 obtaining provincial-level green factory certification.",
    )
    assert [(f.fields["level"], f.fields["holder_count"]) for f in found] == [("national", 2), ("provincial", 3)]


def test_two_counts_for_one_scheme_stay_two_facts() -> None:
    found = said(
        "certifications",
        "9 of the Company's subsidiaries have obtained ISO 45001 certification.\n\n## Later\n\n8 subsidiaries of the Company have obtained ISO 45001 certification.\n",
    )
    assert sorted(f.fields["holder_count"] for f in found) == [8, 9]


def test_a_certificate_with_its_number_and_dates() -> None:
    fields = one("certifications", "Northern Mill Works Ltd. Registration # WTL-RC-07514 Valid from: April 25, 2024 to April 24, 2025")
    assert (fields["identifier"], fields["valid_from"], fields["valid_until"]) == ("WTL-RC-07514", "2024-04-25", "2025-04-24")
    assert fields["holder"] == "Northern Mill Works Ltd."


def test_a_standard_that_is_only_followed_is_no_certificate() -> None:
    assert said("certifications", "We manage energy according to standards such as ISO 50001 and train everyone.") == []


@pytest.mark.parametrize(
    "text",
    [
        "We set a goal to achieve ISO 45001 certification at Northern Mill by the end of 2026.",
        "We will seek ISO 45001 certification for Northern Mill.",
        "Began pursuing ISO 45001 certification for Northern Mill.",
    ],
)
def test_a_certificate_that_is_sought_is_planned(text: str) -> None:
    found = one("certifications", text)
    assert (found["status"], found["holder"]) == ("planned", "Northern Mill Works Ltd.")


def test_one_noun_serves_two_schemes() -> None:
    found = said("certifications", "The new kiln, for which we will seek LEED and BREEAM certification, stands in the north.")
    assert {f.fields["scheme"]: f.fields["status"] for f in found} == {"LEED": "planned", "BREEAM": "planned"}


def test_a_town_is_no_level_of_a_certificate() -> None:
    found = said("certifications", "Granite City Mill and Northern Mill have obtained ISO 14001 certification.")
    assert [f.fields["holder"] for f in found] == ["Granite City Mill", "Northern Mill Works Ltd."]
    assert not any("level" in f.fields for f in found)


def test_a_body_that_certifies_is_no_certificate() -> None:
    assert said("certifications", "We were invited by the International Paper Certification Association to obtain advice.") == []


def test_a_column_for_each_scheme() -> None:
    found = said(
        "certifications",
        "## Certified sites\n\n| Company | Site | ISO 14001 | ISO 45001 |\n| --- | --- | --- | --- |\n"
        "| Northern Mill Works Ltd. | Alder Plant | 1998 | (in preparation) |\n| Elder Board Makers Ltd. | Elm Plant | 2004 | – |\n",
    )
    assert [(f.fields["holder"], f.fields["scheme"], f.fields["status"], f.fields.get("valid_from")) for f in found] == [
        ("Alder Plant", "ISO 14001", "held", "1998"),
        ("Alder Plant", "ISO 45001", "planned", None),
        ("Elm Plant", "ISO 14001", "held", "2004"),
    ]


def test_rows_that_count_certificates() -> None:
    fields = one(
        "certifications", "| Item | 2023 | 2024 |\n| --- | --- | --- |\n| ISO 14001 certifications | 8 | 9 |\n| Hours | 10 | 12 |\n"
    )
    assert (fields["holder_count"], fields["as_of"]) == (9, "2024")


def test_so_many_of_so_many_and_certification_without_its_scheme() -> None:
    text = (
        "The Alder Plant acquired ISO 14001 certification in 1998, and 19 of 23 production sites (82.6%) hold certification. "
        "The Elm Works has not yet acquired certification and plans to acquire it in 2026."
    )
    first, share, planned = (f.fields for f in said("certifications", text))
    assert (first["holder"], first["valid_from"]) == ("Alder Plant", "1998")
    assert (share["scheme"], share["holder_count"], share["holder_share"]) == ("ISO 14001", 19, Decimal("0.826"))
    assert (planned["holder"], planned["status"]) == ("Elm Works", "planned")


def test_who_issued_it_and_until_when() -> None:
    fields = one("certifications", "In May 2023 Northern Mill obtained ISO 50001 certification from Alder Inspect, valid until May 2026.")
    assert (fields["issuer"], fields["valid_from"], fields["valid_until"]) == ("Alder Inspect", "2023-05", "2026-05")


@pytest.mark.parametrize(
    "text",
    [
        "Suppliers must have obtained ISO 14001 certification.",
        "Plans to seek B Corp certification were dropped.",
        "Elder Board has not obtained ISO 9001 certification.",
    ],
)
def test_what_nobody_holds(text: str) -> None:
    assert said("certifications", text) == []


def test_grades_stand_for_the_word_certificate_and_targets_are_planned() -> None:
    text = "Elder Board achieved LEED v4.1 O+M Gold. The new Northern Mill is targeting LEED Silver."
    assert [(f.fields["scheme"], f.fields["status"]) for f in said("certifications", text)] == [("LEED", "held"), ("LEED", "planned")]
    assert one("certifications", "Elder Board plans to apply for ISO 27001 in the coming year.")["scheme"] == "ISO 27001"
