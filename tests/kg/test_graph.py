"""A report's facts as quads: complete, linked, the same every time; and read back as records."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kg.dates import days
from kg.facts import Fact
from kg.graph import date_literal, decimal_literal, merged, quads_of
from kg.records import Record, entity, records, suggestions
from kg.store import Literal, NamedNode, Quad, Rows, Store, open_store, serialise_quads
from ontology.fields import KINDS
from ontology.vocab import RG, fact_iri, report_iri
from report.errors import InputError
from report.model import Span

ROOT = Path(__file__).parents[2]
FULL_NAMES = {"Kestrel": "Kestrel Glass Plc", "Dunlin": "Dunlin Bottle Works Ltd.", "we": "Kestrel Glass Plc"}


def as_json(value: Any) -> Any:
    """A fact's value as records print it."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, tuple):
        items = [as_json(item) for item in value]
        return items if items and isinstance(items[0], dict) else sorted(items)
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    return value


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_comes_back(world: Any, world_store: Store, kind: str) -> None:
    by_id = {record["id"]: record for record in records(world_store, kind)}
    facts = [f for f in world.facts if f.kind == kind]
    assert len(by_id) == len(facts) > 0
    for fact in facts:
        record = by_id[fact_iri(world.report.id, fact)]
        assert (record["label"], record["kind"], record["report"]) == (fact.label, kind, "kestrel-2023")
        assert record["confidence"] == fact.confidence
        assert record["aliases"] == sorted(fact.aliases)
        for field in KINDS[kind].fields:
            expected = as_json(fact.fields.get(field.name))
            if field.type == "name":
                expected = FULL_NAMES.get(expected, expected)
            elif field.type == "iri" and expected:
                expected = expected.replace("unit:", "http://qudt.org/vocab/unit/")
            empty: Any = {} if field.type == "pairs" else [] if field.type in ("texts", "names", "quantities") else None
            assert record[field.name] == (empty if expected is None else expected), field.name


def test_evidence_is_verbatim_and_placed(world: Any, world_store: Store) -> None:
    for kind in KINDS:
        for record in records(world_store, kind):
            assert record["evidence"]
            for quote in record["evidence"]:
                assert world.report.text[quote["start"] : quote["end"]] == quote["quote"]
                assert list(quote) == ["report", "quote", "start", "end", "page", "section"]
    solar = records(world_store, "projects")[0]["evidence"][0]
    assert (solar["page"], solar["section"]) == (2, "Energy")


def test_a_fact_from_two_places_has_two_quotes_in_reading_order(world_store: Store) -> None:
    fund = records(world_store, "organizations", where={"label": "Heron Fund"})[0]
    assert [e["quote"] for e in fund["evidence"]] == ["the Heron Fund", "In March 2023 the Heron Fund"]


def test_names_lead_to_the_organization_where_it_is_known(world_store: Store) -> None:
    ids = {r["label"]: r["id"] for r in records(world_store, "organizations")}
    award = records(world_store, "awards")[0]
    assert award["recipients_id"] == [ids[name] for name in award["recipients"]]
    assert award["awarded_by_id"] == ids["Heron Fund"]
    project = records(world_store, "projects")[0]
    assert (project["partners"], project["partners_id"]) == (["Tern Energy"], [None])
    standard = records(world_store, "standards", where={"identifier": "iso 14001:2015"})[0]
    assert standard["body"] and standard["body_id"] is None


def test_short_names_and_pronouns_are_written_as_full_names(world_store: Store) -> None:
    held = records(world_store, "certifications", where={"identifier": "EM-77"})[0]
    assert held["holder"] == "Dunlin Bottle Works Ltd."
    staff = records(world_store, "observations", where={"category": "S"})[0]
    assert staff["subject"] == "Kestrel Glass Plc"


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("?o rg:holdsCertification ?x . ?x rg:scheme 'FSSC 22000'", {"Dunlin Bottle Works Ltd."}),
        ("?o rg:received ?x . ?x a rg:Award", {"Kestrel Glass Plc", "Dunlin Bottle Works Ltd."}),
        ("?o rg:subOrganizationOf ?x . ?x a rg:Reporter", {"Dunlin Bottle Works Ltd.", "Plover Cullet Ltd."}),
        ("?o org:subOrganizationOf ?x", {"Dunlin Bottle Works Ltd.", "Plover Cullet Ltd."}),
        ("?o rg:operates ?x . ?x a rg:Project", {"Dunlin Bottle Works Ltd.", "Plover Cullet Ltd."}),
        ("?o rg:operates ?x . ?x a rg:Facility", {"Dunlin Bottle Works Ltd."}),
        ("?o rg:hasMember ?x . ?x rg:name 'Mara Ostberg'", {"Kestrel Glass Plc"}),
        ("?o rg:funds ?x", {"Heron Fund"}),
        ("?x rg:reporter ?o . ?x a rg:Report", {"Kestrel Glass Plc"}),
        ("?o a rg:Subsidiary", {"Dunlin Bottle Works Ltd.", "Plover Cullet Ltd."}),
        ("?o a rg:Certifier", {"Wren Assurance LLP"}),
        ("?o skos:altLabel 'the glass maker'", {"Kestrel Glass Plc"}),
        ("?o rg:againstStandard/rg:identifier 'ISO 14001:2015'", {"ISO 14001 of Dunlin", "ISO 14001 in two subsidiaries"}),
        ("?o rg:answeredIn/rdfs:label 'Energy'", {"GRI 305-1"}),
        ("?o rg:evidence/rg:inSection/dcterms:isPartOf+/rdfs:label 'Climate'",
         {"Reedbed solar project", "Sandbank furnace hall", "Heron Fund"}),
    ],
)  # fmt: skip
def test_plain_relations_for_easy_queries(world_store: Store, pattern: str, names: set[str]) -> None:
    rows = world_store.query(f"SELECT DISTINCT ?n WHERE {{ {pattern} . ?o rdfs:label ?n }}")
    assert isinstance(rows, Rows)
    assert {row["n"] for row in rows.values()} == names


