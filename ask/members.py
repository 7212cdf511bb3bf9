"""What a sentence enumerates or names: the companies in it, and the items of the list that a question asks for."""

from __future__ import annotations

from ask.lexicon import stands, words
from ask.lists import enumerations
from ask.scope import Scope
from ask.text import Sentence, says
from ask.understand import Reading


def organizations_in(sentence: Sentence, scope: Scope, reading: Reading, always: bool = False) -> list[str]:
    """Organizations that a sentence names, as it names them, in order, where the question asks for some."""
    if not always and not {"organizations", "subsidiaries"} & set(reading.kinds):
        return []
    asked = {n.label for n in reading.names}
    role = "subsidiary" if "subsidiaries" in reading.kinds else None
    found: list[tuple[int, int, str]] = []
    pairs = [
        (s, n)
        for n in scope.names
        for s in n.surfaces
        if len(s) > 3 and n.label not in asked and n.role != "reporter" and role in (None, n.role)
    ]
    for surface, _ in sorted(pairs, key=lambda pair: -len(pair[0])):
        at = stands(surface, sentence.text)
        if at >= 0 and not any(a < at + len(surface) and at < b for a, b, _ in found):
            found.append((at, at + len(surface), surface))
    return [surface for _, _, surface in sorted(found)]


def items_for(reading: Reading, sentence: Sentence, scope: Scope) -> tuple[str, ...]:
    """The enumeration of a sentence that the question asks for; items that name the noun are kept alone."""
    companies = tuple(dict.fromkeys(organizations_in(sentence, scope, reading)))
    if len(companies) >= 2:
        return companies
    best: tuple[float, tuple[str, ...]] = (0.0, ())
    for enumeration in enumerations(sentence.text):
        items = enumeration.items
        named = [i for i in items if reading.noun and reading.noun[-1] in words(i)]
        if len(named) >= 2:
            items = tuple(named)
        capital = [i for i in items if i[:1].isupper()]
        if len(capital) >= 2 and len(capital) < len(items) and _wants_names(reading):
            items = tuple(capital)
        lead = frozenset(words(enumeration.lead))
        terms = reading.content or reading.terms
        about = sum(t.weight * says(t, lead, scope) for t in terms) / (sum(t.weight for t in terms) or 1.0)
        inside = sum(t.weight * says(t, frozenset(words(items[0])), scope) for t in terms) / (sum(t.weight for t in terms) or 1.0)
        worth = 0.4 * enumeration.strong + 0.5 * about - 0.4 * inside + (0.35 if len(named) >= 2 else 0.0) + min(0.15, 0.03 * len(items))
        best = max(best, (worth, items))
    return best[1] if best[0] > 0.1 else ()


def _wants_names(reading: Reading) -> bool:
    return bool({"subsidiaries", "organizations", "facilities", "laws", "standards", "policies", "awards", "projects"} & set(reading.kinds))
