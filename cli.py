"""The command `kg`: translates arguments, calls the library, prints. The only reader of environment variables.

Rows and JSON go to standard output, progress and messages to standard error. Exit status: 0 done; 1 a clean "no";
2 bad input, said in one line. Nothing heavy is imported before a command needs it, so that `kg --help` answers at once.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import cli_corrections
from cli_library import Fmt, Json, Lib, LlmKey, LlmModel, LlmPrices, LlmUrl, OneReport, Wait, model_of, state, tell_server
from cli_library import folder_of as _folder
from cli_library import open_library as _open
from cli_output import (
    Format,
    as_text,
    no_rows,
    print_answer,
    print_entity,
    print_findings,
    print_hits,
    print_json,
    print_quotes,
    print_repairs,
    print_rows,
    progress_bar,
    say,
)
from ontology.fields import KINDS, VIEWS
from report.errors import InputError

if TYPE_CHECKING:
    from ask.library import Library
    from kg.llm import Estimate

app = typer.Typer(
    name="kg",
    help="Read sustainability and annual reports into facts with quotes, a knowledge graph and a search index; "
    "query and ask them, offline.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(cli_corrections.app)


# ------------------------------------------------------------------------------------------------ arguments and options
class ListFormat(StrEnum):
    """How records are printed or written."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"


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
QueryFmt = Annotated[QueryFormat, typer.Option("--format", help="How the result is printed.")]
ExportFmt = Annotated[ExportFormat, typer.Option("--format", help="What to write.", show_default=False)]

Files = Annotated[list[str], typer.Argument(help="Files, folders or globs.", show_default=False)]
Where = Annotated[list[str] | None, typer.Option("--where", "-w", help="FIELD=VALUE, may be repeated.", show_default=False)]
Written = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)]
Query = Annotated[str | None, typer.Argument(help="SPARQL 1.1; the usual prefixes are known. - reads standard input.", show_default=False)]
QueryFile = Annotated[str | None, typer.Option("--file", "-f", help="Read the query from a file.", show_default=False)]
Cookbook = Annotated[
    str | None, typer.Option("--cookbook", "-c", help="Run a query of the cookbook by name; `list` lists them.", show_default=False)
]
AtLeast = Annotated[Severity, typer.Option("--severity", help="Only what is at least so grave.")]
Metrics = Annotated[list[str], typer.Argument(help="Names of metrics.", show_default=False)]
Reports = Annotated[
    list[str] | None, typer.Option("--reports", "-r", help="Only these reports: ids, with commas or repeated.", show_default=False)
]
Params = Annotated[list[str] | None, typer.Option("--param", "-p", help="NAME=VALUE for the cookbook's query.", show_default=False)]


