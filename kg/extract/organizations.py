"""Who is named in a report: the reporter, its subsidiaries, and all others, with every way each one is written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.extract.naming import full_name, headed, ideas, legal_form, same_company, split_glue, tidy
from kg.facts import Fact, given
from kg.names import PRONOUN, SELF, Names, Organization
from report.heal import vocabulary
from report.model import BlockKind, Clean, Report, Span, Table

_DEFINED = re.compile(
    r"\s*\((?:hereinafter|hereafter|together with its subsidiaries|collectively|referred to as|the|or|together|,|\s|also known as)*"
    r"(?P<terms>[^()]{2,160}?)\)",
    re.I,
)
_QUOTED = re.compile(r"\"([^\"]{1,60})\"|'([^']{2,60})'")
_OWNED = re.compile(
    r"(?:,?\s+(?:which is |being |is |as )?(?:an?|the|our|its) (?:indirectly |directly )?(?:wholly[- ]owned |majority[- ]owned |\d+%[- ]owned |"
    r"controlled |principal |major |key |main )*(?:operating )?subsidiar(?:y|ies)\b)",
    re.I,
)
_OWNS = re.compile(
    r"\b(?:(?:wholly[- ]owned|majority[- ]owned|controlled|operating|principal|main|major|our|its|the Company's|the Group's)\s+)*"
    r"subsidiar(?:y|ies)\b(?:\s+(?:company|companies))?(?:\s+(?:such as|including|include|are|like|namely|of the (?:Company|Group)))?[,:]?\s+",
)
_PHRASE = re.compile(r"(?:[A-Z][\w&'\-]*|\d+[A-Z]\w*)(?:\s+(?:[A-Z][\w&'\-]*|of|&))*(?:\s+[A-Z][\w&'\-]*)|[A-Z][\w\-]{3,}")
_CASE = re.compile(r"\b(?:case(?: study| studies)?|example|story|spotlight|highlight)\b", re.I)


@dataclass
class Found:
    """An organization while it is being put together."""

    name: str
    role: str
    surfaces: dict[str, str] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    parent: bool = False


def find_names(report: Report) -> tuple[Names, list[Fact]]:
    """The organizations of a report, as the linker that other extractors use and as facts."""
    words = vocabulary(report.text)
    found = _from_tables(report, words) + _from_definitions(report, words)
    found = _merged(found)
    found = _with_reporter(report, found)
    found = _merged(found + _subsidiaries_in_prose(report) + _full_names(report, words, [s for f in found for s in (f.name, *f.surfaces)]))
    found = _merged([*found, *_headed_names(report), *_founded_bodies(report)])
    _link_variants(report, found)
    names = Names(tuple(Organization(f.name, f.role, tuple(f.surfaces), f.surfaces) for f in found))
    names = replace(names, case_of=_cases(report, names))
    return names, list(_facts(report, names, found))


# ------------------------------------------------------------------------------------------------------- declarations
def _from_tables(report: Report, words: frozenset[str]) -> list[Found]:
    """Indexes of abbreviations, lists of subsidiaries: a table with a column of full names."""
    found: list[Found] = []
    for i, table in report.tables():
        columns = _name_columns(table, report.path(report.blocks[i].section))
        if not columns:
            continue
        short_at, full_at, role = columns
        for row in table.rows:
            full = tidy(split_glue(row[full_at].text, words))
            if not full or not (legal_form().search(" " + full) or (role == "subsidiary" and short_at is None)):
                continue
            if legal_form().search(" " + full) and re.search(r"Ltd$", full):
                full += "."
            org = Found(full, role, spans=list(row[full_at].spans(report.id)))
            org.surfaces[row[full_at].text.strip()] = "full name in an index of companies"
            if short_at is not None and row[short_at]:
                for term in _terms(row[short_at].text):
                    if term.casefold() in SELF:
                        org.role = "reporter"
                    else:
                        org.surfaces[term] = "short name in an index of abbreviations"
                org.spans = [*row[short_at].spans(report.id), *org.spans]
            found.append(org)
    return found


def _name_columns(table: Table, path: Sequence[str]) -> tuple[int | None, int, str] | None:
    """(column of short names or None, column of full names, role) of a table of companies; None for any other table."""
    heads = [h.casefold() for h in table.heads()]
    full = next(
        (
            k
            for k, h in enumerate(heads)
            if re.search(
                r"full name|company name|name of (?:the )?(?:company|subsidiar|entit)|legal name|definition|meaning|refers to|\bsubsidiar(?:y|ies)$",
                h,
            )
        ),
        None,
    )
    short = next(
        (k for k, h in enumerate(heads) if re.search(r"abbreviat|short name|\bterm\b|referred to as|in this report", h) and k != full), None
    )
    titles = " ".join([*path[-2:], table.caption]).casefold()
    if full is None and table.width == 2:
        legal = [sum(bool(legal_form().search(" " + r[k].text)) for r in table.rows) for k in (0, 1)]
        if max(legal) >= max(3, 0.6 * len(table.rows)) and min(legal) <= 0.3 * len(table.rows):
            full, short = (1, 0) if legal[1] > legal[0] else (0, 1)
            short = short if re.search(r"abbreviat|definition|glossary|company members|referred", titles) else None
    if full is None:
        return None
    named = sum(bool(legal_form().search(" " + r[full].text)) for r in table.rows)
    if named < max(2, 0.5 * len(table.rows)):
        return None
    ours = re.search(
        r"subsidiar|company members|group (?:members|companies)|member companies|abbreviat|scope|consolidat", titles + " " + " ".join(heads)
    )
    return short, full, "subsidiary" if ours and not re.search(r"supplier|customer|associate|award", titles) else "other"


def _terms(text: str) -> list[str]:
    """Words that a definition gives: `"Acme", "the Company" or "We"`."""
    quoted = [a or b for a, b in _QUOTED.findall(text)]
    parts = quoted or re.split(r",|;|/|、|\bor\b", text)
    return [t for p in parts if 2 <= len(t := p.strip(" \"'.")) <= 60]


def _from_definitions(report: Report, words: frozenset[str]) -> list[Found]:
    """`Full Name Co., Ltd. (hereinafter "Name" or "the Company")` in prose."""
    found: list[Found] = []
    for _, block in report.prose():
        text = block.text.text
        for match in full_name().finditer(text):
            defined = _DEFINED.match(text, match.end())
            terms = _terms(defined["terms"]) if defined and re.search(r"[\"']", defined["terms"]) else []
            if not terms or not all(re.match(r"[A-Z]|the |our |we\b", t) for t in terms):
                continue
            name = tidy(split_glue(match.group(), words))
            own = [t for t in terms if t.casefold() in SELF]
            org = Found(
                name,
                "reporter" if own else "other",
                {match.group(): "full name"},
                list(block.text.spans(report.id, match.start(), defined.end() if defined else match.end())),
            )
            org.surfaces |= {t: f'defined as "{t}" beside the full name' for t in terms if t.casefold() not in SELF}
            found.append(org)
    return found


def _with_reporter(report: Report, found: list[Found]) -> list[Found]:
    """Makes sure that one organization is the reporter: the one that calls itself the Company; else the most named one."""
    reporters = [f for f in found if f.role == "reporter"]
    for other in reporters[1:]:
        other.role = "other"
    if reporters:
        return found
    head = [b for b in report.blocks[:60] if b.kind != BlockKind.FURNITURE]
    candidates = Counter[str]()
    for block in [b for b in report.blocks if b.kind != BlockKind.FURNITURE]:
        for match in full_name().finditer(block.text.text):
            candidates[tidy(match.group())] += 3 if block in head else 1
    best = sorted(candidates.items(), key=lambda pair: (-pair[1], pair[0]))[:1]
    name = best[0][0] if best and best[0][1] >= 3 else _most_named(report)
    if not name:
        return found
    known = next((f for f in found if same_company(f.name, name)), None)
    if known:
        known.role = "reporter"
        return found
    spans = _places(report, name, 2)
    return [*found, Found(name, "reporter", {name: "named most often"}, spans)] if spans else found


def _most_named(report: Report) -> str | None:
    """The name that stands most often before "'s", "is", "has" and the like, or in the titles."""
    counts = Counter[str]()
    for _, block in report.prose():
        for match in re.finditer(
            r"\b((?:(?:[A-Z]\.\s?)+\s?)?[A-Z][\w&\-]+(?:\s+[A-Z][\w&\-]+){0,3})(?:'s\b|\s+(?:is|has|was|will|continues|aims|believes|strives|supports|also|offers)\b)",
            block.text.text,
        ):
            phrase = tidy(match.group(1))
            if phrase.casefold() not in SELF and not PRONOUN.fullmatch(phrase) and phrase.casefold() not in _COMMON:
                counts[phrase] += 1
    best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:1]
    return best[0][0] if best and best[0][1] >= 4 else None


_COMMON = {"it", "this", "that", "there", "he", "she", "they", "which", "who", "the report", "report", "esg", "sustainability", "gri", "china", "europe",
           "board", "the board", "the board of directors", "management", "audit committee", "scope", "each", "what", "one", "everyone", "supplier",
           "suppliers", "employees", "customers", "training", "safety", "committee", "ceo"}  # fmt: skip


def _subsidiaries_in_prose(report: Report) -> list[Found]:
    """ "X Ltd, a wholly-owned subsidiary" and "our subsidiaries A, B and C"."""
    found: list[Found] = []
    for _, block in report.prose():
        text = block.text.text
        if "ubsidiar" not in text:
            continue
        places: list[tuple[int, int]] = []
        for match in full_name().finditer(text):
            if _OWNED.match(text, match.end()) or _OWNED.match(
                text, (d.end() if (d := _DEFINED.match(text, match.end())) else match.end())
            ):
                places.append(match.span())
        for owner in _OWNS.finditer(text):
            at = owner.end()
            while match := full_name().match(text, at):
                places.append(match.span())
                joint = re.compile(r"\s*(?:\([^)]*\))?\s*(?:,\s*and\s+|,\s*|;\s*|\s+and\s+|\s*&\s*)").match(text, match.end())
                if not joint:
                    break
                at = joint.end()
        for start, end in places:
            name = tidy(text[start:end])
            if len(name.split()) >= 2:
                found.append(
                    Found(name, "subsidiary", {text[start:end]: "called a subsidiary"}, list(block.text.spans(report.id, start, end)))
                )
    return found


def _last_of_several(names: str, known: Sequence[str]) -> int:
    """Where the last name begins in "Acme and Basalt Ltd", when Acme or Basalt Ltd is known by itself; else 0."""
    for joint in re.finditer(r"\s+(?:and|&)\s+", names):
        if any(names[: joint.start()].endswith(k) or same_company(k, names[joint.end() :]) for k in known):
            return joint.end()
    return 0


def _full_names(report: Report, words: frozenset[str], known: Sequence[str]) -> list[Found]:
    """Every other company that is written with its legal form."""
    found: list[Found] = []
    for block in report.blocks:
        if block.kind in (BlockKind.FURNITURE, BlockKind.HEADING):
            continue
        for text in _readings(block.text, block.table):
            for match in full_name().finditer(text.text):
                start = match.start() + _last_of_several(match.group(), known)
                raw = text.text[start : match.end()]
                name = tidy(split_glue(raw, words))
                if len(name.split()) < 2 or re.search(r"\b(?:Law|Policy|Report|Page|Standard)\b", name):
                    continue
                role = _relation(text.text, start, match.end())
                found.append(Found(name, role, {raw: "full name"}, list(text.spans(report.id, start, match.end()))))
    return found


def _readings(text: Clean, table: Table | None) -> Iterator[Clean]:
    yield from (c for c in table.cells() if c) if table else (text,)


def _relation(text: str, start: int, end: int) -> str:
    """What the words around a name say about it, nearest first."""
    from kg.data import load

    near = text[max(0, start - 70) : start] + " | " + text[end : end + 50]
    for role, cues in load("organizations")["relations"].items():
        if any(re.search(rf"\b{re.escape(cue)}", near, re.I) for cue in cues):
            return str(role).replace("_", " ")
    return "other"


def _headed_names(report: Report) -> Iterator[Found]:
    """Authorities, exchanges, universities, associations, bodies of the company: by the head word of their names."""
    for block in report.blocks:
        if block.kind == BlockKind.FURNITURE:
            continue
        for text in _readings(block.text, block.table):
            taken: list[tuple[int, int]] = []
            for role in ("exchange", "certifier", "ngo", "academic", "internal", "authority"):
                if block.kind == BlockKind.HEADING and role != "internal":
                    continue
                for match in headed(role).finditer(text.text):
                    if any(a < match.end() and match.start() < b for a, b in taken):
                        continue
                    taken.append(match.span())
                    for name, start, alias in _separate(text.text, match, role):
                        surfaces = {name: "its head word"} | ({alias: "initials in brackets behind the name"} if alias else {})
                        yield Found(name, _role_of(role, name), surfaces, list(text.spans(report.id, start, start + len(name))))


_BODY = r"((?:[a-z][\w\-]*\s+){1,5}(?:team|group|committee|office|department|cent(?:re|er)|board|council|unit)s?(?:\s+for\s+[a-z]\w+(?:\s+[a-z]\w+)?)?)"
_FOUNDED = re.compile(
    rf"(?:\b(?:established|set up|sets up|formed|created|built|appointed|has|have|had)\s+(?:an?|the|its|our)\s+{_BODY}\b)|"
    rf"(?:\b[Aa]n?\s+{_BODY}\s+(?:has|have|was|were)\s+(?:been\s+)?(?:established|set up|formed|created)\b)|"
    r"\b(?:[Cc]ompany|[Gg]roup|[Bb]ank)'s\s+(head office|headquarters?|technology cent(?:re|er))\b"
)


def _founded_bodies(report: Report) -> Iterator[Found]:
    """Bodies that are written small: "has established an energy management team", "the Company's head office"."""
    for _, block in report.prose():
        for match in _FOUNDED.finditer(block.text.text):
            number = next(k for k in (1, 2, 3) if match.group(k))
            name = re.sub(
                r"^(?:new|special|special|dedicated|comprehensive|strong|professional|number of|series of)\s+", "", match.group(number)
            )
            if len(name.split()) > 1:
                start = match.end(number) - len(name)
                yield Found(
                    name[0].upper() + name[1:],
                    "internal",
                    {name: "a body that the company set up"},
                    list(block.text.spans(report.id, start, match.end(number))),
                )


_NOT_ORG = re.compile(
    r"\b(?:Codes?|Laws?|Polic(?:y|ies)|Procedures?|Awards?|Report|Standards?|Index|Regulations?|Recommendations|Projects?|Training|Program(?:me)?s?|Meeting)\b"
)


def _separate(text: str, match: re.Match[str], role: str) -> Iterator[tuple[str, int, str | None]]:
    """The names in a phrase: "A Centre and B Department" are two, "A and B Laboratories (BL)" too. (name, start, initials)"""
    phrase, at = match.group(), match.start()
    initials = re.match(r"\s*\(\"?([A-Z][A-Za-z]{1,7})\"?\)", text[match.end() :])
    words = [(m.group(), m.start()) for m in re.finditer(r"\S+", phrase)]
    cuts = [0]
    if initials:
        heavy = [(w, s) for w, s in words if w[0].isupper()]
        for k in range(len(heavy)):
            if "".join(w[0] for w, _ in heavy[k:]) == initials.group(1).upper():
                cuts.append(heavy[k][1])
                break
    heads = headed(role)
    for joint in re.finditer(r"\s+and\s+", phrase):
        left, right = phrase[: joint.start()], phrase[joint.end() :]
        if re.fullmatch(r"(?:The |the |Our )?(?:Company|Group|Bank|Corporation)", left) or (heads.fullmatch(left) and heads.search(right)):
            cuts.append(joint.end())
    cuts = sorted(set(cuts))
    for number, (a, b) in enumerate(zip(cuts, [*cuts[1:], len(phrase)], strict=True)):
        piece = re.sub(r"\s+(?:and|&|of)\s*$", "", phrase[a:b].strip())
        piece = re.sub(r"^(?:(?:The|the|Our|our)\s+)?(?:Company|Group|Bank|Corporation)(?:'s|\s+and)\s+", "", piece)
        name = tidy(piece)
        start = at + a + phrase[a:].find(name)
        if 2 <= len(name.split()) <= 12 and not name.isupper() and not _NOT_ORG.search(name) and text[start : start + len(name)] == name:
            yield name, start, initials.group(1) if initials and number == len(cuts) - 1 else None


def _role_of(role: str, name: str) -> str:
    return "authority" if role == "internal" and re.search(r"\b(?:National|State|Provincial|Municipal|Federal|European)\b", name) else role


# ------------------------------------------------------------------------------------------------------------ merging
_RANK = ("reporter", "subsidiary", "joint venture", "parent", "certifier", "exchange", "authority", "academic", "ngo", "internal", "partner", "customer",
         "supplier", "other")  # fmt: skip


def _merged(found: Iterable[Found]) -> list[Found]:
    """One entry for each organization; the first declared name stays, the most telling role wins."""
    kept: list[Found] = []
    by_key: dict[str, Found] = {}
    for org in found:
        key = re.sub(r"[\W_]+", "", org.name).casefold()
        twin = by_key.get(key) or next((by_key[k] for s in org.surfaces if (k := re.sub(r"[\W_]+", "", s).casefold()) in by_key), None)
        if twin is None and legal_form().search(" " + org.name):
            twin = next((k for k in kept if legal_form().search(" " + k.name) and same_company(k.name, org.name)), None)
            twin = twin or next((k for k in kept if not legal_form().search(" " + k.name) and ideas(k.name) == ideas(org.name)), None)
        if twin is None:
            kept.append(org)
            twin = org
        else:
            _absorb(twin, org)
        for surface in (*org.surfaces, org.name):
            by_key.setdefault(re.sub(r"[\W_]+", "", surface).casefold(), twin)
    return kept


def _absorb(twin: Found, org: Found) -> None:
    if legal_form().search(" " + org.name) and not legal_form().search(" " + twin.name):
        twin.surfaces.setdefault(twin.name, "short form")
        twin.name = org.name
    twin.surfaces = {**twin.surfaces, **{s: why for s, why in org.surfaces.items() if s not in twin.surfaces}}
    if org.name != twin.name:
        twin.surfaces.setdefault(org.name, "the same words in another spelling")
    twin.spans += [s for s in org.spans if s not in twin.spans]
    twin.role = min((twin.role, org.role), key=_RANK.index)


def _link_variants(report: Report, found: list[Found]) -> None:
    """Other wordings of a member's name: the same ideas in another order or translation, all of them its own.

    A phrase is linked when its ideas are part of the ideas of exactly one member's names, and at least one idea is
    used by no other member; otherwise it stays unlinked.
    """
    members = [f for f in found if f.role in _MEMBERS or legal_form().search(" " + f.name)]
    surfaces = sorted({s for f in found for s in (*f.surfaces, f.name)}, key=lambda s: (-len(s), s))
    known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, surfaces))})(?!\w)" if surfaces else r"(?!)")
    sets = {
        id(f): ideas(" ".join([f.name, *(s for s, why in f.surfaces.items() if "short name" in why or "defined" in why)])) for f in members
    }
    owners: dict[str, set[int]] = defaultdict(set)
    for key, some in sets.items():
        for idea in some:
            owners[idea].add(key)
    short = {ideas(s): f for f in members for s in f.surfaces if len(ideas(s)) > 1}
    for phrase, span in _phrases(report, known):
        some = ideas(phrase)
        fits = [short[some]] if some in short else [f for f in members if some <= sets[id(f)]]
        if len(some) < 2 or len(fits) != 1 or phrase.casefold() in SELF or len(phrase.split()) > len(fits[0].name.split()):
            continue
        own = some in short or any(len(owners[i]) == 1 for i in some)
        whole = len(some) >= len(ideas(fits[0].name)) - 1
        inside = any(phrase in s for s in fits[0].surfaces)
        if own and (whole or fits[0].role in _MEMBERS) and not inside:
            fits[0].surfaces[phrase] = "the same words in another order or translation, all of them its own"
            fits[0].spans.append(span)


_MEMBERS = ("reporter", "subsidiary", "joint venture", "parent")


def _phrases(report: Report, known: re.Pattern[str]) -> Iterator[tuple[str, Span]]:
    """Capitalised phrases of two to five words outside the names that are known, longest first."""
    for block in report.blocks:
        if block.kind == BlockKind.FURNITURE:
            continue
        for text in _readings(block.text, block.table):
            bare = known.sub(lambda m: "#" * len(m.group()), text.text)
            for match in re.finditer(r"(?<!#)[A-Z][\w\-]+(?: [A-Z][\w\-]+){1,4}", bare):
                words = match.group().split(" ")
                for size in range(len(words), 1, -1):
                    for a in range(len(words) - size + 1):
                        start = match.start() + sum(len(w) + 1 for w in words[:a])
                        phrase = " ".join(words[a : a + size])
                        if places := text.places(start, start + len(phrase)):
                            yield phrase, Span(report.id, *places[0])


def _cases(report: Report, names: Names) -> dict[int, str]:
    """Blocks of a case study on a member of the group, where "the Company" means that member."""
    cases: dict[int, str] = {}
    section, owner = None, None
    for i, block in enumerate(report.blocks):
        if block.kind == BlockKind.HEADING:
            section, owner = (block.section if _CASE.search(block.text.text) else None), None
        elif section is not None and block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            if owner is None:
                mentions = names.mentions(block.text.text)
                owner = mentions[0].name if mentions and mentions[0].name != names.reporter and mentions[0].start < 160 else ""
            if owner:
                cases[i] = owner
    return cases


# -------------------------------------------------------------------------------------------------------------- facts
def _places(report: Report, name: str, most: int) -> list[Span]:
    spans: list[Span] = []
    for block in report.blocks:
        if block.kind == BlockKind.FURNITURE:
            continue
        at = block.text.text.find(name)
        if at >= 0:
            spans += block.text.spans(report.id, at, at + len(name))
        if len(spans) >= most:
            break
    return spans[:most]


def _facts(report: Report, names: Names, found: Sequence[Found]) -> Iterator[Fact]:
    for org in found:
        if not org.spans:
            continue
        declared = [s for s, why in org.surfaces.items() if "short name" in why or "defined" in why]
        legal = bool(legal_form().search(" " + org.name))
        fields = given(
            role=org.role,
            parent=names.reporter if org.role == "subsidiary" else None,
            full_name=org.name if legal else None,
            short_name=declared[0] if declared else None,
        )
        aliases = tuple(s for s in org.surfaces if s != org.name)
        yield Fact("organizations", org.name, fields, tuple(dict.fromkeys(org.spans))[:12], 1.0 if declared else 0.8, aliases)
