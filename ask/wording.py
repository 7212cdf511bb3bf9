"""How an answer is worded, and what it cites."""

from __future__ import annotations

from collections.abc import Iterable

from ask.choice import Choice
from ask.rank import Candidate
from ask.text import Evidence, Sentence
from ask.understand import Reading
from report.clean import clean

SAID = 60
"""Words of a sentence that an answer shows; a longer one is cut around what answers."""


def shown(sentence: Sentence, around: str = "") -> str:
    """A sentence for an answer, cut around what answers when it is long."""
    said = sentence.text.split()
    if len(said) <= SAID:
        return sentence.text
    at = sentence.text.find(around) if around else 0
    before = len(sentence.text[: max(0, at)].split())
    first = max(0, min(before - SAID // 2, len(said) - SAID))
    cut = " ".join(said[first : first + SAID])
    return ("... " if first else "") + cut + (" ..." if first + SAID < len(said) else "")


def worded(reading: Reading, choice: Choice) -> str:
    """The answer in a person's words: the value first, then how the report puts it."""
    record = choice.candidate.record
    if choice.listing:
        return f"{choice.value}: {', '.join(str(v) for v in choice.listing)}"
    if choice.values:
        return ", ".join(str(v) for v in choice.values)
    if record and choice.field:
        said = choice.value if choice.value == record["label"] else f"{choice.value} ({record['label']})"
        quote = max((_plain(e["quote"]) for e in record["evidence"]), key=len)
        return f"{said}: {quote}" if 4 < len(quote.split()) <= SAID else said
    if record and choice.figure:
        told = [
            record["metric"] or record["label"],
            *(str(v) for v in (record.get("dimensions") or {}).values()),
            record.get("period") or record.get("due"),
        ]
        return f"{choice.value} ({', '.join(str(t) for t in dict.fromkeys(told) if t)})"
    text = shown(choice.candidate.sentence, choice.value)
    if not choice.value or choice.value == text:
        return text
    return f"{choice.value}{'.' if choice.value in ('Yes', 'No') else ':'} {text}"


def _plain(quote: str) -> str:
    """A quote without markup."""
    return clean(quote).text


def cited(choice_list: Iterable[Choice], source: str) -> tuple[Evidence, ...]:
    """The citations of choices, each place once."""
    found: dict[tuple[int, int], Evidence] = {}
    for choice in choice_list:
        for e in [*(e for r in choice.records for e in r["evidence"]), *choice.candidate.evidence(source)]:
            found.setdefault((e["start"], e["end"]), e)
    return tuple(found.values())


def cited_candidates(candidates: Iterable[Candidate], source: str) -> tuple[Evidence, ...]:
    """The citations of candidates, each place once."""
    return cited([Choice(c, c.score) for c in candidates], source)
