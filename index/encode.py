"""Texts become vectors. Only this module knows the embedding library; what it made once is kept by content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index import DEFAULT
from index.export import GRAPH, SHA256, TOKENIZER, exported
from report.errors import InputError

if TYPE_CHECKING:
    import sqlite3

    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

BATCH_TOKENS = 512
"""Tokens of a batch, padding included. One small batch on each core is faster than large ones on all cores together."""
LONGEST = 256
"""Tokens of a text that are read; the model was trained with so many."""

Progress = Callable[[int, int], None]
"""(texts done, texts in all)."""


class Encoder(Protocol):
    """A model: `name` and `sha256` say which, so that vectors of two are never mixed; `width` is the length of a vector."""

    name: str

    @property
    def sha256(self) -> str: ...
    @property
    def width(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 (float32) for each text."""
        ...

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        """The same in pieces, in the order that is fastest: (which texts, their rows)."""
        ...


class MiniLM:
    """all-MiniLM-L6-v2 in onnxruntime: 384 numbers, the same as sentence-transformers gives in fp32."""

    name = "minilm"
    sha256 = SHA256
    width = 384

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    @cached_property
    def _files(self) -> Path:
        return self.folder or exported(self.sha256)

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1  # each core has a batch of its own
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # done when it was exported
        try:
            return onnxruntime.InferenceSession(str(self._files / GRAPH), options, providers=["CPUExecutionProvider"])
        except _load_errors() as error:
            why = f"this copy of the language model is damaged ({type(error).__name__}); delete the folder"
            raise InputError(f"{self._files}: {why}") from error

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._files / TOKENIZER))
        tokenizer.no_padding()  # the packaged file pads and cuts to 128
        tokenizer.enable_truncation(LONGEST)
        return tokenizer

    def encode(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        made = np.zeros((len(texts), self.width), np.float32)
        for which, rows in self.batches(texts):
            made[which] = rows
        return made

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        tokens = [e.ids for e in self._tokenizer.encode_batch(list(texts))]
        batches = list(_by_length(tokens))
        if len(batches) == 1:
            yield batches[0], self._run([tokens[i] for i in batches[0]])
            return
        from concurrent.futures import ThreadPoolExecutor

        batches.reverse()  # the longest first, so that no core waits for a long one at the end
        session = self._session  # loaded before the threads start
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            yield from zip(batches, pool.map(lambda which: self._run([tokens[i] for i in which], session), batches), strict=True)

    def _run(self, tokens: Sequence[Sequence[int]], session: Any = None) -> Vectors:
        import numpy as np

        ids = np.zeros((len(tokens), max(map(len, tokens))), np.int64)
        mask = np.zeros_like(ids)
        for row, text in enumerate(tokens):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1
        made: Vectors = (session or self._session).run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return made


def _load_errors() -> tuple[type[Exception], ...]:
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    return (state.Fail, state.InvalidArgument, state.InvalidGraph, state.InvalidProtobuf, state.NoSuchFile, state.RuntimeException)


def _by_length(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Indices in batches of like length, shortest first."""
    batch: list[int] = []
    for i in sorted(range(len(tokens)), key=lambda i: (len(tokens[i]), i)):
        if batch and len(tokens[i]) * (len(batch) + 1) > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


ENCODERS: dict[str, Callable[[], Encoder]] = {"minilm": MiniLM}


def open_encoder(name: str = DEFAULT) -> Encoder:
    """The encoder of that name, or of a model of sentence-transformers by its name or folder; its files load at first use.

    Raises InputError when this machine has no such model.
    """
    if name in ENCODERS:
        return ENCODERS[name]()
    from index.sentences import SentenceModel

    return SentenceModel(name)


def encode_cached(encoder: Encoder, texts: Sequence[str], cache: Path, progress: Progress | None = None) -> Vectors:
    """Rows for all texts; only texts never seen are encoded. Each batch is kept at once, so that a killed build goes on there."""
    import numpy as np

    cache.mkdir(parents=True, exist_ok=True)
    keys = keys_of(texts)
    with closing(_open_cache(_cache_of(cache, encoder.sha256))) as store:
        known = {key: row for key in set(keys) for (row,) in store.execute("SELECT vector FROM vectors WHERE key = ?", (key,))}
        new = sorted({key: text for key, text in zip(keys, texts, strict=True) if key not in known}.items())
        done = len(texts) - len(new)
        if progress:
            progress(done, len(texts))
        for which, rows in encoder.batches([text for _, text in new]) if new else ():
            fresh = {new[i][0]: row.tobytes() for i, row in zip(which, rows, strict=True)}
            with store:
                store.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", fresh.items())
            known |= fresh
            done += len(which)
            if progress:
                progress(done, len(texts))
    return np.frombuffer(b"".join(known[key] for key in keys), np.float32).reshape(len(texts), encoder.width)


def keys_of(texts: Sequence[str]) -> list[bytes]:
    """By what the vectors of texts are kept: 32 bytes each."""
    return [hashlib.sha256(text.encode()).digest() for text in texts]


def forget(keys: Sequence[bytes], sha256: str, cache: Path) -> None:
    """Take vectors that a model made out of the store. What another report shares is encoded again when that report is built again."""
    if not _cache_of(cache, sha256).exists():
        return
    with closing(_open_cache(_cache_of(cache, sha256))) as store:
        store.execute("PRAGMA secure_delete = ON")
        with store:
            store.executemany("DELETE FROM vectors WHERE key = ?", ((key,) for key in keys))
        store.execute("PRAGMA incremental_vacuum").fetchall()


def _cache_of(cache: Path, sha256: str) -> Path:
    return cache / f"embeddings-{sha256[:16]}.sqlite"


def _open_cache(path: Path) -> sqlite3.Connection:
    """The store of vectors. One that is damaged is only a cache: it is put aside."""
    import sqlite3

    try:
        return _connected(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise InputError(f"{path}: cannot be used ({error})") from error
        os.replace(path, path.with_suffix(".damaged"))
        return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    import sqlite3

    new = not path.exists()
    store = sqlite3.connect(path, timeout=60)
    store.execute("PRAGMA synchronous = NORMAL")
    if new:
        store.execute("PRAGMA auto_vacuum = INCREMENTAL")  # it shrinks when a report is forgotten
    store.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
    return store
