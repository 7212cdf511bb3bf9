from __future__ import annotations

import pytest

from tests.kg.saying import one, said


def titles(text: str) -> list[str]:
    return [f.label for f in said("events", text)]


@pytest.mark.parametrize(
    ("sentence", "title", "date", "organizer"),
    [
        ("In May 2024, Northern Mill held its Open Mill Day.", "Open Mill Day", "2024-05", "Northern Mill Works Ltd."),
        ("In 2024, the Company organized a symposium for young "
            "foresters.", "Symposium for young foresters", "2024", "Harbour Paper Holding Ltd."),
        ('On 3 June 2024, Elder Board held the second "Safe Hands" training, with 40 '
            'participants.', 'Second "Safe Hands" training', "2024-06-03", "Elder Board Makers Ltd."),
        ("In October 2024, we held a supplier conference in the old mill.", "Supplier conference", "2024-10", "Harbour Paper Holding Ltd."),
        ("In June 2024, the Company organized a safety month at all mills.", "Safety month", "2024-06", "Harbour Paper Holding Ltd."),
        ("The merger with Aspen Bags Ltd. was approved by the court on 14 June "
            "2016.", "Merger with Aspen Bags Ltd", "2016-06-14", "Harbour Paper Holding Ltd."),
        ("In October 2016, the Company was listed on the Northland Stock "
            "Exchange.", "Listing on the Northland Stock Exchange", "2016-10", "Harbour Paper Holding Ltd."),
        ("In 2024, a total of 80 pupils and teachers visited the "
            "mill.", "Visit of 80 pupils and teachers", "2024", "Harbour Paper Holding Ltd."),
    ],
)  # fmt: skip
def test_what_when_and_who(sentence: str, title: str, date: str, organizer: str) -> None:
    fields = one("events", sentence)
    assert (fields["title"], fields["date"], fields["organizer"]) == (title, date, organizer)


def test_a_list_of_events() -> None:
    assert titles('In 2024, we organized employee activities, including the annual forest contest, the Midsummer Day party '
        'and the "Paper Week" contest.') == [
        "Annual forest contest", "Midsummer Day party", '"Paper Week" contest',
    ]  # fmt: skip


def test_milestones_under_their_title() -> None:
    found = said(
        "events",
        "# Milestones\n\n## 1921 - A wheel and a vat\n\nIn 1921, two brothers founded a paper mill on the river.\n\n## 1987 "
        "- Bigger reels\n\nThe first wide machine ran.\n",
    )
    assert [(f.label, f.fields["date"]) for f in found] == [
        ("Two brothers founded a paper mill on the river", "1921"),
        ("Bigger reels", "1987"),
    ]
    assert len(found[0].evidence) == 2


def test_a_heading_and_its_text_tell_one_event() -> None:
    found = said(
        "events",
        "### Case Emergency management training\n\nIn May 2024, Northern Mill organized offline training on emergency "
        "management for 120 workers.\n",
    )
    assert len(found) == 1 and found[0].aliases == ("Emergency management training",)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Company held a total of 12% of the shares.",
        "We provide employees with relevant training.",
        "The Board holds meetings.",
        "The committee carried out various activities.",
        "Training hours reached 20 per employee in 2024.",
    ],
)
def test_what_is_no_event_of_its_own(sentence: str) -> None:
    assert titles(sentence) == []


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        ("In 2022 we bought a 49.9% stake in Elm Works Ltd. from a fund.", "Purchase of a 49.9% stake in Elm Works Ltd.", "2022"),
        (
            "In April 2024, the Company published its first Climate Strategy Report.",
            "Publication of the first Climate Strategy Report",
            "2024-04",
        ),
        (
            "In May 2024, we hosted the 2nd Northland Paper Quality Conference in the hall.",
            "2nd Northland Paper Quality Conference",
            "2024-05",
        ),
        ('On 24 October 2024 we held a relay race "Happy Run for the Bay" in town.', "Happy Run for the Bay", "2024-10-24"),
    ],
)
def test_stakes_publications_and_named_events(text: str, title: str, date: str) -> None:
    assert (title, date) in [(f.label, f.fields.get("date")) for f in said("events", text)]


