"""Pages that are pictures: read by Tesseract where the extra `ocr` is installed (as it is for the tests), else named."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from typer.testing import CliRunner

from cli import app
from report.errors import InputError
from report.model import Report
from report.pdf import read_pdf
from tests.report.drawing import Drawing, figures
from tests.report.helpers import grid, only_table

ROWS = [
    ["Indicator", "2023", "2024"],
    ["Steam from bark", "1,240", "1,187"],
    ["Power bought", "310", "275"],
    ["Water of the river", "6,100", "5,940"],
]
TEXT = ["The paper that leaves our yard has come a long way, and so have", "the people who make it in the mill by the river."]


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tesserocr", None)


def picture_of(page: Drawing) -> Image.Image:
    picture: Image.Image = pdfium.PdfDocument(page.bytes())[0].render(scale=200 / 72).to_pil()
    return picture


def scan(*pictures: Image.Image | None) -> bytes:
    """A PDF of pages that are pictures; None: a page with text."""
    made = Drawing()
    for picture in pictures:
        if picture is None:
            made.lines(50, 100, TEXT)
        else:
            made.canvas.drawImage(ImageReader(picture), 0, 0, 595.27, 841.89)
        made.page()
    return made.bytes()


def page_with_table() -> Image.Image:
    page = Drawing()
    page.lines(50, 80, TEXT, 11, 14)
    figures(page, 160, ROWS, [50, 350, 450], 11, 22)
    return picture_of(page)


def read(data: bytes) -> Report:
    return read_pdf(data, "acme.pdf", "acme")


def test_a_scanned_page_gives_its_prose_and_its_table() -> None:
    report = read(scan(page_with_table(), None))
    assert " ".join(TEXT) in report.text
    table = only_table(report)
    assert table.heads() == tuple(ROWS[0])
    assert grid(table) == ROWS[1:]
    assert report.notes == ("acme.pdf: page 1 has no text layer; read by OCR, so quotes may have its mistakes",)
    assert report.page_at(report.text.index("Power bought")) == 1


def test_a_picture_without_words_is_no_page_of_text() -> None:
    photo = Image.new("L", (400, 600), 200)
    ImageDraw.Draw(photo).ellipse((100, 100, 300, 300), fill=60)
    assert read(scan(None, photo)).notes == ()
    with pytest.raises(InputError, match=r"acme\.pdf: no page has a text layer \(a scan\?\), and OCR found no words in its pictures"):
        read(scan(photo))


@pytest.mark.usefixtures("without_tesseract")
def test_without_the_extra_pages_without_text_are_named_with_what_helps() -> None:
    grey = Image.new("L", (40, 40), 128)
    report = read(scan(None, grey, grey, None, grey))
    assert report.notes == (
        "acme.pdf: pages 2-3, 5 have no text layer (a scan?) and could not be read; "
        'to have it read: pip install "reportgraph[ocr]", then build with --force',
    )
    with pytest.raises(InputError, match=r'no page has a text layer \(a scan\?\); to have it read: pip install "reportgraph\[ocr\]"'):
        read(scan(grey))


@pytest.mark.usefixtures("without_tesseract")
def test_a_build_says_what_it_could_not_read(tmp_path: Path) -> None:
    file = tmp_path / "acme.pdf"
    file.write_bytes(scan(None, Image.new("L", (40, 40), 128)))
    result = CliRunner().invoke(app, ["build", str(file), "-L", str(tmp_path / "library")])
    assert (result.exit_code, result.stdout) == (0, "added\tacme\n")
    assert "kg: acme.pdf: page 2 has no text layer (a scan?) and could not be read;" in result.stderr


def test_a_page_of_no_text_and_no_picture_is_told() -> None:
    page = Drawing()
    page.page()
    with pytest.raises(InputError, match="no page has a text layer, nor a picture of text"):
        read(page.bytes())


def test_the_bytes_of_a_picture_decide_what_is_read() -> None:
    file = io.BytesIO(scan(page_with_table()))
    assert read(file.getvalue()) == read(file.getvalue())
