"""`kg ask` and `kg verify`: answers with their proof, questions in a row, and the proof checked again."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from cli_library import Fmt, Json, Lib, LlmKey, LlmModel, LlmUrl, OneReport, form_of, given, model_of, open_library, read_text
from cli_output import Format, print_answer, print_explained, print_json, say
from report.errors import InputError

if TYPE_CHECKING:
    from ask.answering import Answer
    from kg.llm import Model

app = typer.Typer()
PROMPT = "kg> "
LEAVE = ("exit", "quit", "bye", ":q")


@app.command()
def ask(
    question: Annotated[
        str | None, typer.Argument(help="A question, in English or Chinese; without one, a prompt.", show_default=False)
    ] = None,
    library: Lib = None,
    report: OneReport = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the question was read.")] = False,
    llm: LlmUrl = None,
    llm_model: LlmModel = None,
    llm_key: LlmKey = None,
    format: Fmt = Format.table,
    as_json: Json = False,
) -> None:
    """Answer a question with its proof, or say that it is not in the report. Without a question: one after the other."""
    from ask.talk import Talk

    model, form = model_of(llm, llm_model, llm_key), form_of(format, as_json)
    with open_library(library) as opened:
        talk = Talk(opened, report)
        if question is not None:
            found = _worded(talk.ask(given(question).strip()), model)
            _show(found, form, explain)
            if found.status == "not found":
                raise typer.Exit(1)
            return
        for line in _lines():
            try:
                found = _worded(talk.ask(line), model)
            except InputError as error:
                say(f"kg: {error}")
                continue
            if found.question != line:
                say(f"({found.question})")
            _show(found, form, explain)


def _worded(found: Answer, model: Model | None) -> Answer:
    if model is None:
        return found
    from ask.phrasing import phrased
    from kg.llm import ask as asked

    made = phrased(found, lambda system, user: asked(model, system, user, 400))
    if made.how and made.answer == found.answer and "wording" in made.how:
        say(f"kg: wording {made.how['wording']}")
    return made


def _lines() -> Iterator[str]:
    """Questions from a terminal, with editing and history, or from a pipe; until its end or "exit"."""
    terminal = sys.stdin.isatty()
    if terminal:
        with suppress(ImportError):  # where Python has no readline, lines come without history
            import readline

            readline.parse_and_bind("tab: self-insert")
        say('Ask a question; "exit" or Ctrl-D leaves.')
    while True:
        try:
            line = (input(PROMPT) if terminal else next(sys.stdin)).strip()
        except (EOFError, StopIteration):
            return
        if line.casefold() in LEAVE:
            return
        if line:
            yield line


def _show(found: Answer, form: Format, explain: bool) -> None:
    printed = found.as_json()
    how = printed["how"] if explain else printed.pop("how")
    if form == Format.json:
        print_json(printed)
        return
    print_answer(printed)
    if explain:
        print_explained(printed, how or {})


@app.command()
def verify(
    file: Annotated[str, typer.Argument(help="What `kg ask --json` printed; - reads standard input.", show_default=False)],
    library: Lib = None,
) -> None:
    """Check an answer's proof again: its quotes, offsets, query and the report's text."""
    from ask.verify import verify as check_answer

    try:
        saved = json.loads(read_text(file))
    except ValueError as error:
        raise InputError(f"{file}: not JSON ({error}); give what `kg ask --json` printed") from error
    with open_library(library) as opened:
        differences = check_answer(saved, opened)
    for line in differences:
        typer.echo(line)
    if differences:
        raise typer.Exit(1)
    say("kg: the answer's proof holds")
