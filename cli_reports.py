"""What a library holds: `kg build`, `reports`, `remove`, and `text` with what reading mended."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli_library import (
    Fmt,
    Json,
    Lib,
    Limit,
    LlmKey,
    LlmModel,
    LlmPrices,
    LlmUrl,
    Wait,
    folder_of,
    form_of,
    limits_given,
    model_of,
    open_library,
    tell_server,
)
from cli_output import Format, no_rows, print_repairs, print_rows, progress_bar, say
from report.errors import InputError

if TYPE_CHECKING:
    from kg.llm import Estimate
    from report.limits import Limits

app = typer.Typer()
Files = Annotated[list[str], typer.Argument(help="Files, folders or globs.", show_default=False)]


@app.command()
def build(
    reports: Files,
    library: Lib = None,
    force: Annotated[bool, typer.Option("--force", help="Build again even what has not changed.")] = False,
    wait: Wait = None,
    encoder: Annotated[
        str | None,
        typer.Option(
            "--model", help="What makes the vectors: minilm, or a sentence-transformers model's folder or name.", show_default=False
        ),
    ] = None,
    limit: Limit = None,
    llm: LlmUrl = None,
    llm_model: LlmModel = None,
    llm_key: LlmKey = None,
    llm_prices: LlmPrices = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask the language model without asking first.")] = False,
) -> None:
    """Read reports and put them into the library: text, facts, graph and index. What has not changed is left alone."""
    from ask.building import build as build_into

    model, limits = model_of(llm, llm_model, llm_key, llm_prices), limits_given(limit)

    def agree(report: str, estimate: Estimate) -> bool:
        cost = estimate.cost(model) if model else None
        say(f"kg: {report}: {estimate}" + (f", at most {cost:.2f} at the prices given" if cost is not None else ""))
        return yes or (sys.stdin.isatty() and typer.confirm(f"Ask {llm_model} at {llm}?", err=True))

    with nullcontext(_quiet) if model and not yes else progress_bar() as progress:
        result = build_into(
            folder_of(library),
            reports,
            progress=progress,
            say=say,
            wait=wait,
            force=force,
            model=model,
            agree=agree,
            encoder=encoder,
            limits=limits,
        )
    for word in ("added", "replaced", "unchanged"):
        for id in getattr(result, word):
            typer.echo(f"{word}\t{id}")
    for line in (*result.notes, *result.errors):
        say(f"kg: {line}")
    if result.added or result.replaced or result.unchanged:
        tell_server(library, [*result.added, *result.replaced])
    if result.errors:
        raise typer.Exit(2)


@app.command()
def reports(library: Lib = None, format: Fmt = Format.table, as_json: Json = False) -> None:
    """List the reports that the library holds."""
    from dataclasses import asdict

    with open_library(library) as opened:
        rows = [asdict(meta) | {"facts": dict(meta.facts)} for meta in opened.reports()]
    if format == Format.table and not as_json:
        rows = [r | {"facts": sum(r["facts"].values())} for r in rows]
    print_rows(rows, form_of(format, as_json), ("id", "title", "format", "chars", "pages", "facts"))


@app.command()
def remove(report: Annotated[list[str], typer.Argument(help="Ids of reports.", show_default=False)], library: Lib = None) -> None:
    """Take reports out of the graph and the index."""
    from ask.building import remove as remove_from

    gone = remove_from(folder_of(library), report, say=say)
    for id in gone:
        typer.echo(f"removed\t{id}")
    tell_server(library, gone=gone)


@app.command()
def text(
    report: Annotated[str, typer.Argument(help="Id of a report; with --repaired or --explain also a file.", show_default=False)],
    library: Lib = None,
    repaired: Annotated[bool, typer.Option("--repaired", help="Print the text with its layout mended, as Markdown.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="List what was mended where.")] = False,
    limit: Limit = None,
    format: Fmt = Format.table,
    as_json: Json = False,
) -> None:
    """Print the exact text of a report, in which the offsets of all quotes count; or what was made of it by mending its layout."""
    if explain and repaired:
        raise InputError("--repaired prints the text and --explain the list of repairs; give one of them")
    if not explain and form_of(format, as_json) != Format.table:
        raise InputError("--format and --json are for --explain; the text is printed as it is")
    limits = limits_given(limit)
    if not explain:
        sys.stdout.buffer.write(_text(report, library, repaired, limits).encode("utf-8"))
        return
    rows = _repairs(report, library, limits)
    if form_of(format, as_json) == Format.table:
        print_repairs(rows)
    else:
        print_rows(rows, form_of(format, as_json), ("kind", "line", "result", "confidence"))
    no_rows(rows, "nothing was repaired")


def _text(report: str, library: Path | None, mended: bool, limits: Limits) -> str:
    if mended and Path(report).is_file():
        from report.read import read
        from report.repaired import repaired

        return repaired(read(Path(report), limits=limits))
    with open_library(library) as opened:
        return opened.repaired(report) if mended else opened.text(report)


def _repairs(report: str, library: Path | None, limits: Limits) -> list[dict[str, Any]]:
    if Path(report).is_file():
        from report.read import read
        from report.repairs import as_rows

        return as_rows(read(Path(report), limits=limits))
    with open_library(library) as opened:
        return opened.repairs(report)


def _quiet(*_: object) -> None:
    """No bar: it would hide a question."""
