"""What is no report, or wants to be too much: one clear line that names the file, and no traceback."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption

from report.docx import read_docx
from report.errors import InputError, LimitError
from report.html import read_html
from report.limits import DEFAULT, Limits
from report.model import Report
from report.pdf import read_pdf
from report.read import READERS, read
from tests.report.drawing import Drawing
from tests.report.formats import FORMATS, as_docx, as_pdf
from tests.report.test_pdf import PROSE

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def locked() -> bytes:
    page = Drawing(encrypt=StandardEncryption("secret", canPrint=0))
    page.lines(50, 50, PROSE)
    return page.bytes()


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), data)
    return file.getvalue()


def blank() -> bytes:
    page = Drawing()
    page.page()
    return page.bytes()


BAD = [
    *((f"{kind}-{what}", f"a{kind}", data, told) for kind in (".pdf", ".html", ".docx", ".md", ".txt") for what, data, told in [
        ("empty", b"", "empty"), ("blank", b" \n\t\r\n ", "empty"),
    ]),
    ("pdf-of-text", "a.pdf", b"# A report\n\nin Markdown", "no PDF"),
    ("pdf-of-picture", "a.pdf", PNG, "no PDF"),
    ("pdf-of-docx", "a.pdf", as_docx(), "no PDF"),
    ("pdf-broken", "a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 8, "broken"),
    ("pdf-cut", "a.pdf", as_pdf()[:700], "broken"),
    ("pdf-locked", "a.pdf", locked(), "password"),
    ("pdf-scan", "a.pdf", blank(), "text layer"),
    ("docx-of-pdf", "a.docx", as_pdf(), "no Word document"),
    ("docx-old", "a.docx", OLE, "old .doc"),
    ("docx-cut", "a.docx", as_docx()[:3000], "no Word document"),
    ("docx-of-zip", "a.docx", zipped(a_txt=b"x"), "no Word document"),
    ("docx-broken", "a.docx", zipped(word__document_xml=b"<w:document", b_xml=b"<x/>"), "broken"),
    ("html-of-text", "a.html", b"just words, and no page", "no HTML"),
    ("html-of-picture", "a.html", PNG, "picture"),
    ("html-without-text", "a.html", b"<html><body><script>x</script></body></html>", "no text"),
    ("md-of-pdf", "a.md", as_pdf(), "give it its own file ending"),
    ("txt-of-nothing", "a.txt", bytes(2000), "empty|binary"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "told"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_is_one_clear_line(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(InputError, match=told) as caught:
        read(file)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


def test_a_word_document_packed_in_an_unknown_way_is_broken() -> None:
    data = bytearray(as_docx())
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:  # the method of compression of each part, in the directory
        data[start + 10 : start + 12] = b"\x63\x00"
        start += 4
    with pytest.raises(InputError, match=r"a\.docx"):
        read_docx(bytes(data), "a.docx", "a")


def test_an_unknown_ending_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(b"x")
    with pytest.raises(InputError, match=r"no reader for '\.odt'; have .*\.docx.*\.pdf"):
        read(tmp_path / "a.odt")


# -------------------------------------------------------------------------------------------------------------- limits
def bomb(size: int) -> bytes:
    """A PDF whose one page unpacks to `size` bytes."""
    packed = zlib.compress(b" " * size, 9)
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
    return (
        head
        + page
        + b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed)
        + packed
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def twice(size: int) -> bytes:
    """The same, packed twice: some hundred bytes in all."""
    single = bomb(size)
    start, end = single.index(b"stream\n") + 7, single.index(b"\nendstream")
    packed = zlib.compress(single[start:end], 9)
    return single[:start].replace(b"/FlateDecode", b"[/FlateDecode/FlateDecode]") + packed + single[end:]


@pytest.mark.parametrize("make", [bomb, twice])
def test_a_pdf_that_unpacks_to_too_much_is_refused_before_it_does(make: Callable[[int], bytes]) -> None:
    data = make(60_000_000)
    assert len(data) < 100_000
    with pytest.raises(LimitError, match=r"a\.pdf: .*unpacks to more than 50 MB"):
        read_pdf(data, "a.pdf", "a", replace(DEFAULT, max_stream=50_000_000))


def test_a_word_document_that_unpacks_to_too_much_is_refused() -> None:
    data = zipped(word__document_xml=b"<x>" + b" " * 60_000_000 + b"</x>")
    with pytest.raises(LimitError, match=r"a\.docx: .*unpacks"):
        read_docx(data, "a.docx", "a")


def test_deep_nesting_is_refused_and_not_followed() -> None:
    for tag in ("div", "table><tr><td", "span", "ul><li"):
        deep = f"<{tag}>" * 100_000
        with pytest.raises(LimitError, match=r"a\.html: elements nested more than 400 deep"):
            read_html(f"<p>x</p>{deep}y".encode(), "a.html", "a")


def test_a_table_that_claims_many_cells_is_refused() -> None:
    row = "<tr><td colspan=1000 rowspan=1000>x</td><td>y</td></tr>"
    with pytest.raises(LimitError, match="cells"):
        read_html(f"<table>{row * 1000}</table>".encode(), "a.html", "a")


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits(max_pages=1), "2 pages; the limit is 1"),
        (Limits(max_page_chars=20), "page 1 has more than 20 characters"),
        (Limits(max_chars=50), "more than 50 characters"),
        (Limits(max_seconds=1e-9), "took longer"),
    ],
)
def test_limits_are_settings(limits: Limits, told: str) -> None:
    with pytest.raises(LimitError, match=told):
        read_pdf(as_pdf(), "a.pdf", "a", limits)


def test_a_limit_must_be_positive() -> None:
    with pytest.raises(ValueError, match="max_pages"):
        Limits(max_pages=0)


@pytest.mark.parametrize("ending", [".html", ".md", ".txt"])
def test_one_very_long_line_is_read_or_refused(ending: str) -> None:
    line = b"<p>" + b"paper and steam " * 10_000
    assert len(READERS[ending](line, f"a{ending}", "a").text) > 150_000
    with pytest.raises(LimitError, match="characters"):
        READERS[ending](b"<p>" + b"paper " * 3_500_000, f"a{ending}", "a")


@pytest.mark.parametrize("ending", sorted(READERS))
def test_500_mb_of_one_line_are_refused_unread(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"a{ending}"
    with file.open("wb") as line:
        line.truncate(500_000_000)  # takes no room: the file is sparse
    with pytest.raises(LimitError, match=rf"a\{ending}: larger than 200 MB"):
        read(file)


@pytest.mark.parametrize("mark", ["> ", "- ", "  - ", "[", "*", "<b>", "# ", "| "])
def test_markdown_nested_deep_is_read(mark: str) -> None:
    survives(".md", f"# A mill\n\n{mark * 20_000}steam\n".encode())


def test_a_page_of_very_many_tags_is_read() -> None:
    page = "<p>The mill runs on steam.</p>" + "<br><b></b><i></i>" * 40_000
    assert "runs on steam" in read_html(page.encode(), "a.html", "a").text


@pytest.mark.parametrize("ending", [".md", ".txt", ".html"])
def test_binary_junk_is_no_text(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"a{ending}").write_bytes(bytes(range(256)) * 40)
    with pytest.raises(InputError, match=rf"^a\{ending}: [^\n]+$"):
        read(tmp_path / f"a{ending}")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_in_another_encoding_is_read(encoding: str) -> None:
    said = "# Café\n\nThe café on the pier sold 400 cups – a record.\n"
    assert "sold 400 cups – a record" in READERS[".md"](said.encode(encoding), "a.md", "a").text


# ---------------------------------------------------------------------------------------------------------------- fuzz
def survives(ending: str, data: bytes) -> None:
    """A reader gives a report whose quotes hold, or says in one line what is wrong."""
    try:
        report = READERS[ending](data, f"a{ending}", "a")
    except InputError as error:
        assert str(error).startswith(f"a{ending}") and "\n" not in str(error)
        return
    holds(report)


def holds(report: Report) -> None:
    for block in report.blocks:
        for cell in block.table.cells() if block.table else [block.text]:
            assert all(0 <= a <= b <= len(report.text) for a, b in zip(cell.starts, cell.ends, strict=True))


@settings(max_examples=40, deadline=None)
@given(ending=st.sampled_from(sorted(FORMATS)), data=st.data())
def test_damaged_files_never_break_a_reader(ending: str, data: st.DataObject) -> None:
    good = bytearray(FORMATS[ending]())
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(good) - 1))
        match data.draw(st.sampled_from(["flip", "cut", "repeat", "insert"])):
            case "flip":
                good[at] = data.draw(st.integers(0, 255))
            case "cut":
                del good[at : at + data.draw(st.integers(1, 400))]
            case "repeat":
                good[at:at] = good[at : at + data.draw(st.integers(1, 400))]
            case "insert":
                good[at:at] = data.draw(st.binary(max_size=40))
        if not good:
            break
    survives(ending, bytes(good))


HTML = st.lists(
    st.sampled_from(["<table>", "</table>", "<tr>", "<td>", "<th colspan=3>", "<td rowspan=4>", "<p>", "</p>", "<sup>", "</sup>", "<h1>", "<li>", "<br>",
                     "</tr>", "<thead>", "2024", "1,024", "Steam", "&nbsp;", "<ul>", "</ul>", "<div>", "<caption>", "\n\n", "(a)"]), max_size=60,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(parts=HTML)
def test_any_heap_of_tags_is_read(parts: list[str]) -> None:
    survives(".html", "".join(["<p>", *parts]).encode())


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(20, 560), st.integers(20, 820), st.sampled_from(["2024", "1,024", "Steam", "of which", "MWh", "(a)", "•", "a long line of prose to read"]), st.sampled_from([6, 9, 14])),
        min_size=1,
        max_size=40,
    ),
    st.lists(st.tuples(st.integers(20, 300), st.integers(310, 580), st.integers(20, 820)), max_size=12),
)  # fmt: skip
def test_any_page_of_words_and_lines_is_read(words: list[tuple[int, int, str, int]], rules: list[tuple[int, int, int]]) -> None:
    page = Drawing()
    for x, y, text, size in words:
        page.text(x, y, text, size)
    for x0, x1, y in rules:
        page.rule(x0, x1, y)
    survives(".pdf", page.bytes())
