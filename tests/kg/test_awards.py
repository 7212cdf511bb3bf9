from __future__ import annotations

import pytest

from tests.kg.saying import one, said


@pytest.mark.parametrize(
    ("sentence", "title", "status"),
    [
        ('In March 2024, Northern Mill was awarded the title of "National Clean Mill".', "National Clean Mill", "awarded"),
        (
            "In March 2024, Northern Mill was nominated for the Northland Governor Quality Award.",
            "Northland Governor Quality Award",
            "nominated",
        ),
        ('In March 2024, Northern Mill was selected into the "List of Leading Mills".', "List of Leading Mills", "selected"),
        ("In March 2024, Northern Mill joined the Clean Rivers Initiative (CRI).", "Clean Rivers Initiative (CRI)", "joined"),
        ("In March 2024, Northern Mill was certified as a National Model Mill.", "National Model Mill", "certified"),
        (
            "In March 2024, Northern Mill was recognized by the Forest Institute as one of the Best Employers.",
            "Best Employers",
            "certified",
        ),
    ],
)
def test_what_was_won_and_how_sure_it_is(sentence: str, title: str, status: str) -> None:
    fields = one("awards", f"## Honours and awards\n\n{sentence}\n")
    assert (fields["title"], fields["status"]) == (title, status)
    assert fields["recipients"] == ("Northern Mill Works Ltd.",)
    assert fields["date"] == "2024-03"


def test_ranks_and_places_gained() -> None:
    fields = one("awards", 'In 2024, the Company ranked 23rd in the "Top 50 Paper Makers", rising by 4 positions from the previous year.')
    assert (fields["rank"], fields["change"], fields["status"]) == ("23", 4, "ranked")
    fields = one("awards", 'In 2024, the Company ranked 9th in the "Top 50 Paper Makers", falling by two places.')
    assert (fields["rank"], fields["change"]) == ("9", -2)


def test_two_ranks_after_one_verb_are_two_awards() -> None:
    found = said(
        "awards", "Elder Board was ranked as the 19th of the Top 100 Mills in Northland and 6th of the Top 20 Board Makers in Northland."
    )
    assert [(f.fields["rank"], f.label) for f in found] == [("19", "Top 100 Mills in Northland"), ("6", "Top 20 Board Makers in Northland")]


def test_rows_of_an_honours_table_take_date_and_owner_from_above() -> None:
    found = said(
        "awards",
        '## Honours\n\nDate\tName of honour\nIn May 2024\tElder Board\n\twas shortlisted 8th in the "Top 30 Mills" list, up 3 places;\n'
        "In April 2024\tThe Company won the first prize of the Paper Award granted by the Northland Paper Association.\n",
    )
    assert [(f.fields["recipients"], f.fields["date"], f.fields["rank"]) for f in found] == [
        (("Elder Board Makers Ltd.",), "2024-05", "8"),
        (("Harbour Paper Holding Ltd.",), "2024-04", "first prize"),
    ]
    assert found[1].fields["awarded_by"] == "Northland Paper Association"


def test_columns_of_a_table_of_awards() -> None:
    fields = one("awards", "## Awards\n\nAward\tAwarding body\tDate\nBest River Keeper\tRiver Council\tJune 2024\n")
    assert (fields["title"], fields["awarded_by"], fields["date"]) == ("Best River Keeper", "River Council", "2024-06")


def test_an_award_told_twice_is_one_fact_with_both_quotes() -> None:
    found = said(
        "awards", 'In May 2024, Elder Board won the "Golden Alder Award".\n\n## More\n\nElder Board won the "Golden Alder Award" in 2024.\n'
    )
    assert len(found) == 1
    assert len(found[0].evidence) == 2
    assert found[0].fields["date"] == "2024-05"


@pytest.mark.parametrize(
    "sentence",
    [
        "We won the trust of our customers.",
        "The Company received a number of honours and awards, including:",
        "In 2024 the Company achieved the mass production of a new model.",
        "Northern Mill obtained ISO 14001 certification.",
    ],
)
def test_what_is_no_award(sentence: str) -> None:
    assert said("awards", sentence) == []


@pytest.mark.parametrize(
    ("text", "title", "fields"),
    [
        (
            "- Named to Reader Weekly's Most Loved Mills list and ranked 43 out of 100 for joy.",
            "Reader Weekly's Most Loved Mills list",
            {"rank": "43"},
        ),
        ("- Recognized as a 2023 Best Place to Work for Foresters.", "2023 Best Place to Work for Foresters", {"date": "2023"}),
        (
            "We maintained a perfect 100% Corporate Forest Index score.",
            "perfect 100% Corporate Forest Index score",
            {"status": "awarded"},
        ),
        (
            'The Company won the "Best Kiln" granted by Kiln News, the "Best Dryer" granted by Mill Post.',
            "Best Kiln",
            {"awarded_by": "Kiln News"},
        ),
    ],
)
def test_awards_as_lists_tell_them(text: str, title: str, fields: dict[str, str]) -> None:
    found = next(f for f in said("awards", text) if f.label == title)
    assert found.fields["recipients"] == ("Harbour Paper Holding Ltd.",)
    assert {name: found.fields[name] for name in fields} == fields