def test_times_can_be_sorted_whatever_their_shape(world_store: Store) -> None:
    metric = "?o rg:metric 'Scope 1 emissions' ; rg:period ?p ; rg:periodStart ?s ; rg:periodEnd ?e"
    rows = world_store.query(f"SELECT ?p ?s ?e WHERE {{ {metric} }}")
    assert isinstance(rows, Rows)
    found = {tuple(str(cell) for cell in row) for row in rows}
    assert ("2022", "2022-01-01", "2022-12-31") in found
    assert ("2023-01-01/2023-12-31", "2023-01-01", "2023-12-31") in found
    assert world_store.query("ASK { ?a rg:date ?d ; rg:periodEnd '2023-03-31'^^xsd:date . FILTER(DATATYPE(?d) = xsd:gYearMonth) }") is True


@pytest.mark.parametrize(
    ("text", "datatype", "covered"),
    [
        ("2023", "gYear", ("2023-01-01", "2023-12-31")),
        ("2024-02", "gYearMonth", ("2024-02-01", "2024-02-29")),
        ("2023-12-05", "date", ("2023-12-05", "2023-12-05")),
        ("2021-04/2022-03", "string", ("2021-04-01", "2022-03-31")),
        ("2023-13", "string", None),
        ("2023-02-31", "string", None),
        ("2023-00", "string", None),
        ("0000", "string", None),
        ("2023/2021", "string", None),
    ],
)
def test_dates_are_typed_by_their_shape(text: str, datatype: str, covered: tuple[str, str] | None) -> None:
    assert date_literal(text).datatype.value.endswith("#" + datatype)
    assert days(text) == covered


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1.50", "1.5"),
        ("-0.0", "0"),
        ("1E+3", "1000"),
        ("0.000000129444444444444548", "0.000000129444444444"),
        ("123456789012345", "123456789012345"),
    ],
)
def test_numbers_are_written_so_that_stores_can_calculate_with_them(value: str, written: str) -> None:
    assert decimal_literal(Decimal(value)).value == written


def test_provenance_names_source_and_software_but_no_folder_and_no_time(world: Any) -> None:
    text = serialise_quads(world.quads, "nquads").decode()
    assert "ab" * 32 in text and '"kestrel-2023.md"' in text and "SoftwareAgent" in text
    assert "/some/folder" not in text and "dateTime" not in text


def test_the_order_of_facts_does_not_matter(world: Any) -> None:
    shuffled = list(world.facts) * 2
    random.Random(7).shuffle(shuffled)
    assert tuple(quads_of(world.report, shuffled, world.names)) == world.quads


