"""Word documents: headings by their outline level, lists, tables with merged cells, footnotes after the paragraph that cites them."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from report.errors import InputError, LimitError
from report.limits import DEFAULT, Limits
from report.lines import Shape
from report.model import Report
from report.spans import Cell, write_table
from report.typeset import raised
from report.writing import Writer

_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|otsikko|overskrift|nagłówek|标题)\s*([1-9])", re.I)
_TITLE = re.compile(r"title$", re.I)
_CONTENTS = re.compile(r"toc\s?\d|table of figures", re.I)
_LIST = re.compile(r"list (?:bullet|number|paragraph)", re.I)
_LIST_MARK = re.compile(r"(?:[•◆♦●▪■◇○➢✓►▶※·→›»✔]|[–—-]\s)\s*")
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def read_docx(data: bytes, name: str, id: str, limits: Limits = DEFAULT) -> Report:
    """A .docx file. Raises InputError for one that is broken, locked or empty, LimitError for one that unpacks too large."""
    _check_packed(data, name, limits)
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Document(document, name, limits)
        reader.read(document.element.body)
    except (OpcError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError,
            NotImplementedError, RuntimeError, OSError) as error:  # fmt: skip  # odd compression, a locked part, damaged bzip2
        raise InputError(f"{name}: the Word document is broken and cannot be opened") from error
    if not reader.writer.raws:
        raise InputError(f"{name}: the document has no text")
    return reader.writer.report(id, name, hashlib.sha256(data).hexdigest(), "docx")


def _check_packed(data: bytes, name: str, limits: Limits) -> None:
    if not data.strip():
        raise InputError(f"{name}: the file is empty")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(f"{name}: locked with a password, or an old .doc; save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(f"{name}: no Word document (.docx), whatever its name says") from error
    if not any(part.filename == "word/document.xml" for part in parts):
        raise InputError(f"{name}: a zip file, but no Word document (.docx)")
    read = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
    if max(read, default=0) > limits.max_stream or sum(part.file_size for part in parts) > limits.max_unpacked:
        raise LimitError(
            f"{name}: unpacks to more than {limits.max_stream // 1_000_000:,} MB a part or {limits.max_unpacked // 1_000_000:,} MB in all"
        )
    if any(part.file_size > 200 * max(part.compress_size, 1) and part.file_size > 50_000_000 for part in parts):
        raise LimitError(f"{name}: a part of it unpacks to more than 200 times its size")


class _Document:
    def __init__(self, document: Any, name: str, limits: Limits) -> None:
        self.writer = Writer(name, limits)
        self.styles = {style.style_id: style for style in document.styles}
        self.notes = {kind: _notes(document, kind) for kind in ("footnotes", "endnotes")}
        self.cited: list[tuple[int, str]] = []
        self.count = self.last = 0

    def read(self, body: Any) -> None:
        elements = list(_blocks(body))
        for element, after in zip(elements, [*elements[1:], None], strict=True):
            if element.tag == qn("w:p"):
                self.paragraph(element, after)
            else:
                self.table(element)

    def paragraph(self, element: Any, after: Any) -> None:
        style = self._style(element)
        if style and _CONTENTS.match(style):
            return
        level = self._level(element, style)
        text = self._text(element)
        listed = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None or bool(_LIST.match(style))
        if level:
            self.last = level
        elif not listed and self._set_as_title(element, text, after):
            level = min(self.last + 1, 6)
        mark = _LIST_MARK.match(text)
        shape = Shape.HEADING if level else Shape.ITEM if listed or mark else Shape.TEXT
        self.writer.block(shape, text, level, mark.end() if mark and not level else 0)
        self._cite()
        for box in element.iter(qn("w:txbxContent")):
            if not any(a.tag.endswith("}Fallback") for a in box.iterancestors()):
                self.read(box)

    def table(self, element: Any) -> None:
        rows: list[Any] = []
        heads = 0
        for row in element.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is not element:
                continue
            if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None and heads == len(rows):
                heads += 1
            rows.append(row)
        write_table(self.writer, self._merged(rows), min(heads, max(len(rows) - 1, 0)))
        self._cite()
        for inner in element.iter(qn("w:tbl")):
            if inner is not element and next(inner.iterancestors(qn("w:tbl"))) is element:
                self.table(inner)

    def _merged(self, rows: list[Any]) -> list[list[Cell]]:
        """Cells with their spans; a cell that goes on the one above (vMerge) is counted to it."""
        grid: list[list[tuple[int, Any, int]]] = []
        for row in rows:
            at = int(row.findtext(f"{qn('w:trPr')}/{qn('w:gridBefore')}") or 0)
            placed = []
            for cell in (c for c in row.iter(qn("w:tc")) if next(c.iterancestors(qn("w:tr"))) is row):
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                wide = max(1, min(int(span.get(qn("w:val")) or 1), 1000)) if span is not None else 1
                placed.append((at, cell, wide))
                at += wide
            grid.append(placed)
        made: list[list[Cell]] = []
        for i, placed in enumerate(grid):
            made.append([self._cell(cell, wide, _reach(grid, i, at)) for at, cell, wide in placed if not _goes_on(cell) or i == 0])
        return made

    def _cell(self, cell: Any, wide: int, high: int) -> Cell:
        paragraphs = [p for p in cell.iter(qn("w:p")) if next(p.iterancestors(qn("w:tc"))) is cell]
        text = " ".join(
            t
            for p in paragraphs
            if (t := ("• " if p.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None else "") + self._text(p)).strip("• ")
        )
        indent = paragraphs[0].find(f"{qn('w:pPr')}/{qn('w:ind')}") if paragraphs else None
        left = re.match(r"\d+", (indent.get(qn("w:left")) or indent.get(qn("w:start")) or "") if indent is not None else "")
        return Cell(text, wide, high, indent=int(left.group()) // 100 if left else 0)

    # ------------------------------------------------------------------------------------------------------ paragraphs
    def _style(self, element: Any) -> str:
        named = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self.styles.get(named.get(qn("w:val"))) if named is not None else None
        return (style.name or "") if style is not None else ""

    def _level(self, element: Any, style: str) -> int:
        """Heading level from 1, or 0: by the name of the style or of one it is based on, or by its outline level."""
        own = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        named = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        at = self.styles.get(named.get(qn("w:val"))) if named is not None else None
        for _ in range(10):
            if own is not None and (own.get(qn("w:val")) or "9").isdigit() and int(own.get(qn("w:val"))) < 9:
                return min(int(own.get(qn("w:val"))) + 1, 6)
            if at is None:
                break
            match = _HEADING.match(at.name or "")
            if match:
                return min(int(match.group(1)), 6)
            own = at.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            at = getattr(at, "base_style", None)
        return 1 if _TITLE.match(style) else 0

    def _set_as_title(self, element: Any, text: str, after: Any) -> bool:
        """Is a paragraph without a style of headings set as one: short, all of it bold, no sentence, and above text that is not?"""
        if not _TITLED.fullmatch(text.strip()) or after is None or after.tag != qn("w:p"):
            return False
        return _is_bold(element) and not _is_bold(after) and len(self._text(after)) > len(text)

    def _text(self, element: Any) -> str:
        """The text of a paragraph: raised marks raised, deleted text left out, footnotes numbered and remembered."""
        parts: list[str] = []
        for run in element.iter(qn("w:r")):
            owner = next((a for a in run.iterancestors() if a.tag in (qn("w:p"), qn("w:del"), qn("w:moveFrom"))), None)
            if owner is not element:
                continue
            high = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
            text = "".join(self._pieces(run))
            parts.append(raised(text) if high is not None and high.get(qn("w:val")) == "superscript" else text)
        return "".join(parts)

    def _pieces(self, run: Any) -> Iterator[str]:
        for piece in run:
            if piece.tag == qn("w:t"):
                yield piece.text or ""
            elif piece.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
                yield " "
            elif piece.tag == qn("w:noBreakHyphen"):
                yield "-"
            elif piece.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                note = self.notes[f"{piece.tag.rpartition('}')[2].removesuffix('Reference')}s"].get(piece.get(qn("w:id")) or "")
                if note is not None:
                    self.count += 1
                    self.cited.append((self.count, " ".join(self._text(p) for p in note.iter(qn("w:p")))))
                    yield raised(str(self.count))

    def _cite(self) -> None:
        """Writes the notes that the last block cited."""
        waiting, self.cited = self.cited, []
        for number, text in waiting:
            self.writer.block(Shape.NOTE, f"{raised(str(number))} {text.strip()}")


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables of a body in order, also those inside content controls."""
    for element in body:
        if element.tag in (qn("w:p"), qn("w:tbl")):
            yield element
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag"), qn("w:customXml")):
            yield from _blocks(element)


