from __future__ import annotations

import pytest

from kg.extract.chapters import Headings, reading
from kg.extract.codes import code_at_start, codes_in, title_ahead, title_of
from kg.extract.disclosures import find_disclosures
from kg.extract.organizations import find_names
from kg.facts import Fact
from kg.names import Names
from report.read import read_markdown, read_text
from tests.kg.saying import said

CHAPTERS = "# Climate, Water and Waste\n\nText.\n\n# Caring for Employees\n\nText.\n\n# Key Figures\n\nText.\n\n"
HEAD = "# GRI Content Index\n\n| GRI Standards | Disclosure | Chapter(s) in the Report |\n| --- | --- | --- |\n"


def index(rows: str) -> dict[str, Fact]:
    return {f.fields["code"]: f for f in said("disclosures", CHAPTERS + HEAD + rows)}


def flat(text: str) -> dict[tuple[str, str], Fact]:
    """Facts of a report that came as flat text, lines as they stand."""
    report = read_text(text.encode(), "flat-2024.txt", "flat-2024")
    return {(f.fields["framework"], f.fields["code"]): f for f in find_disclosures(report, Names())}


def test_an_index_says_chapters_and_what_is_left_out() -> None:
    found = index(
        "| 2-1 | Organizational details | Key Figures |\n"
        "| 2-4 | Restatements of information | / |\n"
        "| 2-27 | Compliance with laws and regulations | No fines were imposed |\n"
        "| 303-3 | Water withdrawal | Not applicable |\n"
        "| 401-3 | Parental leave | |\n"
        "| 403-9 | Work-related injuries | Caring for Employee, Key figures |\n"
    )
    assert {code: f.fields["status"] for code, f in found.items()} == {
        "2-1": "reported", "2-4": "omitted", "2-27": "statement", "303-3": "not applicable", "401-3": "blank", "403-9": "reported",
    }  # fmt: skip
    assert found["2-27"].fields["statement"] == "No fines were imposed"
    assert found["403-9"].fields["chapters"] == ("Caring for Employees", "Key Figures")
    assert found["2-1"].fields["framework"] == "GRI"


def test_a_heading_with_commas_stays_one_chapter() -> None:
    found = index(
        "| 303-3 | Water withdrawal | Climate, Water and Waste, Key Figures |\n"
        "| 306-3 | Waste generated | Climate, Water and Waste Key Figures |\n"
        "| 305-1 | Direct (Scope 1) GHG emissions | 2024 Annual Report |\n"
    )
    assert found["303-3"].fields["chapters"] == ("Climate, Water and Waste", "Key Figures")
    assert found["306-3"].fields["chapters"] == ("Climate, Water and Waste", "Key Figures")
    assert found["305-1"].fields["chapters"] == ("2024 Annual Report",)


def test_a_torn_title_is_made_whole() -> None:
    found = index(
        "| 205-3 | Confirmed incidents of corruption and actions tak | / |\n"
        "| 207-1 | Approach to tax | / |\n"
        "| 308-1 | New suppliers that were screened using environme criteria | / |\n"
    )
    assert found["205-3"].fields["title"] == "Confirmed incidents of corruption and actions taken"
    assert found["308-1"].fields["title"] == "New suppliers that were screened using environmental criteria"


def test_code_and_title_in_one_cell_with_pages_and_reasons_for_omission() -> None:
    found = said(
        "disclosures",
        CHAPTERS
        + "# GRI Index\n\n| GRI Standard | Disclosure | Location | Requirements omitted | Reason |\n| --- | --- | --- | --- | --- |\n"
        "| GRI 2: General Disclosures 2021 | 2-1 Organizational details | p. 4-6 | | |\n"
        "| | 2-21 Annual total compensation ratio | | 2-21 a | Confidentiality constraints |\n"
        "| GRI 302: Energy 2016 | 302-1 Energy consumption within the organization | Key Figures, p. 80 | | |\n",
    )
    told = {f.fields["code"]: (f.fields["status"], f.fields.get("chapters")) for f in found}
    assert told == {"2-1": ("reported", ("p. 4-6",)), "2-21": ("omitted", None), "302-1": ("reported", ("Key Figures",))}


