"""Corrections as their users make them: they show everywhere, outlast rebuilds, can be undone, and say who, when and why."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import cli
from ask.building import build, remove
from ask.correcting import record, undo
from ask.health import check
from ask.library import Library
from kg.check import conforms
from kg.corrections import Correction, Operation, corrections_in
from kg.export import rdf
from kg.store import Rows
from report.errors import InputError

FORGE = """# Ironbeck Forge Annual Report 2024

## About us

Ironbeck Forge Co., Ltd. (hereinafter "Ironbeck" or "the Company") presses axles. Its wholly-owned subsidiary Tarn Castings Co., Ltd.
(hereinafter "Tarn") casts hubs. Its wholly-owned subsidiary Fellside Tools Co., Ltd. (hereinafter "Fellside") cuts dies.

## Quality

Tarn passed the ISO 9001 quality management system certification in 2024. Fellside passed the ISO 14001 environmental management system
certification in 2024.

## Figures

| Indicator | Unit | 2023 | 2024 |
| --- | --- | --- | --- |
| Total energy consumption | MWh | 4,100 | 3,950 |
| Water withdrawal | m3 | 52,000 | 49,500 |
"""
MILL = """# Sparrow Mill Annual Report 2024

## About us

Sparrow Mill Co., Ltd. (hereinafter "Sparrow") buys its rollers from Tarn Castings Company.

