"""Queries in a user's own words: Chinese, misspelt, in other words of the field."""

from __future__ import annotations

import pytest

from index.lexical import Postings, write_postings
from index.query import Query, lexicon, read_query, translated


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> list[Postings]:
    folder = tmp_path_factory.mktemp("postings")
    write_postings(
        folder, ["photovoltaic power station on the roof", "benefits of employees", "greenhouse gas emissions", "ISO 14001 station"]
    )
    return [Postings(folder)]


def terms(query: Query) -> dict[str, float]:
    return {t.term: t.weight for t in query.terms}


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("温室气体排放总量", "total greenhouse gas emissions"),
        ("2023年女性员工占比", "2023 female employees proportion"),
        ("供应商审核情况", "supplier assessment"),
        ("ISO 14001 认证", "ISO 14001 certification"),
        ("屋顶光伏项目", "rooftop photovoltaic projects"),
        ("反腐败培训", "anti-corruption training"),
    ],
)
def test_chinese_is_read_as_english(chinese: str, english: str) -> None:
    assert translated(chinese) == english


def test_chinese_words_of_a_chinese_report_are_searched_too(known: list[Postings]) -> None:
    assert {"温室", "气体"} <= set(terms(read_query("温室气体", known)))


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("phtovoltaic", "photovoltaic"), ("staton", "station"), ("emisions", "emissions"), ("Greenhose", "greenhouse")],
)
def test_slips_of_the_keyboard_are_mended(slip: str, meant: str, known: list[Postings]) -> None:
    query = read_query(f"{slip} report", known)
    assert query.mended[slip.casefold()] == meant
    assert meant in query.text


@pytest.mark.parametrize("text", ["perks", "ISO 14067", "GB/T 99999-2031", "xylophone", "VOC"])
def test_what_is_merely_absent_is_left_alone(text: str, known: list[Postings]) -> None:
    assert read_query(text, known).mended == {}


def test_other_words_of_the_field_count_less(known: list[Postings]) -> None:
    weights = terms(read_query("perks", known))
    assert weights["benefit"] < weights["perk"] == 1


def test_the_longest_phrase_of_the_field_is_widened(known: list[Postings]) -> None:
    weights = terms(read_query("GHG emissions", known))
    assert "greenhous" in weights


def test_the_lexicon_reads_well() -> None:
    known = lexicon()
    assert all(phrase and all(others) for phrase, others in known.phrases.items())
    assert all(english.isascii() for english in known.chinese.values())
