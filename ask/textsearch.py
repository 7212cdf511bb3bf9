"""Text search inside SPARQL: the pattern of jena-text is searched first, and stands in the query as the rows that were found.

    SELECT ?award ?score WHERE { (?award ?score ?text) text:query ("solar roofs" 10) . ?award a rg:Award }

The subjects are the records (facts and organizations) whose evidence stands in a passage that was found, so that one query joins what
a text means with what the graph knows. `text:query` finds by words, `rgs:similar` by meaning, `rgs:search` as `kg search` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.store import Rows
from ontology.vocab import RG, report_iri
from report.errors import InputError

if TYPE_CHECKING:
    from ask.library import Library
    from index import Hit

TEXT = "http://jena.apache.org/text#"
RGS = "https://w3id.org/reportgraph/search#"
LIMIT = 10
"""Records that are found unless a query says how many."""

Scoring = Callable[["Hit"], float]


def _by_words(hit: Hit) -> float:
    from index.search import WORDS

    return hit.words / WORDS


SEARCHES: Mapping[str, Scoring] = {
    TEXT + "query": _by_words,
    RGS + "similar": lambda hit: hit.meaning,
    RGS + "search": lambda hit: hit.score,
}
"""Property -> the score of a hit; one of nothing or less is no hit."""

_STRING = r"'''(?:\\.|[^\\])*?'''|\"\"\"(?:\\.|[^\\])*?\"\"\"|'(?:[^'\\\n\r]|\\.)*'|\"(?:[^\"\\\n\r]|\\.)*\""
_TOKEN = re.compile(rf"(?P<iri><[^<>\"{{}}|^`\\\s]*>)|#[^\n\r]*|(?P<string>{_STRING})|(?P<other>[?$]\w+|[\w-]*(?:\.[\w-]+)*:[\w.-]*\w|[\w.-]*:|\w+|\S)", re.S)  # fmt: skip
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Pattern:
    """A pattern in a query: where it stands, what it binds, what it asks for."""

    start: int
    end: int
    variables: tuple[str, ...]
    name: str
    words: str
    limit: int
    score: Scoring
    goes_on: bool
    """A statement about the same subject follows."""
    went_before: bool
    """One stands before it."""


def expanded(library: Library, sparql: str) -> str:
    """A query in which each text search stands as VALUES; one without is left as it is. Raises InputError for a pattern that cannot be read."""
    if "text" not in sparql and "rgs" not in sparql and RGS not in sparql:
        return sparql
    for pattern in reversed(list(_patterns(sparql))):
        rows = "".join(_row(found) for found in _found(library, pattern))
        values = f"VALUES ({' '.join(pattern.variables)}) {{ {rows}}}"
        subject = f" . {pattern.variables[0]} " if pattern.goes_on else " "
        sparql = sparql[: pattern.start] + (" . " if pattern.went_before else "") + values + subject + sparql[pattern.end :]
    return sparql


# ------------------------------------------------------------------------------------------------------------ reading
def _patterns(sparql: str) -> Iterator[_Pattern]:
    tokens = [_Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(sparql) if m.lastgroup]
    prefixes = {"text:": TEXT, "rgs:": RGS} | {
        tokens[i + 1].text: tokens[i + 2].text[1:-1] for i, t in enumerate(tokens[:-2]) if t.text.upper() == "PREFIX"
    }
    for i, token in enumerate(tokens):
        score = SEARCHES.get(_iri(token.text, prefixes))
        if score is not None:
            yield _pattern(tokens, i, token.text, score)


def _iri(token: str, prefixes: Mapping[str, str]) -> str:
    if token.startswith("<"):
        return token[1:-1]
    prefix, colon, name = token.partition(":")
    return prefixes.get(prefix + colon, "") + name if colon else ""


def _pattern(tokens: Sequence[_Token], at: int, name: str, score: Scoring) -> _Pattern:
    first, variables, inside = _subject(tokens, at, name)
    words, limit, last = _object(tokens, at, name)
    after = [t.text for t in tokens[last + 1 : last + 3]]
    goes_on = after[:1] == [";"]
    bare = goes_on and after[1:] in ([], ["."], ["}"], [";"])
    end = tokens[last + 1].end if goes_on else tokens[last].end
    return _Pattern(tokens[first].start, end, variables, name, words, limit, score, goes_on and not bare, inside)


def _subject(tokens: Sequence[_Token], at: int, name: str) -> tuple[int, tuple[str, ...], bool]:
    """First token of what is replaced, the variables, and whether another statement about the subject stands before."""
    if at and tokens[at - 1].text == ")":
        first = next((i for i in range(at - 2, -1, -1) if tokens[i].text == "("), 0)
        variables = tuple(t.text for t in tokens[first + 1 : at - 1])
        inside = False
    elif at and tokens[at - 1].text == ";":
        first, inside = at - 1, True
        start = next((i for i in range(at - 2, -1, -1) if tokens[i].text in (".", "{", "}")), -1)
        variables = (tokens[start + 1].text,)
    else:
        first, variables, inside = at - 1, (tokens[at - 1].text if at else "",), False
    if not 1 <= len(variables) <= 3 or any(v[:1] not in ("?", "$") for v in variables):
        raise InputError(f"{name}: at its left stands ?record or a list of at most three variables, (?record ?score ?text)")
    return first, variables, inside


def _object(tokens: Sequence[_Token], at: int, name: str) -> tuple[str, int, int]:
    """The words, how many records, and the last token."""
    form = f'{name}: at its right stand words, or a list of words and a number: ("solar roofs" 10)'
    if at + 1 >= len(tokens):
        raise InputError(form)
    last = at + 1
    parts = [tokens[last]]
    if parts[0].text == "(":
        last = next((i for i in range(at + 2, len(tokens)) if tokens[i].text == ")"), 0)
        parts = list(tokens[at + 2 : last])
    said = [t.text for t in parts]
    limit = int(said.pop()) if len(said) == 2 and said[1].isdigit() else LIMIT
    if not last or len(said) != 1 or said[0][0] not in "'\"" or limit < 1:
        raise InputError(form)
    words = _unquoted(said[0])
    if not words.strip():
        raise InputError(f"{name}: the words are empty")
    return words, limit, last


def _unquoted(string: str) -> str:
    size = 3 if string[:3] in ("'''", '"""') else 1
    return re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), string[size:-size], flags=re.S)


