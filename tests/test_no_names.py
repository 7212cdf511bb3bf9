"""What one report taught is said as a rule for all: no name of a company, person or place of a report at hand is in the code.

The names themselves are not written here either. `names.sha256` holds, for each, the first 24 digits of the SHA-256 of its words in
lower case with single spaces between ("acme tiles"); `hashed` below makes one.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 6
CODE = [p for folder in ("ask", "index", "kg", "ontology", "report", "web") for p in sorted((ROOT / folder).rglob("*"))]
READABLE = {".py", ".tsv", ".toml", ".txt", ".csv", ".json", ".ttl", ".rq", ".html", ".js"}
FILES = [p for p in (*CODE, *sorted(ROOT.glob("cli*.py"))) if p.suffix in READABLE]
OURS = {"the company", "our company", "we"}


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def hashed(name: str) -> str:
    return hashlib.sha256(" ".join(words(name)).encode()).hexdigest()[:24]


@cache
def forbidden() -> frozenset[str]:
    """The list, and the companies and people of the annotations at hand: the sample's and, if any, those beside the checkout."""
    known = set((ROOT / "tests" / "names.sha256").read_text("utf-8").split())
    for folder in (ROOT / "examples" / "golden", *sorted((ROOT.parent / "shared" / "eval").glob("*"))):
        for kind in ("subsidiaries", "people"):
            path = folder / f"{kind}.jsonl"
            rows = map(json.loads, path.read_text("utf-8").splitlines()) if path.exists() else ()
            known |= {hashed(name) for row in rows for name in (row["label"], *row["aliases"]) if " ".join(words(name)) not in OURS}
    return frozenset(known)


def named(text: str) -> list[str]:
    """Runs of words in a text that are forbidden names."""
    found = words(text)
    runs = {" ".join(found[i : i + n]) for n in range(1, LONGEST + 1) for i in range(len(found) - n + 1)}
    return sorted(run for run in runs if hashed(run) in forbidden())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_name_from_a_report_in_code_or_lexicons(path: Path) -> None:
    assert named(path.read_text("utf-8")) == []


def test_the_list_knows_the_names_of_the_sample() -> None:
    report = (ROOT / "examples" / "barrovento-2024.md").read_text("utf-8")
    assert len(named(report)) > 20
