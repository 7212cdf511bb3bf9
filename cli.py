"""The command `kg`: translates arguments, calls the library, prints. The only reader of environment variables.

Rows and JSON go to standard output, progress and messages to standard error. Exit status: 0 done; 1 a clean "no";
2 bad input, said in one line. Nothing heavy is imported before a command needs it, so that `kg --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import cli_ask
import cli_corrections
import cli_reports
import cli_sparql
from cli_library import Fmt, Json, Lib, OneReport, folder_of, form_of, given, open_library, pairs_of, state
from cli_output import (
    Format,
    as_text,
    no_rows,
    print_entity,
    print_findings,
    print_hits,
    print_json,
    print_quotes,
    print_rows,
    say,
)
from cli_start import lean
from ontology.fields import KINDS, VIEWS
from report.errors import InputError

if TYPE_CHECKING:
    pass

app = typer.Typer(
    name="kg",
    help="Read sustainability and annual reports into facts with quotes, a knowledge graph and a search index; "
    "query and ask them, offline.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.registered_commands += cli_reports.app.registered_commands  # these come first in --help


# ------------------------------------------------------------------------------------------------ arguments and options
class ListFormat(StrEnum):
    """How records are printed or written."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"


class ExportFormat(StrEnum):
    """What the graph is written as."""

    trig = "trig"
    turtle = "turtle"
    nquads = "nquads"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    parquet = "parquet"
    void = "void"


class Severity(StrEnum):
    """How grave a contradiction is."""

    error = "error"
    warning = "warning"
    note = "note"


GivenLib = Annotated[
    Path | None,
    typer.Option("--library", "-L", envvar="KG_LIBRARY", help="The library's folder (default ./kg-library).", show_default=False),
]
GivenStore = Annotated[
    str | None,
    typer.Option(
        "--store", envvar="KG_STORE", help="URL of a SPARQL 1.1 server: the graph is kept and asked there too.", show_default=False
    ),
]
ListFmt = Annotated[ListFormat, typer.Option("--format", help="How records are printed.")]
ExportFmt = Annotated[ExportFormat, typer.Option("--format", help="What to write.", show_default=False)]

Where = Annotated[list[str] | None, typer.Option("--where", "-w", help="FIELD=VALUE, may be repeated.", show_default=False)]
Written = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)]
AtLeast = Annotated[Severity, typer.Option("--severity", help="Only what is at least so grave.")]
Metrics = Annotated[list[str], typer.Argument(help="Names of metrics.", show_default=False)]
Reports = Annotated[
    list[str] | None, typer.Option("--reports", "-r", help="Only these reports: ids, with commas or repeated.", show_default=False)
]


@app.callback()
def start(
    library: GivenLib = None,
    store: GivenStore = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    state.update(library=library, store=store, debug=debug)


# ------------------------------------------------------------------------------------------------------------- commands
@app.command("list")
def list_(
    kind: Annotated[str, typer.Argument(help=", ".join([*KINDS, *VIEWS]), show_default=False)],
    library: Lib = None,
    report: OneReport = None,
    where: Where = None,
    format: ListFmt = ListFormat.table,
    as_json: Json = False,
    quotes: Annotated[bool, typer.Option("--quotes", "-q", help="Print the quotes under each row of a table.")] = False,
    output: Written = None,
) -> None:
    """List the records of a kind, each with its evidence (in JSON, or with --quotes)."""
    with open_library(library) as opened:
        found = opened.records(kind, report, pairs_of(where))
    if format == ListFormat.xlsx and not as_json:
        from kg.export import columns, flat, write_xlsx

        write_xlsx({kind: (columns(kind), [flat(r) for r in found])}, _needed(output, "--output F.xlsx"))
        return
    printed = as_text(found, form_of(Format(str(format)), as_json), _telling_columns(kind, found), quotes)
    if output:
        output.write_text(printed, "utf-8")
    else:
        typer.echo(printed, nl=False)
    no_rows(found, f"no {kind} found")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A name, an alias or an id.", show_default=False)],
    library: Lib = None,
    report: OneReport = None,
    near: Annotated[bool, typer.Option("--near", help="Only what it is linked with, by relation.")] = False,
    format: Fmt = Format.table,
    as_json: Json = False,
) -> None:
    """Show one entity: everything known about it, each line with its quote."""
    from kg.records import entity, suggestions

    if near:
        _neighbours(name, library, report, form_of(format, as_json))
        return
    with open_library(library) as opened:
        known = entity(opened.store, name, report)
        if not known:
            like = suggestions(opened.store, name, report)
            raise InputError(f"nothing named {name!r} in the library" + (f"; did you mean {' or '.join(map(repr, like))}?" if like else ""))
    if form_of(format, as_json) == Format.json:
        print_json([{"entity": k.record, "facts": [{"relation": relation, **r} for relation, r in k.references]} for k in known])
        return
    for item in known:
        print_entity(item.record, item.references)


