"""Documents that a company made for itself: policies, codes, handbooks, procedures, measures, plans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from kg.extract.collect import Item, facts_of, key, owner
from kg.extract.documents import Document, documents_in
from kg.extract.others import owned_by_others
from kg.extract.policies_own import foreign, plain_titles, promoted
from kg.facts import Fact, given
from kg.names import Names
from report.model import Report

_PLAIN = re.compile(
    r"\b(?:formulat\w+|establish\w*|develop\w*|implement\w*|adopt\w*|follow\w*|adher\w+ to|introduc\w+|issu\w+|publish\w*|has|"
    r"have|set up|based on|under)\s+"
    r"(?:and \w+\s+|strictly\s+)?(?:an?|the|its|our)\s+"
    r"(?P<title>(?:(?!(?:policy|policies|which|that|to|its|our|an?|the|of|for|in|with|by|on|and|as|at|number|series|set|variety|"
    r"range|following|relevant|corresponding|new|clear|strict|sound|"
    r"complete|comprehensive|\w+ed|team)\b)[a-z][\w\-]*,?\s+(?:and\s+)?|comprehensive and [a-z]+\s+){2,6}"
    r"(?:policy|handbook|manual|code of (?:business |ethical )?conduct|responsibility system|charter|contingency plan))\b(?! of China)"
)


_CALLED = re.compile(
    r"(?P<title>(?:[A-Z][\w'’&-]*)(?:\s+(?:(?:of|for|the|and|to|with|at|in|on)\s+)?[A-Z][\w'’&-]*){0,5})(?:\"?,|,\")\s+(?:our|the (?:[Cc]ompany|[Gg]roup|[Bb]ank)'s)\s+(?:[a-z-]+\s){0,2}?"
    r"(?:code of (?:business )?(?:conduct|ethics)|policy|charter|handbook|code|guidelines|employee handbook)\b"
)
"""A document with a name of its own, and what it is: "Square Deal, our code of conduct"."""


def find_policies(report: Report, names: Names) -> Iterable[Fact]:
    """One fact for each document, with its owner."""
    documents = list(documents_in(report))
    votes = Counter((key(d.title.text), d.kind) for d in documents if d.sure)
    items = [*_titled(report, names, documents, votes), *_plain(report, names)]
    short = _abbreviations(report)
    return facts_of(
        "policies", items, alike=lambda title: _name(names, _spelled_out(title, short)), note="title of a company's own document"
    )


_SHORT = re.compile(r"(?P<long>[A-Z][\w-]+(?:\s(?:(?:and|of|for|&)\s)?[A-Z][\w-]+){1,6})\s\(\"?(?P<short>[A-Z]{2,6})\"?\)")
_GENERIC = re.compile(
    r"(?:Management|Procedures?|Operations?|Operational|Group|Company|Internal|General|Corporate|Relevant|Written|Standard)\s(?:Polic(?:y|ies)|Manuals?|Handbooks?|Procedures?|Guidelines?)"
)
"""A title that tells no policy from another."""


def _abbreviations(report: Report) -> dict[str, str]:
    """Letters in brackets that a report uses for words of its policies: "Anti-Bribery and Corruption (ABC) Policy"."""
    said = (m for _, block in report.prose() for m in _SHORT.finditer(block.text.text))
    return {m["short"]: m["long"] for m in said if "".join(w[0] for w in re.findall(r"[A-Z][a-z]+", m["long"])).endswith(m["short"])}


def _spelled_out(title: str, short: dict[str, str]) -> str:
    first, _, rest = title.partition(" ")
    return f"{short[first]} {rest}" if first in short and rest else title


def _name(names: Names, title: str) -> str:
    """A title for comparison: the Acme Code of Conduct is the Code of Conduct."""
    first = next(iter(names.mentions(title)), None)
    bare = title[first.end :] if first and first.start == 0 and len(title[first.end :].split()) >= 2 else title
    return key(re.sub(r"^\s*(?:['’]s\s+)?(?:Group|Company|Corporate)(?:['’]s)?\s+(?=\w+\s+\w)", "", bare))


def _titled(report: Report, names: Names, documents: list[Document], votes: Counter[tuple[str, str]]) -> Iterator[Item]:
    """Capitalised and quoted titles. Where one sentence leaves it open, the report's other sentences decide."""
    short = {key(d.title.text) for d in documents if d.kind == "short"}
    own = promoted(report, documents)
    for i, document in enumerate(documents):
        name = key(document.title.text)
        law, policy = votes[name, "law"], votes[name, "policy"]
        if (
            name in short
            or _GENERIC.fullmatch(document.title.text)
            or foreign(document.title.text)
            or owned_by_others(document.sentence.text, document.title.start, names)
            or (document.kind == "policy" and law > policy)
            or (document.kind != "policy" and i not in own and not (document.kind == "open" and policy > law))
        ):
            continue
        spans = document.sentence.spans(report.id, document.title.start, document.title.end)
        if spans:
            of = owner(names, document.sentence.text, document.title.start, document.block)
            name = _OF_US.sub("", document.title.text)
            lead = _IN_ITS.match(name)
            start = document.title.start + (lead.end() if lead else 0)
            end = document.title.start + len(name)
            if more := _AND_ETHICS.match(document.sentence.text, end):
                end = more.end()
            spans = document.sentence.spans(report.id, start, end)
            name = document.sentence.text[start:end]
            of = names.company_at(document.block) if _OF_US.search(document.title.text) else of
            yield Item(name, given(title=name, owner=of), spans, 0.95 if document.sure else 0.8)


