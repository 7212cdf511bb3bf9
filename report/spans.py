"""Table cells that reach over rows and columns, as HTML and Word have them, become a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report.errors import LimitError
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
    grid: dict[tuple[int, int], tuple[str, bool]] = {}
    full: set[int] = set()
    width = 0
    for i, row in enumerate(rows):
        at = 0
        for cell in row:
            while (i, at) in grid:
                at += 1
            down = min(cell.rows, len(rows) - i)
            if (len(grid) + down * cell.columns) > limits.max_cells:
                raise LimitError(f"{name}: a table of more than {limits.max_cells:,} cells")
            for a in range(i, i + down):
                for b in range(at, at + cell.columns):
                    grid.setdefault((a, b), (cell.text, (a, b) != (i, at)))
            at += cell.columns
            width = max(width, at)
        if len(row) == 1 and row[0].columns > 1 and row[0].columns >= width:
            full.add(i)
    texts = [[grid.get((i, j), ("", False))[0] for j in range(width)] for i in range(len(rows))]
    for i in full - set(range(heads)):
        texts[i][1:] = [""] * (width - 1)
    same = frozenset(place for place, (text, again) in grid.items() if again and text and texts[place[0]][place[1]])
    return Spread(texts, same, frozenset(i - heads for i in full if i >= heads), heads)


def write_table(writer: Writer, rows: Sequence[Sequence[Cell]], heads: int, caption: str = "") -> None:
    """Writes a table; labels that are indented get a dash, the header is looked for where none is marked."""
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
