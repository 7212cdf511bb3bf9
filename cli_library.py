"""What the commands of `kg` share: the library that was named, and the options that mean the same everywhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli_output import Format, say
from report.errors import InputError

if TYPE_CHECKING:
    from ask.library import Library
    from kg.llm import Model
    from report.limits import Limits

state: dict[str, Any] = {"library": None, "store": None, "debug": False}
"""What was said before the name of the command."""

Lib = Annotated[
    Path | None,
    typer.Option("--library", "-L", help="The library's folder (environment: KG_LIBRARY; default ./kg-library).", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Fmt = Annotated[Format, typer.Option("--format", help="How rows are printed.")]
OneReport = Annotated[str | None, typer.Option("--report", "-r", help="Only this report (see `kg reports`).", show_default=False)]
Wait = Annotated[
    float | None, typer.Option("--wait", help="Seconds to wait for another build (default: until it is done).", show_default=False)
]

Limit = Annotated[
    list[str] | None,
    typer.Option("--limit", envvar="KG_LIMIT", help="How much may be read, such as max_pages=100; may be repeated.", show_default=False),
]

LlmUrl = Annotated[
    str | None,
    typer.Option("--llm", help="URL of an OpenAI-compatible API, such as http://localhost:11434/v1 (default: none).", show_default=False),
]
LlmModel = Annotated[
    str | None, typer.Option("--llm-model", envvar="KG_LLM_MODEL", help="The model's name there.", show_default=False, show_envvar=True)
]
LlmKey = Annotated[
    str | None, typer.Option("--llm-key", envvar="KG_LLM_KEY", help="The API's key, best from the environment.", show_default=False)
]
LlmPrices = Annotated[
    str | None,
    typer.Option("--llm-prices", help="What a million tokens cost, IN,OUT such as 0.15,0.60, for the estimate.", show_default=False),
]


def model_of(url: str | None, name: str | None, key: str | None, prices: str | None = None) -> Model | None:
    """The language model that was asked for, if any. Raises InputError."""
    if url is None:
        return None
    from kg.llm import Model

    if name is None:
        raise InputError("--llm needs --llm-model NAME too")
    try:
        into, out = map(Decimal, prices.split(",")) if prices else (None, None)
    except (ValueError, ArithmeticError) as error:
        raise InputError(f"--llm-prices {prices}: write IN,OUT such as 0.15,0.60") from error
    return Model(url, name, key, (into, out) if into is not None and out is not None else None)


def folder_of(library: Path | None) -> Path:
    """The library's folder: as the command says, else as was said before it, else ./kg-library."""
    return library or state["library"] or Path("kg-library")


def open_library(library: Path | None) -> Library:
    """The library, open for reading. Raises LibraryError."""
    from ask.library import Library

    return Library.open(folder_of(library), state["store"])


def tell_server(library: Path | None, changed: Iterable[str] = (), gone: Iterable[str] = ()) -> None:
    """After a change: bring the graph to the server that --store names, if any."""
    if state["store"]:
        from ask.mirror import mirror

        for graph in mirror(folder_of(library), state["store"], changed, gone):
            say(f"kg: sent {graph} to {state['store']}")


def form_of(format: Format, as_json: bool) -> Format:
    """The format that was asked for: `--json` is short for one of them."""
    return Format.json if as_json else format


def given(text: str) -> str:
    """Words that were given; - is standard input. Raises InputError when there are none."""
    text = sys.stdin.read() if text == "-" else text
    if not text.strip():
        raise InputError("nothing was asked; give some words")
    return text


def read_text(file: str) -> str:
    """A file's text; - is standard input. Raises InputError for what cannot be read."""
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: {error.strerror if isinstance(error, OSError) else 'not UTF-8 text'}") from error


def limits_given(limit: Iterable[str] | None) -> Limits:
    """The limits of reading, as --limit or the environment has them. Raises InputError."""
    from report.limits import limits_of

    return limits_of(pairs_of(limit, "--limit takes NAME=NUMBER, each limit once"))


def pairs_of(where: Iterable[str] | None, says: str = "--where takes FIELD=VALUE, each field once") -> dict[str, str]:
    """NAME=VALUE, each name once. Raises InputError, which `says` so."""
    pairs = dict(w.split("=", 1) for w in where or () if "=" in w)
    if len(pairs) != len(list(where or ())):
        raise InputError(says)
    return pairs