@app.callback()
def start(
    library: GivenLib = None,
    store: GivenStore = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    state.update(library=library, store=store, debug=debug)


# ------------------------------------------------------------------------------------------------------------- commands
@app.command()
def build(
    reports: Files,
    library: Lib = None,
    force: Annotated[bool, typer.Option("--force", help="Build again even what has not changed.")] = False,
    wait: Wait = None,
    llm: LlmUrl = None,
    llm_model: LlmModel = None,
    llm_key: LlmKey = None,
    llm_prices: LlmPrices = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask the language model without asking first.")] = False,
) -> None:
    """Read reports and put them into the library: text, facts, graph and index. What has not changed is left alone."""
    from ask.building import build as build_into

    model = model_of(llm, llm_model, llm_key, llm_prices)

    def agree(report: str, estimate: Estimate) -> bool:
        cost = estimate.cost(model) if model else None
        say(f"kg: {report}: {estimate}" + (f", at most {cost:.2f} at the prices given" if cost is not None else ""))
        return yes or (sys.stdin.isatty() and typer.confirm(f"Ask {llm_model} at {llm}?", err=True))

    with nullcontext(_quiet) if model and not yes else progress_bar() as progress:
        result = build_into(_folder(library), reports, progress=progress, say=say, wait=wait, force=force, model=model, agree=agree)
    for word in ("added", "replaced", "unchanged"):
        for id in getattr(result, word):
            typer.echo(f"{word}\t{id}")
    for line in result.errors:
        say(f"kg: {line}")
    if result.added or result.replaced or result.unchanged:
        tell_server(library, [*result.added, *result.replaced])
    if result.errors:
        raise typer.Exit(2)


@app.command()
def reports(library: Lib = None, format: Fmt = Format.table, as_json: Json = False) -> None:
    """List the reports that the library holds."""
    from dataclasses import asdict

    with _open(library) as opened:
        rows = [asdict(meta) | {"facts": dict(meta.facts)} for meta in opened.reports()]
    if format == Format.table and not as_json:
        rows = [r | {"facts": sum(r["facts"].values())} for r in rows]
    print_rows(rows, _format(format, as_json), ("id", "title", "format", "chars", "pages", "facts"))


@app.command()
def remove(report: Annotated[list[str], typer.Argument(help="Ids of reports.", show_default=False)], library: Lib = None) -> None:
    """Take reports out of the graph and the index."""
    from ask.building import remove as remove_from

    gone = remove_from(_folder(library), report, say=say)
    for id in gone:
        typer.echo(f"removed\t{id}")
    tell_server(library, gone=gone)


@app.command()
def text(
    report: Annotated[str, typer.Argument(help="Id of a report; with --repaired or --explain also a file.", show_default=False)],
    library: Lib = None,
    repaired: Annotated[bool, typer.Option("--repaired", help="Print the text with its layout mended, as Markdown.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="List what was mended where.")] = False,
    format: Fmt = Format.table,
    as_json: Json = False,
) -> None:
    """Print the exact text of a report, in which the offsets of all quotes count; or what was made of it by mending its layout."""
    if explain and repaired:
        raise InputError("--repaired prints the text and --explain the list of repairs; give one of them")
    if not explain and _format(format, as_json) != Format.table:
        raise InputError("--format and --json are for --explain; the text is printed as it is")
    if not explain:
        sys.stdout.buffer.write(_text(report, library, repaired).encode("utf-8"))
        return
    rows = _repairs(report, library)
    if _format(format, as_json) == Format.table:
        print_repairs(rows)
    else:
        print_rows(rows, _format(format, as_json), ("kind", "line", "result", "confidence"))
    no_rows(rows)


def _text(report: str, library: Path | None, mended: bool) -> str:
    if mended and Path(report).is_file():
        from report.read import read
        from report.repaired import repaired

        return repaired(read(Path(report)))
    with _open(library) as opened:
        return opened.repaired(report) if mended else opened.text(report)


def _repairs(report: str, library: Path | None) -> list[dict[str, Any]]:
    if Path(report).is_file():
        from report.read import read
        from report.repairs import as_rows

        return as_rows(read(Path(report)))
    with _open(library) as opened:
        return opened.repairs(report)


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
    with _open(library) as opened:
        found = opened.records(kind, report, _conditions(where))
    if format == ListFormat.xlsx and not as_json:
        from kg.export import columns, flat, write_xlsx

        write_xlsx({kind: (columns(kind), [flat(r) for r in found])}, _needed(output, "--output F.xlsx"))
        return
    printed = as_text(found, _format(Format(str(format)), as_json), _telling_columns(kind, found), quotes)
    if output:
        output.write_text(printed, "utf-8")
    else:
        typer.echo(printed, nl=False)
    no_rows(found)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A name or alias.", show_default=False)],
    library: Lib = None,
    report: OneReport = None,
    near: Annotated[bool, typer.Option("--near", help="Only what it is linked with, by relation.")] = False,
    format: Fmt = Format.table,
    as_json: Json = False,
) -> None:
    """Show one entity: everything known about it, each line with its quote."""
    from kg.records import entity, suggestions

    if near:
        _neighbours(name, library, report, _format(format, as_json))
        return
    with _open(library) as opened:
        known = entity(opened.store, name, report)
        if not known:
            like = suggestions(opened.store, name, report)
            raise InputError(f"nothing named {name!r} in the library" + (f"; did you mean {' or '.join(map(repr, like))}?" if like else ""))
    if _format(format, as_json) == Format.json:
        print_json([{"entity": k.record, "facts": [{"relation": relation, **r} for relation, r in k.references]} for k in known])
        return
    for item in known:
        print_entity(item.record, item.references)


def _neighbours(name: str, library: Path | None, report: str | None, format: Format) -> None:
    """What an entity is linked with: relation and label, the number of quotes, and the first of them."""
    from dataclasses import asdict

    from kg.network import neighbours

    with _open(library) as opened:
        found = neighbours(opened.store, name, report)
    if format == Format.json:
        print_json([asdict(n) for n in found])
    else:
        rows = [{"relation": n.relation if n.out else f"is {n.relation} of", "label": n.node["label"], "kind": n.node["kind"], "quotes": n.weight,
                 "quote": n.evidence[0]["quote"] if n.evidence else None} for n in found]  # fmt: skip
        print_rows(rows, format, ("relation", "label", "kind", "quotes", "quote"))
    no_rows(found)


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

    from kg.network import describe, paths

    with _open(library) as opened:
        chains = paths(opened.store, a, b, limit, report)
    if _format(format, as_json) == Format.json:
        print_json([[asdict(step) for step in chain] for chain in chains])
    else:
        for chain in chains:
            typer.echo(describe(chain))
            for step in chain:
                print_quotes(step.evidence[:1])
    no_rows(chains)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words, in any order.", show_default=False)],
    library: Lib = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    report: OneReport = None,
    section: Annotated[str | None, typer.Option("--section", "-s", help="Only below this heading.", show_default=False)] = None,
    format: Fmt = Format.table,
    as_json: Json = False,
) -> None:
    """Search the passages and table rows, best first."""
    with _open(library) as opened:
        hits = opened.search(_given(query), k, report, section)
    if _format(format, as_json) == Format.table:
        print_hits(hits)
    else:
        print_rows(hits, _format(format, as_json), ("rank", "score", "report", "section", "page", "text"))
    no_rows(hits)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question, in English or Chinese.", show_default=False)],
    library: Lib = None,
    report: OneReport = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the question was read.")] = False,
    format: Fmt = Format.table,
    as_json: Json = False,
) -> None:
    """Answer a question with its proof, or say that it is not in the report."""
    from ask import answer

    with _open(library) as opened:
        found = answer(opened, _given(question), report).as_json()
    how = found.pop("how", None) if not explain else found.get("how")
    if _format(format, as_json) == Format.json:
        print_json(found)
    else:
        print_answer(found)
        if explain:
            typer.echo(f"read as: {json.dumps(how, ensure_ascii=False)}")
    if found["status"] == "not found":
        raise typer.Exit(1)


