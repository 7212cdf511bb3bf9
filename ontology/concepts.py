"""Concepts that facts are linked to: scopes of greenhouse gases, goals of the UN, items of reporting frameworks.

Plain strings, no RDF library. The scopes and goals are in `concepts.tsv`; an item's IRI is made from its code, so two reports that
answer the same item lead to the same concept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import quote, unquote

from ontology.files import CONCEPTS
from ontology.vocab import BASE, expand

CODES = BASE + "code/"

_SCOPE = r"(?:scopes?\s*)?(?:[123]|I{1,3})(?![\w.]|\s*%)"
_SCOPES = re.compile(rf"\bscopes?\s*(?:[123]|I{{1,3}})(?!\w)(?:\s*(?:,|and|&|\+|/|to|-|–|or)+\s*{_SCOPE})*", re.I)
_GOALS = re.compile(
    r"\b(?:SDGs?|Sustainable Development Goals?(?: \(SDGs?\))?)\s*(?:No\.?|#|number)?\s*(\d{1,2}(?!\d)(?:\.\d+)?"
    r"(?:\s*(?:,|and|&|/|;)+\s*(?:SDG\s*)?\d{1,2}(?!\d|\s*%)(?:\.\d+)?)*)",
    re.I,
)
_STEM = re.compile(r"(.+)[-. ][^-. ]+")
"""A code of a framework and its last part, as in 305-1, A1.1, Governance a."""
_ROMAN = {"i": "1", "ii": "2", "iii": "3"}
_SUMS = {("1",): "rg:Scope1", ("2",): "rg:Scope2", ("3",): "rg:Scope3", ("1", "2"): "rg:Scope1And2", ("1", "2", "3"): "rg:Scope1To3"}


@dataclass(frozen=True)
class Concept:
    """A SKOS concept. `broader` is the IRI of the concept above it, `words` how a metric spells it."""

    iri: str
    scheme: str
    broader: str | None
    notation: str
    label: str
    definition: str = ""
    words: str = ""


@cache
def concepts() -> Mapping[str, Concept]:
    """The scopes and goals, by IRI."""
    lines = (line.split("\t") for line in CONCEPTS.read_text("utf-8").splitlines() if not line.startswith("#"))
    found = [[cell if cell != "-" else "" for cell in line] for line in lines]
    made = [Concept(expand(n), expand(s), expand(b) if b else None, *rest) for n, s, b, *rest in found]
    return {concept.iri: concept for concept in made}


def scope_of(metric: str, dimensions: Mapping[str, str] | None = None) -> Concept | None:
    """The scope of greenhouse gases that a metric is about, by its words and by a dimension "scope".

    >>> scope_of("Scope 3 emissions: business travel").notation
    '3.6'
    """
    parts = dict(dimensions or {})
    digits = {d for match in _SCOPES.finditer(metric) for d in _digits(match.group())} or set(parts.pop("scope", "")) & set("123")
    name = _SUMS.get(tuple(sorted(digits)))
    if name not in ("rg:Scope2", "rg:Scope3"):
        return concepts()[expand(name)] if name else None
    said = " ".join([metric, *parts.values()])
    digit = name[-1]
    below = [c for c in concepts().values() if c.words and c.notation.startswith(digit) and re.search(c.words, said, re.I)]
    finest = [c for c in below if "." in c.notation] or below
    return finest[0] if len(finest) == 1 else concepts()[expand(name)]


def _digits(text: str) -> Iterator[str]:
    named = [_ROMAN.get(word.lower(), word) for word in re.findall(r"[123]|\bI{1,3}\b", text, re.I)]
    yield from map(str, range(int(named[0]), int(named[-1]) + 1)) if re.search(r"\d\s*(?:to|-|–)\s*(?:scope\s*)?\d", text, re.I) else named


def goals_in(texts: Iterable[str]) -> list[Concept]:
    """The goals of the UN that texts name by number, sorted: "SDG 7, 12 and 13"."""
    numbers = {int(n) for text in texts for match in _GOALS.finditer(text) for n in re.findall(r"(?<![.\d])\d+", match[1])}
    return [concepts()[expand(f"sdg:{number}")] for number in sorted(numbers) if 1 <= number <= 17]


def item_of(framework: str, code: str) -> Concept:
    """The item of a framework: "GRI", "305-1" is `https://w3id.org/reportgraph/code/GRI/305-1`, below ".../305"."""
    stem = _STEM.fullmatch(code)
    iri, above = (f"{CODES}{quote(framework)}/{quote(part, safe='')}" for part in (code, stem[1] if stem else ""))
    return Concept(iri, expand(f"rg:{framework}"), above if stem else None, code, f"{framework} {code}")


def item_named(iri: str) -> Concept:
    """The item that an IRI names: the way back of `item_of`."""
    framework, _, code = iri.removeprefix(CODES).partition("/")
    return item_of(unquote(framework), unquote(code))


def topic_of(item: Concept) -> Concept | None:
    """The concept above an item of a framework: GRI 305 above GRI 305-1."""
    stem = _STEM.fullmatch(item.notation)
    return replace(item_of(item.scheme.rsplit("#", 1)[-1], stem[1]), broader=None) if stem else None
