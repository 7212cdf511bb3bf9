"""Which words name which organization in one report, and whom "the Company" and "we" mean at a place in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Organization:
    """An organization that a report names: its clean full name, and the other words used for it."""

    name: str
    role: str
    surfaces: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why a surface form was taken for this organization, by surface form."""


@dataclass(frozen=True, order=True)
class Mention:
    """A place in a text that names an organization; `name` is its full name."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Names:
    """The organizations of one report. `case_of` says, by block index, whose case study a block belongs to."""

    organizations: tuple[Organization, ...] = ()
    case_of: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def reporter(self) -> str | None:
        """Full name of the company whose report this is."""
        return next((o.name for o in self.organizations if o.role == "reporter"), None)

    @cached_property
    def by_surface(self) -> Mapping[str, str]:
        """Full name by surface form, case folded."""
        pairs = [(s, o.name) for o in self.organizations for s in (*o.surfaces, o.name)]
        return {_surface(s): name for s, name in pairs}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = sorted(
            (re.escape(s).replace(r"\ ", r"\s+") for o in self.organizations for s in {o.name, *o.surfaces}), key=lambda w: (-len(w), w)
        )
        return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)" if words else r"(?!)")

    def canonical(self, surface: str) -> str | None:
        """Full name for a surface form; "the Company", "we" and "the Group" are the reporter. None when unknown."""
        folded = _surface(surface)
        return self.reporter if folded in SELF else self.by_surface.get(folded)

    def mentions(self, text: str) -> list[Mention]:
        """Named organizations in a text, in order, longest names first, without overlaps; no pronouns."""
        return [Mention(m.start(), m.end(), self.by_surface[_surface(m.group())]) for m in self._pattern.finditer(text)]

    def is_member(self, name: str) -> bool:
        """Is an organization of the reporter's group?"""
        return name in self._members

    @cached_property
    def _members(self) -> frozenset[str]:
        return frozenset(o.name for o in self.organizations if o.role in ("reporter", "subsidiary", "joint venture"))

    def company_at(self, block: int) -> str | None:
        """Whom "the Company" and "we" mean in a block: the subject of its case study, else the reporter."""
        return self.case_of.get(block, self.reporter)

    def subject(self, text: str, at: int, block: int) -> str | None:
        """The organization that a statement at `text[at]` is about: the last one named before it, else `company_at`."""
        before = list(self.mentions(text[:at]))
        pronoun = [m.start() for m in PRONOUN.finditer(text[:at])]
        if before and (not pronoun or before[-1].start > pronoun[-1] or block in self.case_of or len(before) == 1):
            return before[-1].name
        return self.company_at(block)


SELF = {"the company", "our company", "we", "the group", "our group", "the corporation", "the bank", "company", "group", "us", "our"}
PRONOUN = re.compile(r"\b(?:[Tt]he (?:Company|Group|Corporation|Bank)|[Oo]ur (?:Company|Group)|[Ww]e|[Oo]ur)\b")


def fold(text: str) -> str:
    """A text as names are compared: in small letters, with single spaces."""
    return " ".join(text.casefold().split())


def _surface(surface: str) -> str:
    return fold(surface.casefold().replace("'s", ""))