_TITLED = re.compile(r"(?=.*[^\W\d_]{3})[^\W_(].{2,98}[^.,;:!]")


def _is_bold(paragraph: Any) -> bool:
    """Are all words of a paragraph set in bold by hand?"""
    runs = [run for run in paragraph.iter(qn("w:r")) if "".join(t.text or "" for t in run.iter(qn("w:t"))).strip()]
    marks = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs]
    return bool(runs) and all(mark is not None and mark.get(qn("w:val")) not in ("0", "false", "off") for mark in marks)


def _goes_on(cell: Any) -> bool:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val")) in (None, "continue")


def _reach(grid: list[list[tuple[int, Any, int]]], row: int, at: int) -> int:
    """How many rows a cell covers: its own and those below whose cell in this place goes on it."""
    count = 1
    while row + count < len(grid) and any(a == at and _goes_on(cell) for a, cell, _ in grid[row + count]):
        count += 1
    return count


def _notes(document: Any, kind: str) -> dict[str, Any]:
    """The foot- or endnotes of a document by their id."""
    part = next((r.target_part for r in document.part.rels.values() if not r.is_external and r.reltype == _NOTES + kind), None)
    if part is None:
        return {}
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    return {note.get(qn("w:id")) or "": note for note in root if note.get(qn("w:type")) in (None, "normal")}
