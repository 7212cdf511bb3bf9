"""PDFs whose forms draw each other are refused at once; forms in forms, as real files have them, are read."""

from __future__ import annotations

import zlib

import pytest

from report.errors import LimitError
from report.pdf import read_pdf


def pdf(forms: dict[int, str], resources: str = "", packed: bool = False) -> bytes:
    """A page with a line of text that draws form 10. `forms`: number -> what it draws; each names the others /F<number>."""
    names = "/XObject << " + " ".join(f"/F{n} {n} 0 R" for n in forms) + " >>"
    objects = {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               3: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> {names} >> >>",
               5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", 6: f"<< {names} >>"}  # fmt: skip
    out = b"%PDF-1.4\n" + b"".join(f"{n} 0 obj\n{text}\nendobj\n".encode() for n, text in objects.items())
    streams = {4: ("", "BT /F 12 Tf 50 700 Td (Kilns burned less gas in the year.) Tj ET /F10 Do")}
    streams |= {
        n: (f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources {resources or f'<< {names} >>'}", c) for n, c in forms.items()
    }
    for number, (head, content) in streams.items():
        body = zlib.compress(content.encode()) if packed else content.encode()
        pack = "/Filter /FlateDecode " if packed else ""
        out += f"{number} 0 obj\n<< {head} {pack}/Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream\nendobj\n"
    return out + b"trailer << /Root 1 0 R >>\n%%EOF\n"


CHAIN = {n: f"/F{n + 1} Do /F{n + 1} Do" for n in range(10, 50)} | {50: "0 0 m"}


@pytest.mark.parametrize("forms", [{10: "/F10 Do /F10 Do"}, {10: "/F11 Do /F11 Do", 11: "/F10 Do"}, CHAIN], ids=["itself", "ring", "chain"])
@pytest.mark.parametrize(("resources", "packed"), [("", False), ("", True), ("6 0 R", True)])
def test_forms_that_draw_each_other_without_end_are_refused(forms: dict[int, str], resources: str, packed: bool) -> None:
    with pytest.raises(LimitError, match=r"bomb\.pdf: the PDF's forms draw each other without end"):
        read_pdf(pdf(forms, resources, packed), "bomb.pdf", "bomb")


def test_forms_in_forms_are_fine() -> None:
    report = read_pdf(pdf({10: "/F11 Do /F12 Do /F12 Do", 11: "/F12 Do", 12: "0 0 m"}), "fine.pdf", "fine")
    assert "Kilns burned less gas in the year." in report.text
