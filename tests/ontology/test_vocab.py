"""IRIs and prefixes: readable, made from content, and spelled in one place."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ontology.fields import KINDS
from ontology.vocab import (
    PREFIXES,
    RELATIONS,
    ROLE_CLASSES,
    class_iri,
    evidence_iri,
    expand,
    fact_iri,
    name_property_iri,
    property_iri,
    report_iri,
    report_of,
    section_iri,
    shrink,
    slug,
)

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Place:
    start: int
    end: int


@dataclass(frozen=True)
class Said:
    kind: str
    label: str
    fields: dict[str, Any]
    evidence: tuple[Place, ...]


AWARD = Said("awards", "Clear Glass Prize – 1st", {"rank": "1", "change": 2, "recipients": ("A", "B")}, (Place(5, 9), Place(1, 3)))


def test_an_iri_is_readable_and_made_from_content() -> None:
    iri = fact_iri("kestrel-2023", AWARD)
    assert iri.startswith("https://w3id.org/reportgraph/id/kestrel-2023/award/clear-glass-prize-1st-")
    assert iri == fact_iri("kestrel-2023", replace(AWARD, evidence=AWARD.evidence[::-1]))
    assert report_of(iri) == "kestrel-2023"


@pytest.mark.parametrize(
    "other",
    [
        replace(AWARD, fields={"rank": "2", "change": 2, "recipients": ("A", "B")}),
        replace(AWARD, fields={"rank": "1", "change": 2, "recipients": ("AB",)}),
        replace(AWARD, evidence=(Place(5, 9),)),
        replace(AWARD, label="Clear Glass Prize 1st"),
        replace(AWARD, kind="events"),
    ],
)
def test_whatever_differs_gives_another_iri(other: Said) -> None:
    assert fact_iri("kestrel-2023", other) != fact_iri("kestrel-2023", AWARD)


def test_how_a_number_is_written_does_not_matter() -> None:
    one, two = (Said("observations", "x", {"value": Decimal(text)}, (Place(1, 2),)) for text in ("1.50", "1.5"))
    assert fact_iri("r", one) == fact_iri("r", two)


def test_an_organization_is_named_by_its_label_alone() -> None:
    one = Said("organizations", "Kestrel Glass Plc", {"role": "other"}, (Place(1, 2),))
    assert fact_iri("r", one) == fact_iri("r", replace(one, fields={"role": "reporter"}, evidence=(Place(7, 8),)))
    assert fact_iri("r", one) != fact_iri("other", one)


@pytest.mark.parametrize("report", ["kestrel-2023", "a b", "Résumé 2023", "玻璃", "a/b#c?d%e"])
def test_any_report_id_makes_an_iri_and_comes_back(report: str) -> None:
    iri = section_iri(report, 12)
    assert report_of(iri) == report_of(report_iri(report)) == report
    assert iri.count("/") == 7 and not set(iri) & set(' <>"{}|\\^`')


def test_an_iri_from_elsewhere_has_no_report() -> None:
    with pytest.raises(ValueError, match="not the IRI of a report"):
        report_of("https://example.org/a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Übung & Prüfung", "ubung-prufung"),
        ("玻璃", ""),
        ("a " * 60, "a-" * 23 + "a"),
        ("x" * 60, "x" * 48),
        ("  CO2 -- (net) ", "co2-net"),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_label_without_latin_letters_still_makes_an_iri() -> None:
    iri = fact_iri("r", Said("products", "玻璃", {}, (Place(0, 2),)))
    assert len(iri.rsplit("/", 1)[1]) == 10


def test_classes_and_properties_follow_the_fields() -> None:
    assert class_iri("subsidiaries") == expand("rg:Subsidiary") and class_iri("people") == expand("rg:Person")
    field = KINDS["awards"].field("awarded_by")
    assert (shrink(property_iri(field)), shrink(name_property_iri(field))) == ("rg:awardedBy", "rg:awardedByName")
    assert evidence_iri("r", 3, 9).endswith("/r/evidence/3-9")


def test_every_field_that_names_an_organization_leads_back_from_it() -> None:
    named = {(k.name, f.name) for k in KINDS.values() for f in k.fields if f.type in ("name", "names")}
    assert named - {("organizations", "parent")} == set(RELATIONS)
    assert set(KINDS["organizations"].field("role").choices) - {"other"} == set(ROLE_CLASSES)


def test_names_shrink_and_expand() -> None:
    for prefix in PREFIXES:
        assert shrink(expand(f"{prefix}:Some_thing-1")) == f"{prefix}:Some_thing-1"
    assert shrink("https://example.org/a/b") == "https://example.org/a/b"
    with pytest.raises(KeyError):
        expand("nobody:x")


def test_the_vocabulary_needs_no_rdf_library() -> None:
    code = "import sys, ontology.vocab, ontology.cookbook; print(*{'rdflib', 'pyoxigraph'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
