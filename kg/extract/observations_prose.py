"""Figures in sentences, list items, call-outs and wordy table cells: each with its metric, its time and the words that hold it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg.data import load
from kg.extract.dates import reporting_year
from kg.extract.metrics import as_object, as_subject, shortened
from kg.extract.naming_figures import Named, clauses, named
from kg.extract.periods import When, period_for, whens
from kg.names import Names
from kg.quantities import WORDS, Quantity, Style, quantities, style_of
from kg.units import unit_of
from report.model import BlockKind, Clean, Report, sentences


@dataclass(frozen=True)
class Stated:
    """A figure that a sentence states. `start` and `end` are places in `sentence` of the words that hold metric and figure.

    `outlook` is "" for a fact, "aim" for what is wanted, planned or required, "expected" for what is only foreseen.
    """

    block: int
    sentence: Clean
    quantity: Quantity
    metric: str
    start: int
    end: int
    dates: tuple[When, ...]
    period: str | None
    outlook: str
    kind: str = "amount"
    sure: bool = True
    opening: int = 0
    """Where the words begin that stand between the figure before and this one."""

    @property
    def clause(self) -> str:
        return self.sentence.text[self.start : self.end]


def stated(report: Report, names: Names, rows: Collection[int] = ()) -> Iterator[Stated]:
    """All figures of a report's prose, in order. `rows`: blocks that are table rows in flat text, to be left out."""
    style, year = style_of(report.text), reporting_year(report)
    titles = frozenset(_bare_title(s.title) for s in report.sections)
    for at, sentence in _texts(report, rows):
        if _WORTH.search(sentence.text) and len(_CHAPTERS.findall(sentence.text)) < 3:
            found = _in_sentence(at, sentence, style, year, _marks(report.text, sentence))
            yield from (s for s in found if s.quantity.unit or _bare_title(s.metric) not in titles)


_CHAPTERS = re.compile(r"\b\d{1,2}\.\d{1,2}\.?\s(?=[A-Z][a-z])")


def _bare_title(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", text.casefold()))


_WORTH = re.compile(rf"\d|\b(?:{'|'.join(WORDS[2:])}|no|zero|nil|net[- ]zero|neutral(?:ity)?)\b", re.I)


def _texts(report: Report, rows: Collection[int]) -> Iterator[tuple[int, Clean]]:
    """Sentences with the index of their block; of tables, the cells that read as sentences."""
    for at, block in enumerate(report.blocks):
        if block.table is not None:
            if not is_index(report, at):
                for cell in block.table.cells():
                    if len(cell.text.split()) >= 6 and unit_of(cell.text) is None and re.search(r"[a-z]{3}", cell.text):
                        yield from ((at, s) for s in sentences(cell))
        elif at not in rows and block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CALLOUT, BlockKind.FOOTNOTE):
            yield from ((at, s) for s in sentences(block.text))


@cache
def _index() -> re.Pattern[str]:
    return re.compile(load("metrics")["headers"]["index"], re.I)


def is_index(report: Report, at: int) -> bool:
    """Is a block part of a contents list or a content index? Told by its own titles and by the heads of its table."""
    block = report.blocks[at]
    titles = " | ".join(report.path(block.section)[-1:])
    heads = " | ".join(block.table.heads()) + " | " + block.table.caption if block.table else ""
    return bool(_index().search(titles) or re.search(r"\bchapters?\b|\bpages?\b.*\bdisclosures?\b|\bdisclosures?\b.*\b(?:pages?|locations?|references?)\b|full name", heads, re.I))


def _marks(source: str, text: Clean) -> tuple[int, ...]:
    """Places in a tidied text that were superscript in the source: footnote marks, unless they raise a unit (m<sup>3</sup>)."""
    return tuple(i for i, start in enumerate(text.starts) if text.text[i].isdigit() and source[max(0, start - 5) : start] == "<sup>" and not re.search(r"(?:m|10)$", text.text[:i]))


def _in_sentence(at: int, sentence: Clean, style: Style, year: int | None, marks: tuple[int, ...]) -> Iterator[Stated]:
    text = sentence.text
    found = quantities(text, style, marks)
    dates = whens(text, year)
    cuts = clauses(text, found)
    ranks = [*_ranks(at, sentence, dates, year)]
    said: Named | None = None
    for i, quantity in enumerate(found):
        if any(r.quantity.head == quantity.head for r in ranks) or (ranks and re.search(r"\bout of\s*$", text[: quantity.start])):
            continue
        if _in_a_row(text, found, i):
            continue
        pair = i > 0 and said is not None and quantity.start == found[i - 1].start  # the upper end of a range
        name = said if pair else named(text, found, i, cuts, said)
        if name is None:
            continue
        said = name
        yield _stated(at, sentence, _with_count_unit(text, quantity), name, dates, found, i, year)
    yield from ranks
    yield from _none(at, sentence, dates, year)


