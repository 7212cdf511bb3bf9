"""Table cells that reach over rows and columns, as HTML and Word have them, become a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report.covering import covered, spanned_heads, title_rows
from report.limits import Limits
from report.writing import Writer


@dataclass(frozen=True)
class Cell:
    """A cell as it is written: its text, how many columns and rows it covers, whether it is a head, how far it is indented."""

    text: str
    columns: int = 1
    rows: int = 1
    head: bool = False
    indent: int = 0


@dataclass(frozen=True)
class Spread:
    """A grid of texts. `same`: places that repeat the one above or left; `titles`: rows that one cell fills from end to end."""

    rows: list[list[str]]
    same: frozenset[tuple[int, int]]
    titles: frozenset[int]
    heads: int


def spread(rows: Sequence[Sequence[Cell]], heads: int, limits: Limits, name: str) -> Spread:
    """The grid of a table; `heads`: its first rows that are known to be header. A covered place has the text of its cell."""
    spans = [[(cell.columns, cell.rows) for cell in row] for row in rows]
    grid = covered(spans, limits, name)
    width = max((j + 1 for _, j in grid), default=0)
    full = title_rows(spans, width)
    first = {cell: place for place, cell in sorted(grid.items(), reverse=True)}
    texts = [[rows[c[0]][c[1]].text if (c := grid.get((i, j))) else "" for j in range(width)] for i in range(len(rows))]
    for i in full - set(range(heads)):
        texts[i][1:] = [""] * (width - 1)
    same = frozenset(place for place, cell in grid.items() if first[cell] != place and texts[place[0]][place[1]])
    return Spread(texts, same, frozenset(i - heads for i in full if i >= heads), heads)


def write_table(writer: Writer, rows: Sequence[Sequence[Cell]], heads: int, caption: str = "") -> None:
    """Writes a table; labels that are indented get a dash, the header is looked for where none is marked."""
    heads = heads or spanned_heads([[(cell.columns, cell.rows) for cell in row] for row in rows])
    least = min((row[0].indent for row in rows[heads:] if row), default=0)
    marked = [
        [Cell(_indented(cell, least), cell.columns, cell.rows, cell.head) if j == 0 and i >= heads else cell for j, cell in enumerate(row)]
        for i, row in enumerate(rows)
    ]
    made = spread(marked, heads, writer.limits, writer.name)
    writer.table(made.rows[:heads], made.rows[heads:], made.titles, caption, made.same, known=heads > 0)


def _indented(cell: Cell, least: int) -> str:
    text = cell.text.strip()
    return (
        f"– {text}"
        if cell.indent > least and text and text[0].isalpha() and not text.casefold().startswith(("of which", "thereof"))
        else text
    )
