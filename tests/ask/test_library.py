"""A library as its users meet it: build, look, search, change, remove, move elsewhere."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ask.building import STEPS, build, remove
from ask.health import check
from ask.library import Entity, Library, Mentions
from ask.storing import finish, graph_of
from ask.writing import writing
from kg.graph import quads_of
from kg.store import Quad, Rows, serialise_quads
from ontology.vocab import report_iri
from report.errors import InputError, LibraryError

KILN = """# Kilnworks Sustainability Report 2024

## About us

Kilnworks Holding Co., Ltd. (hereinafter "Kilnworks" or "the Company") makes roof tiles in three plants.\r
Its wholly-owned subsidiary Ember Clay Co., Ltd. (hereinafter "Ember Clay") digs the clay.

## Environment

Ember Clay passed the ISO 14001 environmental management system certification in 2024. Emissions fell to 1,250 tCO2e – “less than ever”.

| Indicator | Unit | 2023 | 2024 |
| --- | --- | --- | --- |
| Total energy consumption | MWh | 4,100 | 3,950 |
| Water withdrawal | m3 | 52,000 | 49,500 |
"""
DAIRY = """# Meadow Dairy Annual Report 2023

## Herd and milk

Meadow Dairy Plc ("Meadow") collected 88 million litres of milk from 410 farms.

## Awards

In May 2023 Meadow won the "Clean Rivers Prize" of the River Council.
"""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    (folder / "Kilnworks 2024.md").write_bytes(KILN.encode())
    (folder / "dairy.md").write_bytes(DAIRY.encode())
    return folder


@pytest.fixture(scope="module")
def both(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of both reports, for reading only."""
    folder = tmp_path_factory.mktemp("both") / "library"
    assert build(folder, [inputs]).added == ("kilnworks-2024", "dairy")
    return folder


