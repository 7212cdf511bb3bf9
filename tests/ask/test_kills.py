"""Builds that are killed at random moments, in processes of their own; `benchmarks/safety.py` does it a hundred times."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from benchmarks.safety import case, kill, recovers

REPORT = """# Loomfield Textiles Sustainability Report 2024

Loomfield Textiles Inc. (hereinafter "Loomfield" or "the Company") weaves and dyes cotton. Its subsidiary Red Madder Dyeing Co., Ltd.
holds the ISO 14001 certification.

| Indicator | Unit | 2023 | 2024 |
| --- | --- | --- | --- |
| Electricity | MWh | 900 | 850 |
"""


@pytest.mark.parametrize("first", [False, True], ids=["rebuild", "first build"])
def test_a_killed_build_leaves_the_old_state_or_the_new(tmp_path: Path, first: bool) -> None:
    (tmp_path / "report.md").write_text(REPORT)
    one = case(tmp_path, tmp_path / "report.md", first)
    chance = random.Random(7)
    for number in range(2 if first else 3):
        folder = tmp_path / f"killed{number}"
        assert kill(one, folder, chance.uniform(0.1, 1.0) * one.seconds) in ("old", "new")
        if number == 0:
            assert recovers(one, folder)
        shutil.rmtree(folder, ignore_errors=True)
