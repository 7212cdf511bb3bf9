"""What a user may give to `kg build`."""

from __future__ import annotations

from pathlib import Path

import pytest

from ask.inputs import sources
from report.errors import InputError


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("text")


def ids(*paths: object) -> list[str]:
    found, errors = sources([str(path) for path in paths])
    assert errors == []
    return [source.id for source in found]


def test_a_folder_is_all_its_reports_at_any_depth_sorted(tmp_path: Path) -> None:
    touch(tmp_path, "b 2023.md", "a.txt", "sub/c.MD", "notes.xyz", ".hidden.md", ".git/x.md")
    assert ids(tmp_path) == ["a", "b-2023", "c"]


def test_a_library_inside_a_folder_is_not_built_into_itself(tmp_path: Path) -> None:
    touch(tmp_path, "a.md", "lib/FORMAT", "lib/CURRENT", "lib/generations/000001/reports/a/source.txt")
    assert ids(tmp_path) == ["a"]


def test_globs_that_no_shell_expanded(tmp_path: Path) -> None:
    touch(tmp_path, "a-2022.md", "a-2023.md", "b.md", "odd[1].md")
    assert ids(tmp_path / "a-*.md") == ["a-2022", "a-2023"]
    assert ids(tmp_path / "odd[1].md") == ["odd-1"]


def test_a_file_given_twice_is_one_report(tmp_path: Path) -> None:
    touch(tmp_path, "a.md")
    assert ids(tmp_path / "a.md", tmp_path, tmp_path / "." / "a.md") == ["a"]


def test_two_files_of_one_id_are_refused(tmp_path: Path) -> None:
    touch(tmp_path, "x/Report 2023.md", "y/report-2023.txt")
    with pytest.raises(InputError, match="would both be the report 'report-2023'"):
        sources([tmp_path])


def test_each_bad_path_has_its_line_and_the_others_stay(tmp_path: Path) -> None:
    touch(tmp_path, "a.md", "empty/notes.xyz")
    found, errors = sources([tmp_path / "nope.md", tmp_path / "a.md", tmp_path / "empty", str(tmp_path / "*.pptx")])
    assert [source.id for source in found] == ["a"]
    assert [error.split(": ")[1].split(";")[0] for error in errors] == [
        "no such file or folder", "no file here that can be read", "nothing matches"]  # fmt: skip
