"""Torn words and cells, each with a vocabulary of its own."""

from __future__ import annotations

import pytest

from report.clean import clean
from report.heal import interwoven, mended, stitched, vocabulary, woven

TEXT = """The governance of the harbour is told in the governance chapter. Employees of the harbour, all employees, are trained.
Environmental matters are environmental duties. The market for timber is a market of its own. Market days are set. Harbour dues and harbour
safety, safety of the quay, the quay and the crane. A crane must not stand idle and not be moved. Information on the quay is information for
pilots. The community of pilots is a local community; local pilots know the harbour. Supported by the port. The port supported it.
"""
WORDS = vocabulary(TEXT)


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("the highest govern", "ance body", "the highest governance body"),
        ("the highest governar", "nance body", "the highest governance body"),  # a letter misread at the cut
        ("GRI 202: Marke", "et days", "GRI 202: Market days"),  # a letter printed on both sides
        ("Workers who are employ", "yees", "Workers who are employees"),
        ("safety of the H", "Harbour", "safety of the Harbour"),
        ("GRI 406: Non-", "discrimination", "GRI 406: Non-discrimination"),
        ("dues paid by the", "harbour", "dues paid by the harbour"),
        ("Part 2 Quay", "Part 2 Quayside Works", "Part 2 Quayside Works"),
    ],
)
def test_two_halves_of_a_cell_are_one(left: str, right: str, whole: str) -> None:
    assert stitched(clean(left), clean(right), WORDS).text == whole


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("Role of the govern of the quay", "ance body in the care", "Role of the governance body in the care of the quay"),
        ("Pilots hired from the community", "e local", "Pilots hired from the local community"),  # the end of "the", printed twice
        ("Cranes that are r moved", "not", "Cranes that are not moved"),  # one letter, misread
        ("Dues paid on the quay and supported", "d", "Dues paid on the quay and supported"),  # a scrap says nothing new
        ("harbour a the quay is environ duties", "and mental", "harbour and the quay is environmental duties"),
    ],
)
def test_the_ends_of_several_lines_go_back_each_to_its_own(left: str, right: str, whole: str) -> None:
    assert mended(clean(left), clean(right), WORDS).text == whole


def test_nothing_is_woven_where_no_word_is_torn() -> None:
    assert interwoven(clean("dues of the quay"), clean("for the pilots"), WORDS) is None


def test_a_word_torn_twice_in_the_same_way_heals_all_the_same() -> None:
    text = "An employer cares. Each employer does.\nBest Emplo\tyers\nGRI 401: Emplo\tyment\nEmployment of pilots is employment.\n"
    words = vocabulary(text)
    assert stitched(clean("Top 100 Emplo"), clean("yers of the coast"), words).text == "Top 100 Employers of the coast"
    assert stitched(clean("GRI 401: Emplo"), clean("yment"), words).text == "GRI 401: Employment"


def test_words_of_a_small_report_are_not_put_together_by_chance() -> None:
    words = vocabulary("Tiles need a third less gas per square metre. Risks due to climate change.")
    assert stitched(clean("risks due"), clean("change"), words).text == "risks due change"
    assert mended(clean("need a third less gas per square met than others"), clean("re and sell well"), words).text == (
        "need a third less gas per square metre and sell well than others"
    )


def test_every_letter_of_a_healed_word_keeps_its_place() -> None:
    source = "the highest govern ... ance body"
    whole = stitched(clean(source, 0, 18), clean(source, 23, len(source)), WORDS)
    assert whole.text == "the highest governance body"
    assert [source[a:b] for a, b in whole.places()] == ["the highest govern ... ance body"]
    assert [source[a] for a in whole.starts] == list(whole.text)


def test_a_stump_of_a_name_takes_the_rest_of_its_word() -> None:
    left = clean("The mill won the second prize of the Harbour De Guild of Board Makers.")
    sewn = woven(
        left, [clean("sign Award, granted by the")], 42, vocabulary("a sign of the guild that makes a sign for the mill and the prize")
    )
    assert sewn.text == "The mill won the second prize of the Harbour Design Award, granted by the Guild of Board Makers."
