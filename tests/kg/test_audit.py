"""Contradictions of a report: each rule finds what an analyst would, and keeps quiet about what only looks like it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from kg.audit import RULES, audit
from kg.audit_case import Finding, brief, cited
from kg.extract import extract
from kg.graph import quads_of
from kg.store import open_store
from ontology.vocab import report_iri
from report.read import read
from tests.kg.auditing import MILL, Said, audited, fact, far, figure, rules, stored

ROOT = Path(__file__).parents[2]


# ----------------------------------------------------------------------------------------------------- single figures
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


# ----------------------------------------------------------------------------------------------------------- wording
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


# ------------------------------------------------------------------------------------------------------------ sums, rates
def rows(*lines: tuple[str, str, str | None, dict[str, str]], **fields: str) -> tuple[str, list[Said]]:
    """A table and its figures: metric, value, unit and dimensions of each row."""
    text = far("\n".join(f"{metric}: {i}\t{value}" for i, (metric, value, _, _) in enumerate(lines)))
    told = [
        figure(metric, value, unit, f"{metric}: {i}", value, **({"dimensions": dims} if dims else {}), **fields)
        for i, (metric, value, unit, dims) in enumerate(lines)
    ]
    return text, told


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


# ----------------------------------------------------------------------------------------------------- things with names
def test_holders_of_a_certificate() -> None:
    text = far("9 subsidiaries hold ISO 45001.", "8 subsidiaries are certified to ISO 45001.", "Two have level II of safety.")
    nine = fact("certifications", "ISO 45001", "9 subsidiaries hold ISO 45001", scheme="ISO 45001", holder_count=9, status="held")
    eight = fact("certifications", "ISO 45001 again", "8 subsidiaries are certified", scheme="ISO 45001", holder_count=8, status="held")
    assert rules(audited(text, nine, eight)) == ["certificate-holders"]
    older = (*eight[:3], {**eight[3], "as_of": "2022"})
    newer = (*nine[:3], {**nine[3], "as_of": "2024"})
    assert audited(text, newer, older) == []


def test_a_certificate_held_and_applied_for() -> None:
    text = far("The mill holds ISO 50001.", "The mill has applied for ISO 50001.")
    found = audited(
        text,
        fact("certifications", "ISO 50001", "holds ISO 50001", scheme="ISO 50001", holder=MILL, status="held"),
        fact("certifications", "ISO 50001 to come", "applied for ISO 50001", scheme="ISO 50001", holder=MILL, status="applied"),
    )
    assert rules(found) == ["certificate-status"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Alder plans to build the Reed Bank solar park on ten hectares.", ["project-status"]),
        ("Alder plans to build a second phase of the Reed Bank solar park.", []),
        ("The Reed Bank solar park feeds two paper machines.", []),
    ],
)
def test_a_project_done_and_planned(body: str, said: list[str]) -> None:
    text = f"# Energy\n\n## The Reed Bank solar park has been connected to the grid.\n\n{body}\n"
    found = audited(text, fact("projects", "Reed Bank solar park", "Reed Bank solar park", name="Reed Bank solar park", status="operating"))
    assert rules(found) == said


def test_an_award_won_or_only_shortlisted() -> None:
    text = far("Alder was shortlisted for the Clean River Demonstration Projects.",
               "Its pulp line was selected as the Clean River Demonstration Project by the province.")  # fmt: skip
    title = "Clean River Demonstration Projects"
    found = audited(
        text,
        fact("awards", title, "Alder was shortlisted for the Clean River Demonstration Projects", title=title, recipients=(MILL,)),
        fact(
            "awards",
            title[:-1],
            "Its pulp line was selected as the Clean River Demonstration Project",
            title=title[:-1],
            recipients=(MILL,),
        ),
    )
    assert rules(found) == ["award-status"]


def test_an_award_with_two_ranks() -> None:
    text = far("Alder ranked 7th in the Top Fifty Mills list.", "Alder came 9th in the Top Fifty Mills list.")
    same = {"title": "Top Fifty Mills list", "recipients": (MILL,), "status": "ranked"}
    found = audited(
        text,
        fact("awards", "Top Fifty Mills list", "ranked 7th in the Top Fifty Mills list", rank="7", date="2024-05", **same),
        fact("awards", "Top Fifty Mills list ", "came 9th in the Top Fifty Mills list", rank="9", date="2024", **same),
    )
    assert rules(found) == ["award-details"] and "rank 7 and 9" in found[0].message


@pytest.mark.parametrize(("second", "said"), [("Ms. Ida Holm, Chief Executive Officer", ["one-post-two-people"]),
                                              ("Ms. Ida Holm, Chief Executive Officer until May", [])])  # fmt: skip
def test_one_post_and_two_people(second: str, said: list[str]) -> None:
    text = far("Mr. Aro Lind, Chief Executive Officer, signs.", f"{second}, signs.")
    post = {"position": "Chief Executive Officer", "organization": MILL}
    found = audited(
        text,
        fact("people", "Aro Lind", "Mr. Aro Lind, Chief Executive Officer", name="Aro Lind", **post),
        fact("people", "Ida Holm", second, name="Ida Holm", **post),
    )
    assert rules(found) == said


def test_a_company_founded_twice() -> None:
    text = far("Founded in 1921, Alder Paper Mills Ltd. makes board.", "Alder Paper Mills Ltd. was founded in 1912 by millers.",
               "Birch Board Ltd. was established in 1988.")  # fmt: skip
    found = audited(text, fact("organizations", MILL, MILL, role="reporter"), fact("organizations", "Birch Board Ltd.", "Birch Board Ltd."))
    assert rules(found) == ["founding-year"] and "1912 and in 1921" in found[0].message


def test_standards_of_other_levels() -> None:
    text = far("We helped with 5 national and industry standards.", "We revised 2 national standards.", "We revised 3 group standards.")
    found = audited(
        text,
        figure("Formulation of national and industry standards", "5", None, "5 national and industry standards"),
        figure("Revision of national standards", "2", None, "2 national standards"),
        figure("Revision of group standards", "3", None, "3 group standards"),
    )
    assert rules(found) == ["levels-differ"]


# ------------------------------------------------------------------------------------------------------------------ index
INDEX = """# Our Water