@pytest.fixture
def own(both: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return Path(shutil.copytree(both, tmp_path / "own"))


def graph(folder: Path) -> bytes:
    with Library.open(folder) as library:
        return serialise_quads(library.store.quads(), "nquads")


def test_reports_and_their_exact_text(both: Path) -> None:
    with Library.open(both) as library:
        assert [meta.id for meta in library.reports()] == ["dairy", "kilnworks-2024"]
        assert library.text("kilnworks-2024") == KILN
        meta = library.meta("kilnworks-2024")
        assert (meta.title, meta.file, meta.format, meta.chars) == (
            "Kilnworks Sustainability Report 2024", "Kilnworks 2024.md", "md", len(KILN))  # fmt: skip
        assert meta.facts["certifications"] == len(library.records("certifications", "kilnworks-2024")) == 1


def test_every_quote_stands_in_the_text(both: Path) -> None:
    with Library.open(both) as library:
        records = [r for kind in ("organizations", "certifications", "observations", "awards") for r in library.records(kind)]
        quotes = [e for record in records for e in record["evidence"]]
        assert len(quotes) > 5
        assert all(library.text(e["report"])[e["start"] : e["end"]] == e["quote"] for e in quotes)
        assert {record["report"] for record in records} == {"dairy", "kilnworks-2024"}


def test_search_gives_passages_with_quote_and_entities(both: Path) -> None:
    with Library.open(both) as library:
        best = library.search("who holds an environmental management certificate")[0]
        assert best["report"] == "kilnworks-2024" and best["rank"] == 1 and best["section"].endswith("Environment")
        (proof,) = best["evidence"]
        assert library.text("kilnworks-2024")[proof["start"] : proof["end"]] == proof["quote"] and "ISO 14001" in proof["quote"]
        assert "Ember Clay Co., Ltd." in [entity["label"] for entity in best["entities"]]
        ids = {r["id"] for r in library.records("organizations")}
        assert {entity["id"] for entity in best["entities"]} <= ids
        assert {hit["report"] for hit in library.search("milk", report="dairy")} == {"dairy"}


def test_sparql_sees_all_reports(both: Path) -> None:
    with Library.open(both) as library:
        rows = library.sparql("SELECT DISTINCT ?r WHERE { ?r a rg:Report }")
        assert isinstance(rows, Rows) and len(rows) == 2


def test_an_unknown_report_is_refused_with_the_known_ones(both: Path) -> None:
    with Library.open(both) as library:
        for use in (library.text, library.meta, lambda r: library.search("milk", report=r), lambda r: library.records("laws", r)):
            with pytest.raises(InputError, match=r"no report 'dary': did you mean 'dairy'\? .* has dairy, kilnworks-2024"):
                use("dary")


def test_reading_writes_nothing(own: Path) -> None:
    before = {str(p): p.stat().st_mtime_ns for p in own.rglob("*")}
    with Library.open(own) as library:
        assert library.search("milk") and library.records("awards")
    assert {str(p): p.stat().st_mtime_ns for p in own.rglob("*")} == before


def test_the_same_again_is_nothing_to_do(own: Path, inputs: Path) -> None:
    before = (own / "CURRENT").read_text()
    assert build(own, [inputs]).unchanged == ("kilnworks-2024", "dairy")
    assert (own / "CURRENT").read_text() == before


def test_force_builds_again_and_gives_the_same(own: Path, inputs: Path) -> None:
    before, cached = graph(own), {p: p.stat().st_mtime_ns for p in (own / "cache").rglob("*") if p.is_file()}
    assert build(own, [inputs / "dairy.md"], force=True).replaced == ("dairy",)
    assert graph(own) == before
    assert {p: p.stat().st_mtime_ns for p in (own / "cache").rglob("*") if p.is_file()} == cached  # nothing embedded again


def test_other_bytes_replace_that_report_only(own: Path, inputs: Path, tmp_path: Path) -> None:
    changed = tmp_path / "dairy.md"
    changed.write_text(DAIRY.replace("Clean Rivers Prize", "Green Barn Prize"))
    with Library.open(own) as old:
        result = build(own, [changed, inputs / "Kilnworks 2024.md"])
        assert (result.replaced, result.unchanged) == (("dairy",), ("kilnworks-2024",))
        assert old.stale and "Clean Rivers" in old.text("dairy") and "Clean Rivers" in old.search("prize")[0]["text"]
        assert "Clean Rivers" in str(old.records("awards"))
    with Library.open(own) as new:
        assert not new.stale and "Clean Rivers" not in new.text("dairy") and "Green Barn" in new.search("prize")[0]["text"]
        assert "Green Barn" in str(new.records("awards")) and "Clean Rivers" not in str(new.records("awards"))
        assert new.records("certifications")


def test_a_bad_input_leaves_its_report_as_it_was_and_the_others_are_built(own: Path, tmp_path: Path) -> None:
    (tmp_path / "dairy.md").write_bytes(b"\x00\x01\x02 binary")
    (tmp_path / "third.md").write_text("# Third\n\nThe third report has one sentence.\n")
    result = build(own, [tmp_path / "dairy.md", tmp_path / "third.md", tmp_path / "nope.md"])
    assert result.added == ("third",) and len(result.errors) == 2
    assert "nope.md: no such file" in result.errors[0] and "dairy.md" in result.errors[1]
    with Library.open(own) as library:
        assert library.text("dairy") == DAIRY and len(library.reports()) == 3
        assert library.search("milk")[0]["report"] == "dairy"


def test_nothing_but_bad_inputs_makes_no_library(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes(b"")
    for given in ("bad.md", "nope.md"):
        assert build(tmp_path / "l", [tmp_path / given]).errors
        with pytest.raises(LibraryError, match="no library at"):
            Library.open(tmp_path / "l")


def test_remove(own: Path) -> None:
    with pytest.raises(InputError, match="no report 'x'"):
        remove(own, ["dairy", "x"])
    assert remove(own, ["dairy"]) == ("dairy",)
    with Library.open(own) as library:
        assert [meta.id for meta in library.reports()] == ["kilnworks-2024"]
        assert {hit["report"] for hit in library.search("milk")} <= {"kilnworks-2024"}
        assert library.records("awards") == []
    remove(own, ["kilnworks-2024"])
    with Library.open(own) as library:
        assert library.reports() == [] and library.search("milk") == [] and library.records("awards") == []
    with closing(sqlite3.connect(next((own / "cache").glob("embeddings-*.sqlite")))) as store:
        assert store.execute("SELECT count(*) FROM vectors").fetchone() == (0,)
    assert check(own) == []


def test_remove_makes_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no library at"):
        remove(tmp_path / "l", ["x"])
    assert not (tmp_path / "l").exists()


def test_one_by_one_or_together_moved_or_not_the_graph_is_the_same(both: Path, inputs: Path, tmp_path: Path) -> None:
    for name in ("Kilnworks 2024.md", "dairy.md"):
        build(tmp_path / "one", [inputs / name])
    shutil.move(tmp_path / "one", tmp_path / "elsewhere")
    assert graph(tmp_path / "elsewhere") == graph(both)


def test_progress_tells_each_step(inputs: Path, tmp_path: Path) -> None:
    seen: list[tuple[str, str, int, int]] = []
    build(tmp_path / "l", [inputs / "dairy.md"], progress=lambda *step: seen.append(step))
    assert tuple(dict.fromkeys(step for _, step, _, _ in seen)) == STEPS
    assert all(report == "dairy" and done <= total for report, _, done, total in seen)


def test_doctor_finds_a_sound_library_sound(both: Path) -> None:
    assert check(both) == []


def test_doctor_names_what_is_wrong_and_what_to_do(own: Path, tmp_path: Path) -> None:
    (text,) = own.glob("parts/dairy.*/source.txt")
    text.write_text(DAIRY.replace("88", "99"))
    (problem,) = check(own)
    assert text.relative_to(own).as_posix() in problem.what and "build it again" in problem.advice
    text.unlink()
    (problem,) = check(own)
    assert "damaged" in problem.what and "build it again" in problem.advice
    (problem,) = check(tmp_path / "none")
    assert "no library" in problem.what and "kg build" in problem.advice


def test_doctor_names_a_graph_that_breaks_a_shape(own: Path) -> None:
    with writing(own) as writer, graph_of(writer) as graph:
        name = report_iri("dairy")
        graph().replace(name, [q for q in graph().quads(g=name) if not q.predicate.value.endswith("#confidence")])
        finish(writer, graph(), ["dairy", "kilnworks-2024"])
    (problem,) = check(own)
    assert "breaches of the shapes; the first: a record needs a confidence" in problem.what and "--force" in problem.advice


def test_a_build_says_when_a_graph_breaks_a_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = tmp_path / "dairy.md"
    sound.write_text(DAIRY)
    assert build(tmp_path / "library", [sound]).notes == ()

    def unsure(*report: Any) -> list[Quad]:
        return [q for q in quads_of(*report) if not q.predicate.value.endswith("#confidence")]

    monkeypatch.setattr("ask.building.quads_of", unsure)
    (note,) = build(tmp_path / "library", [sound], force=True).notes
    assert note.startswith("dairy: ") and "breaches of the shapes; the first: a record needs a confidence" in note


def test_entities_of_a_passage_by_name_and_by_place() -> None:
    known = [Entity("i1", "North Wind Energy Ltd", ("North Wind",), ((0, 10),)), Entity("i2", "Foundry Bank", (), ((50, 60),))]
    mentions = Mentions(known)
    assert [e.id for e in mentions.within("Foundry Bank paid North\nWind twice; Foundry Bank.", 100, 140)] == ["i2", "i1"]
    assert [e.id for e in mentions.within("It paid.", 45, 65)] == ["i2"]
    assert mentions.within("The North Windmill.", 100, 120) == []
