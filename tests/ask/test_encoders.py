"""One library, one model for its vectors."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ask.building import build
from ask.library import Library
from index.export import packaged
from report.errors import InputError


def test_a_library_keeps_its_model_and_refuses_to_mix(tmp_path: Path) -> None:
    model = shutil.copytree(packaged(), tmp_path / "mine")
    for name in ("flax", "wool"):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n\nThe {name} mill took 400 tons of water in 2024.\n")
    library = tmp_path / "library"
    build(library, [tmp_path / "flax.md"], encoder=str(model))
    with pytest.raises(InputError, match=r"flax was made with .*, and a library has one model"):
        build(library, [tmp_path / "wool.md"], encoder="minilm")
    assert build(library, [tmp_path / "wool.md"]).added == ("wool",)  # with the library's own
    with Library.open(library) as opened:
        assert opened.index.encoder.name == str(model.resolve())
        assert {hit["report"] for hit in opened.search("water")} == {"flax", "wool"}
    assert build(library, [tmp_path / "flax.md"]).unchanged == ("flax",)
    assert build(library, [tmp_path / "flax.md", tmp_path / "wool.md"], encoder="minilm").replaced == ("flax", "wool")
    with Library.open(library) as opened:
        assert opened.index.encoder.name == "minilm"
    shutil.rmtree(model)
    with pytest.raises(InputError, match=r"no model .*mine' here"):
        build(library, [tmp_path / "flax.md", tmp_path / "wool.md"], encoder=str(model), force=True)