# ---------------------------------------------------------------------------------------------------------- searching
def _found(library: Library, pattern: _Pattern) -> list[tuple[str, ...]]:
    """The best records as rows of terms: IRI, score, text of the passage; as many terms as there are variables."""
    ranked = ((pattern.score(hit), hit) for hit in library.index.search(pattern.words, max(50, 2 * pattern.limit)))
    hits = sorted(((score, hit) for score, hit in ranked if score > 0), key=lambda pair: (-pair[0], pair[1].rank))
    found: dict[str, tuple[str, ...]] = {}
    for score, hit, record in _records(library, hits):
        found.setdefault(record, (f"<{record}>", f'"{score:.4f}"^^<http://www.w3.org/2001/XMLSchema#float>', _quoted(hit.chunk.text)))
    return [row[: len(pattern.variables)] for row in list(found.values())[: pattern.limit]]


def _records(library: Library, hits: Sequence[tuple[float, Hit]]) -> Iterator[tuple[float, Hit, str]]:
    """The records whose evidence stands in the hits, in their order; in one hit, those that say most of it come first."""
    places = " ".join(
        f"({i} <{report_iri(hit.chunk.report)}> {span.start} {span.end})"
        for i, (_, hit) in enumerate(hits)
        for span in (hit.chunk.span, *hit.chunk.also)
    )
    query = (
        f"SELECT ?hit ?record (SUM(?end - ?start) AS ?said) WHERE {{ VALUES (?hit ?report ?from ?to) {{ {places} }} "
        f"?evidence <{RG}inReport> ?report ; <http://www.w3.org/ns/oa#start> ?start ; <http://www.w3.org/ns/oa#end> ?end . "
        f"FILTER(?start < ?to && ?from < ?end) ?record <{RG}evidence> ?evidence }} GROUP BY ?hit ?record"
    )
    result = library.store.query(query) if hits else Rows((), ())
    rows = result.values() if isinstance(result, Rows) else []
    for row in sorted(rows, key=lambda r: (int(r["hit"] or 0), -int(r["said"] or 0), r["record"] or "")):
        score, hit = hits[int(row["hit"] or 0)]
        yield score, hit, row["record"] or ""


def _row(terms: Sequence[str]) -> str:
    return f"({' '.join(terms)}) "


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