We draw water from the river and give it back clean, as the law wants it, and we measure both every hour of every day of the year.
Three ponds settle what the mill leaves behind, and the fish in the last of them are older than most who work here. {water}

# Our People

The mill joined the Clean River Alliance. {people} There is a doctor in the mill, a nurse, and a room for those who feel unwell at work.
Shifts change at six, at two and at ten; who has young children may choose, and who has old parents may choose as well.

# Our Forests and Fibres

All fibres come from certified forests, and we know every forester by name; we walk through each of their forests once in two years.

# GRI Index

2-15\tConflicts of interest\tOur People
2-20\tProcess to determine remuneration
2-28\tMembership associations\t/
303-5\tWater consumption\tOur Water
304-1\tSites\tOur Forest and Fibres
404-1\tHours of training\t/
"""


def index(code: str, quote: str, status: str = "reported", *chapters: str) -> Said:
    return fact("disclosures", f"GRI {code}", quote, **{k: v for k, v in (("chapters", chapters),) if v}, framework="GRI", code=code,
                title=quote.split("\t")[1], status=status)  # fmt: skip


ROWS = (
    index("2-15", "2-15\tConflicts of interest\tOur People", "reported", "Our People"),
    index("2-20", "2-20\tProcess to determine remuneration", "blank"),
    index("2-28", "2-28\tMembership associations\t/", "omitted"),
    index("303-5", "303-5\tWater consumption\tOur Water", "reported", "Our Water"),
    index("304-1", "304-1\tSites\tOur Forest and Fibres", "reported", "Our Forests and Fibres"),
    index("404-1", "404-1\tHours of training\t/", "omitted"),
)


def test_the_content_index() -> None:
    text = INDEX.format(water="", people="")
    joined = fact(
        "awards", "Clean River Alliance", "The mill joined the Clean River Alliance", title="Clean River Alliance", status="joined"
    )
    found = audited(text, *ROWS, joined)
    assert [(f.rule, f.severity) for f in found] == [
        ("omitted-but-reported", "error"), ("silent-chapter", "warning"), ("empty-index-cell", "warning"), ("silent-chapter", "warning"),
        ("misnamed-chapter", "note"),
    ]  # fmt: skip
    assert [f.message for f in found if f.rule == "silent-chapter"] == [
        "GRI 2-15 points to Our People, where no line speaks of it", "GRI 303-5 points to Our Water, where no line speaks of it",
    ]  # fmt: skip
    assert "'Our Forest and Fibres' (304-1), the heading 'Our Forests and Fibres'" in found[-1].message


def test_an_index_in_order_is_left_alone() -> None:
    text = INDEX.format(water="Our water consumption fell.", people="Conflicts of interest are told to the board.")
    assert (
        audited(
            text.replace("Our Forest and", "Our Forests and"),
            ROWS[0],
            ROWS[3],
            index("304-1", "304-1\tSites", "reported", "Our Forests and Fibres"),
        )
        == []
    )


def test_training_hours_left_out_although_the_table_has_them() -> None:
    text = INDEX.format(water="", people="Average hours of training per employee\t31.5")
    hours = figure("Average hours of training per employee", "31.5", "Hours", "Average hours of training per employee", "31.5")
    assert [f.message[:12] for f in audited(text, *ROWS[4:], hours) if f.rule == "omitted-but-reported"] == ["GRI 404-1 is"]


def test_a_chapter_that_is_not_there() -> None:
    text = INDEX.format(water="", people="").replace("304-1\tSites\tOur Forest and Fibres", "304-1\tSites\tBirds of the Marsh")
    known = [
        index(f"3-{i}", "404-1\tHours of training\t/", "reported", c)
        for i, c in enumerate(("Our Water", "Our People", "Our Forests and Fibres", "GRI Index"))
    ]
    found = audited(text, *known, index("304-1", "304-1\tSites\tBirds of the Marsh", "reported", "Birds of the Marsh"))
    assert [f.rule for f in found if "Birds" in f.message] == ["missing-chapter"]


# ------------------------------------------------------------------------------------------------------------ units, whole
def test_figures_without_units_are_told_once() -> None:
    text, told = rows(*((f"{what} emissions", value, None, {}) for what, value in (("Dust", "12.5"), ("Steam", "14.1"), ("Soot", "17.3"))))
    found = audited(text, *told)
    assert [(f.rule, f.severity) for f in found] == [("unit-missing", "note")]
    assert audited(text, *told[:2]) == []


def test_the_same_places_are_told_once() -> None:
    text = far("9 subsidiaries hold ISO 45001.", "8 subsidiaries hold ISO 45001.")
    found = audited(
        text,
        fact("certifications", "ISO 45001", "9 subsidiaries hold ISO 45001", scheme="ISO 45001", holder_count=9, status="held"),
        fact("certifications", "ISO 45001 too", "8 subsidiaries hold ISO 45001", scheme="ISO 45001", holder_count=8, status="held"),
        figure("Subsidiaries with ISO 45001", "9", None, "9 subsidiaries hold ISO 45001"),
        figure("Subsidiaries with ISO 45001", "8", None, "8 subsidiaries hold ISO 45001"),
    )
    assert rules(found) == ["certificate-holders"]


def test_a_finding_needs_evidence_and_keeps_it_short() -> None:
    with pytest.raises(ValueError, match="no finding without evidence"):
        Finding("x", "error", "contradiction", "", (), ())
    long = {"quote": "word " * 500, "start": 10, "end": 2510}
    pieces = cited([long], [{"quote": str(i), "start": 3000 + i, "end": 3001 + i} for i in range(30)])
    assert len(pieces) == 7 and len(pieces[0]["quote"]) < 1_500 and pieces[0]["end"] == 10 + len(pieces[0]["quote"])
    assert brief("a  <b>b</b>\n**c**") == "a b c" and len(brief("word " * 99)) <= 160


def test_an_empty_report_has_nothing_to_find() -> None:
    assert audit(stored("# Nothing\n", []), "alder-2024", "# Nothing\n") == []


def test_json_has_the_shape_of_the_contract() -> None:
    text = far("The mill has 1,204 employees.", "The mill has 1,240 employees.")
    (found,) = audited(text, figure("Employees", "1,204", None, "1,204 employees"), figure("Employees", "1,240", None, "1,240 employees"))
    made = json.loads(json.dumps(found.as_json()))
    assert list(made) == ["rule", "severity", "kind", "message", "facts", "evidence"]
    assert list(made["evidence"][0]) == ["report", "quote", "start", "end", "page", "section"]


def test_every_rule_is_named_after_its_findings() -> None:
    source = "".join(path.read_text("utf-8") for path in sorted((ROOT / "kg").glob("audit_*.py")))
    assert [name for name in RULES if f'"{name}"' not in source] == []


def test_the_sample_report_contradicts_itself_where_a_reader_says() -> None:
    report = read(ROOT / "examples" / "barrovento-2024.md")
    names, facts = extract(report)
    store = open_store()
    store.replace(report_iri(report.id), quads_of(report, facts, names))
    found = audit(store, report.id, report.text)
    assert found == audit(store, report.id, report.text)
    golden = [json.loads(line) for line in (ROOT / "examples" / "golden" / "audit.jsonl").read_text("utf-8").splitlines()]
    missed = [item["id"] for item in golden if not any(_cites(f, report.text, item["evidence"]) for f in found)]
    assert set(missed) <= {"C7"}
    errors = [f for f in found if f.severity == "error"]
    assert [f.message for f in errors if not any(_cites(f, report.text, item["evidence"]) for item in golden)] == []


def _cites(finding: Finding, text: str, quotes: list[str]) -> bool:
    """Does it cite two of these quotes, or parts of them?"""
    places = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    return sum(any(e["start"] < b and a < e["end"] for e in finding.evidence) for a, b in places) >= 2
