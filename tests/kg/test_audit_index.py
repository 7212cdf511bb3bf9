"""Rules on the content index: left out although reported, empty, silent or missing chapters."""

from __future__ import annotations

from tests.kg.auditing import Said, audited, fact, figure

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
