from __future__ import annotations

import pytest

from tests.kg.saying import said


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("Credit losses are measured under IFRS 9 and pensions under IAS 19.", ["IFRS 9", "IAS 19"]),
        ("Our steel grades meet ASTM A36 and JIS G 3101.", ["ASTM A36", "JIS G 3101"]),
        ("Loans follow the XYZA Guidelines on loan pricing and monitoring.", ["XYZA Guidelines on loan pricing and monitoring"]),
        ("Ship finance is disclosed under the Poseidon Principles.", ["Poseidon Principles"]),
        ("Financed emissions are measured in line with PCAF.", ["Partnership for Carbon Accounting Financials Standard"]),
        ("The Company applies the Northland Code of Corporate Governance.", ["Northland Code of Corporate Governance"]),
        (
            "We are guided by the World Gold Council's Clean Gold Sourcing Principles.",
            ["World Gold Council's Clean Gold Sourcing Principles"],
        ),
    ],
)
def test_frameworks_by_register_by_number_and_by_body(sentence: str, labels: list[str]) -> None:
    assert [f.label for f in said("standards", sentence)] == labels


def test_a_body_that_is_only_spoken_of_is_no_standard() -> None:
    assert not said("standards", "We are a member of PCAF since 2021.")
    assert not said("standards", "Our Code of Corporate Governance is our own.")


def test_one_framework_in_several_wordings_is_one() -> None:
    found = said("standards", "We issue under the ICMA Green Bond Principles. The Green Bond Principles ask for a yearly report.")
    assert [(f.label, f.aliases) for f in found] == [("Green Bond Principles", ("ICMA Green Bond Principles",))]
