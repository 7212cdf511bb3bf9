"""Whose report it is, where its title is in capitals or its file is named by half a name."""

from __future__ import annotations

from pathlib import Path

from kg.extract.organizations import find_names
from report.read import read

TEXT = "\n\n".join(
    f"Brightwater Tea Company PLC opened garden {n} in 2024. The Board of Brightwater Tea Company PLC met." for n in range(3)
)


def reporter(path: Path, text: str) -> str | None:
    path.write_text(text, "utf-8")
    names, _ = find_names(read(path))
    return names.reporter


def test_a_title_in_capitals_names_the_company_and_no_board(tmp_path: Path) -> None:
    head = "# BRIGHTWATER TEA COMPANY PLC ANNUAL REPORT 2024/25\n\n## BOARD RESPONSIBILITY STATEMENT\n\n"
    assert reporter(tmp_path / "scan.md", head + TEXT) == "Brightwater Tea Company PLC"


def test_a_file_named_by_half_a_name_is_of_the_whole(tmp_path: Path) -> None:
    text = "\n\n".join(f"Harrow SDS runs data centre {n}. Harrow SDS has {n} people there." for n in range(2, 6))
    assert reporter(tmp_path / "sds.md", "# About us\n\n" + text) == "Harrow SDS"
