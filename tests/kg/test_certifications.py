from __future__ import annotations

from decimal import Decimal

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
