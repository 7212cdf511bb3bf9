"""A report becomes facts: one small extractor for each kind, behind one seam."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from kg.facts import Fact
from kg.names import Names
from report.model import Report

Extractor = Callable[[Report, Names], Iterable[Fact]]
"""(report, its organizations) -> facts of one kind."""

EXTRACTORS: dict[str, str] = {
    "certifications": "kg.extract.certifications:find_certifications",
    "standards": "kg.extract.standards:find_standards",
    "laws": "kg.extract.laws:find_laws",
    "policies": "kg.extract.policies:find_policies",
    "awards": "kg.extract.awards:find_awards",
    "projects": "kg.extract.projects:find_projects",
    "facilities": "kg.extract.facilities:find_facilities",
    "people": "kg.extract.people:find_people",
    "patents": "kg.extract.patents:find_patents",
    "products": "kg.extract.products:find_products",
    "events": "kg.extract.events:find_events",
    "observations": "kg.extract.observations:find_observations",
    "targets": "kg.extract.targets:find_targets",
    "disclosures": "kg.extract.disclosures:find_disclosures",
    "risks": "kg.extract.risks:find_risks",
    "opportunities": "kg.extract.risks:find_opportunities",
    "stakeholders": "kg.extract.stakeholders:find_stakeholders",
}
"""Kind -> where its extractor is. Organizations come first, from `kg.extract.organizations`, for all others need them."""


def extractor(kind: str) -> Extractor:
    """The extractor of a kind. Raises KeyError with the list of known ones."""
    if kind not in EXTRACTORS:
        raise KeyError(f"no extractor for {kind!r}; have {', '.join(EXTRACTORS)}")
    module, name = EXTRACTORS[kind].split(":")
    found: Extractor = getattr(import_module(module), name)
    return found


def extract(report: Report, progress: Callable[[str], None] | None = None) -> tuple[Names, list[Fact]]:
    """Everything that a report says, kind by kind, in the order of the text. `progress` is told each kind."""
    from kg.extract.organizations import find_names

    if progress:
        progress("organizations")
    names, facts = find_names(report)
    for kind in EXTRACTORS:
        if progress:
            progress(kind)
        facts += sorted(extractor(kind)(report, names), key=lambda fact: (fact.evidence[0].start, fact.evidence[0].end, fact.label))
    return names, facts
