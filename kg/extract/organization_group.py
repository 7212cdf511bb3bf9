"""Which companies with a full name belong to the reporter's group: by what is said of them, by a table's word, by the brand they bear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.naming import has_legal_form, without_form
from kg.extract.organization_own import is_brand
from kg.extract.organization_relations import Words
from kg.extract.organization_sources import Found
from report.model import Block, BlockKind, Report, Span, Table

_US = r"(?:we|the (?:Group|Company|Bank|group|company)|\w+ plc)"
_BEHIND = re.compile(
    r"^\s*(?:\([^()]{1,60}\))?"
    rf"(?:,?\s+(?:which\s+)?(?:is|are|was|being)\s+(?:now\s+)?(?:an?\s+|our\s+|the\s+)?(?:indirect(?:ly)?\s+|direct(?:ly)?\s+)?(?:wholly|fully|majority|\d+(?:\.\d+)?\s?(?:%|per cent|percent))[- ]owned"
    rf"|,?\s+(?:is|was|are|were)\s+(?:owned|held|controlled)\s+(?:(?:as to\s+)?\d+(?:\.\d+)?\s?(?:%|per cent|percent)\s+)?by\s+(?:us\b|the (?:Group|Company|Bank))"
    rf"|,?\s+(?:in|of) which {_US} (?:(?:currently|directly|indirectly|now) )?(?:holds?|owns?|ha(?:s|ve))"
    rf"|,\s+(?:the|an?|our|its)\s+(?:[\w'’-]+\s+){{0,6}}?(?:business|company|maker|manufacturer|firm|producer|bank|insurer|operator|retailer|start-up|startup|brewery|distributor|"
    rf"subsidiary|affiliate|arm)\s+(?:(?:that|which)\s+)?(?:{_US}\s+)?(?:bought|acquired|own|hold)"
    r"|,\s+(?:acquired|bought|purchased)\s+(?:in|on|by us|for)\b"
    r"|,?\s+(?:an?|our|its|the|as an?)\s+(?:[\w%.'’-]+\s+){0,4}?(?:subsidiary|affiliate)\b"
    r"|\s+(?:became|becomes|has become)\s+(?:an?|our|the)?\s*(?:[\w%-]+\s+){0,4}(?:subsidiary|consolidated|part of the Group))",
)
_OWNED = re.compile(
    r"^,?\s+(?:which is\s+)?(?:\w+\s+)?owned\s+(?:as to\s+)?\d+(?:\.\d+)?\s?(?:%|per ?cent)\s+by\s+(?:the\s+)?(?P<owner>[\w&-]+)"
)
_BEFORE = re.compile(
    r"(?:(?:acquired|acquires|bought|purchased|acquisition|purchase|takeover|acquiring)\s+(?:of\s+)?(?:(?:all|the|an?|remaining|outstanding|majority|additional|further|"
    r"\d+(?:\.\d+)?\s?(?:%|per cent|percent)|of|shares?|stake|interest|equity|capital|issued|in|full|control)\s+)*"
    r"(?:the\s+(?:[\w-]+\s+){1,5}?(?:company|business|firm|group|maker|bank|start-up|startup|producer|specialist)\s+)?"
    r"|\b(?:[Oo]ur|[Ii]ts|wholly[- ]owned|majority[- ]owned|consolidated|operating|principal|[Tt]he)\s+(?:[\w-]+\s+){0,3}?(?:subsidiar(?:y|ies)|affiliates?|arm|group compan(?:y|ies)),?\s+"
    r"(?:such as\s+|including\s+|like\s+|namely\s+)?|\b(?:subsidiar(?:y|ies)|affiliates?|arm)\s+)$"
)
COMPANY = re.compile(r"\b(?:Company|Holdings?)$")
"""The last word of a company without a legal form."""
_CELL = re.compile(
    r"\b(?:(?:step[- ]down|wholly[- ]owned|indirect|direct|material|foreign|overseas|consolidated)\s+)*subsidiar(?:y|ies)\b", re.I
)
_NOT_OURS = re.compile(
    r"\b(?:associate|joint venture|supplier|customer|competitor|former|sold|divest\w+|disposed|shareholders?|parent|spin-?off|spun)\b", re.I
)


def group_members(report: Report, found: Sequence[Found], words: Words) -> None:
    """Sets the role of subsidiaries, with the words that say so; names without a legal form are left to other sources."""
    reporter = next((f for f in found if f.role == "reporter"), None)
    brand = _brand(report, reporter, found, words) if reporter else None
    ours = frozenset(
        {"us", "Group", "Company"} | ({name.split()[0] for name in (reporter.name, *reporter.surfaces)} if reporter else set())
    )
    for org in found:
        if org.role not in ("other", "partner", "customer", "supplier") or not (has_legal_form(org.name) or COMPANY.search(org.name)):
            continue
        if spans := _said_to_be_ours(report, org, ours):
            org.role, org.spans = "subsidiary", [*org.spans, *spans]
        elif (
            brand
            and org.role in ("other", "partner")
            and re.match(rf"(?:[A-Z]\w+\s)?{re.escape(brand)}\b", org.name)
            and not _denied(report, org)
        ):
            org.role = "subsidiary"


def _brand(report: Report, reporter: Found, found: Sequence[Found], words: Words) -> str | None:
    """The first word of the reporter's name; None when it is a place or a common word, so that others may bear it."""
    bare = without_form(reporter.name).split()
    word = bare[0] if bare else ""
    rivals = [f for f in found if f.role in ("academic", "authority", "exchange", "certifier") and word in f.name.split()[1:]]
    return word if len(word) > 3 and is_brand(report, word, words) and word.casefold() not in _COMMON and not rivals else None


