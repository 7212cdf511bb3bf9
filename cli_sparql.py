"""`kg sparql`: a query of one's own, from a file, or from the cookbook."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli_library import Json, Lib, given, open_library, pairs_of, read_text
from cli_output import Format, print_rows
from report.errors import InputError

if TYPE_CHECKING:
    from ask.library import Library

app = typer.Typer()


class QueryFormat(StrEnum):
    """How the result of a query is printed."""

    table = "table"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    xml = "xml"
    turtle = "turtle"
    ntriples = "ntriples"
    jsonld = "jsonld"


QueryFmt = Annotated[QueryFormat, typer.Option("--format", help="How the result is printed.")]
Query = Annotated[str | None, typer.Argument(help="SPARQL 1.1; the usual prefixes are known. - reads standard input.", show_default=False)]
QueryFile = Annotated[str | None, typer.Option("--file", "-f", help="Read the query from a file.", show_default=False)]
Cookbook = Annotated[
    str | None, typer.Option("--cookbook", "-c", help="Run a query of the cookbook by name; `list` lists them.", show_default=False)
]
Params = Annotated[list[str] | None, typer.Option("--param", "-p", help="NAME=VALUE for the cookbook's query.", show_default=False)]


@app.command()
def sparql(
    query: Query = None,
    library: Lib = None,
    file: QueryFile = None,
    cookbook: Cookbook = None,
    params: Params = None,
    explain: Annotated[bool, typer.Option("--explain", help="Print the query instead of running it.")] = False,
    format: QueryFmt = QueryFormat.table,
    as_json: Json = False,
    timeout: Annotated[float, typer.Option("--timeout", help="Seconds a query may take.")] = 60.0,
) -> None:
    """Run a SPARQL query over all reports of the library, or one from the cookbook."""
    if cookbook == "list":
        _recipes()
        return
    asked = _query(query, file, cookbook, params)
    if explain:
        typer.echo(asked)
        return
    with open_library(library) as opened:
        _result(opened, asked, QueryFormat.json if as_json else format, timeout)


def _recipes() -> None:
    from ontology.cookbook import recipes

    rows = [{"name": r.name, "title": r.title, "parameters": ", ".join(r.params)} for r in recipes()]
    print_rows(rows, Format.table, ("name", "title", "parameters"))


def _result(library: Library, query: str, format: QueryFormat, timeout: float) -> None:
    from kg.store import Rows

    if format != QueryFormat.table:
        sys.stdout.buffer.write(library.serialise(query, str(format), timeout))
        return
    result = library.sparql(query, timeout)
    if isinstance(result, Rows):
        print_rows(result.values(), Format.table, result.variables)
    elif isinstance(result, bool):
        typer.echo("yes" if result else "no")
    else:
        typer.echo("\n".join(f"{triple} ." for triple in result))


def _query(query: str | None, file: str | None, cookbook: str | None, params: Sequence[str] | None) -> str:
    if sum(x is not None for x in (query, file, cookbook)) != 1:
        raise InputError("give one query: as an argument, with -f FILE, or with --cookbook NAME")
    if cookbook is not None:
        from ontology.cookbook import recipe

        try:
            return recipe(cookbook).filled(pairs_of(params, "--param takes NAME=VALUE, each name once"))
        except KeyError as error:
            raise InputError(f"{error.args[0]}; `kg sparql --cookbook list` describes them") from error
    return read_text(file) if file is not None else given(query or "")
