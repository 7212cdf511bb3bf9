from __future__ import annotations

from decimal import Decimal

import pytest

from tests.kg.saying import one, said


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("ISO 14001 certificates are in place at 33 of our 36 sites.", {"scheme": "ISO 14001", "holder_count": 33}),
        ("The laboratories are accredited according to ISO/IEC 17025.", {"scheme": "ISO/IEC 17025", "status": "held"}),
        ("The board mill was awarded the Copper Mark in 2024.", {"scheme": "Copper Mark", "status": "held"}),
        ("Four further sites will be certified to ISO 45001 in 2026.", {"holder_count": 4, "status": "planned"}),
        ("Our system complies with ISO 22301 and was certified by Elder Assurance.", {"scheme": "ISO 22301", "issuer": "Elder Assurance"}),
        ("Our tissue paper bears the Nordic Swan.", {"scheme": "Nordic Swan", "status": "held"}),
        ("The share of sites with an ISO 50001 certificate rose to 64%.", {"holder_share": Decimal("0.64")}),
        (
            "Our safety system was audited according to ISO 37301, and the certificate is valid until June 2027.",
            {"scheme": "ISO 37301", "valid_until": "2027-06"},
        ),
    ],
)
def test_ways_to_say_that_a_certificate_is_held(sentence: str, fields: dict[str, object]) -> None:
    found = one("certifications", sentence)
    assert {name: found.get(name) for name in fields} == fields


@pytest.mark.parametrize(
    "sentence",
    [
        "The ISO 45001 certificate of the mill expired in 2023.",
        "We are not a certified B Corporation.",
        "Our safety system is based on ISO 45001 but is not certified.",
        "The training rate of the Board Maker Certification reached 84.2%.",
    ],
)
def test_what_is_not_held_is_not_listed(sentence: str) -> None:
    assert not said("certifications", sentence)


def test_a_table_of_standards_gives_numbers_and_shares() -> None:
    table = "| Standard | Sites certified | Share |\n| --- | --- | --- |\n| ISO 9001 | 41 | 98% |\n| ISO 14001 | 36 | 86% |\n"
    found = said("certifications", f"Our sites.\n\n{table}")
    assert [(f.fields["scheme"], f.fields["holder_count"], f.fields["holder_share"]) for f in found] == [
        ("ISO 9001", 41, Decimal("0.98")),
        ("ISO 14001", 36, Decimal("0.86")),
    ]


def test_crosses_alone_say_yes() -> None:
    table = "| Site | ISO 9001 | ISO 50001 |\n| --- | --- | --- |\n| North mill | x | |\n| South mill | x | x |\n"
    found = said("certifications", f"Our sites.\n\n{table}")
    assert [(f.fields["scheme"], f.fields["holder"]) for f in found] == [
        ("ISO 9001", "North mill"),
        ("ISO 9001", "South mill"),
        ("ISO 50001", "South mill"),
    ]


def test_lines_below_certificates_are_held() -> None:
    found = said(
        "certifications", "## Certificates\n\n- ISO 9001 - quality management (all plants)\n- ISO 14001 - environment (12 plants)\n"
    )
    assert [(f.fields["scheme"], f.fields.get("holder_count"), f.fields.get("holder_share")) for f in found] == [
        ("ISO 9001", None, Decimal(1)),
        ("ISO 14001", 12, None),
    ]
