"""A file becomes a `Report`. One reader for each file ending; adding a format is one function and one line."""

from __future__ import annotations

import gc
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from report.decode import decode
from report.errors import InputError, LimitError
from report.layout import laid_out
from report.limits import DEFAULT, Limits
from report.lines import raw_blocks
from report.model import Report
from report.note_marks import unmarked
from report.outline import outlined
from report.paged import page_starts, with_pages
from report.plain import plain_blocks
from report.printed import rejoined_units
from report.spaced import tabbed
from report.stacked import unstacked


class Reader(Protocol):
    """(content, file name, report id) -> Report. Raises InputError, in one line, for what it cannot read, LimitError for what is too much."""

    def __call__(self, data: bytes, name: str, id: str, limits: Limits = DEFAULT) -> Report: ...


def read_markdown(data: bytes, name: str, id: str, limits: Limits = DEFAULT) -> Report:
    """Markdown, as written or as OCR leaves it."""
    text = _limited(decode(data, name), name, limits)
    made = laid_out(
        text,
        outlined(unstacked(raw_blocks(tabbed(unmarked(text), marked=True)))),
        id,
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="md",
    )
    return with_pages(made, page_starts(text))


def read_text(data: bytes, name: str, id: str, limits: Limits = DEFAULT) -> Report:
    """Flat text. A text file that is Markdown in truth is read as such."""
    text = _limited(decode(data, name), name, limits)
    marks = len(re.findall(r"^#{1,6} \S|^\|.+\|\s*$|^[^\n]*\t", text, re.M))
    marked = marks >= 5 and re.search(r"^#{1,6} \S", text, re.M)
    bare = unmarked(text)
    raws = outlined(unstacked(raw_blocks(bare))) if marked else plain_blocks(tabbed(rejoined_units(bare)))
    return with_pages(laid_out(text, raws, id, file=name, sha256=hashlib.sha256(data).hexdigest(), format="txt"), page_starts(text))


def read_pdf(data: bytes, name: str, id: str, limits: Limits = DEFAULT) -> Report:
    """PDF with a text layer; its library loads at the first one."""
    from report.pdf import read_pdf as read_pages

    return read_pages(data, name, id, limits)


def read_html(data: bytes, name: str, id: str, limits: Limits = DEFAULT) -> Report:
    """HTML, also XHTML."""
    from report.html import read_html as read_page

    return read_page(data, name, id, limits)


def read_docx(data: bytes, name: str, id: str, limits: Limits = DEFAULT) -> Report:
    """Word documents of today's format."""
    from report.docx import read_docx as read_document

    return read_document(data, name, id, limits)


READERS: dict[str, Reader] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
    ".text": read_text,
    ".pdf": read_pdf,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".docx": read_docx,
}
"""File ending -> reader. A format is added by one function and one line here; an unknown ending is refused with these."""


def read(path: Path, id: str | None = None, limits: Limits = DEFAULT) -> Report:
    """Read a report. Raises InputError, in one line, for a file that is missing, of no known format, not readable or too large."""
    reader = READERS.get(path.suffix.casefold())
    if reader is None:
        what = repr(path.suffix) if path.suffix else "a file without an ending"
        raise InputError(f"{path.name}: no reader for {what}; have {', '.join(sorted(READERS))}")
    try:
        if path.stat().st_size > limits.max_bytes:
            raise LimitError(f"{path.name}: larger than {limits.max_bytes / 1_000_000:,.3g} MB")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    with _uncollected():
        return reader(data, path.name, id or report_id(path.name), limits)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles while a report is read: it makes millions of small values and no cycles, and the search takes a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def report_id(name: str) -> str:
    """The id of a file's report: `ACME Report 2025.md` is `acme-report-2025`. Raises InputError when nothing is left."""
    spread = unicodedata.normalize("NFKD", Path(name).stem).casefold()
    stem = "".join(c for c in spread if not unicodedata.combining(c))
    slug = re.sub(r"[^a-z0-9]+", "-", stem).strip("-") or re.sub(r"[\W_]+", "-", Path(name).stem).strip("-")
    if not slug:
        raise InputError(f"{name}: no report id can be made of this name; rename the file")
    return slug[:80]


def _limited(text: str, name: str, limits: Limits) -> str:
    if len(text) > limits.max_chars:
        raise LimitError(f"{name}: {len(text):,} characters; the limit is {limits.max_chars:,}")
    return text
