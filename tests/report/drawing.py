"""Draws small PDFs, as reports print their pages: for tests of reading."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
REGULAR, BOLD = "Helvetica", "Helvetica-Bold"


class Drawing:
    """A PDF in the making. Places are in points from the top left corner of the page."""

    def __init__(self, **options: object) -> None:
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, invariant=1, **options)

    def text(
        self, x: float, y: float, text: str, size: float = 10, font: str = REGULAR, *, right: bool = False, centred: bool = False
    ) -> None:
        self.canvas.setFont(font, size)
        draw = self.canvas.drawRightString if right else self.canvas.drawCentredString if centred else self.canvas.drawString
        draw(x, HEIGHT - y, text)

    def lines(self, x: float, y: float, lines: Sequence[str], size: float = 10, lead: float = 13, font: str = REGULAR) -> float:
        """Lines below each other; gives the height of the line after them."""
        for i, line in enumerate(lines):
            self.text(x, y + i * lead, line, size, font)
        return y + len(lines) * lead

    def mark(self, x: float, y: float, text: str, size: float = 6) -> None:
        """A raised mark."""
        self.text(x, y - 3, text, size)

    def rule(self, x0: float, x1: float, y: float) -> None:
        self.canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)

    def page(self) -> None:
        self.canvas.showPage()

    def width(self, text: str, size: float = 10, font: str = REGULAR) -> float:
        return float(self.canvas.stringWidth(text, font, size))

    def bytes(self) -> bytes:
        self.canvas.save()
        return self.file.getvalue()


def figures(drawing: Drawing, y: float, rows: Sequence[Sequence[str]], edges: Sequence[float], size: float = 9, lead: float = 18) -> float:
    """Rows of a table without lines: labels flush left at the first edge, all else flush right at its edge."""
    for row in rows:
        for i, (text, edge) in enumerate(zip(row, edges, strict=True)):
            if text:
                drawing.text(edge, y, text, size, right=i > 0)
        y += lead
    return y
