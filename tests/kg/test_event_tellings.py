"""Mishaps, turning points, named days and calendars: events that no verb of holding tells."""

from __future__ import annotations

import pytest

from kg.facts import Fact
from tests.kg.saying import said


def events(text: str) -> dict[str, Fact]:
    return {fact.label: fact for fact in said("events", text)}


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        ("On 14 March, a fire broke out in the dye house of our Ostby plant; nobody was hurt.", "Fire in the dye house of our Ostby plant", "2024-03-14"),
        ("In June, the river flooded our Ostby site.", "Flood at our Ostby site", "2024-06"),
        ("From 6 to 10 November 2023 our drivers went on strike.", "Strike of drivers", "2023-11-10"),
        ("On 17 July we became the target of a cyberattack.", "Cyberattack", "2024-07-17"),
        ("A roofer lost his life on 9 November 2023 when a mast fell at the Ostby quay.", "Fatal accident at the Ostby quay", "2023-11-09"),
        ("We were fined EUR 80,000 by the water agency in March 2023 for a leak.", "Fine of EUR 80,000 imposed by the water agency", "2023-03"),
        ("In August 2023 the labour court ordered us to rehire two drivers.", "Ruling of the labour court", "2023-08"),
        ("Harbour Paper was founded in 1898 as a rope works.", "Foundation of Harbour Paper", "1898"),
        ("Our new depot in Ostby opened its doors in September 2023.", "Opening of the new depot in Ostby", "2023-09"),
        ("The RX 40 winder went on sale in April 2023.", "Launch of the RX 40 winder", "2023-04"),
        ("We issued our first green bond of EUR 500 million in May 2023.", "Issue of our first green bond of EUR 500 million", "2023-05"),
        ("The closure of our Ostby foundry at the end of March 2023 cost 20 jobs.", "Closure of Ostby foundry", "2023-03"),
        ("Clean Quay Day brought 900 colleagues to the bay on 16 September 2023.", "Clean Quay Day", "2023-09-16"),
        ("An extraordinary general meeting was held in Ostby on 3 July 2023.", "Extraordinary general meeting", "2023-07-03"),
    ],
)  # fmt: skip
def test_what_happened_and_when(text: str, title: str, date: str) -> None:
    found = events(text)
    assert title in found
    assert found[title].fields["date"] == date


@pytest.mark.parametrize(
    "text",
    [
        "In case of fire, meet at the gate of the Ostby plant by 14 March.",
        "A fire at the Ostby plant could stop our work in 2024.",
        "We had no strikes and no fines in 2024.",
        "The policy was established in March 2024.",
        "On working days in May 2024 the office is open.",
    ],
)
def test_what_did_not_happen(text: str) -> None:
    assert not events(text)


def test_a_calendar_tells_events_with_their_dates() -> None:
    found = events("| Date | Event |\n|---|---|\n| 14 February 2025 | Results of 2024 |\n| 23 April 2025 | Annual meeting in Ostby |\n")
    assert found["Annual meeting in Ostby"].fields["date"] == "2025-04-23"
    assert found["Results of 2024"].fields["date"] == "2025-02-14"


def test_items_under_highlights_have_the_month_before_them() -> None:
    found = events("## Highlights of the year\n\n- January: Opening of the Ostby yard\n- April: Launch of the hotline\n")
    assert found["Opening of the Ostby yard"].fields["date"] == "2024-01"
    assert found["Launch of the hotline"].fields["date"] == "2024-04"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The slurry pipeline burst on 3 May 2023 near the mill.", "Burst of the slurry pipeline"),
        ("We withdrew from the Elbonian market in April 2023.", "Withdrawal from the Elbonian market"),
        ("The squeeze-out of the remaining shareholders took effect on 2 August 2023.", "Squeeze-out of the remaining shareholders"),
        ("We took part in Earth Hour and switched off the lights.", "Earth Hour"),
        ("We stopped every mill for a Day of Reflection on July 21.", "Day of Reflection"),
    ],
)
def test_breakdowns_corporate_steps_and_days(text: str, title: str) -> None:
    assert title in events(text)


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        ("On 14 February 2023, about 40 cubic metres of diesel leaked from a tank at the Ostby depot.", "Leak of diesel from a tank at the Ostby depot", "2023-02-14"),
        ("A four-day strike halted production in Ostby in March 2023.", "Four-day strike in Ostby", "2023-03"),
        ("Workers at the Ostby mill walked out for nine days in June 2023.", "Strike of Workers at the Ostby mill", "2023-06"),
        ("In July 2023 the water agency fined Northern Mill EUR 120,000 for late reports.", "Fine of EUR 120,000 imposed by the water agency", "2023-07"),
        ("The second winder line in Ostby came on stream in September 2023.", "Commissioning of the second winder line in Ostby", "2023-09"),
        ("During 2022 we sold Ostby Envelopes, a maker of envelopes.", "Sale of Ostby Envelopes", "2022"),
        ("On 5 June 2023, a workshop on water saving was held for farmers in Ostby.", "Workshop on water saving", "2023-06-05"),
    ],
)  # fmt: skip
def test_what_leaked_stopped_started_and_was_sold(text: str, title: str, date: str) -> None:
    found = events(text)
    assert title in found
    assert found[title].fields["date"] == date


@pytest.mark.parametrize(
    "text",
    [
        "Oil leaked from tanks may harm the bay.",
        "A strike could halt production in Ostby in 2025.",
        "The agency fined three companies in the region in 2023.",
    ],
)
def test_what_may_happen_and_happened_to_others_is_no_event(text: str) -> None:
    assert not events(text)


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        ("On 6 August, a pipe leak spread some 3,000 litres of acid over yard 4.", "Pipe leak over yard 4", "2024-08-06"),
        ("An agreement was signed on 14 March, which did not prevent a two-day strike of the crane drivers on 12 and 13 July.", "Two-day strike of the crane drivers", "2024-07-13"),
        ("We deplore the death of a contractor's worker on 21 May.", "Death of a contractor's worker", "2024-05-21"),
        ("A day of ethics training for the whole Board was held in Ostby on 19 November 2024.", "Day of ethics training", "2024-11-19"),
        ('The "Paper Trail" open house of 21 September drew 4,300 neighbours.', '"Paper Trail" open house', "2024-09-21"),
    ],
)  # fmt: skip
def test_leaks_deaths_strikes_and_open_houses(text: str, title: str, date: str) -> None:
    found = events(text)
    assert title in found
    assert found[title].fields["date"] == date


def test_the_date_of_a_law_is_none_of_a_fine() -> None:
    assert not events(
        "The order of 27 February 2023 was breached 9 times, and the drivers were fined EUR 185,000 in all by the Ostby agency."
    )