@app.command()
def verify(
    file: Annotated[str, typer.Argument(help="What `kg ask --json` printed; - reads standard input.", show_default=False)],
    library: Lib = None,
) -> None:
    """Check an answer's proof again: its quotes, offsets, query and the report's text."""
    from ask.verify import verify as check_answer

    try:
        saved = json.loads(_given(file if file == "-" else _read(file)))
    except ValueError as error:
        raise InputError(f"{file}: not JSON ({error}); give what `kg ask --json` printed") from error
    with _open(library) as opened:
        differences = check_answer(saved, opened)
    for line in differences:
        typer.echo(line)
    if differences:
        raise typer.Exit(1)
    say("kg: the answer's proof holds")


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
    with _open(library) as opened:
        _result(opened, asked, QueryFormat.json if as_json else format, timeout)


def _recipes() -> None:
    from ontology.cookbook import recipes

    rows = [{"name": r.name, "title": r.title, "parameters": ", ".join(r.params)} for r in recipes()]
    print_rows(rows, Format.table, ("name", "title", "parameters"))


def _result(library: Library, query: str, format: QueryFormat, timeout: float) -> None:
    from kg.store import Rows

    if format != QueryFormat.table:
        sys.stdout.buffer.write(library.store.serialise(query, str(format), timeout=timeout))
        return
    result = library.sparql(query, timeout)
    if isinstance(result, Rows):
        print_rows(result.values(), Format.table, result.variables)
    elif isinstance(result, bool):
        typer.echo("yes" if result else "no")
    else:
        typer.echo("\n".join(f"{triple} ." for triple in result))


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
    with _open(library) as opened:
        ids = [opened.meta(report).id] if report is not None else [meta.id for meta in opened.reports()]
        found = [f.as_json() for id in ids for f in audit_report(opened.store, id, opened.text(id)) if f.severity in grave]
    if _format(format, as_json) == Format.table:
        print_findings(found)
    else:
        print_rows(found, _format(format, as_json), ("rule", "severity", "kind", "message"))
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

    asked = [_given(metric) for metric in metrics]
    with _open(library) as opened:
        ids = [opened.meta(id.strip()).id for part in reports or () for id in part.split(",")]
        rows = compare_metrics(opened.store, asked, ids, breakdown)
        missing = {metric: nearest(opened.store, metric, ids) for metric in asked if metric not in {row.query for row in rows}}
    if _format(format, as_json) == Format.json:
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

    with _open(library) as opened:
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
    folder = _folder(library)
    try:
        problems = check(folder, state["store"])
    except LibraryError as error:
        rows.append({"checked": f"library {folder}", "found": str(error), "ok": False})
    else:
        rows += [{"checked": f"library {folder}", "found": f"{p.what}; {p.advice}", "ok": p.note} for p in problems]
        rows += [] if problems else [{"checked": f"library {folder}", "found": "sound", "ok": True}]
    printed = [r | {"ok": "yes" if r["ok"] else "no"} for r in rows] if format == Format.table and not as_json else rows
    print_rows(printed, _format(format, as_json), ("ok", "checked", "found"))
    if not all(r["ok"] for r in rows):
        raise typer.Exit(1)


