"""What a search is narrowed to, in words of the user: a page, a kind of record, a name, a year."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from ontology.fields import KINDS, VIEWS
from report.errors import InputError

if TYPE_CHECKING:
    from ask.library import Library
    from index import Chunk, Filter

Wanted = Callable[["Chunk"], bool]


def narrowed(
    library: Library, report: str | None, section: str | None, page: str | None, kind: str | None, entity: str | None, year: int | None
) -> Filter | None:
    """The filter for these words, None for none. Raises InputError for an unknown kind or name, and for what is no page."""
    if (section, page, kind, entity, year) == (None,) * 5:
        return None
    from index.filters import Filter, pages_of

    form: Literal["passage", "row"] | None = "row" if kind == "row" else "passage" if kind == "passage" else None
    wanted = [_backs(library, kind, report)] if kind is not None and form is None else []
    wanted += [_names(library, entity, report)] if entity is not None else []
    return Filter(
        section=section,
        pages=None if page is None else pages_of(page),
        kind=form,
        year=year,
        wanted=(lambda chunk: all(want(chunk) for want in wanted)) if wanted else None,
    )


def _backs(library: Library, kind: str, report: str | None) -> Wanted:
    """Chunks that the evidence of a record of some kind stands in."""
    if kind not in KINDS and kind not in VIEWS:
        raise InputError(f"--kind {kind!r}: give passage, row, or a kind of record: {', '.join((*KINDS, *VIEWS))}")
    places: dict[str, list[tuple[int, int]]] = {}
    for record in library.records(kind, report):
        for piece in record["evidence"]:
            places.setdefault(piece["report"], []).append((piece["start"], piece["end"]))
    return _in_places(places)


def _names(library: Library, entity: str, report: str | None) -> Wanted:
    """Chunks that name an organization, or in which its evidence stands; any of its names will do."""
    reports = [meta.id for meta in library.reports() if report in (None, meta.id)]
    named = {id: library.mentions(id).named(entity) for id in reports}
    if not any(named.values()):
        labels = {label: None for id in reports for label in library.mentions(id).labels()}
        close = difflib.get_close_matches(entity, labels, n=1, cutoff=0.5)
        meant = f"; did you mean {close[0]!r}?" if close else ""
        raise InputError(f"--entity {entity!r}: no organization of that name{meant} (`kg list organizations` shows them)")
    return lambda chunk: any(e.id in named[chunk.report] for e in library.mentions(chunk.report).within_hit(chunk))


def _in_places(places: Mapping[str, Iterable[tuple[int, int]]]) -> Wanted:
    def wanted(chunk: Chunk) -> bool:
        here = places.get(chunk.report, ())
        return any(start < span.end and span.start < end for span in (chunk.span, *chunk.also) for start, end in here)

    return wanted
