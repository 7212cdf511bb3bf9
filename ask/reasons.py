"""Why and how: the sentence that gives a reason or a way, with the one before it where that is what it goes back to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ask.choice import Choice
from ask.lexicon import words
from ask.rank import Candidate
from ask.scope import Scope
from ask.text import Sentence, says
from ask.understand import Reading

_BECAUSE = re.compile(
    r"\b(?:because|due (?:mainly |largely |primarily |in part )?to|owing to|thanks to|on account of|driven by|caused by|attributable to|attributed to|stem(?:s|med)? from|results? from|resulted from|"
    r"arising from|as a (?:result|consequence) of|as (?:our|the|its|we|they)\b|since (?:our|the|its|we|they|it)\b|in order to|so that|so as to|to ensure|"
    r"in view of|given (?:that|the)|following (?:the|a|an|our|its)|reflect(?:s|ing|ed)?|explained by|linked to|for fear|with (?:the|a) view to|for the purpose|by mistake|unless|if)\b",
    re.I,
)
"""A cause named in the sentence itself."""
_CAUSED = re.compile(
    r"\b(?:because|due (?:\w+ ){0,3}to|ow(?:ed|es?|ing) (?:\w+ ){0,3}to|thanks (?:\w+ ){0,2}to|on account of|on the back of|as a (?:direct )?(?:result|consequence) of|in view of|"
    r"(?:driven|caused|triggered|prompted|explained|helped|supported|boosted|influenced|affected|brought about|offset|led|fuell?ed|occasioned|lifted|held back|weighed down) (?:\w+ ){0,2}by|"
    r"(?:attribut|ascrib|trac|link|relat)\w+ (?:\w+ ){0,3}to|put down (?:\w+ )?to|(?:is|was|are|were) (?:\w+ )?down to|(?:stem|result|com|ari[sz]|deriv|follow)\w* (?:\w+ )?from|came (?:\w+ )?from|ar(?:ose|isen) from|"
    r"reflect(?:s|ed|ing)?\b|follow(?:s|ed|ing) (?:the|a|an|our|its|\w+ing\b)|(?:reasons?|causes?|drivers?|factors?)(?: (?:for|behind|of) [^.;]{3,60}?)? (?:is|are|was|were|lies?|lay|includes?|included|being)\b|"
    r"given (?:that|the)|since (?:our|the|its|we|they|it)\b|as (?:our|the|its|we|they|more|fewer|less)\b|after (?:the|a|an|our|its|we|\w+ing\b)|with the (?:\w+ )?(?:start|launch|opening|closure|introduction|end|move|switch|use)\b|by \w+ing\b)|"
    r"for the same reasons?\b|(?:happened|occurred|took place) (?:\w+ )?(?:during|while|when|after|in|at|on)\b|"
    r", as [a-z]+ [a-z]+|;? (?:owing|mainly|primarily|chiefly) (?:through|from|by|to)\b",
    re.I,
)
"""The cause of a rise or fall, named in the sentence."""
_LED = re.compile(
    r"\b(?:which|this|that|thereby|thus|and|,)\s(?:\w+\s)?(?:(?:led|leads?|leading|contribut\w+)(?:\s\w+)?\sto|result(?:ed|s|ing)\sin|caus(?:ed|es|ing))\b",
    re.I,
)
"""The cause stands before, and what came of it behind: "which led to a decrease in ..."."""
_AGAIN = re.compile(
    r"^\W*(?:this|that|these|those|it|they|both|the (?:main |key |principal |chief )?(?:reasons?|causes?|drivers?|factors?|change|increase|rise|growth|decrease|decline|fall|drop|reduction|improvement|"
    r"deterioration|difference|deviation|development|trend|higher|lower)|(?:main|key) (?:reasons?|causes?|drivers?|factors?)|reasons?|mainly|primarily|in particular|here)\b",
    re.I,
)
"""A sentence that takes up what the one before it told."""
_EFFECT = re.compile(
    r"\b(?:too [a-z]+|not enough|insufficient\w*|lack of|unable|failed|no longer|did not|could not|therefore|thereby|thus|hence|consequently|accordingly|enabl\w+|help(?:s|ed|ing)? (?:to )?\w+|reduc\w+|only|compared with|may|might|could|threaten\w*|so\b)",
    re.I,
)
"""A sentence that tells of causes and effects in another way."""
_BACK = re.compile(
    r"^\W*(?:in (?:light|view|consequence|response|recognition) (?:of|to) (?:this|that|these|which)|(?:for|due to|because of|owing to|given|with) (?:this|that|these)(?: reasons?)?\b|"
    r"therefore|thus|hence|accordingly|consequently|as a (?:result|consequence)\b(?! of)|(?:that|this) is why|to (?:this|that) end|so\b)|\b(?:therefore|which is why|for the same reasons?)\b",
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
    if not asks_of_move(reading):
        rose = _ROSE.search(reading.english) is not None
        return [
            replace(c, score=c.score + _worth(c.candidate.sentence.text) + (_told_move(c.candidate.sentence.text) if rose else 0.0))
            for c in said_by(candidates)
        ]
    found = []
    for c in said_by(candidates):
        text = c.candidate.sentence.text
        told = CAUSE if _names_cause(text) or trail(c, candidates) else 0.0
        off = _turned(reading, topic(c.candidate.sentence)) or not (c.candidate.record or _of_measure(reading, c.candidate.sentence, scope))
        found.append(replace(c, score=c.score + told + _told_move(text) - (TURNED if off else 0.0)))
    return found


def trail(best: Choice, candidates: Sequence[Candidate]) -> Choice | None:
    """The sentence after one that tells of a rise or fall, where that takes it up and names the cause: "This was due to ..."."""
    sentence = best.candidate.sentence
    if best.candidate.record or sentence.row or _CAUSED.search(sentence.text):
        return None
    for c in candidates:
        prior = c.sentence.prior
        if prior and (prior.start, prior.text) == (sentence.start, sentence.text):
            return Choice(c, best.score) if _AGAIN.search(c.sentence.text) and _CAUSED.search(c.sentence.text) else None
    return None


CAUSE = 0.1
"""What a sentence gains that names the cause of a rise or fall, itself or by the one after it."""
TURNED = 0.25
"""What a sentence loses that tells of a fall where the question is of a rise, or the other way round."""
_UP = re.compile(
    r"\b(?:increas|grow|climb|surg|higher|jump|expan|doubl|tripl)\w*|\b(?:more|up|rose|risen?|rises|rising|grew|gained|upwards?)\b", re.I
)
_DOWN = re.compile(
    r"\b(?:decreas|declin|reduc|diminish|shrink|shrunk|slump|halv|plung|lower|shorten)\w*|\b(?:less|fewer|down|fell|fall(?:en|s|ing)?|drop(?:s|ped|ping)?|shrank|cut|downwards?)\b",
    re.I,
)


def topic(sentence: Sentence) -> str:
    """What a sentence tells of, without the cause that it names: what stands before "due to", or behind the comma of "Due to ..., ..."."""
    text, prior = sentence.text, sentence.prior
    if led := _LED.search(text):
        return text[led.end() :]
    cue = _CAUSED.search(text)
    if cue is None:
        return text
    if prior and _AGAIN.search(text):
        return f"{prior.text} {text[: cue.start()]}"
    before = text[: cue.start()]
    return before if _MOVED.search(before) else text[max(cue.end(), text.find(",", cue.end()) + 1) :] if cue.start() < OPENING else text


def _names_cause(text: str) -> bool:
    return bool(_CAUSED.search(text) or _LED.search(text))


SAID = 0.5
"""How far the measure must be said: of "electricity use" the "use" alone is not enough."""
OPENING = 12
"""A cause that begins so early opens its sentence."""


def _of_measure(reading: Reading, sentence: Sentence, scope: Scope) -> bool:
    """Does a sentence tell of the measure that is asked about, not as a cause of something else?"""
    stems = frozenset(words(topic(sentence)))
    asked = [t for t in reading.content if not (t.name or _MOVED.match(" ".join(t.stems)) or _ROSE.match(" ".join(t.stems)))]
    heavy = max((t.weight for t in asked), default=0.0)
    return all(says(t, stems, scope) >= SAID for t in asked if t.weight >= 0.8 * heavy)


def _turned(reading: Reading, text: str) -> bool:
    """Does a text tell only of a fall where the question is why something rose, or the other way round?"""
    up, down = bool(_UP.search(reading.english)), bool(_DOWN.search(reading.english))
    if up == down:
        return False
    same, other = (_UP, _DOWN) if up else (_DOWN, _UP)
    return bool(other.search(text)) and not same.search(text)


def _told_move(text: str) -> float:
    """What a sentence gains that tells of a rise or fall that was, where the question is why there was one."""
    return 0.12 if _DID_MOVE.search(text) else -0.1


def _worth(text: str) -> float:
    return 0.05 if _BECAUSE.search(text) or _EFFECT.search(text) or _BACK.search(text) else 0.0


def manners(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    """Sentences, those that name a way before others."""
    return [replace(c, score=c.score + (0.03 if _WAY.search(c.candidate.sentence.text) else 0.0)) for c in said_by(candidates)]


def lead(best: Choice, source: str, moved: bool = False) -> Choice | None:
    """The sentence before the one that answers "why", where it is that which holds the reason."""
    sentence = best.candidate.sentence
    prior = sentence.prior or (_before(sentence, source) if _BACK.search(sentence.text) else None)
    if best.candidate.record or sentence.row or prior is None or prior.heading or len(prior.text.split()) < SHORT:
        return None
    if moved and not _AGAIN.search(sentence.text) and not _BACK.search(sentence.text):
        return None  # the sentence before tells of something else that rose or fell
    inside = (
        _BECAUSE.search(sentence.text) or _CAUSED.search(sentence.text) or _EFFECT.search(sentence.text) or _PURPOSE.search(sentence.text)
    )
    if not _BACK.search(sentence.text) and inside:
        return None
    return Choice(replace(best.candidate, sentence=prior), best.score)


def told_why(best: Choice, first: Choice | None, moved: bool) -> bool:
    """Does an answer to "why" name a cause, an effect or a purpose, in its sentence or in the one before it? Rows and records may be terse."""
    if best.candidate.record or best.candidate.sentence.row:
        return True
    said = [c.candidate.sentence.text for c in (best, first) if c]
    return any(
        pattern.search(text) for text in said for pattern in (_BECAUSE, _EFFECT, _BACK, _PURPOSE, *((_CAUSED, _LED) if moved else ()))
    )


_ROSE = re.compile(
    r"\b(?:increase|decrease|decline|reduce|grow|grew|rise|rose|fall|fell|drop|go up|go down|went up|went down|higher|lower|fewer|shrink|shrank|climb|worsen)\w*\b",
    re.I,
)
_MAY = re.compile(r"\b(?:could|may|might|would|can|should|will|must)\b", re.I)
_DID_MOVE = re.compile(
    r"\b(?:increased|decreased|declined|reduced|grew|rose|fell|dropped|halved|doubled|improved|lowered|shrank|went (?:up|down)|(?:was|were) (?:\w+ )?(?:lower|higher|down|up)|"
    r"(?:the|this|an?) (?:\w+ )?(?:increase|decrease|decline|reduction|growth|rise|fall|drop) (?:is|was|in|of|comes?|came|results?|resulted|reflects?))\b",
    re.I,
)
_MOVED = re.compile(
    r"\b(?:increas|decreas|declin|reduc|grow|grew|improv|doubl|halv|sav|lower|cut|shr[aiu]nk|expan|higher|less|fewer|more)\w*|\b(?:rose|risen?|rise|fell|fall(?:en|s)?|drop(?:s|ped)?|up|down)\b",
    re.I,
)


def moves(reading: Reading, best: Choice, first: Choice | None, scope: Scope) -> bool:
    """Where the question is why something rose or fell: does the answer tell of a rise or fall, and of no mere plan or rule?"""
    if not _ROSE.search(reading.english):
        return True
    said = " ".join(c.candidate.sentence.text for c in (best, first) if c)
    if not _MOVED.search(said) or re.match(r"(?:if|when|should)\b", said, re.I):
        return False
    if not asks_of_move(reading) or best.candidate.record or best.candidate.sentence.row:
        return True
    if not (_names_cause(said) or _BACK.search(said)):
        return False
    told = best.candidate.sentence
    return not _turned(reading, topic(told)) and (_BACK.search(said) is not None or _of_measure(reading, told, scope))


def asks_of_move(reading: Reading) -> bool:
    """Is the question why something rose or fell, not why it could or should?"""
    return reading.wants == "reason" and _ROSE.search(reading.english) is not None and not _MAY.search(reading.english)


def _before(sentence: Sentence, source: str) -> Sentence | None:
    """The sentence of the text that ends right before one which opens a passage."""
    stretch = source[max(0, sentence.start - REACH) : sentence.start].rstrip()
    last = re.search(r"(?:^|[.!?]\s+|\n)([A-Z“\"(][^\n]*?[.!?][”\"’)]?)$", stretch[stretch.rfind("\n") + 1 :])
    if last is None:
        return None
    text = re.split(r"(?<=[.!?])\s+(?=[A-Z“\"(])", last.group(1))[-1]
    start = source.rfind(text, 0, sentence.start)
    return replace(sentence, text=" ".join(text.split()), start=start, end=start + len(text), prior=None)