def _in_a_row(text: str, found: list[Quantity], i: int) -> bool:
    """Figures with nothing between them are what is left of a table row."""
    sides = [(found[i - 1], found[i])] if i else []
    sides += [(found[i], found[i + 1])] if i + 1 < len(found) else []
    return any(b.start > a.start and not text[a.end : b.head].strip() for a, b in sides)


_PEOPLE = re.compile(r"\s*((?:people|persons?|employees|workers|participants|trainees|volunteers|staff|individuals|FTEs|pieces|sets|units|times|vehicles|households|cases|incidents))\b", re.I)


def _with_count_unit(text: str, quantity: Quantity) -> Quantity:
    """Things counted right behind a figure are its unit: "1,200 people"."""
    from kg.units import unit_of

    said = _PEOPLE.match(text, quantity.end) if quantity.unit is None else None
    return replace(quantity, unit=unit_of(said.group(1)) or quantity.unit) if said else quantity


def _stated(at: int, sentence: Clean, quantity: Quantity, name: Named, dates: list[When], found: list[Quantity], i: int, year: int | None) -> Stated:
    text = sentence.text
    nearest = found[i + 1].start if i + 1 < len(found) else len(text)
    outlook = outlook_of(text, quantity, nearest, dates)
    when = period_for(text, quantity.start, quantity.end, nearest, dates)
    due = due_for(text, found, i, dates) if outlook else None
    period = due.iso if due else None if outlook else when.iso if when else str(year) if year else None
    start = max(name.start, name.end - 400)
    return Stated(at, sentence, quantity, name.metric, min(start, quantity.start), name.end, tuple(dates), period, outlook, sure=name.sure, opening=found[i - 1].end if i else 0)


_AIM = re.compile(
    r"\b(?:targets?|goals?|objectives?|aim(?:s|ing|ed)?|plan(?:s|ned|ning)?(?= (?:to|for|on)\b)|intend(?:s|ed|ing)?|intention|commit(?:s|ted|ment|ments|ting)?|pledg\w+|ambition|striv\w+|"
    r"seeks? to|set to|shall|must|required to|(?:is|are) to (?=[a-z]+)|want to|wants to|envisag\w+)\b",
    re.I,
)
_FORESEEN = re.compile(r"\b(?:will|would|expect(?:s|ed)?|estimated to|projected|forecast|anticipat\w+|is able to|could|once completed|upon completion|when completed)\b", re.I)
_DONE = re.compile(r"\b(?:has|have|had|was|were|did|achieved|met|exceeded|surpassed|completed|obtained|launched|recorded)\b|^\W*[A-Z]\w+ed\b", re.I)


def outlook_of(text: str, quantity: Quantity, nearest: int, dates: list[When]) -> str:
    """ "aim", "expected" or "": by the last cue before a figure that no past verb has overtaken, or a due date or "target" behind it."""
    before, after = text[max(0, quantity.head - 200) : quantity.head], re.split(r"[;,.]\s", text[quantity.end : min(nearest, quantity.end + 80)])[0]
    if re.search(r"\b(?:from|compared (?:with|to)|versus|against|base(?:line)?(?: value| level)? of)\s+(?:an?\s|the\s)?$", text[: quantity.start], re.I):
        return ""
    if re.match(r"[^,;]{0,80}?\b(?:were|was|had|has been|have been)\b", after) and not _FORESEEN.search(before + after) and not _AIM.search(before):
        return ""
    done = max((m.start() for m in _DONE.finditer(before)), default=-1)
    last = lambda pattern: max((m.start() for m in pattern.finditer(before)), default=-1)  # noqa: E731
    aim, foreseen = last(_AIM), last(_FORESEEN)
    if aim > done and aim >= 0 and not re.match(r"(?:targets?|goals?|objectives?)\b", before[aim:], re.I):
        return "aim"
    if aim >= 0 and re.match(r"(?:targets?|goals?|objectives?)\b", before[aim:], re.I) and aim > done - 25 and not re.search(r"\b(?:achieved|met|exceeded|progress)\b", before[aim - 40 if aim > 40 else 0 : aim], re.I):
        return "aim"
    if any(w.role == "due" and (quantity.end <= w.start <= nearest or w.end <= quantity.start) for w in dates) and (done < 0 or max(foreseen, aim) > done):
        return "aim"
    if re.search(r"\b(?:target|goal)\b", after[:40], re.I) and not re.search(r"\bprogress\b", after, re.I):
        return "aim"
    if quantity.qualifier == "<=" and quantity.unit and quantity.unit.dimension == "time":  # "within 48 hours" is a rule
        return "aim"
    return "expected" if foreseen > done else ""


