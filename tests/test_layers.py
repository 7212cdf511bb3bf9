"""The arrows of the house: which folder may import which, and that importing costs nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOWER = {"report", "ontology", "kg", "index"}
PARTS = ("cli_ask", "cli_corrections", "cli_library", "cli_output", "cli_reports", "cli_sparql", "cli_start")
ALLOWED: dict[str, set[str]] = {
    "report": set(), "ontology": set(), "kg": {"report", "ontology"}, "index": {"report"}, "ask": LOWER, "web": LOWER | {"ask"},
    "cli": LOWER | {"ask", "web", *PARTS}, **dict.fromkeys(PARTS, LOWER | {"ask", "cli_library", "cli_output"}),
    "cli_library": LOWER | {"ask", "cli_output"}, "cli_output": set(),
}  # fmt: skip
OWNERS = {
    "pyoxigraph": {"kg.store", "kg.remote"}, "rdflib": {"kg.store"}, "networkx": set(), "faiss": {"index.vectors"}, "torch": {"index.export"},
    "sentence_transformers": {"index.sentences"}, "onnxruntime": {"index.encode"},
    "numpy": {f"index.{name}" for name in ("encode", "lexical", "search", "segment", "vectors")},  # all loaded by the first search
}  # fmt: skip
FILES = [*sorted(ROOT.glob("cli*.py")), *(p for folder in ALLOWED for p in sorted(ROOT.glob(f"{folder}/**/*.py")))]
MODULES = {".".join(p.relative_to(ROOT).with_suffix("").parts): p for p in FILES}


def imports(node: ast.AST, at_load: bool = False) -> Iterator[str]:
    """Names of the modules that a piece of code imports; `at_load`: only those read when the module is."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert not child.level, "no relative imports"
            yield child.module or ""
        elif not at_load or not (isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or only_types(child)):
            yield from imports(child, at_load)


def only_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


@pytest.mark.parametrize("module", MODULES)
def test_data_walks_one_way(module: str) -> None:
    folder = module.partition(".")[0]
    used = {name.partition(".")[0] for name in imports(ast.parse(MODULES[module].read_text("utf-8")))}
    assert (used & set(ALLOWED)) - {folder} <= ALLOWED[folder]


@pytest.mark.parametrize("module", MODULES)
def test_heavy_packages_load_at_first_use(module: str) -> None:
    used = {name.partition(".")[0] for name in imports(ast.parse(MODULES[module].read_text("utf-8")), at_load=True)}
    assert not {heavy for heavy in used & set(OWNERS) if module not in OWNERS[heavy]}


@pytest.mark.parametrize("package", ["faiss", "pyoxigraph", "sentence_transformers", "torch"])
def test_only_its_owner_knows_a_package(package: str) -> None:
    users = {m for m, path in MODULES.items() if package in {n.partition(".")[0] for n in imports(ast.parse(path.read_text("utf-8")))}}
    assert users <= OWNERS[package]


def test_importing_the_command_loads_nothing_heavy() -> None:
    code = f"import sys, cli; print(*sorted(set({sorted(OWNERS)!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
