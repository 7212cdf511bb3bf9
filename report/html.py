"""HTML: headings, paragraphs, lists and tables become text and blocks; scripts, styles and menus are left out."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from report.covering import span
from report.decode import decode
from report.errors import InputError, LimitError
from report.limits import DEFAULT, Limits
from report.lines import Shape
from report.model import Report
from report.spans import Cell, write_table
from report.typeset import raised, unraised
from report.writing import Writer

_DROPPED = {"script", "style", "head", "template", "svg", "noscript", "nav", "iframe", "object", "select", "button", "form", "math"}
_INLINE = {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q",
           "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "input"}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_PADDING = re.compile(r"(?:padding-left|margin-left|text-indent)\s*:\s*(\d+)(?:\.\d+)?\s*(px|pt|em|rem)?", re.I)
_LIST_MARK = re.compile(r"(?:[•◆♦●▪■◇○➢✓►▶※·→›»✔]|[–—-]\s)\s*")


def read_html(data: bytes, name: str, id: str, limits: Limits = DEFAULT) -> Report:
    """An HTML page. Raises InputError for what is no HTML, LimitError for one that is too long or too deeply nested."""
    text = _decoded(data, name)
    if len(text) > limits.max_chars * 4:
        raise LimitError(f"{name}: {len(text):,} characters; the limit is {limits.max_chars * 4:,}")
    if not re.search(r"<\s*[a-zA-Z!?/]", text[:100_000]):
        raise InputError(f"{name}: no HTML; give plain text the ending .txt")
    root = _parsed(text, name)
    _check_depth(root, name, limits)
    writer = Writer(name, limits)
    _Page(writer).read(root)
    if not writer.raws:
        raise InputError(f"{name}: the page has no text")
    return writer.report(id, name, hashlib.sha256(data).hexdigest(), "html")


def _decoded(data: bytes, name: str) -> str:
    """The text of the page, in the encoding that it names, if that fits; else as any text file."""
    found = _CHARSET.search(data[:4096])
    if found and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode(codecs.lookup(found.group(1).decode("ascii")).name)
        except (LookupError, UnicodeDecodeError):
            pass  # it is in another encoding than it says
    return decode(data, name)


def _parsed(text: str, name: str) -> Any:
    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", text)
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml_html.document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError(f"{name}: no HTML that can be read") from error
    return root


def _check_depth(root: Any, name: str, limits: Limits) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.max_depth:
            raise LimitError(f"{name}: elements nested more than {limits.max_depth} deep")


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2].rpartition(":")[2].casefold() if isinstance(element.tag, str) else ""


def _is_dropped(element: Any) -> bool:
    tag = _tag(element)
    if not tag or tag in _DROPPED or (tag == "header" and ":" in element.tag):  # the hidden head of an XBRL page
        return True
    if tag == "footer" and element.getparent() is not None and _tag(element.getparent()) == "body":
        return True
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))


class _Page:
    """Walks a page once and writes a block whenever one is complete."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.text: list[str] = []
        self.shape, self.level, self.last = Shape.TEXT, 0, 0
        self.raised: list[int] = []

    def read(self, root: Any) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped: Any = None
        for event, element in walk:
            if skipped is not None:
                skipped = None if event == "end" and element is skipped else skipped
                if skipped is None:
                    self.add(element.tail)
                continue
            if event == "start":
                if self.start(element):
                    walk.skip_subtree()
                    skipped = element
            else:
                self.end(element)
                self.add(element.tail)
        self.flush()

    def add(self, text: str | None) -> None:
        if text:
            self.text.append(text)

    def start(self, element: Any) -> bool:
        """Opens an element; True when what is in it is dealt with."""
        tag = _tag(element)
        if _is_dropped(element):
            return True
        if tag == "table" and not _is_layout(element):
            self.flush()
            self.table(element)
            return True
        if tag == "dl" and (pairs := _pairs(element)):
            self.flush()
            write_table(self.writer, [[_cell(term), _cell(said)] for term, said in pairs], 0, "")
            return True
        if tag == "br":
            self.add("\n")
        elif tag == "sup":
            self.raised.append(len(self.text))
        elif tag not in _INLINE:
            self.flush()
            self.shape, self.level = self.opened(element, tag)
        self.add(element.text)
        return False

    def opened(self, element: Any, tag: str) -> tuple[Shape, int]:
        """What the text of an element is, and its level if that is a heading: one by its tag, by its role, or the title of a fold."""
        if re.fullmatch(r"h[1-6]", tag):
            self.last = int(tag[1])
        elif element.get("role") == "heading":
            self.last = min(span(element.get("aria-level") or "2"), 6)
        elif tag == "summary":
            return Shape.HEADING, min(self.last + 1, 6)
        else:
            return Shape.ITEM if tag == "li" or _opens_item(element) else Shape.TEXT, 0
        return Shape.HEADING, self.last

    def end(self, element: Any) -> None:
        tag = _tag(element)
        if tag == "sup" and self.raised:
            at = self.raised.pop()
            self.text[at:] = [raised("".join(self.text[at:]))]
        elif tag not in _INLINE and tag != "br":
            self.flush()

    def flush(self) -> None:
        for part in re.split(r"\n[ \t]*\n", "".join(_br(self.text))):
            text = " ".join(part.split())
            shape = Shape.NOTE if self.shape is Shape.TEXT and text and unraised(text[0]) != text[0] else self.shape
            mark = _LIST_MARK.match(text) if shape in (Shape.TEXT, Shape.ITEM) else None
            self.writer.block(Shape.ITEM if mark else shape, text, self.level, mark.end() if mark else 0)
        self.text, self.raised = [], []
        self.shape, self.level = Shape.TEXT, 0

    def table(self, element: Any) -> None:
        rows = [row for row in _rows(element) if _cells(row)]
        heads = _heads(rows)
        caption = next((_said(c) for c in element if _tag(c) == "caption"), "")
        self.writer.block(Shape.TEXT, caption)
        write_table(self.writer, [[_cell(cell) for cell in _cells(row)] for row in rows], heads, caption)
        for inner in element.iter():
            if inner is not element and _tag(inner) == "table" and _owner(inner) is element:
                self.table(inner)


