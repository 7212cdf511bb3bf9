"""Rules on single figures and what is said of them: each finds what an analyst would, and is quiet about what only looks like it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.kg.auditing import MILL, Said, audited, fact, far, figure, rules


def test_one_metric_with_two_values() -> None:
    text = far("The mill has 1,204 employees.", "Total employees\n\n1,240")
    (found,) = audited(
        text,
        figure("Employees", "1,204", "employees", "1,204 employees"),
        figure("Total number of employees", "1,240", "Person", "Total employees", "1,240"),
    )
    assert (found.rule, found.severity, found.kind) == ("conflicting-values", "error", "contradiction")
    assert "1,204" in found.message and "1,240" in found.message
    assert len(found.facts) == 2 and {e["section"] for e in found.evidence} == {"Part 1", "Part 2"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure("Water use", "1.2", "million m3", "1.2 million"), figure("Water used", "1,204,000", "m3", "1,204,000 m3")),  # rounded
        (figure("Water use", "90", "%", "90%", qualifier=">"), figure("Water use", "94", "%", "94%")),  # more than 90
        (figure("Water use", "500", "m3", "500 m3", period="2023"), figure("Water use", "700", "m3", "700 m3")),  # another year
        (figure("Water use", "500", "m3", "500 m3", subject="Birch Board Ltd."), figure("Water use", "700", "m3", "700 m3")),
        (figure("Water use", "500", "m3", "500 m3"), figure("Water use", "9,000", "m3", "9,000 m3")),  # another thing
        (figure("Water use", "500", "m3", "500 m3"), figure("Water use", "700", "kWh", "700 kWh")),
        (figure("Water use", "500", "m3", "will use 500 m3"), figure("Water use", "700", "m3", "700 m3")),  # a plan
        (figure("Energy", "500", "m3", "500 m3"), figure("Energy intensity", "700", "m3", "700 m3")),
    ],
)
def test_values_that_do_not_disagree(one: Said, other: Said) -> None:
    assert audited(far(f"It is said: {one[2][0]}.", f"It is said: {other[2][0]}."), one, other) == []


def test_what_is_only_counted_on_two_occasions() -> None:
    text = far("The course had 120 participants.", "The fair had 140 participants.")
    assert (
        audited(text, figure("Participants", "120", None, "120 participants"), figure("Participants", "140", None, "140 participants"))
        == []
    )


def test_two_values_side_by_side_are_two_things() -> None:
    text = "# Patents\n\nOf 63 patents, 12 are for inventions. Of the 20 new ones, 9 are for inventions.\n"
    assert audited(text, figure("Invention patents", "12", None, "12 are"), figure("Invention patents", "9", None, "9 are")) == []


def test_rows_of_one_table_are_two_things() -> None:
    text = far("| Waste | 410 |\n| Waste | 430 |")
    assert audited(text, figure("Waste", "410", "t", "Waste", "410"), figure("Waste", "430", "t", "430")) == []


def test_nothing_in_words_and_something_in_the_table() -> None:
    text = far("There were no work-related deaths.", "Work-related fatalities\n\n1")
    found = audited(
        text,
        figure("Work-related fatalities", "0", None, "no work-related deaths"),
        figure("Work-related fatalities", "1", None, "Work-related fatalities", "1\n"),
    )
    assert rules(found) == ["conflicting-values"]


def test_one_figure_in_two_units() -> None:
    text = far("We burned 4,310 tons of bark.", "Bark burned\n\n4,310")
    found = audited(
        text, figure("Bark burned", "4,310", "tons", "4,310 tons"), figure("Bark burned", "4,310", "kg", "Bark burned", "4,310")
    )
    assert rules(found) == ["one-figure-two-units"]


def test_a_target_with_two_values() -> None:
    text = far("We will cut emissions of steam by 30% by 2030.", "The goal for emissions of steam is 35% by 2030.")
    target = {"metric": "Reduction of steam emissions", "subject": MILL, "unit": "%", "due": "2030"}
    found = audited(
        text,
        fact("targets", "30% by 2030", "by 30% by 2030", value=Decimal(30), **target),
        fact("targets", "35% by 2030", "35% by 2030", value=Decimal(35), **target),
    )
    assert rules(found) == ["conflicting-targets"]


def test_exact_or_more_than_that() -> None:
    text = far("It held 40 skill contests for staff.", "It held more than 40 skill contests for staff.")
    found = audited(
        text,
        figure("Skill contests for staff with prizes", "40", None, "40 skill contests"),
        figure("Skill contests for staff with prizes", "40", None, "more than 40 skill contests", qualifier=">"),
    )
    assert [(f.rule, f.severity) for f in found] == [("exact-or-more", "note")]


def test_lower_by_or_lower_than() -> None:
    text = far("Dust emissions are 50% lower than the national limit.", "Dust emissions were lower than 50% of the national limit.")
    found = audited(
        text,
        figure("Dust emissions below the national limit", "50", "%", "Dust emissions are 50% lower than the national limit"),
        figure("Dust emissions relative to national limit", "50", "%", "lower than 50% of the national limit", qualifier="<"),
    )
    assert rules(found) == ["by-or-to"]


def test_a_part_that_the_table_calls_the_total() -> None:
    text = far("The mill recycled 9,400 tons of old paper, of which 6,100 tons came from outside and 3,300 tons from its own cutting.",
               "Total recycling of old paper\n\n6,100")  # fmt: skip
    found = audited(
        text,
        figure("Old paper recycled", "9,400", "tons", "9,400 tons of old paper"),
        figure("Old paper recovered from outside", "6,100", "tons", "6,100 tons came from outside"),
        figure("Old paper from own cutting", "3,300", "tons", "3,300 tons from its own cutting"),
        figure("Total recycling of old paper", "6,100", None, "Total recycling", "6,100"),
    )
    assert rules(found) == ["part-called-total"]


@pytest.mark.parametrize(
    ("second", "said"),
    [("3,300", []), ("3,100", ["parts-in-sentence"]), ("1,000", [])],  # the sum; nearly the sum; only some of the parts
)
def test_parts_of_a_sentence(second: str, said: list[str]) -> None:
    text = far(f"The mill made 9,400 tons of board, including 6,100 tons of grey board and {second} tons of white board.")
    found = audited(
        text,
        figure("Board made", "9,400", "tons", "9,400 tons of board"),
        figure("Grey board", "6,100", "tons", "6,100 tons of grey board"),
        figure("White board", second, "tons", f"{second} tons of white board"),
    )
    assert rules(found) == said


def test_one_figure_of_two_companies() -> None:
    text = far("The Group fitted 22.58 MW of solar modules.", "Birch Board has solar roofs of 22.58 MW.")
    found = audited(
        text,
        figure("Solar modules fitted", "22.58", "MW", "22.58 MW"),
        figure("Capacity of solar roofs", "22.58", "MW", "roofs of 22.58 MW", subject="Birch Board Ltd."),
    )
    assert rules(found) == ["one-figure-two-scopes"]


def test_bought_or_used() -> None:
    text = far("We bought 1.4406 million tons of bark and chips.", "We used 1.4406 million tons of bark and chips.")
    found = audited(
        text,
        figure("Bark and chips purchased", "1.4406", "million tons", "We bought 1.4406 million tons of bark and chips"),
        figure("Bark and chips used", "1.4406", "million tons", "We used 1.4406 million tons of bark and chips"),
    )
    assert rules(found) == ["one-figure-two-scopes"]


def test_round_figures_meet_by_chance() -> None:
    text = far("We bought 500 tons of bark and chips.", "We used 500 tons of bark and chips.")
    assert audited(
        text,
        figure("Bark and chips purchased", "500", "tons", "bought 500 tons"),
        figure("Bark and chips used", "500", "tons", "used 500 tons"),
    ) == []  # fmt: skip


def test_done_or_to_come() -> None:
    text = far("The turbine has generated 35.64 million kWh.", "Once rebuilt, the turbine will generate 35.64 million kWh.")
    found = audited(
        text,
        figure("Electricity generated", "35.64", "million kWh", "has generated 35.64 million kWh"),
        figure("Electricity generated", "35.64", "million kWh", "will generate 35.64 million kWh", type="target", period="2026"),
    )
    assert [(f.rule, f.kind) for f in found] == [("done-or-planned", "status")]