def test_another_process_writes_the_same_bytes(world: Any) -> None:
    code = "import sys; sys.path.insert(0, 'tests/kg'); import conftest, hashlib; from kg.store import serialise_quads\n"
    code += "print(hashlib.sha256(serialise_quads(conftest.make().quads, 'trig')).hexdigest())"
    runs = [
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
                       capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert len(runs[0]) == 65 and runs[0] == runs[1]


def test_no_blank_nodes(world: Any) -> None:
    assert "_:" not in " ".join(str(q.subject) + str(q.object)[:2] for q in world.quads)


def test_facts_that_say_the_same_become_one_with_all_evidence(world: Any) -> None:
    dunlin = world.fact("organizations", "Dunlin")
    again = replace(dunlin, evidence=(Span("kestrel-2023", 0, 8),), aliases=("Bottle works",), fields={"location": "Westmere"})
    (one,) = merged("kestrel-2023", [dunlin, again]).values()
    assert len(one.evidence) == 2 and set(one.aliases) == {"Dunlin", "Bottle works"}
    assert one.fields["location"] == "Westmere" and one.fields["role"] == "subsidiary"


def test_the_same_words_in_two_places_stay_two_facts(world: Any) -> None:
    risk = world.fact("risks")
    assert len(merged("kestrel-2023", [risk, replace(risk, evidence=(Span("kestrel-2023", 0, 8),))])) == 2


@pytest.mark.parametrize(
    ("kind", "where", "count"),
    [
        ("organizations", {"role": "SUBSIDIARY"}, 2),
        ("organizations", {"aliases": "dunlin"}, 1),
        ("awards", {"recipients": "kestrel glass plc"}, 1),
        ("awards", {"recipients": "Kestrel"}, 0),
        ("awards", {"change": "2", "date": "2023-03"}, 1),
        ("observations", {"value": "1,100"}, 1),
        ("observations", {"value": "1204.50"}, 1),
        ("observations", {"dimensions": "gender=female"}, 1),
        ("observations", {"dimensions": "Female"}, 1),
        ("observations", {"value": "many"}, 0),
        ("projects", {"capacity": "MWP"}, 1),
        ("projects", {"status": "planned"}, 0),
        ("standards", {"roles": "drafted"}, 1),
        ("certifications", {"holder": "Dunlin Bottle Works Ltd.", "status": "held"}, 1),
    ],
)
def test_where_keeps_records_with_the_value(world_store: Store, kind: str, where: dict[str, str], count: int) -> None:
    assert len(records(world_store, kind, where=where)) == count


def test_subsidiaries_are_the_organizations_with_that_role(world_store: Store) -> None:
    assert [r["label"] for r in records(world_store, "subsidiaries")] == ["Dunlin Bottle Works Ltd.", "Plover Cullet Ltd."]
    assert {r["kind"] for r in records(world_store, "subsidiaries")} == {"organizations"}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda store: records(store, "prizes"), "no kind 'prizes'; have organizations"),
        (lambda store: records(store, "awards", where={"colour": "red"}), "awards have no field 'colour'; have id, kind, label"),
    ],
)
def test_unknown_names_are_refused_with_the_known_ones(world_store: Store, call: Callable[[Store], Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        call(world_store)


def test_records_of_one_report_or_of_all_in_order(two_worlds: Store) -> None:
    both = records(two_worlds, "observations")
    assert [r["report"] for r in both] == ["kestrel-2023"] * 4 + ["kestrel-2024"] * 4
    assert [r["evidence"][0]["start"] for r in both[:4]] == sorted(r["evidence"][0]["start"] for r in both[:4])
    assert len(records(two_worlds, "observations", "kestrel-2024")) == 4
    assert records(two_worlds, "observations", "nobody-1999") == []


@pytest.mark.parametrize("name", ["Dunlin Bottle Works Ltd.", "dunlin", "DUNLIN bottle works ltd.", "Dunlin Bottle Works Ltd"])
def test_an_entity_is_found_by_label_alias_or_a_close_name(world_store: Store, name: str) -> None:
    (known,) = entity(world_store, name)
    assert known.record["label"] == "Dunlin Bottle Works Ltd."
    relations = {(relation, record["label"]) for relation, record in known.references}
    assert relations == {
        ("holder", "ISO 14001 of Dunlin"), ("holder", "FSSC 22000"), ("recipients", "Clear Glass Prize"),
        ("operators", "Reedbed solar project"), ("operator", "Sandbank furnace hall"),
    }  # fmt: skip
    assert all(record["evidence"] for _, record in known.references)


def test_an_entity_of_another_kind_and_of_several_reports(two_worlds: Store) -> None:
    found = entity(two_worlds, "reedbed solar project")
    assert [known.record["report"] for known in found] == ["kestrel-2023", "kestrel-2024"]
    assert len(entity(two_worlds, "Kestrel", "kestrel-2024")) == 1


def test_a_name_that_nobody_has(world_store: Store) -> None:
    assert entity(world_store, "Albatross Steel") == []
    assert suggestions(world_store, "Dunlinn Bottles")[0].startswith("dunlin")


def test_an_organization_that_names_itself_as_parent_is_not_linked_to_itself(world: Any) -> None:
    odd = Fact("organizations", "Dunlin Bottle Works Ltd.", {"parent": "Dunlin"}, (Span("kestrel-2023", 0, 8),))
    assert "subOrganizationOf" not in str(quads_of(world.report, [odd], world.names))


def test_a_graph_with_two_values_for_one_field_still_gives_one_record(world: Any) -> None:
    store, place = open_store(), NamedNode(RG + "location")
    extra = [Quad(q.subject, place, Literal("Zebra"), q.graph_name) for q in world.quads if q.predicate == place]
    store.replace(report_iri("kestrel-2023"), [*world.quads, *extra])
    assert [r["location"] for r in records(store, "facilities")] == ["Westmere"]


def test_record_shape_is_the_contract(world_store: Store) -> None:
    record: Record = records(world_store, "awards")[0]
    assert list(record) == [
        "id", "kind", "label", "aliases", "report", "confidence", "title", "recipients", "recipients_id", "awarded_by",
        "awarded_by_id", "date", "rank", "change", "list", "status", "evidence",
    ]  # fmt: skip
