"""The small parts of answering: figures, dates, lists, wordings, arithmetic, places in the source."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ask.arithmetic import percent, recomputed, shown
from ask.conflicts import close
from ask.figures import dates, figures, with_unit
from ask.lexicon import in_english, lexicon
from ask.lists import enumerations, following
from ask.text import Places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A total of 81 employees took part.", ["81 employees"]),
        ("It cut approximately 13,521 tons of carbon dioxide.", ["approximately 13,521 tons of carbon dioxide"]),
        ("Since 2019, ISO 14001 has covered 92% of sites.", ["92%"]),
        ("Parents get up to eight weeks of paid leave.", ["up to eight weeks"]),
        ("The works ranked 23rd in its trade.", ["23rd"]),
        ("In 2024 the report followed GRI 305-1.", []),
    ],
)
def test_figures_are_read_with_what_they_measure(text: str, expected: list[str]) -> None:
    assert [f.text for f in figures(text)] == expected


def test_amounts_in_different_words_are_one() -> None:
    first, second = figures("1.2 million tons")[0], figures("1,200,000 tons")[0]
    assert first.amount == second.amount and first.dimension == second.dimension == "mass"


def test_a_change_is_told_from_a_level() -> None:
    assert [f.change for f in figures("The rate rose by 4% to 61%.")] == [True, False]
    assert figures("We burned 8.7% less gas.")[0].change


def test_a_figure_takes_the_year_before_it() -> None:
    assert [(f.text, f.year) for f in figures("Turnover 2023: 12% 2024: 15%")] == [("12%", 2023), ("15%", 2024)]


def test_dates_come_with_month_and_day() -> None:
    assert [said for _, _, said in dates("On 13 October 2022 and in March 2023, after 2019, long after")] == [
        "13 October 2022",
        "March 2023",
        "2019",
    ]


def test_units_are_not_said_twice() -> None:
    assert with_unit("RMB49.9 million", "RMB million") == "RMB49.9 million"
    assert with_unit("284.6", "EUR million") == "EUR 284.6 million"
    assert with_unit("66.5", "Rs. Mn") == "Rs. 66.5 Mn"
    assert with_unit("31.4", "%") == "31.4%"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Customers complain through channels, including e-mail, fax, telephone and visits.", ("e-mail", "fax", "telephone", "visits")),
        ("We trace key parts (engine, front and rear axles, frame) from suppliers.", ("engine", "front and rear axles", "frame")),
        (
            "It obeys the Water Act, the Waste Act, and the Act on Air and Noise.",
            ("It obeys the Water Act", "Waste Act", "Act on Air and Noise"),
        ),
    ],
)
def test_enumerations_are_split_into_items(text: str, items: tuple[str, ...]) -> None:
    assert items in [e.items for e in enumerations(text)]


def test_legal_forms_do_not_split_names() -> None:
    assert enumerations("Partners include Kiln Works Co., Ltd., Clay Labs, Inc. and Tile Union.")[0].items == (
        "Kiln Works Co., Ltd.",
        "Clay Labs, Inc.",
        "Tile Union",
    )


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("31.4", "31.36", True),
        ("4720000", "4719600", True),
        ("61", "58", False),
        ("426700", "425200", False),
        ("4", "5", False),
        ("0", "0", True),
    ],
)
def test_rounded_values_agree_and_others_do_not(first: str, second: str, same: bool) -> None:
    assert close(Decimal(first), Decimal(second)) is same


@pytest.mark.parametrize("told", ["44,157 - 38,376 = 5,781", "315,000 / 1,013,900 = 31.07%", "1.5 + 2 = 3.5"])
def test_a_computation_that_comes_out(told: str) -> None:
    assert recomputed(told) is None


@pytest.mark.parametrize("told", ["44,157 - 38,376 = 5,780", "1 / 0 = 5%", "five and six", "1 - x = 1"])
def test_a_computation_that_does_not(told: str) -> None:
    assert recomputed(told)


def test_exact_arithmetic() -> None:
    assert percent(Decimal(1), Decimal(3)) == Decimal("33.33")
    assert shown(Decimal("74883.770")) == "74,883.77"


def test_chinese_questions_become_english_ones() -> None:
    assert in_english("女性员工占比是多少？").startswith("what share how much female employees")
    assert "ISO 14001" in in_english("哪些子公司获得了ISO 14001认证？")
    assert in_english("How much water?") == "How much water?"


def test_the_lexicon_finds_the_longest_phrase() -> None:
    known = lexicon()
    assert ("greenhous", "gas") in known.split(["total", "greenhous", "gas"]) or ("total", "greenhous", "gas") in known.split(
        ["total", "greenhous", "gas"]
    )


def test_tidied_sentences_are_found_in_their_source() -> None:
    source = "Intro.\n**Total** waste came to <b>1,024</b> tons (dry).\nMore."
    start, end = Places(source, 0, len(source)).of("Total waste came to 1,024 tons (dry).")
    assert source[start:end] == "Total** waste came to <b>1,024</b> tons (dry)."
    assert Places(source, 0, 6).of("something else") == (0, 6)


@pytest.mark.parametrize(
    ("after", "items"),
    [
        (
            "- Care first.\n- Plain words.\n- Open books.\nAll of this took us many years to write down and to live by.",
            ("Care first", "Plain words", "Open books"),
        ),
        ("ROPE (Riggers of the Port): a club for those who rig ships.\nLOOM: weavers.\nTAR: caulkers.", ("ROPE", "LOOM", "TAR")),
        ("The next paragraph begins here and goes on without any list at all.", ()),
    ],
)
def test_the_lines_below_a_sentence_are_its_list(after: str, items: tuple[str, ...]) -> None:
    assert following(after)[0] == items
