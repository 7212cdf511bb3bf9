"""The same small report in every format that is read."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.shared import Pt

from tests.report.drawing import BOLD, Drawing, figures

SECTIONS = [("1 Our climate", None), ("1.1 Energy", 0), ("1.2 Emissions", 0), ("2 Our people", None)]
"""Title, index of the parent."""

WORDS = "The mill runs on steam and on power from the river, and it has run so for ninety years."
SECOND = "Steam comes from bark, power from the turbine that was renewed in spring."
POINTS = ["Bark and chips from our own yard", "Power from the river"]
HEAD = ["Indicator", "Unit", "2023", "2024"]
ENERGY = [["Steam", "MWh", "1,200", "1,150"], ["Power", "MWh", "640", "655"], ["Energy in all", "MWh", "1,840", "1,805"]]
GASES = [["Scope 1", "t", "310", "295"], ["Scope 2", "t", "88", "71"]]
CLOSING = "Eighty people work at the mill, and thirty of them are women."


def as_markdown() -> bytes:
    def table(rows: list[list[str]]) -> str:
        return "\n".join("| " + " | ".join(r) + " |" for r in (HEAD, ["---"] * 4, *rows))

    points = "\n".join(f"- {p}" for p in POINTS)
    return (
        f"# 1 Our climate\n\n{WORDS}\n\n## 1.1 Energy\n\n{SECOND}\n\n{points}\n\n{table(ENERGY)}\n\n"
        f"## 1.2 Emissions\n\n{table(GASES)}\n\n# 2 Our people\n\n{CLOSING}\n"
    ).encode()


def as_text() -> bytes:
    def table(rows: list[list[str]]) -> str:
        return "\n".join(f"{a:<16}{b:<7}{c:>7}{d:>9}" for a, b, c, d in (HEAD, *rows))

    points = "\n".join(f"• {p}" for p in POINTS)
    return (
        f"1 Our climate\n\n{WORDS}\n\n1.1 Energy\n\n{SECOND}\n\n{points}\n\n{table(ENERGY)}\n\n"
        f"1.2 Emissions\n\n{table(GASES)}\n\n2 Our people\n\n{CLOSING}\n"
    ).encode()


def as_html() -> bytes:
    def table(rows: list[list[str]]) -> str:
        head = "".join(f"<th>{c}</th>" for c in HEAD)
        return (
            f"<table><thead><tr>{head}</tr></thead>"
            + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in rows)
            + "</table>"
        )

    points = "".join(f"<li>{p}</li>" for p in POINTS)
    return (
        f"<!DOCTYPE html><html><head><title>x</title><style>p {{}}</style></head><body><nav><a href='#'>Home</a></nav><h1>1 Our climate</h1>"
        f"<p>{WORDS}</p><h2>1.1 Energy</h2><p>{SECOND}</p><ul>{points}</ul>{table(ENERGY)}<h2>1.2 Emissions</h2>{table(GASES)}"
        f"<h1>2 Our people</h1><p>{CLOSING}</p><script>let x = 1</script></body></html>"
    ).encode()


def as_docx() -> bytes:
    document = docx.Document()

    def table(rows: list[list[str]]) -> None:
        made = document.add_table(rows=0, cols=4)
        for row in (HEAD, *rows):
            for cell, text in zip(made.add_row().cells, row, strict=True):
                cell.text = text

    document.add_heading("1 Our climate", 1)
    document.add_paragraph(WORDS)
    document.add_heading("1.1 Energy", 2)
    document.add_paragraph(SECOND)
    for point in POINTS:
        document.add_paragraph(point, style="List Bullet")
    table(ENERGY)
    document.add_heading("1.2 Emissions", 2)
    table(GASES)
    document.add_heading("2 Our people", 1)
    document.add_paragraph(CLOSING).runs[0].font.size = Pt(11)
    return saved(document)


def saved(document: Document) -> bytes:
    """The bytes of a Word document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf() -> bytes:
    page = Drawing()
    page.text(60, 80, "1 Our climate", 18, BOLD)
    y = page.lines(60, 110, ["The mill runs on steam and on power from the river, and it has", "run so for ninety years."])
    page.text(60, y + 20, "1.1 Energy", 13, BOLD)
    y = page.lines(60, y + 40, ["Steam comes from bark, power from the turbine that was re-", "newed in spring."])
    for i, point in enumerate(POINTS):
        page.text(60, y + 10 + 14 * i, "•", 10)
        page.text(72, y + 10 + 14 * i, point, 10)
    y = figures(page, y + 70, [HEAD, *ENERGY], [60, 300, 400, 480])
    page.text(60, y + 20, "1.2 Emissions", 13, BOLD)
    y = figures(page, y + 45, [HEAD, *GASES], [60, 300, 400, 480])
    page.page()
    page.text(60, 80, "2 Our people", 18, BOLD)
    page.lines(60, 110, ["Eighty people work at the mill, and thirty of them are women."])
    return page.bytes()


FORMATS = {".md": as_markdown, ".txt": as_text, ".html": as_html, ".docx": as_docx, ".pdf": as_pdf}
"""File ending -> the report, written so."""