def _opens_item(element: Any) -> bool:
    """Is an element the first in a list item, with no text before it: <li><p>?"""
    above = element.getparent()
    return above is not None and _tag(above) == "li" and element.getprevious() is None and not (above.text or "").strip()


def _br(parts: Sequence[str]) -> Iterator[str]:
    """Text without its own line ends; those that are left were <br>."""
    return (part if part == "\n" else re.sub(r"[\n\r]+", " ", part) for part in parts)


# -------------------------------------------------------------------------------------------------------------- tables
def _owner(element: Any) -> Any:
    """The table that an element is in."""
    return next((a for a in element.iterancestors() if _tag(a) == "table"), None)


def _rows(table: Any) -> list[Any]:
    return [e for e in table.iter() if _tag(e) == "tr" and _owner(e) is table]


def _cells(row: Any) -> list[Any]:
    return [e for e in row if _tag(e) in ("td", "th") and not _is_dropped(e)]


def _pairs(listed: Any) -> list[tuple[Any, Any]]:
    """The terms of a definition list, each with what is said of it; empty for one that holds more than pairs of plain text."""
    parts = [e for e in listed.iter() if _tag(e) in ("dt", "dd")]
    terms, said = parts[::2], parts[1::2]
    plain = not any(
        _tag(e) in ("table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6") or (_tag(e) == "dl" and e is not listed) for e in listed.iter()
    )
    paired = len(terms) == len(said) and all(_tag(t) == "dt" for t in terms) and all(_tag(d) == "dd" for d in said)
    return list(zip(terms, said, strict=True)) if plain and paired else []


def _is_layout(table: Any) -> bool:
    """A table without heads that only places things: one column, or other tables or headings in its cells."""
    rows = _rows(table)
    cells = [cell for row in rows for cell in _cells(row)]
    if any(_tag(cell) == "th" for cell in cells):
        return False
    if max((len(_cells(row)) for row in rows), default=0) < 2:
        return True
    return any(_tag(e) in ("table", "h1", "h2", "h3", "h4", "h5", "h6") for cell in cells for e in cell.iter())


def _heads(rows: Sequence[Any]) -> int:
    """How many rows at the top are marked as header: in <thead>, or of <th> only."""
    count = 0
    for row in rows[:6]:
        inside = _tag(row.getparent()) == "thead" if row.getparent() is not None else False
        cells = _cells(row)
        heads = [cell for cell in cells if _tag(cell) == "th" and cell.get("scope") not in ("row", "rowgroup")]
        if not inside and (len(heads) < len(cells) or (len(cells) == 1 and count)):
            break
        count += 1
    return min(count, len(rows) - 1) if rows else 0


def _cell(element: Any) -> Cell:
    columns, rows = (span(element.get(key)) for key in ("colspan", "rowspan"))
    text = _said(element)
    found = _PADDING.search(element.get("style") or "") or _PADDING.search(next((e.get("style") or "" for e in element), ""))
    indent = int(found.group(1)) // (8 if (found.group(2) or "px") in ("px", "pt") else 1) if found else 0
    blanks = re.match(r"[\u00a0\u2002\u2003]*", "".join(element.itertext()).lstrip(" \n\t\r"))
    return Cell(text, columns, rows, _tag(element) == "th", max(indent, len(blanks.group()) // 2 if blanks else 0))


def _said(element: Any) -> str:
    """The text of a cell: blocks with blanks between, list items with bullets, raised marks raised."""
    parts: list[str] = []
    opened: list[int] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    skipped: Any = None
    for event, inner in walk:
        if skipped is not None:
            if event == "end" and inner is skipped:
                skipped = None
                parts.append(inner.tail or "")
            continue
        tag = _tag(inner)
        if event == "start":
            if inner is not element and (_is_dropped(inner) or tag == "table"):
                walk.skip_subtree()
                skipped = inner
                continue
            if tag == "sup":
                opened.append(len(parts))
            elif tag not in _INLINE:
                parts.append(" • " if tag == "li" else " ")
            parts.append(inner.text or "")
        else:
            if tag == "sup" and opened:
                at = opened.pop()
                parts[at:] = [raised("".join(parts[at:]))]
            elif tag not in _INLINE:
                parts.append(" ")
            if inner is not element:
                parts.append(inner.tail or "")
    return " ".join("".join(parts).split())
