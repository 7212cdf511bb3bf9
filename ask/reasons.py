"""Why and how: the sentence that gives a reason or a way, with the one before it where that is what it goes back to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ask.choice import Choice
from ask.rank import Candidate
from ask.scope import Scope
from ask.text import Sentence
from ask.understand import Reading

_BECAUSE = re.compile(
    r"\b(?:because|due (?:mainly |largely |primarily |in part )?to|owing to|thanks to|on account of|driven by|caused by|attributable to|attributed to|stem(?:s|med)? from|results? from|resulted from|"
    r"arising from|as a (?:result|consequence) of|as (?:our|the|its|we|they)\b|since (?:our|the|its|we|they|it)\b|in order to|so that|so as to|to ensure|"
    r"in view of|given (?:that|the)|following the|reflect(?:s|ing|ed)?|explained by|linked to|for fear|with (?:the|a) view to|for the purpose|by mistake|unless|if)\b",
    re.I,
)
"""A cause named in the sentence itself."""
_EFFECT = re.compile(
    r"\b(?:too [a-z]+|not enough|insufficient\w*|lack of|unable|failed|no longer|did not|could not|therefore|thereby|thus|hence|consequently|accordingly|enabl\w+|help(?:s|ed|ing)? (?:to )?\w+|reduc\w+|only|compared with|may|might|could|threaten\w*|so\b)",
    re.I,
)
"""A sentence that tells of causes and effects in another way."""
_BACK = re.compile(
    r"^\W*(?:in (?:light|view|consequence|response|recognition) (?:of|to) (?:this|that|these|which)|(?:for|due to|because of|owing to|given|with) (?:this|that|these)(?: reasons?)?\b|"
    r"therefore|thus|hence|accordingly|consequently|as a (?:result|consequence)\b(?! of)|(?:that|this) is why|to (?:this|that) end|so\b)|\b(?:therefore|which is why)\b",
    re.I,
)
"""A sentence that goes back to a reason given before it."""
_WAY = re.compile(
    r"\b(?:by (?:[a-z]+ly )?[a-z]+ing|through|using|by means of|via|with the help of|relying on|making use of|based on)\b", re.I
)
_PURPOSE = re.compile(r"\bto (?!(?:the|a|an|our|its|their|about|over|nearly|be|date|\d)\b)[a-z]{3,}\b", re.I)
REACH = 600
"""Characters before a sentence in which the one before it is looked for."""
TITLE = 10
"""Words of a line without a stop that may be a title nobody marked, at most."""
SHORT = 4
"""Words of a line that states nothing, below this."""


def said_by(candidates: Sequence[Candidate]) -> list[Choice]:
    """Each candidate as it stands; a heading or a scrap of a line says little."""
    return [Choice(c, c.score - _scrap(c)) for c in candidates]


def _scrap(c: Candidate) -> float:
    """What a heading or a scrap of a line loses: they state nothing."""
    text = c.sentence.text
    if c.sentence.heading or len(text.split()) < SHORT:
        return 0.3
    return 0.25 if titled(c) else 0.0


def titled(c: Candidate) -> bool:
    """May a few words without a stop be a title that nobody marked?"""
    return not c.record and not c.sentence.row and len(c.sentence.text.split()) <= TITLE and not re.search(r"[.!:;,\d]", c.sentence.text)


def reasons(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    """Sentences, those that name a cause or tell of an effect before others."""
    rose = _ROSE.search(reading.english) is not None
    return [
        replace(c, score=c.score + _worth(c.candidate.sentence.text) + (_told_move(c.candidate.sentence.text) if rose else 0.0))
        for c in said_by(candidates)
    ]


def _told_move(text: str) -> float:
    """What a sentence gains that tells of a rise or fall that was, where the question is why there was one."""
    return 0.12 if _DID_MOVE.search(text) else -0.1


def _worth(text: str) -> float:
    return 0.05 if _BECAUSE.search(text) or _EFFECT.search(text) or _BACK.search(text) else 0.0


def manners(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    """Sentences, those that name a way before others."""
    return [replace(c, score=c.score + (0.03 if _WAY.search(c.candidate.sentence.text) else 0.0)) for c in said_by(candidates)]


def lead(best: Choice, source: str) -> Choice | None:
    """The sentence before the one that answers "why", where it is that which holds the reason."""
    sentence = best.candidate.sentence
    prior = sentence.prior or (_before(sentence, source) if _BACK.search(sentence.text) else None)
    if best.candidate.record or sentence.row or prior is None or prior.heading or len(prior.text.split()) < SHORT:
        return None
    inside = _BECAUSE.search(sentence.text) or _EFFECT.search(sentence.text) or _PURPOSE.search(sentence.text)
    if not _BACK.search(sentence.text) and inside:
        return None
    return Choice(replace(best.candidate, sentence=prior), best.score)


def told_why(best: Choice, first: Choice | None) -> bool:
    """Does an answer to "why" name a cause, an effect or a purpose, in its sentence or in the one before it? Rows and records may be terse."""
    if best.candidate.record or best.candidate.sentence.row:
        return True
    said = [c.candidate.sentence.text for c in (best, first) if c]
    return any(pattern.search(text) for text in said for pattern in (_BECAUSE, _EFFECT, _BACK, _PURPOSE))


_ROSE = re.compile(r"\b(?:increase|decrease|decline|reduce|grow|grew|rise|rose|fall|fell|drop|go up|go down|went up|went down)\w*\b", re.I)
_DID_MOVE = re.compile(
    r"\b(?:increased|decreased|declined|reduced|grew|rose|fell|dropped|halved|doubled|improved|lowered|shrank|went (?:up|down)|(?:was|were) (?:\w+ )?(?:lower|higher|down|up)|"
    r"(?:the|this|an?) (?:\w+ )?(?:increase|decrease|decline|reduction|growth|rise|fall|drop) (?:is|was|in|of|comes?|came|results?|resulted|reflects?))\b",
    re.I,
)
_MOVED = re.compile(
    r"\b(?:increas|decreas|declin|reduc|grow|grew|improv|doubl|halv|sav|lower|cut|shr[aiu]nk|expan|higher|less|fewer|more)\w*|\b(?:rose|risen?|rise|fell|fall(?:en|s)?|drop(?:s|ped)?|up|down)\b",
    re.I,
)


def moves(reading: Reading, best: Choice, first: Choice | None) -> bool:
    """Where the question is why something rose or fell: does the answer tell of a rise or fall, and of no mere plan or rule?"""
    if not _ROSE.search(reading.english):
        return True
    said = " ".join(c.candidate.sentence.text for c in (best, first) if c)
    return bool(_MOVED.search(said)) and not re.match(r"(?:if|when|should)\b", said, re.I)


def _before(sentence: Sentence, source: str) -> Sentence | None:
    """The sentence of the text that ends right before one which opens a passage."""
    stretch = source[max(0, sentence.start - REACH) : sentence.start].rstrip()
    last = re.search(r"(?:^|[.!?]\s+|\n)([A-Z“\"(][^\n]*?[.!?][”\"’)]?)$", stretch[stretch.rfind("\n") + 1 :])
    if last is None:
        return None
    text = re.split(r"(?<=[.!?])\s+(?=[A-Z“\"(])", last.group(1))[-1]
    start = source.rfind(text, 0, sentence.start)
    return replace(sentence, text=" ".join(text.split()), start=start, end=start + len(text), prior=None)