_COMMON = frozenset(
    "united american national general first new international global north south east west royal standard british european china "
    "chinese asia asian pacific atlantic central state public bank the great northern southern eastern western industrial nippon japan "
    "indian india hong kong german french canadian australian nordic swiss".split()
)


def _said_to_be_ours(report: Report, org: Found, ours: frozenset[str]) -> list[Span]:
    names = re.compile("|".join(re.escape(s) for s in sorted({org.name, *org.surfaces}, key=lambda s: (-len(s), s))))
    for block in report.blocks:
        if block.kind in (BlockKind.FURNITURE, BlockKind.HEADING):
            continue
        if block.table:
            if spans := list(_row_says(report, block.table, names)):
                return spans
            continue
        text = block.text.text
        for match in names.finditer(text):
            before = _BEFORE.search(text[max(0, match.start() - 120) : match.start()])
            behind = _BEHIND.match(text[match.end() : match.end() + 160])
            owned = _OWNED.match(text[match.end() : match.end() + 120])
            behind = behind or (owned if owned and owned["owner"] in ours else None)
            if before or behind:
                start = match.start() - (len(before.group()) if before else 0)
                return list(block.text.spans(report.id, start, match.end() + (behind.end() if behind else 0)))
    return []


def _row_says(report: Report, table: Table, names: re.Pattern[str]) -> Iterator[Span]:
    """A row that holds the name in one cell and "Subsidiary" in another."""
    for row in table.rows:
        named = next((c for c in row if c and names.search(c.text)), None)
        said = next((c for c in row if c and c is not named and _CELL.fullmatch(c.text.strip())), None)
        if named and said:
            yield from (*named.spans(report.id), *said.spans(report.id))
            return


def _denied(report: Report, org: Found) -> bool:
    """Do the words beside the name say that it is no subsidiary?"""

    def near(block: Block) -> Iterator[str]:
        text = block.text.text
        for match in re.finditer(re.escape(org.name), text):
            yield text[max(0, match.start() - 60) : match.end() + 60]

    return any(_NOT_OURS.search(words) for _, block in report.prose() for words in near(block))