Sparrow Mill's wholly-owned subsidiary Tarn Castings Company Ltd. passed the ISO 9001 quality management system certification in 2023.
"""
TARN, FELLSIDE = "Tarn Castings Co., Ltd.", "Fellside Tools Co., Ltd."
WHO: dict[str, Any] = {"by": "Ana", "at": "2024-05-31T09:15:00Z", "because": "checked by telephone"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forge")
    (folder / "forge.md").write_text(FORGE)
    build(folder / "library", [folder / "forge.md"])
    return folder


@pytest.fixture
def library(built: Path, tmp_path: Path) -> Path:
    """A library that the test may change, beside its report."""
    shutil.copytree(built, tmp_path / "copy")
    return tmp_path / "copy" / "library"


def listed(library: Path, kind: str, **where: str) -> list[dict[str, Any]]:
    with Library.open(library) as opened:
        return opened.records(kind, where=where)


def make(library: Path, operation: Operation, named: Sequence[str], field: str = "", values: Sequence[str] = ()) -> Correction:
    return record(library, operation, named, field=field, values=values, **WHO)


def rows(library: Path, query: str) -> list[list[str]]:
    with Library.open(library) as opened:
        found = opened.sparql(query)
        assert isinstance(found, Rows)
        return [[str(cell) for cell in row] for row in found]


def quads(library: Path) -> bytes:
    with Library.open(library) as opened:
        return rdf(opened.store, "nquads")


def kept(library: Path) -> Sequence[Correction]:
    with Library.open(library) as opened:
        return corrections_in(opened.store)


def kg(library: Path, *args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli.app, ["--library", str(library), *args])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def water(library: Path) -> dict[str, Any]:
    (found,) = listed(library, "observations", metric="Water withdrawal", period="2024")
    return found


def test_a_corrected_value_shows_with_its_unit_made_anew_and_keeps_its_quote(library: Path) -> None:
    before = water(library)
    make(library, "correct", [before["id"]], field="value", values=["49,000"])
    after = water(library)
    assert (after["value"], after["value_si"], after["unit_si"]) == (49000, 49000, "m3")
    assert after["evidence"] == before["evidence"] and after["value_text"] == "49,500"
    (said,) = after["corrections"]
    assert said["what"] == 'correct "Water withdrawal": value 49500 -> 49,000' and (said["by"], said["because"]) == ("Ana", WHO["because"])
    make(library, "correct", [before["id"]], field="unit", values=["kWh"])
    assert water(library)["unit_iri"].endswith("KiloW-HR") and water(library)["value_si"] == 49000 * 3_600_000


def test_an_unstated_field_can_be_set_and_a_stated_one_cleared(library: Path) -> None:
    id = water(library)["id"]
    make(library, "correct", [id], field="dimensions", values=["source=river", "site=north"])
    assert water(library)["dimensions"] == {"source": "river", "site": "north"}
    make(library, "correct", [id], field="unit", values=[])
    assert [water(library)[name] for name in ("unit", "unit_iri", "value_si", "unit_si")] == [None] * 4


def test_a_corrected_name_leads_to_its_organization(library: Path) -> None:
    (iso,) = listed(library, "certifications", scheme="ISO 9001")
    make(library, "correct", [iso["id"]], field="holder", values=["Fellside"])
    (iso,) = listed(library, "certifications", scheme="ISO 9001")
    (fellside,) = listed(library, "organizations", label=FELLSIDE)
    assert (iso["holder"], iso["holder_id"]) == (FELLSIDE, fellside["id"])
    query = f"SELECT ?s WHERE {{ <{fellside['id']}> rg:holdsCertification <{iso['id']}> . ?s rg:holdsCertification <{iso['id']}> }}"
    assert rows(library, query) == [[fellside["id"]]]


def test_a_rejected_fact_is_gone_from_everything(library: Path) -> None:
    make(library, "reject", [TARN])
    assert [org["label"] for org in listed(library, "subsidiaries")] == [FELLSIDE]
    (iso,) = listed(library, "certifications", scheme="ISO 9001")
    assert iso["holder"] == TARN and iso["holder_id"] is None, "the report still says that name"
    with Library.open(library) as opened:
        assert TARN not in [e["label"] for hit in opened.search("Tarn casts hubs") for e in hit["entities"]]
        assert opened.meta("forge").facts["organizations"] == len(listed(library, "organizations"))
        assert conforms(opened.store) == []


def test_merged_entities_are_one_with_the_names_quotes_and_facts_of_both(library: Path) -> None:
    quotes = sum(len(org["evidence"]) for org in listed(library, "subsidiaries"))
    make(library, "merge", ["Tarn", "Fellside"])
    (one,) = listed(library, "subsidiaries")
    assert one["label"] == TARN and {FELLSIDE, "Fellside"} <= set(one["aliases"]) and len(one["evidence"]) == quotes
    assert {(c["scheme"], c["holder_id"]) for c in listed(library, "certifications")} == {("ISO 9001", one["id"]), ("ISO 14001", one["id"])}
    code, out, _ = kg(library, "show", "Fellside")
    assert code == 0 and out.startswith(TARN) and "ISO 14001" in out and "corrected: merge" in out
    with Library.open(library) as opened:
        assert conforms(opened.store) == []
        assert {e["id"] for hit in opened.search("Fellside cuts dies") for e in hit["entities"]} <= {
            o["id"] for o in opened.records("organizations")
        }


def test_what_was_merged_wrongly_can_be_split_again(library: Path) -> None:
    make(library, "merge", ["Tarn", "Fellside"])
    make(library, "split", [TARN], values=[FELLSIDE, "Fellside"])
    tarn, fellside = sorted(listed(library, "subsidiaries"), key=lambda org: org["label"], reverse=True)
    assert (tarn["label"], fellside["label"], fellside["aliases"]) == (TARN, FELLSIDE, ["Fellside"])
    assert {(c["scheme"], c["holder"]) for c in listed(library, "certifications")} == {("ISO 9001", TARN), ("ISO 14001", FELLSIDE)}
    with pytest.raises(InputError, match=r"no quote of .* says 'Ptarmigan'"):
        make(library, "split", [TARN], values=["Ptarmigan"])


def test_undoing_brings_back_what_was_extracted_byte_for_byte(library: Path) -> None:
    before = quads(library)
    make(library, "merge", ["Tarn", "Fellside"])
    make(library, "correct", [water(library)["id"]], field="value", values=["1"])
    make(library, "reject", ["Tarn"])
    assert undo(library, 1, by="Ben", at="2024-06-01T00:00:00Z").operation == "merge"
    assert [org["label"] for org in listed(library, "subsidiaries")] == [FELLSIDE], "the others stay"
    undo(library, by="Ben", at="2024-06-01T00:00:00Z")
    undo(library, by="Ben", at="2024-06-01T00:00:00Z")
    left = b"".join(line for line in quads(library).splitlines(keepends=True) if b"/corrections> ." not in line)
    assert left == before
    assert [(c.number, c.state, c.undone_by) for c in kept(library)] == [(1, "undone", "Ben"), (2, "undone", "Ben"), (3, "undone", "Ben")]
    with pytest.raises(InputError, match="no correction to undo"):
        undo(library, by="Ben", at="2024-06-01T00:00:00Z")


def test_corrections_outlast_a_rebuild_and_wait_for_a_fact_that_is_gone(library: Path) -> None:
    report = library.parent / "forge.md"
    make(library, "reject", ["Tarn"])
    make(library, "correct", [water(library)["id"]], field="value", values=["49000"])
    build(library, [report], force=True)
    assert water(library)["value"] == 49000 and [org["label"] for org in listed(library, "subsidiaries")] == [FELLSIDE]

    told: list[str] = []
    report.write_text(FORGE.replace("| Water withdrawal | m3 | 52,000 | 49,500 |\n", ""))
    build(library, [report], say=told.append)
    assert told == ['kg: correction 2 finds its fact no more and waits for it: correct "Water withdrawal": value 49500 -> 49000']
    assert [c.state for c in kept(library)] == ["applied", "waiting"]
    (problem,) = check(library)
    assert problem.note and "kg undo 2" in problem.advice

    report.write_text("\nA line more.\n\n" + FORGE)  # the fact has moved, so its IRI is another one
    build(library, [report])
    assert water(library)["value"] == 49000 and [c.state for c in kept(library)] == ["applied", "applied"]


def test_removing_a_report_keeps_its_corrections_for_when_it_is_built_again(library: Path) -> None:
    make(library, "reject", ["Tarn"])
    remove(library, ["forge"])
    assert [c.state for c in kept(library)] == ["waiting"]
    build(library, [library.parent / "forge.md"])
    assert [c.state for c in kept(library)] == ["applied"] and [o["label"] for o in listed(library, "subsidiaries")] == [FELLSIDE]


def test_entities_of_two_reports_are_said_to_be_the_same_and_stay_in_their_reports(library: Path) -> None:
    (library.parent / "mill.md").write_text(MILL)
    build(library, [library.parent / "mill.md"])
    ids = [org["id"] for org in listed(library, "organizations") if org["label"].startswith("Tarn")]
    assert len(ids) == 2
    make(library, "merge", ids)
    with Library.open(library) as opened:
        assert opened.sparql(f"ASK {{ <{ids[0]}> owl:sameAs <{ids[1]}> }}") is True
        assert {org["id"] for org in opened.records("organizations")} >= set(ids)
    remove(library, ["mill"])
    with Library.open(library) as opened:
        assert opened.sparql("ASK { ?a owl:sameAs ?b }") is False


def test_who_when_and_why_stand_in_the_graph_of_corrections(library: Path) -> None:
    make(library, "reject", ["Tarn"])
    query = """SELECT ?who ?when ?why ?what WHERE { GRAPH <https://w3id.org/reportgraph/corrections> {
        ?c a rg:Correction, prov:Activity ; prov:wasAssociatedWith/rdfs:label ?who ; prov:startedAtTime ?when ; rdfs:comment ?why ;
           rdfs:label ?what } }"""
    assert rows(library, query) == [["Ana", WHO["at"], WHO["because"], f'reject "{TARN}"']]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["reject", "Ptarmigan", "--because", "x"], "nothing named 'Ptarmigan' in the library; give a name, or an id"),
        (["reject", "Tarn", "--because", " "], "--because is empty"),
        (["reject", "Water withdrawal", "--because", "x"], "'Water withdrawal' names 2 things: "),
        (["merge", "Tarn", TARN, "--because", "x"], "are the same: https://"),
        (["merge", "Tarn", "ISO 9001", "--because", "x"], "are of different kinds"),
        (["correct", "Tarn", "--set", "role", "--because", "x"], "--set role: write FIELD=VALUE"),
        (["correct", "Tarn", "--set", "role=friend", "--because", "x"], "role must be one of reporter, subsidiary,"),
        (["correct", "Tarn", "--set", "colour=red", "--because", "x"], "organizations have no field 'colour'; have role, parent,"),
        (["correct", "Tarn", "--set", "role=parent", "--set", "location=north", "--because", "x"], "correct one field at a time"),
        (["correct", "Tarn", "--set", "role=subsidiary", "--because", "x"], "role is subsidiary already"),
        (["undo", "7"], "no correction 7 to undo"),
    ],
)
def test_a_correction_that_cannot_be_made_says_why_and_changes_nothing(built: Path, args: list[str], says: str) -> None:
    before = quads(built / "library")
    result = CliRunner().invoke(cli.app, ["--library", str(built / "library"), *args])
    assert isinstance(result.exception, InputError) and says in str(result.exception)
    assert quads(built / "library") == before


def test_the_commands_say_what_they_did(library: Path) -> None:
    assert kg(library, "corrections")[0] == 1
    assert kg(library, "correct", TARN, "--set", "location=north", "--because", "seen", "--by", "Ana")[1] == (
        f'1\tcorrect "{TARN}": location (none) -> north\n'
    )
    said = json.loads(kg(library, "corrections", "--json")[1])
    assert [(r["number"], r["state"], r["by"], r["field"], r["values"]) for r in said] == [(1, "applied", "Ana", "location", ["north"])]
    assert kg(library, "undo")[1].startswith("undone\t1\tcorrect")
    assert listed(library, "organizations", label=TARN)[0]["location"] is None
