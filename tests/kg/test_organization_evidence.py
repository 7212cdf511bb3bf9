"""Organizations that no word of their name tells: by what they do, what they are called, who stands beside them, whose they are."""

from __future__ import annotations

import pytest

from kg.extract.organizations import find_names
from report.read import read_markdown
from tests.kg.saying import said


def roles(text: str) -> dict[str, str]:
    return {fact.label: fact.fields["role"] for fact in said("organizations", text)}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The river pledge is convened by Tollbrook, and forty firms have signed it.", "Tollbrook", "other"),
        ("Quarry dust is measured with help from Ambervale and the city.", "Ambervale", "other"),
        ("In May Lantern Papers named us the tidiest mill of the year.", "Lantern Papers", "other"),
        ("Books go to the charity Second Shelf, which gives them to schools.", "Second Shelf", "ngo"),
        ("Wages are agreed with Inkfolk, the paperworkers' union, every spring.", "Inkfolk", "ngo"),
        ("Pulp is sold by our trading arm, Fernlea Fibres, in nine countries.", "Fernlea Fibres", "subsidiary"),
        ("Our climate rating from MSCI rose in March.", "MSCI", "other"),
        ("Our figures were assured by DNV.", "DNV", "certifier"),
        ("Together with Ashdown University and Brightmoss we study reeds.", "Brightmoss", "other"),
        ("Tessaro Rewind is our remediation arm.", "Tessaro Rewind", "subsidiary"),
        ("Orvella Services is the Group's environmental services company.", "Orvella Services", "subsidiary"),
        ("Nexaro, which we bought in 2022, offers security services.", "Nexaro", "subsidiary"),
        ("The joint venture Karsa Energi began work in May.", "Karsa Energi", "joint venture"),
        ("We hold 30% of Torrevista and 49% of Fibra Andina.", "Fibra Andina", "other"),
        ("The Company is controlled by Grupo Almadra since 2001.", "Grupo Almadra", "parent"),
        ("Customers include Merinda and Solvana Tiles.", "Merinda", "customer"),
        ("The Group takes part in Forest Action 50+ and in local fairs.", "Forest Action 50+", "ngo"),
        ("PT Bumi Arta delivers the pulp; CV Tirta Jaya brings it.", "PT Bumi Arta", "other"),
        ("Technicians are trained by Universitas Pelita.", "Universitas Pelita", "academic"),
        ("We joined the International Council on Paper and Board.", "International Council on Paper and Board", "ngo"),
        ("Kilns are financed by Investco Capital Partners.", "Investco Capital Partners", "other"),
        ("In March the data protection authority RVDPA closed its inquiry.", "RVDPA", "authority"),
        ("Readings are kept by TALMAR, the river noise authority, in Hill.", "TALMAR", "authority"),
        ("We sponsor the association Ailes & Roseaux, which counts birds.", "Ailes & Roseaux", "ngo"),
        ('The network "Quais Ensemble" accepted us in June.', "Quais Ensemble", "ngo"),
        ("We are a member of the Reed Cutters' Guild, of TORVA and of the Pulp Forum.", "TORVA", "ngo"),
        ("A mission of limited assurance was entrusted to Fardel & Brisson Audit, in May.", "Fardel & Brisson Audit", "certifier"),
        ("The kiln, built with Halvane Énergie, supplies steam.", "Halvane Énergie", "partner"),
        ("The saw was acquired from Grupo Almadra Sur in May.", "Grupo Almadra Sur", "other"),
        ("Lumenar Reed is a 50:50 joint venture between us and a fund.", "Lumenar Reed", "joint venture"),
        ("The majority shareholder of the Company is Fundação Pereira de Almada.", "Fundação Pereira de Almada", "parent"),
        ("The Company is a subsidiary of the Tessin-based Almadra Holding PJSC.", "Almadra Holding PJSC", "parent"),
        ("The ESG Office reports to the Sustainability Committee.", "ESG Office", "internal"),
    ],
)
def test_an_organization_is_told_by_what_is_said_of_it(text: str, name: str, role: str) -> None:
    assert roles(text)[name] == role


@pytest.mark.parametrize(
    "text",
    [
        "The walk was led by Orla Fenwick, Head of Safety.",
        "Ms Orla Fenwick named us her favourite mill.",
        "The tour is organised by Human Resources and Training.",
        "We have mills in Tollbrook and Ambervale.",
        "The Ministry of Land, Rivers and Forests wrote to us.",
    ],
)
def test_people_places_departments_and_parts_of_names_are_none(text: str) -> None:
    assert not {"Orla Fenwick", "Human Resources", "Training", "Tollbrook", "Ambervale", "Rivers", "Forests"} & set(roles(text))


def test_words_written_small_elsewhere_may_be_a_name_in_the_middle_of_a_sentence() -> None:
    text = "Every second shelf is printed twice. Books go to the charity Second Shelf. We met Second Shelf in June."
    assert roles(text)["Second Shelf"] == "ngo"


