"""The command starts lean, and shows the same as ever."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

import cli
from cli_start import lean


def test_the_list_of_commands_is_whole() -> None:
    assert CliRunner().invoke(lean(cli.app, ["--help"], {}), ["--help"]).output == CliRunner().invoke(cli.app, ["--help"]).output


@pytest.mark.parametrize("arguments", [["ask", "--help"], ["-L", "ask", "reports", "--help"], ["corrections", "--help"]])
def test_a_command_keeps_its_parameters(arguments: list[str]) -> None:
    assert CliRunner().invoke(lean(cli.app, arguments, {}), arguments).output == CliRunner().invoke(cli.app, arguments).output


def test_an_unknown_command_and_completion_know_all_commands() -> None:
    assert lean(cli.app, ["nosuch"], {}).registered_commands == cli.app.registered_commands
    assert lean(cli.app, ["ask"], {"_KG_COMPLETE": "1"}) is cli.app