_AND_ETHICS = re.compile(
    r"(?<=Conduct|.Ethics)\s(?:and|&)\s(?:Business\s)?(?:Ethics|Conduct|Practices?|Integrity)\b|(?<=Policy)\s(?:and|&)\s(?:Principles|Guidelines|Procedures)\b"
)
"""The rest of a title: "Code of Conduct and Ethics", "Purchasing Policy and Principles"."""
_IN_ITS = re.compile(r"[A-Z]\w+\s(?:in|under|through|by)\s(?:its|our)\s(?=[A-Z])")
_OF_US = re.compile(r"\s+of\s+(?:the|our)\s+(?:Company|Group|Bank|Corporation)$")


def _plain(report: Report, names: Names) -> Iterator[Item]:
    """Policies without a title of their own: "implements the work safety responsibility system"; and those that are explained."""
    for i, block in report.prose():
        for match in _CALLED.finditer(block.text.text):
            lead = re.match(r"(?:(?:The|In|By|Our|Under)\s+)+", match["title"])
            start = match.start("title") + (lead.end() if lead else 0)
            title, spans = block.text.text[start : match.end("title")], block.text.spans(report.id, start, match.end("title"))
            yield Item(title, given(title=title, owner=owner(names, block.text.text, start, i)), spans, 0.7)
        for start, end in plain_titles(block.text.text):
            if owned_by_others(*_in_sentence(block.text.text, start), names):
                continue
            title = block.text.text[start : start + 1].upper() + block.text.text[start + 1 : end].strip()
            of = owner(names, block.text.text, start, i)
            yield Item(title, given(title=title, owner=of), block.text.spans(report.id, start, end), 0.6)
        for match in _PLAIN.finditer(block.text.text):
            if owned_by_others(*_in_sentence(block.text.text, match.start("title")), names):
                continue
            title = re.sub(r"^(?:safe and|and)\s+", "", match["title"])
            spans = block.text.spans(report.id, match.start("title"), match.end("title"))
            of = owner(names, block.text.text, match.start("title"), i)
            yield Item(title[0].upper() + title[1:], given(title=title[0].upper() + title[1:], owner=of), spans, 0.6)


def _in_sentence(text: str, at: int) -> tuple[str, int]:
    """The text from the sentence on in which a place stands, and the place in it."""
    begin = max((m.end() for m in re.finditer(r"[.!?]\s+", text[:at])), default=0)
    return text[begin:], at - begin