@pytest.mark.parametrize(
    "sentence",
    [
        "Eel Creek Boards Inc., in which we hold 75 per cent, makes boxes.",
        "Eel Creek Boards Inc., the box business we bought in 2019, makes boxes.",
        "Eel Creek Boards Inc. is wholly owned and makes boxes.",
        "In 2021 the Company acquired all shares of Eel Creek Boards Inc. for cash.",
        "\n| No. | Name | Kind | Share |\n| --- | --- | --- | --- |\n| 1 | Eel Creek Boards Inc. | Subsidiary | 75 |\n| 2 | Owl Sacks Inc. | Associate | 20 |\n",
    ],
)
def test_a_company_of_the_group_is_told_by_what_is_said_of_its_shares(sentence: str) -> None:
    fact = next(f for f in said("organizations", sentence) if f.label.startswith("Eel Creek Boards Inc"))
    assert (fact.fields["role"], fact.fields["parent"]) == ("subsidiary", "Harbour Paper Holding Ltd.")


def test_an_associate_in_the_same_table_is_no_subsidiary() -> None:
    table = "| No. | Name | Kind | Share |\n| --- | --- | --- | --- |\n| 1 | Eel Creek Boards Inc. | Subsidiary | 75 |\n| 2 | Owl Sacks Inc. | Associate | 20 |\n"
    assert roles(table).get("Owl Sacks Inc.", "other") == "other"


def test_the_reporter_defines_itself_with_commas_inside_the_quotes() -> None:
    text = "# Report\n\nQuillfeather Energy Corporation (“Quillfeather,” “we,” “us” or “our”) sells power. American Wire Corporation sells wire.\n"
    _, facts = find_names(read_markdown(text.encode(), "q.md", "q"))
    (reporter,) = (f for f in facts if f.fields["role"] == "reporter")
    assert reporter.label == "Quillfeather Energy Corporation" and "Quillfeather" in reporter.aliases


def test_the_title_of_the_report_is_no_part_of_the_name_that_it_defines() -> None:
    text = 'This Group Sustainability Statement of Quillfeather Chemie AG (hereinafter "Quillfeather" or "the Group") covers 2024.\n'
    _, facts = find_names(read_markdown(text.encode(), "q.md", "q"))
    assert [f.label for f in facts if f.fields["role"] == "reporter"] == ["Quillfeather Chemie AG"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The scope comprises 41 companies, among them Eel Creek Boards GmbH in Ravenna, Owl Sacks S.r.l. in Bremen and Fen Reeds Pte. Ltd. in Osaka.",
        "The data cover our principal subsidiaries, namely Eel Creek Boards GmbH, Owl Sacks S.r.l. and, for the first time, Fen Reeds Pte. Ltd.",
    ],
)
def test_companies_of_the_group_are_listed_with_their_places(sentence: str) -> None:
    assert {name for name, role in roles(sentence).items() if role == "subsidiary"} >= {
        "Eel Creek Boards GmbH",
        "Owl Sacks S.r.l.",
        "Fen Reeds Pte. Ltd.",
    }


def test_a_title_may_name_the_company_last() -> None:
    text = "# Sustainability Report 2023 – Quillfeather Mineração\n\nWe are Quillfeather Mineração S.A. (B3: QLF3). B3 has rules. B3 is strict. B3 was here. B3 will stay.\n\nQuillfeather Mineração mines.\n"
    _, facts = find_names(read_markdown(text.encode(), "q.md", "q"))
    assert [f.label for f in facts if f.fields["role"] == "reporter"] == ["Quillfeather Mineração S.A."]


HOLDINGS = """
## Group structure

| Company | Country | Activity | Stake |
| --- | --- | --- | --- |
| Alder Towers | Spain | Towers | 100% |
| Reed Light | Spain | Energy | 75% |
| Half Moon Fibre | Peru | Fibre | 50% |
| Fibra Norte | Peru | Fibre | 49% |
"""


def test_a_table_of_holdings_names_companies_without_legal_form() -> None:
    told = roles(HOLDINGS)
    assert [told[n] for n in ("Alder Towers", "Reed Light", "Half Moon Fibre", "Fibra Norte")] == [
        "subsidiary",
        "subsidiary",
        "joint venture",
        "other",
    ]


@pytest.mark.parametrize("head", ["Shareholder", "Supplier", "Bank"])
def test_a_table_of_others_with_shares_names_no_subsidiaries(head: str) -> None:
    assert "subsidiary" not in {
        role for name, role in roles(HOLDINGS.replace("Company", head)).items() if name in ("Alder Towers", "Reed Light")
    }


def test_a_title_keeps_the_full_stop_of_its_legal_form() -> None:
    report = read_markdown(b"# Castellmar Telecom S.A. Integrated Report 2024\n\nCastellmar Telecom S.A. connects homes.\n", "c.md", "c")
    assert find_names(report)[0].reporter == "Castellmar Telecom S.A."
