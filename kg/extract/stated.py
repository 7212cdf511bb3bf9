"""A figure that a sentence states, with its metric and time; ranks and "no cases of", which have forms of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.data import load
from kg.extract.periods import When, period_for
from kg.extract.wording import as_object, pattern, shortened
from kg.quantities import WORDS, Quantity
from report.model import Clean


@dataclass(frozen=True)
class Stated:
    """A figure of a sentence. `start` and `end` are places in `sentence` of the words that hold metric and figure.

    `outlook` is "" for a fact, "aim" for what is wanted, planned or required, "expected" for what is only foreseen. `opening`:
    where the words begin that stand between the figure before and this one.
    """

    block: int
    sentence: Clean
    quantity: Quantity
    metric: str
    start: int
    end: int
    dates: tuple[When, ...]
    period: str | None
    outlook: str = ""
    kind: str = "amount"
    sure: bool = True
    opening: int = 0

    @property
    def clause(self) -> str:
        """The words that hold metric and figure."""
        return self.sentence.text[self.start : self.end]

    @property
    def lead(self) -> str:
        """The words between the figure before and the clause."""
        return self.sentence.text[self.opening : self.start]


@dataclass(frozen=True)
class Scene:
    """A sentence of a block with its dates; `year` is the reporting year. `goal`: does it stand under "Target"? `due`: by when,
    then. `title`: the heading it stands under.
    """

    block: int
    sentence: Clean
    dates: tuple[When, ...]
    year: int | None
    goal: bool = False
    due: str | None = None
    title: str = ""

    @property
    def text(self) -> str:
        return self.sentence.text

    def period(self, when: When | None) -> str | None:
        """The time of a fact: the one found, else the reporting year."""
        return when.iso if when else str(self.year) if self.year else None


# --------------------------------------------------------------------------------------------------------------- ranks
_RANK = re.compile(
    r"\b(?:rank(?:s|ed|ing)?|shortlisted|placed|listed|came)\b[^.;,]{0,25}?(?:No\.\s?|number\s)?(?P<n>\d{1,4})(?:st|nd|rd|th)?\b(?!%|,\d|\.\d)"
    r"[^.;]{0,12}?\b(?:in|of|among|on)\s+(?:the\s+)?(?P<list>[^.;]{3,110})",
    re.I,
)
_MOVED = re.compile(
    r"\b(?P<verb>ris\w+|advanc\w+|up|climb\w+|mov\w+ up|gain\w+|improv\w+|fall\w+|fell|dropp\w+|down)\s+(?:by\s+)?"
    rf"(?P<n>\d{{1,3}}|{'|'.join(WORDS[1:])})\s+(?:positions?|places?|ranks?)\b",
    re.I,
)


def ranks(scene: Scene) -> Iterator[Stated]:
    """ "ranked 23rd in the X list, up 5 places" gives a rank and the places gained."""
    for match in _RANK.finditer(scene.text):
        if re.search(r"\btop\s(?:the\s)?$", scene.text[: match.start("n")], re.I):
            continue  # "among the top 15" is no rank
        title = match["list"].replace('"', "")
        title = re.split(r"\s*(?:list\b|,|;|rising|advancing|falling|issued|released|published)", title, maxsplit=1)[0]
        yield _rank(scene, match, f"Rank in {shortened(title)}")
    for match in _MOVED.finditer(scene.text):
        lost = re.match(r"f[ae]ll|dropp|down", match["verb"], re.I)
        before = scene.text[: match.start()]
        named = re.search(r"\b(?:in|of|among)\s+(?:the\s+)?\"?(?P<list>(?:List of|20\d\d|Top|[A-Z])[^\";,]{4,80})", before)
        yield _rank(scene, match, f"Positions {'lost' if lost else 'gained'}" + (f" in {shortened(named['list'])}" if named else ""))


def _rank(scene: Scene, match: re.Match[str], metric: str) -> Stated:
    raw = match["n"].casefold()
    a, b = match.span("n")
    quantity = Quantity(a, a, b, b, Decimal(WORDS.index(raw) if raw in WORDS else int(raw)), match["n"])
    when = next((w for w in scene.dates if w.role == "actual"), None)
    return Stated(scene.block, scene.sentence, quantity, metric, *match.span(), scene.dates, scene.period(when), kind="rank")


# --------------------------------------------------------------------------------------------------------------- zeros
@cache
def _nothing() -> re.Pattern[str]:
    nouns = load("metrics")["zero"]["nouns"]
    word = r"(?!\d|than\b|longer\b|matter\b|less\b|more\b|tolerance\b|forgiveness\b)[\w'/-]+,?\s+(?:or\s+|and\s+)?"
    return re.compile(
        rf"\b(?P<no>no|zero|nil|not (?:have |receive |record |find |been )?any)\s+(?P<what>(?:{word}){{0,6}}?(?:{nouns})\b)"
        r"(?P<of>[^.;]{0,160})",
        re.I,
    )


_TIED = re.compile(
    r"\s+(?:of|in|involving|related to|relating to|concerning|regarding|due to|caused by|against|for|or|and|,)\b.*|,.*", re.S
)


def zeros(scene: Scene) -> Iterator[Stated]:
    """ "There were no cases of X" is the figure 0."""
    for match in _nothing().finditer(scene.text):
        tied = _TIED.match(match["of"])
        metric = as_object(match["what"] + (re.split(r"\s\S*\d", tied.group())[0] if tied else ""))
        if not metric:
            continue
        a, b = match.span("no")
        aim = bool(pattern("outlook", "wished", r"\b{}\b[^.;]*$").search(scene.text[:a]))
        due = next((w.iso for w in scene.dates if w.role == "due"), scene.due)
        when = period_for(scene.text, a, match.end("what"), len(scene.text), scene.dates)
        end = match.end("what") + (len(tied.group()) if tied else 0)
        quantity = Quantity(a, a, b, b, Decimal(0), match["no"])
        aim = aim or (scene.goal and not when)
        period = due if aim else scene.period(when)
        yield Stated(scene.block, scene.sentence, quantity, metric, a if a > 60 else 0, end, scene.dates, period, "aim" if aim else "")