def test_the_hong_kong_index_and_its_general_disclosures() -> None:
    found = said(
        "disclosures",
        CHAPTERS + "# HKEX ESG Reporting Guide Content Index\n\n| Aspect | Description | Section |\n| --- | --- | --- |\n"
        "| A2 Use of Resources | General Disclosure | Climate, Water and Waste |\n"
        "| KPI A2.2 | Water consumption in total and intensity | Key Figures |\n"
        "| B2.2 | Lost days due to work injury | Caring for Employees |\n",
    )
    assert [(f.fields["framework"], f.fields["code"]) for f in found] == [("HKEX", "A2"), ("HKEX", "A2.2"), ("HKEX", "B2.2")]
    assert found[2].fields["chapters"] == ("Caring for Employees",)


def test_sasb_esrs_and_tcfd_indexes() -> None:
    found = said(
        "disclosures",
        CHAPTERS + "# SASB Index\n\n| Code | Metric | Location |\n| --- | --- | --- |\n"
        "| RR-PP-110a.1 | Gross global Scope 1 emissions | Key Figures |\n"
        "| RR-PP-140a.2 | Description of water management risks | Climate, Water and Waste |\n\n"
        "# ESRS Index\n\n| Disclosure requirement | Name | Section |\n| --- | --- | --- |\n"
        "| ESRS 2 SBM-1 | Strategy, business model and value chain | Key Figures |\n"
        "| E1-6 | Gross Scopes 1, 2, 3 and Total GHG emissions | Key Figures |\n\n"
        "# TCFD Index\n\n| Pillar | Recommended disclosure | Section |\n| --- | --- | --- |\n"
        "| Governance | a) Describe the board's oversight of climate-related risks and opportunities | Climate, Water and Waste |\n",
    )
    assert [(f.fields["framework"], f.fields["code"]) for f in found] == [
        ("SASB", "RR-PP-110a.1"), ("SASB", "RR-PP-140a.2"), ("ESRS", "SBM-1"), ("ESRS", "E1-6"), ("TCFD", "Governance a"),
    ]  # fmt: skip
    assert all(f.fields["status"] == "reported" for f in found)


def test_codes_outside_an_index_are_no_rows() -> None:
    assert not said("disclosures", "We report emissions as GRI 305-1 asks. Page 4-5 tells more.\n\nGRI 305-1\n")
    assert not said(
        "disclosures",
        "# Key Figures\n\n| Indicator | GRI | Unit | 2022 | 2023 | 2024 |\n| --- | --- | --- | --- | --- | --- |\n"
        "| Scope 1 | 305-1 | t | 10 | 9 | 8 |\n| Water | 303-3 | m3 | 5 | 5 | 4 |\n",
    )


def test_many_rows_in_one_line_of_flat_text() -> None:
    found = flat(
        "GRI Content Index\nDescription Page/Comment 2-1 Organizational details 3 2-5 External assurance N/A 2-7 Employees 40-41, 52\n"
        "Harbour Paper 2024\nGRI 305: Emissions 305-1 Direct (Scope 1) GHG emissions 23, 61 305-2 Energy indirect (Scope 2) "
        "GHG emissions 23.\n"
    )
    assert {code: f.fields.get("chapters", f.fields["status"]) for (_, code), f in found.items()} == {
        "2-1": ("3",), "2-5": "not applicable", "2-7": ("40-41", "52"), "305-1": ("23", "61"), "305-2": ("23",),
    }  # fmt: skip


def test_flat_hong_kong_rows() -> None:
    found = flat(
        "Aspect A3 The Environment and Natural Resources.\nGeneral Disclosure Policies on minimising the impact on nature.\n12-14, 20.\n"
        "KPI B5.1 Number of suppliers by geographical region. 33.\n"
    )
    assert found["HKEX", "A3"].fields["chapters"] == ("12-14", "20")
    assert found["HKEX", "B5.1"].fields["chapters"] == ("33",)


def test_a_disclosure_said_in_two_indexes_is_one_fact() -> None:
    text = CHAPTERS + HEAD + "| 3-3 | Management of material topics | Key Figures |\n| 3-1 | Process to determine material topics | / |\n"
    found = said("disclosures", text + "| 3-3 | Management of material topics | Caring for Employees |\n")
    topics = next(f for f in found if f.fields["code"] == "3-3")
    assert topics.fields["chapters"] == ("Key Figures", "Caring for Employees") and len(topics.evidence) == 2