def _neighbours(name: str, library: Path | None, report: str | None, format: Format) -> None:
    """What an entity is linked with: relation and label, the number of quotes, and the first of them."""
    from dataclasses import asdict

    from kg.network import neighbours

    with open_library(library) as opened:
        found = neighbours(opened.store, name, report)
    if format == Format.json:
        print_json([asdict(n) for n in found])
    else:
        rows = [{"relation": n.relation if n.out else f"is {n.relation} of", "label": n.node["label"], "kind": n.node["kind"], "quotes": n.weight,
                 "quote": n.evidence[0]["quote"] if n.evidence else None} for n in found]  # fmt: skip
        print_rows(rows, format, ("relation", "label", "kind", "quotes", "quote"))
    no_rows(found, f"no fact links {name!r} with another entity")


@app.command()
def path(
    a: Annotated[str, typer.Argument(help="A name.", show_default=False)],
    b: Annotated[str, typer.Argument(help="Another name.", show_default=False)],
    library: Lib = None,
    report: OneReport = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=50, help="How many chains.")] = 3,
    format: Fmt = Format.table,
    as_json: Json = False,
) -> None:
    """Show the shortest chains of facts between two entities."""
    from dataclasses import asdict

    from kg.network import PATH_COLUMNS, describe, paths

    with open_library(library) as opened:
        chains = paths(opened.store, a, b, limit, report)
    form = form_of(format, as_json)
    if form == Format.json:
        print_json([[asdict(step) for step in chain] for chain in chains])
    elif form == Format.csv:
        print_rows([step.row(number) for number, chain in enumerate(chains, 1) for step in chain], form, PATH_COLUMNS)
    else:
        for chain in chains:
            typer.echo(describe(chain))
            for step in chain:
                print_quotes([step.said] if step.said else [])
    no_rows(chains, f"no chain of facts connects {a!r} and {b!r}")


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words, in any order.", show_default=False)],
    library: Lib = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    report: OneReport = None,
    section: Annotated[str | None, typer.Option("--section", "-s", help="Only below this heading.", show_default=False)] = None,
    page: Annotated[str | None, typer.Option("--page", help="Only on a page or a range of pages: 12 or 12-15.", show_default=False)] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="Only passage, row, or what backs a kind of record.", show_default=False)
    ] = None,
    entity: Annotated[str | None, typer.Option("--entity", help="Only what names this organization.", show_default=False)] = None,
    year: Annotated[int | None, typer.Option("--year", help="Only what says this year.", show_default=False)] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the query was read and what each signal adds.")] = False,
    rerank: Annotated[bool, typer.Option("--rerank", help="Read the first hits again with a cross-encoder (extra: rerank).")] = False,
    format: Fmt = Format.table,
    as_json: Json = False,
) -> None:
    """Search the passages and table rows, best first."""
    how = form_of(format, as_json)
    with open_library(library) as opened:
        hits = opened.search(
            given(query), k, report, section, page=page, kind=kind, entity=entity, year=year, explain=explain, rerank=rerank
        )
        if explain and how == Format.table:
            say(opened.index.read(given(query), report).explained())
    if how == Format.table:
        print_hits(hits)
    else:
        print_rows(hits, how, ("rank", "score", "report", "section", "page", "text"))
    no_rows(hits, "nothing found")


for part in (cli_sparql, cli_ask, cli_corrections):
    app.add_typer(part.app)


@app.command()
def audit(
    library: Lib = None,
    report: OneReport = None,
    severity: AtLeast = Severity.note,
    format: Fmt = Format.table,
    as_json: Json = False,
) -> None:
    """Show where a report contradicts itself, errors first, each with the places that disagree."""
    from kg.audit import audit as audit_report

    grave = list(Severity)[: list(Severity).index(severity) + 1]
    with open_library(library) as opened:
        ids = [opened.meta(report).id] if report is not None else [meta.id for meta in opened.reports()]
        found = [f.as_json() for id in ids for f in audit_report(opened.store, id, opened.text(id)) if f.severity in grave]
    if form_of(format, as_json) == Format.table:
        print_findings(found)
    else:
        print_rows(found, form_of(format, as_json), ("rule", "severity", "kind", "message"))
    if not found:
        say("kg: no contradiction found")


