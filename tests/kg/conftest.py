"""A small world: a report of a glass maker that never was, with a fact of every kind and a value in every field."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from kg.facts import Fact
from kg.graph import quads_of
from kg.names import Names, Organization
from kg.store import Quad, Store, open_store
from ontology.vocab import report_iri
from report.model import Report, Section, Span

KESTREL, DUNLIN, PLOVER = "Kestrel Glass Plc", "Dunlin Bottle Works Ltd.", "Plover Cullet Ltd."
LINES = (
    "About us",
    "Kestrel Glass Plc (Kestrel) reports for 2023. Dunlin Bottle Works Ltd. and Plover Cullet Ltd. belong to it.",
    "Wren Assurance LLP checked the figures. Mara Ostberg is the chair of the board of Kestrel.",
    "Climate",
    "Scope 1 emissions were 1,204.5 tCO2e in 2022 and more than 1,100 tCO2e in 2023; women were 31.5% of staff on 31 December 2023.",
    "Elsewhere the report says that Scope 1 emissions in 2022 were 1,250 tCO2e.",
    "We aim to cut Scope 1 emissions to 600 tCO2e by 2030, from 1,400 tCO2e in 2019.",
    "Two subsidiaries hold ISO 14001, as Dunlin does until June 2026 (no. EM-77); it also asked for FSSC 22000.",
    "The Reedbed solar project of Dunlin and Plover has 4.2 MWp and 3,900 MWh a year, paid for by the Heron Fund.",
    "The Sandbank furnace hall is at Dunlin's site in Westmere.",
    "Governance",
    "In March 2023 the Heron Fund gave Kestrel and Dunlin the Clear Glass Prize, rank 3, up two places in the Bright List.",
    "We helped to draft EN 1096 and comply with ISO 14001:2015. The Packaging Act of Westmere binds us. Our Cullet Policy is new.",
    "Plover owns the patent Colour sorter (WM-12, 2023-05-04) and sells Cullet 40. Kestrel held the Open Furnace Day in 2023-09.",
    "Floods may stop a furnace; we build dams. Lighter bottles may win customers.",
    "Neighbours expect quiet nights; we meet them at the open day and in a council.",
    "GRI 305-1 Direct emissions: Climate. GRI 418-1 is omitted.",
    "In 2023 we opened a school for glass blowers, which serves SDG 4.",
)
TEXT = "\n".join(LINES) + "\n"


@dataclass(frozen=True)
class World:
    """The report, its facts and names, and the quads they become."""

    report: Report
    facts: tuple[Fact, ...]
    names: Names
    quads: tuple[Quad, ...]

    def fact(self, kind: str, label: str = "") -> Fact:
        return next(f for f in self.facts if f.kind == kind and label in f.label)


def span(quote: str, report: str = "kestrel-2023") -> Span:
    start = TEXT.index(quote)
    return Span(report, start, start + len(quote))


def make(report: str = "kestrel-2023") -> World:
    """The world under another report id, for libraries of several."""
    heads = [(line, TEXT.index(line + "\n")) for line in ("About us", "Climate", "Governance")]
    sections = [Section(title, 1, start) for title, start in heads]
    sections.insert(2, Section("Energy", 2, TEXT.index("The Reedbed"), parent=1))
    sections[3] = Section("Governance", 1, heads[2][1])
    whole = Report(report, TEXT, (), tuple(sections), f"/some/folder/{report}.md", "ab" * 32, pages=(0, heads[1][1], heads[2][1]))

    def fact(kind: str, label: str, *quotes: str, confidence: float = 0.9, aliases: tuple[str, ...] = (), **fields: Any) -> Fact:
        return Fact(kind, label, fields, tuple(span(q, report) for q in quotes), confidence, aliases)

    one, mwh = {"value": Decimal("4.2"), "unit": "MWp", "what": "peak power"}, {"value": Decimal(3900), "unit": "MWh", "what": None}
    facts = (
        fact("organizations", KESTREL, "Kestrel Glass Plc", confidence=1.0, aliases=("Kestrel", "the glass maker"), role="reporter",
             full_name=KESTREL, short_name="Kestrel", location="Westmere"),
        fact("organizations", DUNLIN, "Dunlin Bottle Works Ltd.", aliases=("Dunlin",), role="subsidiary", parent=KESTREL, full_name=DUNLIN,
             short_name="Dunlin"),
        fact("organizations", PLOVER, "Plover Cullet Ltd.", aliases=("Plover",), role="subsidiary", parent="Kestrel", full_name=PLOVER),
        fact("organizations", "Wren Assurance LLP", "Wren Assurance LLP", role="certifier"),
        fact("organizations", "Heron Fund", "the Heron Fund", "In March 2023 the Heron Fund", role="other"),
        fact("certifications", "ISO 14001 of Dunlin", "Dunlin does until June 2026 (no. EM-77)", scheme="ISO 14001",
             title="Environmental management", holder="Dunlin", holder_share=Decimal("0.5"), level="national", issuer="Wren Assurance LLP",
             status="held", identifier="EM-77", valid_from="2023-06-30", valid_until="2026-06", as_of="2023"),
        fact("certifications", "ISO 14001 in two subsidiaries", "Two subsidiaries hold ISO 14001", scheme="ISO 14001", holder_count=2,
             status="held"),
        fact("certifications", "FSSC 22000", "asked for FSSC 22000", scheme="FSSC 22000", holder=DUNLIN, status="applied"),
        fact("standards", "ISO 14001:2015", "ISO 14001:2015", identifier="ISO 14001:2015", title="Environmental management systems",
             level="international", body="International Organization for Standardization", roles=("complies",)),
        fact("standards", "EN 1096", "draft EN 1096", identifier="EN 1096", title="Coated glass",
             level="international", roles=("drafted", "references")),
        fact("laws", "Packaging Act", "The Packaging Act of Westmere", title="Packaging Act", jurisdiction="Westmere"),
        fact("policies", "Cullet Policy", "Our Cullet Policy", title="Cullet Policy", owner=KESTREL),
        fact("awards", "Clear Glass Prize", "the Clear Glass Prize", title="Clear Glass Prize", recipients=(KESTREL, DUNLIN),
             awarded_by="Heron Fund", date="2023-03", rank="3", change=2, list="Bright List", status="awarded"),
        fact("projects", "Reedbed solar project", "The Reedbed solar project", name="Reedbed solar project", type="photovoltaic",
             operators=(DUNLIN, PLOVER), capacity=(one, mwh), location="Westmere", partners=("Tern Energy",), funded_by="Heron Fund",
             status="operating"),
        fact("facilities", "Sandbank furnace hall", "The Sandbank furnace hall", name="Sandbank furnace hall", type="plant",
             operator=DUNLIN, location="Westmere"),
        fact("people", "Mara Ostberg", "Mara Ostberg", name="Mara Ostberg", position="chair of the board", organization="Kestrel"),
        fact("patents", "Colour sorter", "Colour sorter", title="Colour sorter", owner=PLOVER, date="2023-05-04", identifier="WM-12"),
        fact("products", "Cullet 40", "Cullet 40", title="Cullet 40", owner=PLOVER),
        fact("events", "Open Furnace Day", "Open Furnace Day", title="Open Furnace Day", organizer=KESTREL, date="2023-09",
             location="Westmere"),
        fact("events", "Opening of a school", "we opened a school for glass blowers, which serves SDG 4", title="Opening of a school", date="2023"),
        fact("observations", "Scope 1 emissions 2022", "1,204.5 tCO2e in 2022", metric="Scope 1 emissions", category="E", subject=KESTREL,
             value=Decimal("1204.50"), value_text="1,204.5", unit="tCO2e", unit_iri="unit:TONNE", value_si=Decimal(1204500),
             unit_si="kg", period="2022", type="actual", qualifier="="),
        fact("observations", "Scope 1 emissions 2023", "more than 1,100 tCO2e", metric="Scope 1 emissions", category="E", subject=KESTREL,
             value=Decimal(1100), value_text="more than 1,100", unit="tCO2e", period="2023-01-01/2023-12-31", type="actual",
             qualifier=">"),
        fact("observations", "Scope 1 emissions 2022", "Scope 1 emissions in 2022 were 1,250 tCO2e", metric="Scope 1 emissions",
             category="E", subject=KESTREL, value=Decimal(1250), unit="tCO2e", period="2022", type="actual", qualifier="="),
        fact("observations", "Share of women in staff", "women were 31.5% of staff", metric="Share of staff", category="S", subject="we",
             value=Decimal("31.5"), value_text="31.5%", unit="%", period="2023-12-31", dimensions={"gender": "female", "group": "staff"},
             type="ratio"),
        fact("targets", "Scope 1 emissions by 2030", "cut Scope 1 emissions to 600 tCO2e by 2030", metric="Scope 1 emissions",
             subject=KESTREL, value=Decimal(600), unit="tCO2e", due="2030", baseline_value=Decimal(1400), baseline_year=2019,
             statement="We aim to cut Scope 1 emissions to 600 tCO2e by 2030"),
        fact("disclosures", "GRI 305-1", "GRI 305-1 Direct emissions", framework="GRI", code="305-1", title="Direct emissions",
             chapters=("Climate", "Energy"), status="reported", statement="see there"),
        fact("disclosures", "GRI 418-1", "GRI 418-1 is omitted", framework="GRI", code="418-1", title="Customer privacy", status="omitted",
             statement="is omitted"),
        fact("risks", "Floods", "Floods may stop a furnace", title="Floods", category="physical", impact="a furnace may stop",
             response="we build dams"),
        fact("opportunities", "Lighter bottles", "Lighter bottles may win customers", title="Lighter bottles", category="market",
             impact="win customers", response="design"),
        fact("stakeholders", "Neighbours", "Neighbours expect quiet nights", name="Neighbours", channels=("council", "open day"),
             expectations=("quiet nights",)),
    )  # fmt: skip
    names = Names((Organization(KESTREL, "reporter", ("Kestrel",)), Organization(DUNLIN, "subsidiary", ("Dunlin",))))
    return World(whole, facts, names, tuple(quads_of(whole, facts, names)))


def stored(*worlds: World) -> Store:
    store = open_store()
    for world in worlds:
        store.replace(report_iri(world.report.id), world.quads)
    return store


@pytest.fixture(scope="session")
def world() -> World:
    return make()


@pytest.fixture(scope="session")
def world_store(world: World) -> Store:
    """The world in a store in memory, for reading only."""
    return stored(world)


@pytest.fixture(scope="session")
def two_worlds() -> Store:
    """The same report of two years."""
    return stored(make(), make("kestrel-2024"))