@pytest.mark.parametrize(
    ("text", "framework", "code"),
    [
        ("GRI 2-1", "GRI", "2-1"),
        ("Disclosure 403-10 Work-related", "GRI", "403-10"),
        ("KPI A1.6", "HKEX", "A1.6"),
        ("EM-MM-110a.1", "SASB", "EM-MM-110a.1"),
        ("ESRS 2 GOV-1", "ESRS", "GOV-1"),
    ],
)
def test_codes_as_they_are_written(text: str, framework: str, code: str) -> None:
    found = code_at_start(text)
    assert found and (found.framework, found.code) == (framework, code)


def test_figures_and_dates_are_no_codes() -> None:
    assert not list(codes_in("between 2023-12-05 and 2-2024, 12-3, 999-1, 205-3-1 and 302.1"))


def test_titles_ahead() -> None:
    assert title_ahead("GRI", "2-7", " Employees 40") is not None
    assert title_ahead("GRI", "305-1", " shows that emissions fell") is None
    assert title_of("GRI", "303-5", "Water consumpti on") == "Water consumption"


@pytest.mark.parametrize(
    ("words", "status"),
    [("n/a", "not applicable"), ("—", "omitted"), ("Confidentiality constraints", "omitted"), ("", "blank"), ("pp. 12-14", "reported"),
     ("There were no such cases.", "statement"), ("Data not available", "omitted"), ("We follow all laws that apply to us.", "statement")],
)  # fmt: skip
def test_what_a_cell_says(words: str, status: str) -> None:
    assert reading(words, Headings(())).status == status


def test_a_report_without_an_index_has_no_disclosures() -> None:
    assert not list(find_disclosures(read_markdown(b"# Hello\n\nNothing here.\n", "a.md", "a"), Names()))


def test_a_heading_that_its_cell_breaks_stays_one_chapter() -> None:
    found = index(
        "| 303-3 | Water withdrawal | Climate, Water<br/>and Waste<br/>Key Figures |\n"
        "| 401-3 | Parental leave | Family and<br>Work Policy |\n"
        "| 403-9 | Work-related injuries | Caring for<br>Employees |\n"
    )
    assert found["303-3"].fields["chapters"] == ("Climate, Water and Waste", "Key Figures")
    assert found["401-3"].fields["chapters"] == ("Family and Work Policy",)
    assert found["403-9"].fields["chapters"] == ("Caring for Employees",)


def test_answers_in_an_index_are_no_chapters() -> None:
    headings = Headings(("Sustainability", "Material Topics"))
    assert reading("Lower Harbour, Northland", headings, "102-3").chapters == ()
    assert reading("2024 Sustainability Report, Material Topics, p. 19", headings).chapters == (
        "2024 Sustainability Report",
        "Material Topics",
    )
    long = "About 80% of our workers in the north and in the delta are covered by agreements that follow the law of their land."
    assert (reading(long, headings).status, reading(long, headings).chapters) == ("reported", ())
    assert reading("There were no cases of this kind during the whole year.", headings).status == "statement"


def test_an_index_of_printed_lines_has_its_chapters() -> None:
    """The title without its examples, then the chapter, its number and its parts as items of a list."""
    source = "\n".join(
        [
            "REFERENCES TO THE HKEX GUIDE",
            "Aspect A1: Emissions Our Comments",
            "General Disclosure Information on:",
            "(a) the policies; and",
            "(b) compliance with relevant laws and regulations that have a significant impact on the issuer",
            "3. Our River",
            "KPI A1.3 Total hazardous waste produced (in tonnes) and,",
            "where appropriate, intensity.",
            "Performance Data Summary",
            "KPI A1.5 Description of emission target(s) set and steps taken to achieve them.",
            "3. Our River",
            "• 3.1 Water and Climate",
            "• 3.3 River Targets",
            "KPI B8.1 Focus areas of contribution. 4. Our Valley",
        ]
    )
    report = read_text(source.encode(), "harbour.txt", "harbour")
    names, _ = find_names(report)
    found = {f.fields["code"]: f.fields for f in find_disclosures(report, names)}
    assert {code: fields.get("chapters") for code, fields in found.items()} == {
        "A1": ("Our River",),
        "A1.3": ("Performance Data Summary",),
        "A1.5": ("Our River", "3.1 Water and Climate", "3.3 River Targets"),
        "B8.1": ("4. Our Valley",),
    }
    assert {fields["status"] for fields in found.values()} == {"reported"}
