"""Questions in a row: completed from the ones before, at a prompt, through a pipe and on a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ask.library import Library
from ask.talk import Talk
from ask.verify import verify

ENTERED = ["How much natural gas did the Group burn in 2023?", "and in 2022?"]


@pytest.fixture(scope="module")
def library(sample_library: Path) -> Iterator[Library]:
    with Library.open(sample_library) as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "completed", "said"),
    [
        (["How much natural gas did the Group burn in 2023?", "and in 2022?"], "How much natural gas did the Group burn in 2022?", "30,418,000"),
        (["How much natural gas was burned?", "what about 2022?"], "How much natural gas was burned in 2022?", "30,418,000"),
        (["How much natural gas did the Group burn in 2022?", "and electricity?"], "How much electricity did the Group burn in 2022?", "91,240"),
        (["Which company holds the Nordic Clean Bathroom certificate?", "How many women worked for the Group in 2024?"], "How many women worked for the Group in 2024?", "802"),
    ],
)  # fmt: skip
def test_a_question_takes_what_it_lacks_from_the_one_before(library: Library, asked: list[str], completed: str, said: str) -> None:
    talk = Talk(library)
    *_, last = [talk.ask(question) for question in asked]
    assert last.question == completed and said in last.answer


def test_which_of_them_asks_about_the_last_list(library: Library) -> None:
    talk = Talk(library, "barrovento-2024")
    everything = talk.ask("Which subsidiaries does the company have?")
    fewer = talk.ask("Which of them hold the Nordic Clean Bathroom certificate?")
    assert fewer.values and set(fewer.values) < set(everything.values)
    assert all("Nordic" in str(v) for v in fewer.values)
    assert verify(fewer.as_json(), library) == []


def test_none_of_them_is_said_plainly(library: Library) -> None:
    talk = Talk(library, "barrovento-2024")
    talk.ask("Which subsidiaries does the company have?")
    assert talk.ask("Which of them are in Greenland?").status == "not found"


def started(library: Path) -> dict[str, str]:
    return {**os.environ, "KG_LIBRARY": str(library), "TERM": "dumb"}


COMMAND = [sys.executable, "-m", "cli", "ask", "--report", "barrovento-2024"]


def test_questions_come_through_a_pipe(sample_library: Path, root: Path) -> None:
    entered = "\n".join(["", *ENTERED, "exit", "never asked"])
    done = subprocess.run(COMMAND, input=entered, env=started(sample_library), cwd=root, capture_output=True, text=True, check=True)
    assert "29,310,000" in done.stdout and "30,418,000" in done.stdout
    assert "kg>" not in done.stdout and "in 2022?" in done.stderr


def test_questions_are_typed_at_a_prompt(sample_library: Path, root: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(COMMAND, stdin=theirs, stdout=theirs, stderr=theirs, env=started(sample_library), cwd=root) as running:
        os.close(theirs)
        os.write(ours, "\n".join([*ENTERED, "exit", ""]).encode())
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # Linux says so when the other side has closed
            pass
        assert running.wait() == 0
    os.close(ours)
    assert b"kg> " in shown and b"29,310,000" in shown and b"30,418,000" in shown
