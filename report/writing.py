"""A reader of a format without plain text writes the text of a report, and learns where each piece came to stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from report.continued import carried
from report.errors import LimitError
from report.layout import laid_out
from report.limits import DEFAULT, Limits
from report.lines import Raw, Shape
from report.model import NOTHING, Clean, RepairKind, Report, Row, Table
from report.paged import with_pages
from report.tables import header_rows, titled_rows
from report.typeset import exact

Grid = Sequence[Sequence[str]]


class Writer:
    """Collects blocks: paragraphs and headings a line each with a blank line between, table rows a line each with tabs between cells."""

    def __init__(self, name: str, limits: Limits = DEFAULT) -> None:
        self.name, self.limits = name, limits
        self.parts: list[str] = []
        self.length = 0
        self.raws: list[Raw] = []
        self.pages: list[int] = []

    def _put(self, text: str) -> int:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        if self.length > self.limits.max_chars:
            raise LimitError(f"{self.name}: more than {self.limits.max_chars:,} characters of text")
        return start

    def page(self) -> None:
        """A new page begins here."""
        self.pages.append(self.length)

    def block(self, shape: Shape, text: str, level: int = 0, mark: int = 0) -> None:
        """A heading, paragraph, list item or note; nothing when there is no text. The first `mark` characters are its list mark."""
        text = " ".join(text.split())
        if not text:
            return
        start = self._put(text)
        self._put("\n\n")
        told = exact(text, mark, at=start)
        if told:
            self.raws.append(Raw(shape, told, level, lines=(told,), gap=1))

    def table(
        self,
        header: Grid,
        rows: Grid,
        titles: frozenset[int] = frozenset(),
        caption: str = "",
        same: frozenset[tuple[int, int]] = frozenset(),
        known: bool = True,
        goes_on: bool = False,
        ends: frozenset[int] = frozenset(),
    ) -> None:
        """A grid. `titles`: rows (of `rows`) that are titles of those below; `same`: cells (counted over header and rows) that
        repeat the one above or left of them, because one cell spans both: written once. Not `known`: the header is looked for.
        `goes_on`: the rest of the last table, whose header it takes. `ends`: rows before which the title above no longer counts.
        """
        every = [*header, *rows]
        cells: list[Row] = []
        start = self.length
        for i, row in enumerate(every):
            made: list[Clean] = []
            for j, text in enumerate(row):
                if (i, j) in same:
                    made.append(self._twin(cells, made, every, i, j))
                else:
                    made.append(self._cell(text))
                if j + 1 < len(row):
                    self._put("\t")
            self._put("\n")
            cells.append(tuple(made))
        self._put("\n")
        if self.length - start <= len(every) + 1:
            return
        last = next((raw.table for raw in reversed(self.raws) if raw.table), None)
        table = _table(cells, len(header), titles, ends, caption, known)
        if goes_on and last and last.header and last.width == table.width:
            table = replace(table, header=last.header, groups=carried(last, table), repairs=(RepairKind.HEADER,))
        whole = Clean.join([c for c in dict.fromkeys(c for row in cells for c in row) if c])
        self.raws.append(Raw(Shape.ROW, whole, rows=tuple(cells), gap=1, table=table))

    def _cell(self, text: str) -> Clean:
        text = " ".join(text.split())
        if not text:
            return NOTHING
        return exact(text, at=self._put(text))

    @staticmethod
    def _twin(cells: Sequence[Row], made: Sequence[Clean], every: Grid, i: int, j: int) -> Clean:
        if j and every[i][j - 1] == every[i][j] and made[j - 1]:
            return made[j - 1]
        return cells[i - 1][j] if i else NOTHING

    def report(self, id: str, file: str, sha256: str, format: str) -> Report:
        """The report of all that was written."""
        text = "".join(self.parts).rstrip("\n") + "\n" if self.parts else ""
        made = laid_out(text, self.raws, id, True, file=file, sha256=sha256, format=format)
        return with_pages(made, tuple(self.pages))


def _table(cells: Sequence[Row], heads: int, titles: frozenset[int], ends: frozenset[int], caption: str, known: bool) -> Table:
    width = max(len(row) for row in cells)
    even = [(*row, *[NOTHING] * (width - len(row))) for row in cells]
    keep = [i for i in range(width) if any(row[i] for row in even)]
    even = [tuple(row[i] for i in keep) for row in even]
    if not known:
        heads = header_rows(even)
        titles = titled_rows(even[heads:])
    header, body = even[:heads], even[heads:]
    rows: list[Row] = []
    groups: list[Clean] = []
    group = NOTHING
    for i, row in enumerate(body):
        group = NOTHING if i in ends else group
        if i in titles:
            group = row[0]
        elif any(row):
            rows.append(row)
            groups.append(group)
    if not rows:
        rows, groups = [row for row in body if any(row)], []
    return Table(tuple(header), tuple(rows), tuple(groups), caption)
