"""Where a report contradicts itself: rules over its records, headings and text, behind one seam.

A rule is a function from a `Case` to findings; adding one is one function and one line of `RULES`. Rules are few and cautious: an
analyst must be able to trust what they say. What they know of the field is in data/audit.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.audit_case import Case, Finding
from kg.audit_claims import (
    award_details,
    award_status,
    certificate_holders,
    certificate_status,
    founding_years,
    levels,
    posts,
    project_status,
)
from kg.audit_figures import by_or_to, conflicting_targets, conflicting_values, exact_or_more
from kg.audit_index import empty_cells, misnamed_chapters, missing_chapters, omitted_but_reported, silent_chapters
from kg.audit_rates import averages, changes, shares
from kg.audit_shapes import broken_shapes
from kg.audit_sums import more_than_there_was, shares_of_all, totals_and_parts
from kg.audit_units import one_figure_two_units, units_missing
from kg.audit_wording import done_or_planned, one_figure_two_scopes, part_called_total, parts_of_sentences
from kg.store import Store

__all__ = ["RULES", "Case", "Finding", "audit"]

Rule = Callable[[Case], Iterable[Finding]]

RULES: dict[str, Rule] = {
    "certificate-holders": certificate_holders,
    "certificate-status": certificate_status,
    "project-status": project_status,
    "award-status": award_status,
    "award-details": award_details,
    "one-post-two-people": posts,
    "founding-year": founding_years,
    "levels-differ": levels,
    "one-figure-two-units": one_figure_two_units,
    "conflicting-values": conflicting_values,
    "conflicting-targets": conflicting_targets,
    "part-called-total": part_called_total,
    "sum-of-parts": totals_and_parts,
    "parts-in-sentence": parts_of_sentences,
    "more-than-there-was": more_than_there_was,
    "average-per-head": averages,
    "share-of-whole": shares,
    "shares-of-all": shares_of_all,
    "change-over-time": changes,
    "one-figure-two-scopes": one_figure_two_scopes,
    "done-or-planned": done_or_planned,
    "by-or-to": by_or_to,
    "exact-or-more": exact_or_more,
    "omitted-but-reported": omitted_but_reported,
    "empty-index-cell": empty_cells,
    "missing-chapter": missing_chapters,
    "silent-chapter": silent_chapters,
    "misnamed-chapter": misnamed_chapters,
    "unit-missing": units_missing,
    "graph-shape": broken_shapes,
}
"""Rules by name, the more telling first: what one has said, a later one does not say again."""

_RANK = {"error": 0, "warning": 1, "note": 2}


def audit(store: Store, report: str, text: str) -> list[Finding]:
    """What contradicts itself in one report, errors first, then in the order of the text. `text` is what offsets count in."""
    case = Case(store, report, text)
    found = _once(finding for rule in RULES.values() for finding in rule(case))
    return sorted(found, key=lambda f: (_RANK[f.severity], f.evidence[0]["start"], f.rule, f.message))


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings without those of which an earlier one has cited every place."""
    told: list[Finding] = []
    for finding in findings:
        if not any(_covers(f, finding) for f in told):
            told.append(finding)
            yield finding


def _covers(one: Finding, other: Finding) -> bool:
    return all(any(a["start"] < b["end"] and b["start"] < a["end"] for a in one.evidence) for b in other.evidence)
