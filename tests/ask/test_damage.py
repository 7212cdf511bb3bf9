"""A folder that is damaged, newer or no library is named as such, and left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ask.generations import altered, current
from report.errors import LibraryError
from tests.ask.states import put


def spoil(file: Path, how: str) -> None:
    if how == "missing":
        file.unlink()
    elif how == "cut":
        file.write_bytes(file.read_bytes()[:-3])
    else:
        file.write_bytes(b"\xff\xfe garbage")


@pytest.mark.parametrize("how", ["missing", "cut", "garbage"])
@pytest.mark.parametrize(
    "name", ["FORMAT", "CURRENT", "generations/000001/manifest.json", "generations/000001/names", "parts/a.000001/text"]
)
def test_damage_is_named_and_never_half_read_or_built_over(tmp_path: Path, name: str, how: str) -> None:
    put(tmp_path / "l", a="the first", b="2")
    spoil(tmp_path / "l" / name, how)
    for use in (lambda: current(tmp_path / "l"), lambda: put(tmp_path / "l", a="new")):
        with pytest.raises(LibraryError) as error:
            use()
        message = str(error.value)
        assert "damaged" in message and name.rsplit("/", 1)[-1] in message and "\n" not in message
    assert (tmp_path / "l/parts/b.000001/text").read_text() == "2"


def test_a_pointer_to_nowhere_is_damage(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")
    shutil.rmtree(tmp_path / "l/generations")
    with pytest.raises(LibraryError, match="damaged: generations/000001"):
        current(tmp_path / "l")


def test_same_size_other_bytes_are_found_by_the_full_check(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1", b="2")
    (tmp_path / "l/parts/a.000001/text").write_text("X")
    with current(tmp_path / "l") as generation:
        assert altered(generation) == ["parts/a.000001/text"]


def test_a_newer_format_is_refused_by_reader_and_writer(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")
    (tmp_path / "l/FORMAT").write_text("reportgraph library 2\n")
    for use in (lambda: current(tmp_path / "l"), lambda: put(tmp_path / "l", a="2")):
        with pytest.raises(LibraryError, match=r"format 2, this kg knows 1; .* newer kg"):
            use()


@pytest.mark.parametrize("content", [["thesis.docx"], ["lock"], ["cache", "generations", "notes.txt", "lock"]])
def test_a_folder_that_is_no_library_is_left_alone(tmp_path: Path, content: list[str]) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in content:
        (folder / name).write_text("mine")
    before = {p.name: p.read_text() for p in folder.iterdir()}
    if content == ["lock"]:
        folder.joinpath("other").write_text("mine")
        before["other"] = "mine"
    for use in (lambda: current(folder), lambda: put(folder, a="1")):
        with pytest.raises(LibraryError, match="is not a library: it has no file FORMAT"):
            use()
    assert {p.name: p.read_text() for p in folder.iterdir()} == before


def test_a_file_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("text")
    for use in (lambda: current(tmp_path / "f"), lambda: put(tmp_path / "f", a="1")):
        with pytest.raises(LibraryError, match="is a file, not a library"):
            use()
