"""Steps in a company's life: going public, spin-offs, closures, sales, mergers, moves, stops of work."""

from __future__ import annotations

import pytest

from tests.kg.test_event_tellings import events


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        ("In 1952 the company held its initial public offering on the Ostby Stock Exchange.", "Initial public offering on the Ostby Stock Exchange", "1952"),
        ("Harbour Paper went public in 1992.", "Initial public offering", "1992"),
        ("Our shares were delisted from the Ostby Stock Exchange in August 2022.", "Delisting from the Ostby Stock Exchange", "2022-08"),
        ("On 1 March 2022, Tarlow Pumps was spun off from its parent company Ostrand Industries.", "Spin-off of Tarlow Pumps from Ostrand Industries", "2022-03-01"),
        ("The mill in Ostby was permanently closed in June 2021.", "Closure of mill in Ostby", "2021-06"),
        ("In July 2022 we completed the sale of our decorative paints business to Lindqvist Capital for EUR 320 million.", "Sale of decorative paints business to Lindqvist Capital", "2022-07"),
        ("We signed an agreement in November 2022 to sell our stake in Petrona to Gulf Holdings.", "Sale of stake in Petrona to Gulf Holdings", "2022-11"),
        ("On 7 December 2018, Harbour Paper acquired from Olvik SA the assets of the Ramvik works.", "Acquisition of the assets of the Ramvik works from Olvik SA", "2018-12-07"),
        ("Effective 1 January 2023, Harbour Paper merged with Tornberg AG.", "Merger with Tornberg AG", "2023-01-01"),
        ("In 2022 the company relocated its headquarters from Ostby to Skarnes.", "Relocation of the headquarters to Skarnes", "2022"),
        ("The name was changed to Quay Board in 1999.", "Renaming as Quay Board", "1999"),
        ("In 2020, production at the Elvas site was suspended for six weeks.", "Suspension of production at the Elvas site", "2020"),
        ("In 1966, the company established a partnership with Tarlow Rubber to make tyres.", "Partnership with Tarlow Rubber", "1966"),
        ("In September 2022, the Ludwig plant suffered an explosion in which two contractors were hurt.", "Explosion at Ludwig plant", "2022-09"),
        ("In May 2022, an IT security incident affected our systems in Spain.", "IT security incident", "2022-05"),
    ],
)  # fmt: skip
def test_a_step_and_its_date(text: str, title: str, date: str) -> None:
    found = events(text)
    assert title in found
    assert found[title].fields["date"] == date


@pytest.mark.parametrize(
    "text",
    [
        "If the Ostby mill were permanently closed in 2025, we would lose 40 jobs.",
        "We may go public in 2026.",
        "We have not sold our paints business as of 31 December 2022.",
        "Gaps in the data of 2022 were closed.",
    ],
)
def test_what_was_no_step(text: str) -> None:
    assert not events(text)


def test_a_list_of_milestones_may_end_its_items_with_the_date() -> None:
    found = events("## Milestones\n\n- Commercial production started: May 1986;\n- Listed on the Ostby exchange: 1990;\n")
    assert found["Commercial production started"].fields["date"] == "1986-05"
    assert found["Listed on the Ostby exchange"].fields["date"] == "1990"
