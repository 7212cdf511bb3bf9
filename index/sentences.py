"""Any model of sentence-transformers makes the vectors: a folder, or the name of one that this machine already has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

BATCH = 32
"""Texts of a batch."""
_WEIGHTS = (".safetensors", ".bin", ".json", ".txt", ".model")
"""What decides which vectors come out."""


class SentenceModel:
    """A model by folder or name, run by sentence-transformers. Slower to start than the default, and it needs no other package.

    A model that wants a text told from a query (prompts "query" and "document" or "passage" in its configuration) is told.
    Raises InputError when there is no such model on this machine; none is fetched.
    """

    def __init__(self, name: str) -> None:
        self.folder = _folder(name)
        self.name = str(self.folder.resolve()) if name and Path(name).is_dir() else name

    @cached_property
    def sha256(self) -> str:
        """Of the weights and all settings beside them, names included."""
        files = sorted(f for f in self.folder.rglob("*") if f.suffix in _WEIGHTS and f.is_file())
        sums = []
        for file in files:
            with file.open("rb") as stream:
                sums.append(f"{file.relative_to(self.folder).as_posix()} {hashlib.file_digest(stream, 'sha256').hexdigest()}")
        return hashlib.sha256("\n".join(sums).encode()).hexdigest()

    @cached_property
    def width(self) -> int:
        """Numbers of a vector."""
        return int(self._encoded(["width"], ()).shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each query."""
        return self._encoded(texts, ("query",))

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        """Rows for passages, in batches of like length."""
        order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), i))
        for start in range(0, len(order), BATCH):
            which = order[start : start + BATCH]
            yield which, self._encoded([texts[i] for i in which], ("document", "passage"))

    def _encoded(self, texts: Sequence[str], prompts: Sequence[str]) -> Vectors:
        import numpy as np

        known = [name for name in prompts if self._model.prompts.get(name)]
        made = self._model.encode(
            list(texts), prompt_name=known[0] if known else None, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        rows: Vectors = np.asarray(made, np.float32)
        return rows

    @cached_property
    def _model(self) -> Any:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        try:
            return SentenceTransformer(str(self.folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError, ImportError) as error:
            raise InputError(f"{self.folder}: not a model that sentence-transformers can load ({_first_line(error)})") from error


def _folder(name: str) -> Path:
    """The folder of a model. Raises InputError when there is none."""
    if name and Path(name).is_dir():
        return Path(name)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name if "/" in name else f"sentence-transformers/{name}", local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError) as error:
        why = "give minilm, the folder of a sentence-transformers model, or the name of one that this machine already has"
        raise InputError(f"no model {name!r} here: {why}") from error


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
