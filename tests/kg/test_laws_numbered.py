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
