"""One report, many formats: each reader gives the same sections, tables and facts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from report.model import BlockKind, Report
from report.read import READERS, read
from tests.report.formats import CLOSING, ENERGY, FORMATS, GASES, HEAD, POINTS, SECOND, SECTIONS, WORDS
from tests.report.helpers import grid

each_format = pytest.mark.parametrize("ending", FORMATS)


@cache
def report_in(ending: str) -> Report:
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"mill-2024{ending}"
        file.write_bytes(FORMATS[ending]())
        return read(file)


def test_every_reader_takes_part() -> None:
    aliases = {".markdown": ".md", ".text": ".txt", ".htm": ".html", ".xhtml": ".html"}
    assert {aliases.get(ending, ending) for ending in READERS} == set(FORMATS)


@each_format
def test_the_sections_are_the_same(ending: str) -> None:
    report = report_in(ending)
    assert [(s.title, s.parent) for s in report.sections] == SECTIONS
    assert [s.number for s in report.sections] == ["1", "1.1", "1.2", "2"]


@each_format
def test_the_tables_are_the_same(ending: str) -> None:
    report = report_in(ending)
    tables = [table for _, table in report.tables()]
    assert [list(table.heads()) for table in tables] == [HEAD, HEAD]
    assert [grid(table) for table in tables] == [ENERGY, GASES]


@each_format
def test_the_text_is_the_same(ending: str) -> None:
    report = report_in(ending)
    assert [b.text.text for b in report.blocks if b.kind is BlockKind.PARAGRAPH] == [WORDS, SECOND, CLOSING]
    assert [b.text.text for b in report.blocks if b.kind is BlockKind.LIST_ITEM] == POINTS


@each_format
def test_every_cell_and_block_is_found_in_the_text(ending: str) -> None:
    report = report_in(ending)
    for block in report.blocks:
        cells = list(block.table.cells()) if block.table else [block.text]
        for cell in cells:
            assert " ".join(report.text[a:b] for a, b in cell.places()) == cell.text
        assert block.section == report.section_at(block.start)


@each_format
def test_the_facts_are_the_same(ending: str) -> None:
    from kg.extract.observations import find_observations
    from kg.extract.organizations import find_names

    report = report_in(ending)
    names, _ = find_names(report)
    facts = {
        (f.label, f.fields["value_text"], f.fields.get("unit"), f.fields["period"])
        for f in find_observations(report, names)
        if f.note == "table cell"
    }
    assert {("Steam", "1,200", "MWh", "2023"), ("Scope 2", "71", "t", "2024"), ("Energy in all", "1,805", "MWh", "2024")} <= {
        (label.rpartition(": ")[2], *rest) for label, *rest in facts
    }
    assert len(facts) == 10


def test_pages_are_known_where_the_format_has_them() -> None:
    report = report_in(".pdf")
    assert [s.page for s in report.sections] == [1, 1, 1, 2]
    assert report.page_at(report.text.index(CLOSING)) == 2
    assert report_in(".html").pages == ()
