"""Builds that are killed: at every step in the file system, and at random moments of a real build.

`benchmarks/safety.py` does the latter a hundred times.
"""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from ask.generations import EMPTY, current, leftovers
from benchmarks.safety import case, kill, recovers
from report.errors import LibraryError
from tests.ask.states import HOLDING, line, process, put, state

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


def test_after_a_kill_the_next_build_goes_on_and_clears_up(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")
    with process(HOLDING, str(tmp_path / "l")) as first:
        assert line(first) == "building"
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert state(tmp_path / "l") == {"a": "1"}
    assert len(leftovers(tmp_path / "l")) == 1
    put(tmp_path / "l", a="2")
    assert leftovers(tmp_path / "l") == []


def test_a_first_build_that_was_killed_leaves_no_library_and_no_obstacle(tmp_path: Path) -> None:
    with process(HOLDING, str(tmp_path / "l")) as first:
        assert line(first) == "building"
        first.send_signal(signal.SIGKILL)
        first.wait()
    with pytest.raises(LibraryError, match=r"no library at .* kg build REPORT"):
        current(tmp_path / "l")
    put(tmp_path / "l", a="1")
    assert state(tmp_path / "l") == {"a": "1"}


@pytest.mark.parametrize("finished", range(1, 8))
def test_a_first_commit_that_stops_between_its_steps(tmp_path: Path, finished: int) -> None:
    """Each step of making a library is one file or one rename; stop after each of them."""
    whole, folder = tmp_path / "whole", tmp_path / "l"
    put(whole, a="1")
    folder.mkdir()
    steps: list[Callable[[], object]] = [
        lambda: (folder / "lock").touch(),
        lambda: shutil.copytree(whole / "generations" / "000001", folder / "generations" / "new-1-1"),
        lambda: (folder / "CURRENT").write_text(f"{EMPTY} -\n"),
        lambda: (folder / "FORMAT").write_bytes((whole / "FORMAT").read_bytes()),
        lambda: shutil.copytree(whole / "parts", folder / "parts"),
        lambda: (folder / "generations" / "new-1-1").rename(folder / "generations" / "000001"),
        lambda: (folder / "CURRENT").write_bytes((whole / "CURRENT").read_bytes()),
    ]
    for step in steps[:finished]:
        step()
    if finished < 4:
        with pytest.raises(LibraryError, match="no library at"):
            current(folder)
    else:
        assert state(folder) == ({} if finished < 7 else {"a": "1"})
    put(folder, b="2")
    assert state(folder) == {"b": "2"}
    assert leftovers(folder) == []
    assert len(list((folder / "parts").iterdir())) == 1


STEPPING = """
    import os, shutil, signal, sys
    from pathlib import Path
    from tests.ask.states import put

    STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.scandir", "os.truncate"}
    before, work = Path(sys.argv[1]), Path(sys.argv[2])

    def build(folder, number):
        steps = iter(range(number))

        def kill(event, _):
            if event in STEPS and next(steps, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(kill)
        put(folder, a="2", c="2")

    number = 0
    while True:
        folder = work / str(number)
        if before.exists():
            shutil.copytree(before, folder)
        child = os.fork()
        if child == 0:
            try:
                build(folder, number)
            finally:
                os._exit(0)
        if not os.WIFSIGNALED(os.waitpid(child, 0)[1]):
            break
        number += 1
    print(number)
    """
"""Builds in processes of their own, the n-th of which gets SIGKILL just before its n-th step in the file system; prints how many."""


@pytest.mark.parametrize("before", [{}, {"a": "1", "b": "1"}], ids=["first build", "rebuild"])
def test_a_kill_at_any_step_leaves_the_old_state_or_the_new(tmp_path: Path, before: dict[str, str]) -> None:
    if before:
        put(tmp_path / "before", **before)
    with process(STEPPING, str(tmp_path / "before"), str(tmp_path)) as stepping:
        steps = int(line(stepping))
    new, seen = {"a": "2", "c": "2"}, []
    for number in range(steps):
        folder = tmp_path / str(number)
        try:
            seen.append(state(folder))
        except LibraryError as error:
            assert not before and "no library at" in str(error)
            seen.append({})
        assert seen[-1] in (before, new)
        if number % 4 == 0:
            put(folder, d="3")
            assert state(folder) == {"d": "3"} and leftovers(folder) == []
            assert [p.name.partition(".")[0] for p in (folder / "parts").iterdir()] == ["d"]
    assert steps > 30 and seen == sorted(seen, key=lambda held: held == new) and seen[-1] == new