def test_nobody_acquires_itself() -> None:
    found = one("events", "In 2021 Northern Mill made board, and in May 2022 we completed our acquisition of Northern Mill.")
    assert (found["organizer"], found["date"]) == ("Harbour Paper Holding Ltd.", "2022-05")


@pytest.mark.parametrize(
    ("sentence", "title", "date"),
    [
        ("In October 2023 we acquired all shares of Askvold Pulp, Inc. of Dale.", "Acquisition of Askvold Pulp, Inc. of Dale", "2023-10"),
        ("Tarn Gas, bought in 2016, serves many customers.", "Acquisition of Tarn Gas", "2016"),
        ("The last oil-fired boiler at the Brattvik Mill was retired on October 31, 2024.",
            "Retirement of the last oil-fired boiler at the Brattvik Mill", "2024-10-31"),
        ("The Kestrel Ridge Project, a small array in Dale, Askvold, began commercial operation in May 2024.",
            "Start of commercial operation of the Kestrel Ridge Project", "2024-05"),
        ("In April 2021, the expansion contract, a model of its kind, was signed with the unions.", "Signing of the expansion contract", "2021-04"),
        ("Crews worked after the storm of July 15, 2024 and in the July 2024 storm.", "Storm of July 15, 2024", "2024-07-15"),
        ("One contractor died in a fall at Unit V in September 2023.", "Fatal fall at Unit V", "2023-09"),
        ("The Lantern Night Gala, held on 9 November 2024, raised money.", "Lantern Night Gala", "2024-11-09"),
        ("The Big Brew, our fundraising week in June 2023, brought in much.", "The Big Brew", "2023-06"),
        ("Relief kits were sent after Cyclone Melinda.", "Cyclone Melinda", None),
        ("We entered into a joint development agreement with Tarn Therapeutics.", "Joint development agreement with Tarn Therapeutics", None),
        ("There was one voluntary recall, of two batches of Pantofen-D, in June 2023.", "Recall of Pantofen-D", "2023-06"),
        ("In May 2024 shareholders elected Dr. Pia Solberg, dean of forestry, to the Board.", "Election of Pia Solberg to the Board", "2024-05"),
        ("We set up Tarn Charitable Foundation Ltd in Dale in August 2013.", "Establishment of Tarn Charitable Foundation Ltd", "2013-08"),
        ("A whistleblower hotline was introduced in April 2023.", "Introduction of a whistleblower hotline", "2023-04"),
        ('The Company sponsored the inaugural "Estuary Rowing - Two Towns" on 9 May 2023.', "Estuary Rowing - Two Towns", "2023-05-09"),
        ("Four of us joined the 22nd Green Hill Hike on 7 February 2023.", "22nd Green Hill Hike", "2023-02-07"),
        ("In June 2023, we kicked off the Clean Wells programme by training 50 managers.", "Start of the Clean Wells programme", "2023-06"),
    ],
)  # fmt: skip
def test_what_happened(sentence: str, title: str, date: str | None) -> None:
    found = said("events", sentence)
    assert [(f.label, f.fields.get("date")) for f in found] == [(title, date)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Brattvik Mill acquired ISO 14001 certification in 1998.",
        "We will open the Askvold Mill in 2027.",
        "There were no fatalities, and no worker died in an accident in 2023.",
        "A fire at the Brattvik Mill could stop our work in 2024.",
        "Some 2,300 farms were closed in 2022.",
        "The Human Rights Subcommittee and the Group Conference Committee meet.",
        "Since the programme began in 2018, much was done.",
    ],
)
def test_what_did_not_happen(sentence: str) -> None:
    assert said("events", sentence) == []