# ------------------------------------------------------------------------------------------------------- what was given
def _quiet(*_: object) -> None:
    """No bar: it would hide a question."""


def _format(format: Format, as_json: bool) -> Format:
    return Format.json if as_json else format


def _given(text: str) -> str:
    text = sys.stdin.read() if text == "-" else text
    if not text.strip():
        raise InputError("nothing was asked; give some words")
    return text


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: {error.strerror if isinstance(error, OSError) else 'not UTF-8 text'}") from error


def _needed(output: Path | None, option: str) -> Path:
    if output is None:
        raise InputError(f"this format needs a file: {option}")
    return output


def _conditions(where: Iterable[str] | None, says: str = "--where takes FIELD=VALUE, each field once") -> dict[str, str]:
    pairs = dict(w.split("=", 1) for w in where or () if "=" in w)
    if len(pairs) != len(list(where or ())):
        raise InputError(says)
    return pairs


def _query(query: str | None, file: str | None, cookbook: str | None, params: Sequence[str] | None) -> str:
    if sum(x is not None for x in (query, file, cookbook)) != 1:
        raise InputError("give one query: as an argument, with -f FILE, or with --cookbook NAME")
    if cookbook is not None:
        from ontology.cookbook import recipe

        try:
            return recipe(cookbook).filled(_conditions(params, "--param takes NAME=VALUE, each name once"))
        except KeyError as error:
            raise InputError(f"{error.args[0]}; `kg sparql --cookbook list` describes them") from error
    return _read(file) if file is not None else _given(query or "")


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
        status = app(standalone_mode=False)
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
        status = _failed(error, f"{error.format_message()} See `{context.command_path if context else 'kg'} --help`.")
    sys.exit(status if isinstance(status, int) else 0)


def _failed(error: BaseException, line: str) -> int:
    if state["debug"]:
        raise error
    say(f"kg: {' '.join(line.split())}")
    return 2


if __name__ == "__main__":
    main()
