"""The kinds of a company's main product that its report tells apart often: of a maker of paper, "recycled paper" and "kraft paper"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.data import load
from kg.extract.collect import Item, key, owner
from kg.facts import given
from kg.names import Names
from report.model import Clean, Report


def kinds_of(report: Report, names: Names, listed: Sequence[str]) -> Iterator[Item]:
    """The kinds of a product that a report tells apart often: of a maker of paper, "recycled paper" and "kraft paper"."""
    core = _core(report, listed)
    if not core:
        return
    found: dict[str, list[tuple[Clean, int, int, int]]] = {}
    for i, block in report.prose():
        for match in re.finditer(rf"\b{core}(?:\salloys?)?\b", block.text.text, re.I):
            start = _own_words(block.text.text, match.start())
            if _BOUGHT.search(block.text.text[max(0, start - 60) : match.end() + 25]):
                continue
            if start < match.start():
                found.setdefault(key(block.text.text[start : match.end()]), []).append((block.text, i, start, match.end()))
    for places in found.values():
        if len(places) < 4:
            continue
        text, i, start, end = places[0]
        term = text.text[start:end]
        label = term[0].upper() + term[1:]
        spans = tuple(s for t, _, a, b in places[:6] for s in t.spans(report.id, a, b))
        yield Item(label, given(title=label, owner=owner(names, text.text, start, i)), spans, 0.55)


_BOUGHT = re.compile(r"\b(?:purchas\w+|procure\w*|bought|raw|feedstock|suppliers?)\b", re.I)
_GRAMMAR = re.compile(
    r"the|a|an|of|and|or|for|to|in|on|by|with|from|as|at|its|our|their|this|that|these|is|are|was|were|be|has|have|use|uses|"
    r"used|using|all|more|other|"
    r"any|such|than|each|every|per|into|both|some|most|many|which|while|also|including|between|about|produc\w+|develop\w+|manufactur\w+|"
    r"replac\w+|purchas\w+|recycl(?:e|es|ing)|reus\w+|\w+ly|proportion|global|domestic|total|annual|new|various|high-end|"
    r"industrial|raw|company|group|"
    r"whole|overall|entire|local|national|major|main|key|different|leading|upstream|downstream|quality|comprehensive|not|only|"
    r"one|two|own|much|little|few|less"
)


def _own_words(text: str, at: int) -> int:
    """Where the one or two words begin that tell a kind of product apart: "recycled kraft" before "paper"."""
    start = at
    for word in reversed(list(re.finditer(r"\S+", text[max(0, at - 50) : at]))[-2:]):
        if not re.fullmatch(r"[A-Za-z][a-z-]+", word.group()) or _GRAMMAR.fullmatch(word.group().casefold()):
            break
        start = max(0, at - 50) + word.start()
    return start


def _core(report: Report, listed: Sequence[str]) -> str | None:
    """The word that most listed products share, if the report says it very often: what the company makes."""
    words = Counter(w for title in dict.fromkeys(listed) for w in set(re.findall(r"[a-z]{4,}", title.casefold())))
    shared = [
        w
        for w, n in words.items()
        if n >= 3
        and n * 3 >= len(set(listed))
        and not re.fullmatch(rf"{'|'.join(load('products')['never'])}|product\w*|high|solution\w*", w)
    ]
    said = {w: len(re.findall(rf"\b{w}\b", report.text, re.I)) for w in shared}
    best = max(sorted(shared), key=lambda w: said[w], default=None)
    return best if best and said[best] >= 60 else None
