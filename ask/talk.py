"""Questions in a row: "and in 2022?" is completed from the question before, "which of them are in X?" asked of its answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ask import answer
from ask.lexicon import in_english, words
from ask.proposal import Value
from ask.queries import of_labels
from ask.rank import Record, stems_of
from ask.scope import Scope
from ask.terms import Term
from ask.text import Evidence, says
from ask.understand import read_question
from ontology.fields import KINDS

if TYPE_CHECKING:
    from ask.answering import Answer
    from ask.library import Library

_LEAD = re.compile(r"^(?:and|but|or|so|then|ok|okay)?[ ,]*(?:what|how) about\b|^(?:and|but)\b", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ONLY_YEARS = re.compile(r"^(?:(?:in|for|by|of|during)\s+)?(?:the year\s+)?((?:19|20)\d\d(?:\s*(?:and|,|or|to|-)\s*(?:19|20)\d\d)*)$", re.I)
_THEM = re.compile(r"^(?:and )?(which|who|how many) (?:ones )?of (?:them|these|those)\b", re.I)
_IT = re.compile(r"\b(?:it|this|that one|he|she)\b", re.I)
_ITS = re.compile(r"\b(?:its|his|her)\b(?= [a-z])", re.I)
_PREPOSITION = re.compile(r"^(in|at|of|for|by|from|on|with|to|among) (.+)$", re.I)
_ASKS = re.compile(r"\b(?:who|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|can|will)\b", re.I)


class Talk:
    """A conversation with a library; it keeps the last question with its answer, and the last list."""

    def __init__(self, library: Library, report: str | None = None) -> None:
        self._library = library
        self._report = report
        self._last: Answer | None = None
        self._listed: Answer | None = None

    def ask(self, question: str) -> Answer:
        """The answer; its `question` is the completed one. Raises InputError as `ask.answer` does."""
        last = self._last
        found = _of_them(self._library, question, self._listed) if self._listed and _THEM.search(question) else None
        if found is None:
            report = self._report or (last.report if last and self._continues(question) else None)
            found = answer(self._library, self._completed(question), report)
        self._last = found
        self._listed = found if len(found.values) > 1 else self._listed
        return found

    def _continues(self, question: str) -> bool:
        return self._completed(question) != question

    def _completed(self, question: str) -> str:
        """A question with what it takes from the one before."""
        last = self._last
        if last is None:
            return question
        bare = _LEAD.sub("", question.strip()).strip(" ?.!,")
        years = _ONLY_YEARS.match(bare)
        if years:
            return _in_year(last.question, years.group(1))
        if bare != question.strip(" ?.!") and not _ASKS.match(bare):
            return self._about(last, bare)
        return _with_name(question, last)

    def _about(self, last: Answer, subject: str) -> str:
        """The question before about something else: in the place after the same preposition, else in that of a term which is answered best."""
        said = _PREPOSITION.match(subject)
        if said:
            same = re.compile(rf"\b{said.group(1)} (?!(?:19|20)\d\d)(?:the )?\w[^,?]*?(?=\s+(?:in|at|of|for|by|from|on)\b|[,?]|$)", re.I)
            found = list(same.finditer(last.question))
            if found:
                return f"{last.question[: found[-1].start()]}{subject}{last.question[found[-1].end() :]}"
            return f"{last.question.rstrip(' ?.')} {subject}?"
        return max(
            self._variants(last, subject), key=lambda v: (v[0], v[1]), default=(0.0, 0, f"{last.question.rstrip(' ?.')} {subject}?")
        )[2]

    def _variants(self, last: Answer, subject: str) -> Iterable[tuple[float, int, str]]:
        """(how sure its answer is, how early, question) for each word or two of the question before that the subject may stand for."""
        reading = read_question(last.question, self._library.memory.scope(last.report or ""))
        content = {s for t in (reading.content or reading.terms) for s in t.stems}
        tokens = [(m.start(), m.end(), m.group()) for m in re.finditer(r"[\w&.-]*\w", last.question)]
        asked = frozenset(words(subject))
        for i, (start, _, _) in enumerate(tokens):
            for size in (1, 2, 3):
                run = tokens[i : i + size]
                if len(run) < size or not all(set(words(t)) & content for _, _, t in run) or any(_YEAR.fullmatch(t) for _, _, t in run):
                    break
                question = f"{last.question[:start]}{subject}{last.question[run[-1][1] :]}"
                found = answer(self._library, question, last.report)
                told = frozenset(words(f"{found.answer} {' '.join(e['quote'] for e in found.citations)}"))
                if found.status != "not found" and asked & told:
                    yield found.confidence, -start, question


def _in_year(question: str, years: str) -> str:
    """A question asked of other years."""
    if _YEAR.search(question):
        first, *rest = _YEAR.finditer(question)
        end = rest[-1].end() if rest else first.end()
        return f"{question[: first.start()]}{years}{question[end:]}"
    return f"{question.rstrip(' ?.')} in {years}?"


def _with_name(question: str, last: Answer) -> str:
    """ "it" and "its" mean what the last answer named, where that was one thing."""
    names = [v for v in last.values if isinstance(v, str) and re.search(r"[A-Za-z]", v) and len(v.split()) < 10]
    if len(last.values) != 1 or len(names) != 1:
        return question
    if _ITS.search(question):
        return _ITS.sub(f"{names[0]}'s", question, count=1)
    return _IT.sub(names[0], question, count=1)


# ------------------------------------------------------------------------------------------------------------ of them
def _of_them(library: Library, question: str, last: Answer) -> Answer | None:
    """Those things of the last answer whose facts say what the question adds; None when the answer held no list."""
    from ask.answering import Answer

    values = [str(v) for v in last.values if isinstance(v, str)]
    if len(values) < 2 or last.report is None:
        return None
    rest = _THEM.sub("", in_english(question)).strip(" ?.")
    scope = library.memory.scope(last.report)
    terms = [t for t in read_question(f"what {rest}", scope).terms if not t.filler]
    known = _facts_named(library, last.report, values)
    chosen = {value: hits for value in values if (hits := [r for r in known[value] if terms and _says_all(terms, r, scope)])}
    sources = last.sources
    if not chosen:
        return Answer(question, "not found", report=last.report, confidence=0.5, nearest=last.citations[:3], sources=sources)
    records = [hits[0] for hits in chosen.values()]
    cited: dict[tuple[int, int], Evidence] = {(e["start"], e["end"]): e for r in records for e in r["evidence"]}
    count = bool(re.match(r"(?:and )?how many", question, re.I))
    listed = "; ".join(chosen)
    shown: tuple[Value, ...] = (len(chosen), *chosen) if count else tuple(chosen)
    same = [r for r in records if r["kind"] == records[0]["kind"]]
    query = of_labels(library, records[0]["kind"], last.report, same)
    made = Answer(
        question, "answered", f"{len(chosen)}: {listed}" if count else listed, shown, tuple(cited.values()), query.facts, query.sparql, 0.8
    )
    return replace(
        made,
        report=last.report,
        rows=tuple(dict(r) for r in query.rows),
        sources=sources,
        how={"of": values, "terms": [" ".join(t.stems) for t in terms]},
    )


def _says_all(terms: list[Term], record: Record, scope: Scope) -> bool:
    stems = stems_of(record)
    return all(says(t, stems, scope) >= 0.6 for t in terms)


def _facts_named(library: Library, report: str, values: list[str]) -> dict[str, list[Record]]:
    """The facts that each value names by label, alias or a name in a field."""
    found: dict[str, list[Record]] = {value: [] for value in values}
    facts = library.memory.facts(report)
    for kind, known in KINDS.items():
        names = [f.name for f in known.fields if f.type in ("name", "names")]
        for record in facts.of(kind):
            said = {record["label"], *record["aliases"], record.get("title"), record.get("full_name"), record.get("short_name")}
            said |= {n for f in names for n in (record[f] if isinstance(record[f], list) else [record[f]])}
            for value in values:
                if value in said:
                    found[value].append(record)
    return found
