"""The first hits read again by a cross-encoder, here a tiny one that likes long passages."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from onnx import TensorProto, helper

from index import open_index, write_segment
from index.export import packaged
from index.rerank import Reranker
from report.errors import InputError
from tests.index.small import report


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model whose logit is the number of tokens of the passage."""
    folder = tmp_path_factory.mktemp("model")
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "t"]) for n in ("input_ids", "attention_mask", "token_type_ids")]
    nodes = [
        helper.make_node("ReduceSum", ["token_type_ids"], ["count"], keepdims=0),
        helper.make_node("Cast", ["count"], ["logits"], to=TensorProto.FLOAT),
    ]
    graph = helper.make_graph(nodes, "long", inputs, [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [])])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    (folder / "model.onnx").write_bytes(made.SerializeToString())
    shutil.copyfile(packaged() / "tokenizer.json", folder / "tokenizer.json")
    return folder


def sum_of(folder: Path) -> str:
    return hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()


def test_the_model_reads_query_and_passage_together(model: Path) -> None:
    short, long = Reranker(model, sum_of(model)).scores("water", ["a", "a river that runs"])
    assert 0.5 < short < long < 1


def test_hits_come_in_the_order_of_both(model: Path, tmp_path: Path) -> None:
    write_segment(tmp_path / "s", report(), tmp_path / "cache")
    built = open_index({"fernhill-2024": tmp_path / "s"})
    plain = built.search("water", 5)
    again = built.search("water", 5, rerank=Reranker(model, sum_of(model)))
    assert all("read again" in hit.signals and "read again" not in other.signals for hit, other in zip(again, plain, strict=True))
    assert [hit.rank for hit in again] == [1, 2, 3, 4, 5]
    assert [hit.score for hit in again] == sorted((hit.score for hit in again), reverse=True)
    assert all(hit.score == pytest.approx(sum(hit.signals.values()), abs=1e-4) for hit in again)


def test_another_model_is_refused(model: Path) -> None:
    with pytest.raises(InputError, match="not the model that is known"):
        Reranker(model).scores("water", ["a"])
