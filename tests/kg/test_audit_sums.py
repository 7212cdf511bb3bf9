"""Rules on arithmetic: totals and parts, shares, averages and changes that other figures refute."""

from __future__ import annotations

import pytest

from tests.kg.auditing import Said, audited, far, figure, rows, rules


@pytest.mark.parametrize(("women", "said"), [("301", []), ("310", ["sum-of-parts"])])
def test_a_total_and_its_parts(women: str, said: list[str]) -> None:
    text, told = rows(
        ("Total employees", "1,204", "Person", {}),
        ("Total employees by gender", "903", "Person", {"gender": "male"}),
        ("Total employees by gender", women, "Person", {"gender": "female"}),
    )
    found = audited(text, *told)
    assert rules(found) == said
    assert all("1,213 Person" in f.message and f.severity == "error" for f in found)


@pytest.mark.parametrize(("indirect", "said"), [("478,913.8", []), ("487,913.8", ["sum-of-parts"])])
def test_opposites_make_a_total(indirect: str, said: list[str]) -> None:
    text, told = rows(
        ("Total GHG emissions", "865,967.4", "tCO2e", {}),
        ("Direct GHG emissions", "387,053.6", "tCO2e", {}),
        ("Indirect GHG emissions", indirect, "tCO2e", {}),
    )
    assert rules(audited(text, *told)) == said


def test_a_part_that_was_not_read_is_no_error() -> None:
    text, told = rows(
        ("Employees", "1,000", "Person", {}),
        ("Employees by region", "610", "Person", {"region": "North"}),
        ("Employees by region", "369", "Person", {"region": "South"}),
        ("Elsewhere", "21", "Person", {}),
    )
    assert audited(text, *told[:3]) == []


def test_shares_that_should_be_all() -> None:
    text, told = rows(
        ("Share of staff by age", "30.1", "%", {"age group": "under 30"}), ("Share of staff by age", "71.2", "%", {"age group": "over 30"})
    )
    assert rules(audited(text, *told)) == ["shares-of-all"]


def test_more_treated_than_there_was() -> None:
    text, told = rows(("Total hazardous waste generated", "412.60", "tons", {}), ("Total hazardous waste treated", "431.90", "tons", {}))
    (found,) = audited(text, *told)
    assert (found.rule, found.severity) == ("more-than-there-was", "warning")
    assert audited(*_swapped(text, told)) == []


def _swapped(text: str, told: list[Said]) -> tuple[str, Said, Said]:
    generated, treated = told
    return text, ("observations", generated[1], treated[2], {**treated[3], "metric": generated[3]["metric"]}), (
        "observations", treated[1], generated[2], {**generated[3], "metric": treated[3]["metric"]}
    )  # fmt: skip


@pytest.mark.parametrize(("average", "said"), [("28.25", []), ("38.76", ["average-per-head"])])
def test_hours_per_head(average: str, said: list[str]) -> None:
    sides = {"gender": "male"}
    text, told = rows(
        ("Total training time by gender", "207,967", "Hours", sides),
        ("Total employees by gender", "7,361", "Person", sides),
        ("Training time per capita by gender", average, "Hours", sides),
    )
    assert rules(audited(text, *told)) == said


@pytest.mark.parametrize(("share", "said"), [("10.81", []), ("18.01", ["share-of-whole"])])
def test_a_share_of_a_whole(share: str, said: list[str]) -> None:
    text, told = rows(
        ("Male managers", "198", "Person", {"gender": "male"}),
        ("Female managers", "24", "Person", {"gender": "female"}),
        ("Proportion of female managers", share, "%", {"gender": "female"}),
    )
    assert rules(audited(text, *told)) == said


@pytest.mark.parametrize(("change", "said"), [("9.3", []), ("3.9", ["change-over-time"])])
def test_a_change_that_the_table_refutes(change: str, said: list[str]) -> None:
    text = far(f"Dust emissions fell by {change}% compared with 2023.", "Dust emissions\t87,455\t79,317")
    found = audited(
        text,
        figure("Reduction in dust emissions", change, "%", f"fell by {change}%", type="ratio"),
        figure("Dust emissions", "87,455", "kg", "Dust emissions\t", "87,455", period="2023"),
        figure("Dust emissions", "79,317", "kg", "Dust emissions\t", "79,317"),
    )
    assert rules(found) == said