@app.command()
def compare(
    metrics: Metrics,
    library: Lib = None,
    reports: Reports = None,
    breakdown: Annotated[bool, typer.Option("--breakdown", help="Also by gender, region and other dimensions.")] = False,
    format: Fmt = Format.table,
    as_json: Json = False,
) -> None:
    """Compare metrics over reports and years, each row in one unit."""
    from kg.compare import compare as compare_metrics
    from kg.compare import nearest, table

    asked = [given(metric) for metric in metrics]
    with open_library(library) as opened:
        ids = [opened.meta(id.strip()).id for part in reports or () for id in part.split(",")]
        rows = compare_metrics(opened.store, asked, ids, breakdown)
        missing = {metric: nearest(opened.store, metric, ids) for metric in asked if metric not in {row.query for row in rows}}
    if form_of(format, as_json) == Format.json:
        print_json([row.as_json() for row in rows])
    else:
        flat, columns = table(rows)
        print_rows(flat, format, columns)
    for metric, near in missing.items():
        say(f"kg: no report has {metric!r}" + (f"; did you mean {' or '.join(map(repr, near))}?" if near else ""))
    no_rows(rows)


@app.command()
def export(
    format: ExportFmt,
    library: Lib = None,
    output: Annotated[str, typer.Option("--output", "-o", help="File or folder to write; - is standard output.")] = "-",
    report: OneReport = None,
) -> None:
    """Write the graph for use elsewhere."""
    from kg.export import export as export_to
    from kg.export import rdf

    with open_library(library) as opened:
        if report is not None:
            opened.meta(report)
        if output == "-":
            if format not in ("trig", "turtle", "nquads", "jsonld", "void"):
                raise InputError(f"{format} needs a file: --output F")
            sys.stdout.buffer.write(rdf(opened.store, str(format), report))
        else:
            export_to(opened.store, str(format), Path(output), report)
            say(f"kg: wrote {output}")


@app.command()
def doctor(library: Lib = None, format: Fmt = Format.table, as_json: Json = False) -> None:
    """Check the installation and the library, and say what to do."""
    from ask.health import check
    from ask.installation import installation
    from report.errors import LibraryError

    rows = installation()
    folder = folder_of(library)
    try:
        problems = check(folder, state["store"])
    except LibraryError as error:
        rows.append({"checked": f"library {folder}", "found": str(error), "ok": False})
    else:
        rows += [{"checked": f"library {folder}", "found": f"{p.what}; {p.advice}", "ok": p.note} for p in problems]
        rows += [] if problems else [{"checked": f"library {folder}", "found": "sound", "ok": True}]
    printed = [r | {"ok": "yes" if r["ok"] else "no"} for r in rows] if format == Format.table and not as_json else rows
    print_rows(printed, form_of(format, as_json), ("ok", "checked", "found"))
    if not all(r["ok"] for r in rows):
        raise typer.Exit(1)


# ------------------------------------------------------------------------------------------------------- what was given
def _needed(output: Path | None, option: str) -> Path:
    if output is None:
        raise InputError(f"this format needs a file: {option}")
    return output


def _telling_columns(kind: str, found: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The label, and the fields of a kind that any record has and the label does not tell."""
    told = ("title", "name", "metric", "full_name", "value_text", "unit_iri")
    fields = [f.name for f in KINDS[VIEWS[kind][0] if kind in VIEWS else kind].fields if f.name not in told]
    return ("label", *(name for name in fields if any(r.get(name) not in (None, [], {}, "") for r in found)))


# ------------------------------------------------------------------------------------------------------------- the end
def main() -> None:
    """Run the command; errors are one line on standard error."""
    usage: type[typer.BadParameter] = typer.BadParameter.__mro__[2]  # what all errors of usage derive from, in any version of Typer
    try:
        status = lean(app, sys.argv[1:], os.environ)(standalone_mode=False)
    except InputError as error:
        status = _failed(error, str(error))
    except KeyError as error:  # unknown kinds and fields name the known ones
        if state["debug"]:
            raise
        status = _failed(error, str(error.args[0]) if error.args else "unknown name")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    except KeyboardInterrupt:
        status = 130
    except usage as error:
        context = getattr(error, "ctx", None)
        status = _failed(error, f"{error.format_message().rstrip('.')}. See `{context.command_path if context else 'kg'} --help`.")
    sys.exit(status if isinstance(status, int) else 0)


def _failed(error: BaseException, line: str) -> int:
    if state["debug"]:
        raise error
    say(f"kg: {' '.join(line.split())}")
    return 2


if __name__ == "__main__":
    main()
