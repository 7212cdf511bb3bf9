"""The documentation tells the truth: every command and option is described, and the examples of the README run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.core import TyperGroup

import cli

ROOT = Path(__file__).parents[1]
SHARED = {"--help", "--library", "--debug", "--format", "--json", "--report"}
"""Options described once, at the top of docs/commands.md."""


def commands() -> dict[str, Any]:
    """The commands of `kg` by name, as Typer made them."""
    group = typer.main.get_command(cli.app)
    assert isinstance(group, TyperGroup)
    return {name: command for name, command in group.commands.items() if not command.hidden}


def sections() -> dict[str, str]:
    """The text of docs/commands.md by command."""
    parts = re.split(r"^## kg (.+)\n", (ROOT / "docs" / "commands.md").read_text("utf-8"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def examples() -> list[str]:
    """Shell commands of the README, in order."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), flags=re.M | re.S)
    return [line for block in blocks for line in block.splitlines() if line.startswith("kg ")]


def test_every_command_is_documented_and_no_other() -> None:
    assert set(sections()) == set(commands())


@pytest.mark.parametrize("name", commands())
def test_every_option_is_documented(name: str) -> None:
    wanted = {option for param in commands()[name].params for option in param.opts if option.startswith("--")} - SHARED
    assert {option for option in wanted if f"`{option}" not in sections().get(name, "")} == set()


@pytest.mark.parametrize("name", commands())
def test_every_command_helps(name: str) -> None:
    assert commands()[name].help


@pytest.mark.parametrize("line", examples())
def test_examples_of_the_readme_run(line: str, sample_library: Path, tmp_path: Path) -> None:
    words = [str(tmp_path / word) if word.endswith(".ttl") else word for word in shlex.split(line)[1:]]
    environment = {**os.environ, "KG_LIBRARY": str(sample_library), "NO_COLOR": "1"}
    run = [sys.executable, "-c", "import cli; cli.main()", *words]
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == (1 if "Scope 3" in line else 0), done.stderr
    assert done.stdout or done.stderr


def test_every_query_of_the_cookbook_is_listed() -> None:
    listed = set(re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "docs" / "ontology.md").read_text("utf-8"), flags=re.M))
    assert listed == {path.stem for path in (ROOT / "ontology" / "queries").glob("*.rq")}


@pytest.mark.parametrize("path", sorted([*ROOT.glob("*.md"), *ROOT.glob("*/*.md")]), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    if path.parent.name == "examples" and path.name != "README.md":
        return  # the sample report is not ours to mend
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