def test_the_award_of_a_product_is_the_companys() -> None:
    found = said("awards", "The Moonlight 40 Board was awarded the Golden Carton Award in 2023.")
    assert [f.fields["recipients"] for f in found] == [("Harbour Paper Holding Ltd.",)]


def test_a_line_under_awards_is_a_title_with_the_body_behind_it() -> None:
    found = said("awards", "## Awards and achievements\n\nNational Advanced Collective for Clean Rivers The State Council of Northland.\n")
    assert [(f.label, f.fields["awarded_by"]) for f in found] == [
        ("National Advanced Collective for Clean Rivers", "State Council of Northland")
    ]


@pytest.mark.parametrize(
    ("sentence", "title", "body", "status"),
    [
        ("MSCI upgraded our ESG rating to AA in May 2024.", "MSCI ESG rating AA", "MSCI", "ranked"),
        ("Sustainalytics put our risk rating at 17.8 in 2024.", "Sustainalytics risk rating 17.8", "Sustainalytics", "ranked"),
        ("We were rated AA by MSCI.", "MSCI AA", "MSCI", "ranked"),
        ("In 2024 EcoVadis awarded us the Platinum medal.", "EcoVadis Platinum medal", "EcoVadis", "awarded"),
        (
            "We scored 95 out of 100 on the Timber Foundation's Fair Mill Index.",
            "Fair Mill Index 95 out of 100",
            "Timber Foundation",
            "ranked",
        ),
    ],
)
def test_ratings(sentence: str, title: str, body: str, status: str) -> None:
    fields = one("awards", sentence)
    assert (fields["title"], fields["awarded_by"], fields["status"]) == (title, body, status)


def test_a_rating_for_each_matter() -> None:
    found = said("awards", "## Recognition\n\nCDP: 'B' for Climate Change, 'A-' for Water Security\n")
    assert [f.label for f in found] == ["CDP Climate Change B", "CDP Water Security A-"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The MSCI ESG Rating scores companies on a scale from AAA to CCC.",
        "Our suppliers need an EcoVadis score of 45 or better.",
        "The mill was not selected for the Fair Forest Index.",
    ],
)
def test_what_is_no_rating_of_the_company(sentence: str) -> None:
    assert said("awards", sentence) == []


def test_who_gives_comes_first() -> None:
    fields = one("awards", "In June 2024 Mill Post named us the Best Employer of the North.")
    assert (fields["title"], fields["awarded_by"], fields["date"]) == ("Best Employer of the North", "Mill Post", "2024-06")
    assert fields["recipients"] == ("Harbour Paper Holding Ltd.",)


def test_quoted_titles_of_a_list() -> None:
    found = said(
        "awards",
        'We received several acknowledgements, including "Pine Champion" by Forest Club in Northland; "Fair Mill 2024" in Southland.',
    )
    assert [(f.label, f.fields.get("awarded_by")) for f in found] == [("Pine Champion", "Forest Club"), ("Fair Mill 2024", None)]


def test_lines_of_a_list_of_honours() -> None:
    text = (
        "## Recognition in 2024\n\n- Golden Alder Medal (Elder Board, 2023)\n- Rivers Foundation: Commitment to Clean Water\n"
        "- Tree Line Mill – Arbor Foundation, 17th straight year\n- Winner, Quiet Hall Award\n"
    )
    found = {f.label: f.fields for f in said("awards", text)}
    assert found["Golden Alder Medal"]["recipients"] == ("Elder Board Makers Ltd.",)
    assert found["Golden Alder Medal"]["date"] == "2023"
    assert found["Commitment to Clean Water"]["awarded_by"] == "Rivers Foundation"
    assert found["Tree Line Mill"]["awarded_by"] == "Arbor Foundation"
    assert found["Quiet Hall Award"]["date"] == "2024"


@pytest.mark.parametrize(
    "sentence",
    [
        'In October 2016, the Company was listed on the Bolsa de Valores do Sul under the stock code "HRBP".',
        "In 2010 the Company was selected for listing on the Main Board of the Norrland Stock Exchange under the ticker HRBP.",
    ],
)
def test_shares_listed_on_an_exchange_are_no_award(sentence: str) -> None:
    assert not said("awards", sentence)
