"""Word documents: outline levels, merged cells, footnotes, what was deleted."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from report.docx import read_docx
from report.model import BlockKind, Report
from tests.report.formats import saved
from tests.report.helpers import grid, only_table, quotes


def read(document: Document) -> Report:
    return read_docx(saved(document), "acme.docx", "acme")


def test_merged_cells_stand_in_each_place_that_they_cover() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    for i, row in enumerate([["Topic", "2023", "2024"], ["Energy", "", ""], ["Steam", "1", "2"], ["", "3", "4"]]):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    table.cell(1, 0).merge(table.cell(1, 2))
    table.cell(2, 0).merge(table.cell(3, 0))
    report = read(document)
    made = only_table(report)
    assert made.heads() == ("Topic", "2023", "2024")
    assert grid(made) == [["Steam", "1", "2"], ["Steam", "3", "4"]]
    assert [g.text for g in made.groups] == ["Energy", "Energy"]
    assert report.text.count("Steam") == 1
    assert quotes(report, made, 1, 0) == ["Steam"]


def test_rows_marked_as_header_are_header() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for i, row in enumerate([["Alpha", "Beta"], ["one", "two"]]):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    assert only_table(read(document)).heads() == ("Alpha", "Beta")


def test_headings_are_found_by_outline_level_too() -> None:
    document = docx.Document()
    document.add_heading("The report", 0)
    document.add_heading("Water", 1)
    own = document.add_paragraph("Goals")
    own._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
    document.add_paragraph("We save water.")
    report = read(document)
    assert [(s.title, s.level) for s in report.sections] == [("The report", 1), ("Water", 1), ("Goals", 2)]


def test_deleted_text_is_left_out_and_inserted_text_is_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("We save ")
    for tag, text in (("w:del", "oil"), ("w:ins", "water")):
        run = f"<w:r><w:{'delText' if tag == 'w:del' else 't'}>{text}</w:{'delText' if tag == 'w:del' else 't'}></w:r>"
        paragraph._p.append(parse_xml(f'<{tag} {nsdecls("w")} w:id="1" w:author="a">{run}</{tag}>'))
    paragraph.add_run(" daily")
    assert read(document).text == "We save water daily\n"


def test_a_footnote_stands_after_its_paragraph() -> None:
    document = docx.Document()
    document.add_paragraph("Steam fell")
    document.add_paragraph("Power rose.")
    data = with_footnote(saved(document), "In the old mill only.")
    report = read_docx(data, "acme.docx", "acme")
    assert [(b.kind, b.text.text) for b in report.blocks] == [
        (BlockKind.PARAGRAPH, "Steam fell"), (BlockKind.FOOTNOTE, "¹ In the old mill only."), (BlockKind.PARAGRAPH, "Power rose."),
    ]  # fmt: skip
    assert report.text.startswith("Steam fell¹\n")


def with_footnote(data: bytes, note: str) -> bytes:
    """The document with one footnote at the end of its first paragraph."""
    space = nsdecls("w")
    notes = f'<w:footnotes {space}><w:footnote w:id="0" w:type="separator"/><w:footnote w:id="2"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "word/document.xml":
                text = text.replace(b"</w:p>", b'<w:r><w:footnoteReference w:id="2"/></w:r></w:p>', 1)
            if part.filename == "word/_rels/document.xml.rels":
                text = text.replace(
                    b"</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
                )
            if part.filename == "[Content_Types].xml":
                text = text.replace(b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/></Types>'.encode())
            new.writestr(part, text)
        new.writestr("word/footnotes.xml", notes)
    return made.getvalue()


def test_lists_and_raised_marks() -> None:
    document = docx.Document()
    document.add_paragraph("Bark", style="List Bullet")
    paragraph = document.add_paragraph("We use 5 m")
    run = paragraph.add_run("3")
    run.font.superscript = True
    report = read(document)
    assert [(b.kind, b.text.text) for b in report.blocks] == [(BlockKind.LIST_ITEM, "Bark"), (BlockKind.PARAGRAPH, "We use 5 m³")]
    assert qn("w:p").endswith("}p")


def test_a_short_line_in_bold_above_text_is_a_heading_and_a_bold_sentence_is_none() -> None:
    document = docx.Document()
    document.add_heading("Our mill", 1)
    document.add_paragraph().add_run("Energy and steam").bold = True
    document.add_paragraph("Steam comes from bark and from nothing else.")
    document.add_paragraph().add_run("Steam is what we live on.").bold = True
    document.add_paragraph("It comes from bark, as it has for ninety years.")
    document.add_paragraph().add_run("Bark").bold = True
    document.add_paragraph().add_run("Chips and other wood").bold = True
    report = read(document)
    assert [(s.title, s.level) for s in report.sections] == [("Our mill", 1), ("Energy and steam", 2)]
