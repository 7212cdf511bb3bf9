"""`kg build` of what is no report, over a library that holds one: one clear line, exit status 2, and not a byte of the library changed."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from tests.report.formats import as_docx, as_markdown, as_pdf
from tests.report.test_bad_input import OLE, PNG, bomb, locked, twice, zipped
from tests.report.test_pdf_forms import pdf as with_forms

JUNK = random.Random(7).randbytes(5_000)
BAD: dict[str, tuple[str, bytes, str]] = {
    "an unknown ending": ("a.odt", as_markdown(), "no reader for '.odt'; have"),
    "no ending": ("report", as_markdown(), "no reader for a file without an ending"),
    "a PDF named text": ("a.txt", as_pdf(), "this is .pdf, not text; give it its own file ending"),
    "a text named PDF": ("a.pdf", as_markdown(), "this is no PDF"),
    "a picture named HTML": ("a.html", PNG, "picture"),
    "an old Word file": ("a.docx", OLE, "old .doc"),
    "junk named Markdown": ("a.md", JUNK, "binary data"),
    "junk named PDF": ("a.pdf", JUNK, "this is no PDF"),
    "junk named Word": ("a.docx", JUNK, "no Word document"),
    "junk in a PDF": ("a.pdf", b"%PDF-1.7\n" + JUNK, "broken"),
    "half a PDF": ("a.pdf", as_pdf()[:700], "broken"),
    "half a Word document": ("a.docx", as_docx()[:3000], "no Word document"),
    "a locked PDF": ("a.pdf", locked(), "locked with a password; save it without"),
    "a PDF that unpacks to gigabytes": ("a.pdf", twice(300_000_000), "unpacks to more than"),
    "a PDF of one large stream": ("a.pdf", bomb(300_000_000), "unpacks to more than"),
    "a PDF that draws itself": ("a.pdf", with_forms({10: "/F10 Do /F10 Do"}), "draw each other without end"),
    "a Word document that unpacks to much": ("a.docx", zipped(word__document_xml=b"<x>" + b" " * 250_000_000), "unpacks to more than"),
    "an empty file": ("a.md", b"", "empty"),
    "an empty PDF": ("a.pdf", b"", "empty"),
    "blanks": ("a.txt", b" \r\n\t" * 50, "empty"),
    "one line of 24 MB": ("a.txt", b"paper and steam " * 1_500_000, "24,000,000 characters; the limit is 20,000,000"),
    "an unknown encoding": ("a.md", bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D]) * 200, "encoding|binary"),
    "elements nested deep": ("a.html", b"<p>x</p>" + b"<div>" * 100_000, "nested more than 400 deep"),
    "a table of too many cells": ("a.html", b"<table>" + b"<tr><td colspan=1000 rowspan=1000>x</td><td>y</td></tr>" * 900, "cells"),
}


def state(library: Path) -> dict[str, str]:
    """Each file of a library, and what is in it; the lock only says which process had it last."""
    files = (f for f in sorted(library.rglob("*")) if f.is_file() and f != library / "lock")
    return {str(f.relative_to(library)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


@pytest.fixture(scope="module")
def library(sample_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds the sample report, to be tried."""
    return Path(shutil.copytree(sample_library, tmp_path_factory.mktemp("tried") / "library"))


def build(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit status of `kg build`, run here as the command runs it."""
    monkeypatch.setattr(sys, "argv", ["kg", "build", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_one_line_and_changes_nothing(
    what: str, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name, data, told = BAD[what]
    (tmp_path / name).write_bytes(data)
    before = state(library)
    assert build([str(tmp_path / name), "--library", str(library)], monkeypatch) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1 and err.startswith("kg: ") and name in err
    assert any(part in err for part in told.split("|")), err
    assert state(library) == before


def test_500_mb_of_one_line_are_refused_unread(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "a.txt").open("wb") as line:
        line.truncate(500_000_000)  # takes no room: the file is sparse
    before = state(library)
    assert build([str(tmp_path / "a.txt"), "--library", str(library)], monkeypatch) == 2
    assert capsys.readouterr().err == "kg: a.txt: larger than 200 MB\n"
    assert state(library) == before


def test_a_limit_is_a_setting(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(as_pdf())
    before = state(library)
    file, where = str(tmp_path / "a.pdf"), ["--library", str(library)]
    assert build([file, *where, "--limit", "max_pages=1"], monkeypatch) == 2
    assert capsys.readouterr().err == "kg: a.pdf: 2 pages; the limit is 1\n"
    assert build([file, *where, "--limit", "pages=1"], monkeypatch) == 2
    assert "no such limit; have max_bytes, " in capsys.readouterr().err
    assert build([file, *where, "--limit", "max_pages=0"], monkeypatch) == 2
    assert capsys.readouterr().err == "kg: --limit max_pages=0: must be a whole number over 0\n"
    monkeypatch.setenv("KG_LIMIT", "max_chars=50 max_seconds=9")
    assert build([file, *where], monkeypatch) == 2
    assert "more than 50 characters" in capsys.readouterr().err
    assert state(library) == before


def test_a_report_that_became_unreadable_stays_as_it_was_built(library: Path, sample: Path, tmp_path: Path, root: Path) -> None:
    """The whole command in a process of its own, over a folder of bad files, one of them in place of the report in the library."""
    for i, (name, data, _) in enumerate(BAD.values()):
        if Path(name).suffix in (".md", ".txt", ".pdf", ".html", ".docx") and len(data) < 1_000_000:
            (tmp_path / f"{i}-{name}").write_bytes(data)
    (tmp_path / sample.name).write_bytes(b"")
    before = state(library)
    command = [sys.executable, "-m", "cli", "build", str(tmp_path), "--library", str(library)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == len(list(tmp_path.iterdir()))
    assert f"kg: {sample.name}: the file is empty" in done.stderr.splitlines()
    assert state(library) == before