def due_for(text: str, found: list[Quantity], i: int, dates: list[When]) -> When | None:
    """The due date of a figure: the first behind it, else the last before it; "respectively" pairs them in order."""
    due = [w for w in dates if w.role == "due"]
    if not due:
        return None
    quantity = found[i]
    if re.search(r"\brespectively\b", text, re.I) and len(due) > 1:
        first = due[0].start
        group = [q for q in found if q.end <= first and first - q.end < 120][-len(due) :]
        return due[group.index(quantity)] if quantity in group and len(group) == len(due) else due[0]
    behind = [w for w in due if w.start >= quantity.end]
    return behind[0] if behind else due[-1]


# ------------------------------------------------------------------------------------------------------ ranks and none
_RANK = re.compile(
    r"\b(?:rank(?:s|ed|ing)?|shortlisted|placed|listed|came)\b[^.;,]{0,25}?(?:No\.\s?|number\s)?(?P<n>\d{1,4})(?:st|nd|rd|th)?\b(?!%)[^.;]{0,12}?\b(?:in|of|among|on)\s+(?:the\s+)?(?P<list>[^.;]{3,110})",
    re.I,
)
_MOVED = re.compile(rf"\b(?:ris\w+|advanc\w+|up|climb\w+|mov\w+ up|gain\w+|fall\w+|fell|dropp\w+|down|improv\w+)\s+(?:by\s+)?(?P<n>\d{{1,3}}|{'|'.join(WORDS[1:])})\s+(?:positions?|places?|ranks?)\b", re.I)


def _ranks(at: int, sentence: Clean, dates: list[When], year: int | None) -> Iterator[Stated]:
    text = sentence.text
    for match in _RANK.finditer(text):
        listed = re.split(r"\"?\s*(?:list\b|,|;|rising|advancing|falling|issued|released|published)", match["list"].replace('"', ""), maxsplit=1)[0]
        yield _rank(at, sentence, match, f"Rank in {shortened(listed)}", dates, year)
    for match in _MOVED.finditer(text):
        listed = re.search(r"\b(?:in|of|among)\s+(?:the\s+)?\"?(?P<list>(?:List of|20\d\d|Top|[A-Z])[^\";,]{4,80})", text[: match.start()])
        yield _rank(at, sentence, match, f"Positions gained in {shortened(listed['list'])}" if listed else "Positions gained", dates, year)


def _rank(at: int, sentence: Clean, match: re.Match[str], metric: str, dates: list[When], year: int | None) -> Stated:
    raw = match["n"].casefold()
    value = Decimal(WORDS.index(raw) if raw in WORDS else int(raw))
    quantity = Quantity(match.start("n"), match.start("n"), match.end("n"), match.end("n"), value, match["n"])
    when = next((w for w in dates if w.role == "actual"), None)
    return Stated(at, sentence, quantity, metric, match.start(), match.end(), tuple(dates), when.iso if when else str(year) if year else None, "", "rank")


@cache
def _nothing() -> re.Pattern[str]:
    nouns = load("metrics")["zero"]["nouns"]
    return re.compile(rf"\b(?P<no>no|zero|nil|not (?:have |receive |record |find |been )?any)\s+(?P<what>(?:(?!\d|than\b|longer\b|matter\b|less\b|more\b|tolerance\b|forgiveness\b)[\w'/-]+,?\s+(?:or\s+|and\s+)?){{0,6}}?(?:{nouns})\b)(?P<of>[^.;]{{0,160}})", re.I)


def _none(at: int, sentence: Clean, dates: list[When], year: int | None) -> Iterator[Stated]:
    """ "There were no cases of X" is the figure 0."""
    text = sentence.text
    for match in _nothing().finditer(text):
        before = text[: match.start()]
        tied = re.match(r"\s+(?:of|in|involving|related to|relating to|concerning|regarding|due to|caused by|against|for|or|and|,)\b.*|,.*", match["of"], re.S)
        metric = as_object(match["what"] + (re.split(r"\s\S*\d", tied.group())[0] if tied else ""))
        quantity = Quantity(match.start("no"), match.start("no"), match.end("no"), match.end("no"), Decimal(0), match["no"])
        aim = re.search(r"\b(?:ensur\w+|goals?|targets?|objectives?|aim\w*|striv\w+|so that|should|must|shall|will|guarantee\w*|principle\w*|policy|if|vision)\b[^.;]*$", before, re.I)
        when = period_for(text, match.start(), match.end("what"), len(text), dates)
        due = next((w for w in dates if w.role == "due"), None)
        period = (due.iso if due else None) if aim else when.iso if when else str(year) if year else None
        if metric:
            yield Stated(at, sentence, quantity, metric, match.start() if len(before) > 60 else 0, match.end("what") + (len(tied.group()) if tied else 0),
                         tuple(dates), period, "aim" if aim else "")  # fmt: skip


__all__ = ["Stated", "as_subject", "due_for", "is_index", "outlook_of", "stated"]
