"""Questions that two places answer together: "which subsidiary holds this prize and also that label?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ask.lexicon import stands
from ask.proposal import Proposal
from ask.rank import Candidate, Facts, as_sentence, stems_of
from ask.reply import pointer
from ask.scope import Named, Scope
from ask.text import Sentence, fit, says
from ask.understand import Reading
from ask.wording import cited_candidates, shown

ASKED = re.compile(r"\b(?:which|what|who|whose)\b", re.I)
_BOTH = re.compile(r"\b(?:also|both|as well|at the same time|too|and)\b", re.I)
GAIN = 0.12
"""What two places together must say more than the best alone."""
KINDS = ("awards", "certifications", "projects", "patents", "standards")


def joined(reading: Reading, candidates: Sequence[Candidate], facts: Facts, scope: Scope, source: str) -> Proposal | None:
    """The organization whose sentences and facts, taken together, say most of the question; None when one place says as much."""
    if (
        reading.names
        or not ASKED.search(reading.english)
        or not _BOTH.search(reading.english)
        or reading.wants not in ("name", "person", "list")
    ):
        return None
    terms = [t for t in reading.terms if not t.filler]
    total = sum(t.weight for t in terms)
    if len(terms) < 3 or not total:
        return None
    alone = max((c.fit.cover for c in candidates if not pointer(c.sentence)), default=0.0)
    places = _places(reading, candidates, facts, scope)
    best: tuple[float, Named, list[Candidate]] | None = None
    for named in (n for n in scope.names if n.role != "reporter"):
        mine = [c for c in places if _mentions(c, named)]
        best_by_term = [max(((t.weight * says(t, _bag(c), scope), -i) for i, c in enumerate(mine)), default=(0.0, 0)) for t in terms]
        cover = sum(w for w, _ in best_by_term) / total
        if best is None or cover > best[0]:
            used = sorted({-i for w, i in best_by_term if w > 0.05})
            best = (cover, named, [mine[i] for i in used])
    if best is None or best[0] < max(0.6, alone + GAIN) or len(best[2]) < 2:
        return None
    cover, named, chosen = best
    name = max((s for s in named.surfaces if any(s in c.sentence.text for c in chosen)), key=len, default=named.label)
    told = " ".join(shown(c.sentence) for c in chosen[:3])
    answer = f"{name} ({named.label}): {told}" if name != named.label else f"{name}: {told}"
    marks = {"cover": cover, "own": cover, "close": max(c.close for c in chosen), "key": 1.0, "typed": 1.0, "near": cover, "graph": 0.0}
    return Proposal(answer, (name,), cited_candidates(chosen[:4], source), "text", marks, why="two places together")


def _places(reading: Reading, candidates: Sequence[Candidate], facts: Facts, scope: Scope) -> list[Candidate]:
    """Sentences of the pool, and awards, certificates and the like that say something of the question."""
    found = [c for c in candidates if not pointer(c.sentence) and not c.record]
    for kind in KINDS:
        for record in facts.of(kind):
            sentence: Sentence = as_sentence(record)
            made = fit(reading, sentence.stems | stems_of(record), frozenset(), scope)
            if made.cover > 0.15:
                found.append(Candidate(sentence, made, 0.0, made.cover, record))
    return found


def _bag(c: Candidate) -> frozenset[str]:
    return c.sentence.stems | stems_of(c.record) if c.record else c.sentence.stems


def _mentions(c: Candidate, named: Named) -> bool:
    text = c.sentence.text if not c.record else c.sentence.text + " " + " ".join(e["quote"] for e in c.record["evidence"])
    return any(stands(s, text) >= 0 for s in named.surfaces if len(s) > 3)
