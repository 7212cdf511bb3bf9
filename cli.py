"""The command `kg`: translates arguments, calls the library, prints. The only reader of environment variables.

Rows and JSON go to standard output, progress and messages to standard error. Exit status: 0 done; 1 a clean "no";
2 bad input, said in one line. Nothing heavy is imported before a command needs it, so that `kg --help` answers at once.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ontology.fields import KINDS, VIEWS
from report.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ask.library import Library

app = typer.Typer(
    name="kg", no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]},
    help="Read sustainability and annual reports into facts with quotes, a knowledge graph and a search index; query and ask them, offline.",
)  # fmt: skip


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


class ListFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"


class QueryFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    xml = "xml"
    turtle = "turtle"
    ntriples = "ntriples"
    jsonld = "jsonld"


class ExportFormat(StrEnum):
    trig = "trig"
    turtle = "turtle"
    nquads = "nquads"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    parquet = "parquet"


Lib = Annotated[
    Path | None,
    typer.Option("--library", "-L", help="The library's folder (environment: KG_LIBRARY; default ./kg-library).", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Fmt = Annotated[Format, typer.Option("--format", help="How rows are printed.")]
OneReport = Annotated[str | None, typer.Option("--report", "-r", help="Only this report (see `kg reports`).", show_default=False)]
state: dict[str, Any] = {"library": None, "debug": False}


@app.callback()
def start(
    library: Annotated[
        Path | None,
        typer.Option("--library", "-L", envvar="KG_LIBRARY", help="The library's folder (default ./kg-library).", show_default=False),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    state.update(library=library, debug=debug)


# ------------------------------------------------------------------------------------------------------------- commands
@app.command()
def build(
    reports: Annotated[list[str], typer.Argument(help="Files, folders or globs.", show_default=False)],
    library: Lib = None,
    force: Annotated[bool, typer.Option("--force", help="Build again even what has not changed.")] = False,
    wait: Annotated[
        float | None, typer.Option("--wait", help="Seconds to wait for another build (default: until it is done).", show_default=False)
    ] = None,
) -> None:
    """Read reports and put them into the library: text, facts, graph and index. What has not changed is left alone."""
    from ask.building import build as build_into

    with _progress() as progress:
        result = build_into(_folder(library), reports, progress=progress, say=_say, wait=wait, force=force)
    for word in ("added", "replaced", "unchanged"):
        for id in getattr(result, word):
            typer.echo(f"{word}\t{id}")
    for line in result.errors:
        _say(f"kg: {line}")
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
    _print(rows, _format(format, as_json), ("id", "title", "format", "chars", "pages", "facts"))


@app.command()
def remove(report: Annotated[list[str], typer.Argument(help="Ids of reports.", show_default=False)], library: Lib = None) -> None:
    """Take reports out of the graph and the index."""
    from ask.building import remove as remove_from

    for id in remove_from(_folder(library), report, say=_say):
        typer.echo(f"removed\t{id}")


@app.command()
def text(report: Annotated[str, typer.Argument(help="Id of a report.", show_default=False)], library: Lib = None) -> None:
    """Print the exact text of a report, in which the offsets of all quotes count."""
    with _open(library) as opened:
        sys.stdout.buffer.write(opened.text(report).encode("utf-8"))


@app.command("list")
def list_(
    kind: Annotated[str, typer.Argument(help=", ".join([*KINDS, *VIEWS]), show_default=False)],
    library: Lib = None,
    report: OneReport = None,
    where: Annotated[list[str] | None, typer.Option("--where", "-w", help="FIELD=VALUE, may be repeated.", show_default=False)] = None,
    format: Annotated[ListFormat, typer.Option("--format", help="How records are printed.")] = ListFormat.table,
    as_json: Json = False,
    quotes: Annotated[bool, typer.Option("--quotes", "-q", help="Print the quotes under each row of a table.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)] = None,
) -> None:
    """List the records of a kind, each with its evidence (in JSON, or with --quotes)."""
    with _open(library) as opened:
        found = opened.records(kind, report, _conditions(where))
    if format == ListFormat.xlsx and not as_json:
        from kg.export import columns, flat, write_xlsx

        write_xlsx({kind: (columns(kind), [flat(r) for r in found])}, _needed(output, "--output F.xlsx"))
        return
    main = [
        f.name
        for f in KINDS[VIEWS[kind][0] if kind in VIEWS else kind].fields
        if f.name not in ("title", "name", "metric", "full_name", "value_text", "unit_iri")
    ]
    shown = ("label", *(name for name in main if any(r.get(name) not in (None, [], {}, "") for r in found)))
    printed = _text(found, _format(Format(str(format)), as_json), shown, quotes)
    if output:
        output.write_text(printed, "utf-8")
    else:
        typer.echo(printed, nl=False)
    _no_rows(found)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A name or alias.", show_default=False)],
    library: Lib = None,
    report: OneReport = None,
    format: Fmt = Format.table,
    as_json: Json = False,
) -> None:
    """Show one entity: everything known about it, each line with its quote."""
    from kg.records import entity, suggestions

    with _open(library) as opened:
        known = entity(opened.store, name, report)
        if not known:
            near = suggestions(opened.store, name, report)
            raise InputError(f"nothing named {name!r} in the library" + (f"; did you mean {' or '.join(map(repr, near))}?" if near else ""))
    if _format(format, as_json) == Format.json:
        _json([{"entity": k.record, "facts": [{"relation": relation, **r} for relation, r in k.references]} for k in known])
        return
    for item in known:
        _entity(item.record, item.references)


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
    from kg.network import describe, paths

    with _open(library) as opened:
        chains = paths(opened.store, a, b, limit, report)
    if _format(format, as_json) == Format.json:
        _json(
            [
                [{"subject": s.subject, "relation": s.relation, "object": s.object, "evidence": list(s.evidence)} for s in chain]
                for chain in chains
            ]
        )
    for chain in chains if _format(format, as_json) != Format.json else ():
        typer.echo(describe(chain))
        for step in chain:
            for place in step.evidence[:1]:
                typer.echo(f"    {_quote(place)}")
    _no_rows(chains)


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
        for hit in hits:
            typer.echo(f"{hit['rank']}. [{hit['score']:.3f}] {_place(hit['evidence'][0])}")
            typer.echo(f"   {' '.join(hit['text'].split())}")
    else:
        _print(hits, _format(format, as_json), ("rank", "score", "report", "section", "page", "text"))
    _no_rows(hits)


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
        _json(found)
    else:
        _answer(found)
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
    _say("kg: the answer's proof holds")


@app.command()
def sparql(
    query: Annotated[
        str | None, typer.Argument(help="SPARQL 1.1; the usual prefixes are known. - reads standard input.", show_default=False)
    ] = None,
    library: Lib = None,
    file: Annotated[str | None, typer.Option("--file", "-f", help="Read the query from a file.", show_default=False)] = None,
    cookbook: Annotated[
        str | None, typer.Option("--cookbook", "-c", help="Run a query of the cookbook by name; `list` lists them.", show_default=False)
    ] = None,
    params: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="NAME=VALUE for the cookbook's query.", show_default=False)
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Print the query instead of running it.")] = False,
    format: Annotated[QueryFormat, typer.Option("--format", help="How the result is printed.")] = QueryFormat.table,
    as_json: Json = False,
    timeout: Annotated[float, typer.Option("--timeout", help="Seconds a query may take.")] = 60.0,
) -> None:
    """Run a SPARQL query over all reports of the library, or one from the cookbook."""
    from kg.store import Rows

    if cookbook == "list":
        from ontology.cookbook import recipes

        _print(
            [{"name": r.name, "title": r.title, "parameters": ", ".join(r.params)} for r in recipes()],
            Format.table,
            ("name", "title", "parameters"),
        )
        return
    asked = _query(query, file, cookbook, params)
    if explain:
        typer.echo(asked)
        return
    wanted = QueryFormat.json if as_json else format
    with _open(library) as opened:
        if wanted != QueryFormat.table:
            sys.stdout.buffer.write(opened.store.serialise(asked, str(wanted), timeout=timeout))
            return
        result = opened.sparql(asked, timeout)
        if isinstance(result, Rows):
            _print(result.values(), Format.table, result.variables)
        else:
            typer.echo("yes" if result is True else "no" if result is False else "\n".join(f"{triple} ." for triple in result))


@app.command()
def export(
    format: Annotated[ExportFormat, typer.Option("--format", help="What to write.", show_default=False)],
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
            if format not in ("trig", "turtle", "nquads", "jsonld"):
                raise InputError(f"{format} needs a file: --output F")
            sys.stdout.buffer.write(rdf(opened.store, str(format), report))
        else:
            export_to(opened.store, str(format), Path(output), report)


@app.command()
def doctor(library: Lib = None, format: Fmt = Format.table, as_json: Json = False) -> None:
    """Check the installation and the library, and say what to do."""
    from ask.health import check
    from ask.installation import installation
    from report.errors import LibraryError

    rows = installation()
    folder = _folder(library)
    try:
        problems = check(folder)
    except LibraryError as error:
        rows.append({"checked": f"library {folder}", "found": str(error), "ok": False})
    else:
        rows += [{"checked": f"library {folder}", "found": f"{p.what}; {p.advice}", "ok": p.note} for p in problems]
        rows += [] if problems else [{"checked": f"library {folder}", "found": "sound", "ok": True}]
    _print(
        [r | {"ok": "yes" if r["ok"] else "no"} if format == Format.table and not as_json else r for r in rows],
        _format(format, as_json),
        ("ok", "checked", "found"),
    )
    if not all(r["ok"] for r in rows):
        raise typer.Exit(1)


# ------------------------------------------------------------------------------------------------------------ arguments
def _folder(library: Path | None) -> Path:
    return library or state["library"] or Path("kg-library")


def _open(library: Path | None) -> Library:
    from ask.library import Library

    return Library.open(_folder(library))


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


def _conditions(where: Iterable[str] | None) -> dict[str, str]:
    pairs = dict(w.split("=", 1) for w in where or () if "=" in w)
    if len(pairs) != len(list(where or ())):
        raise InputError("--where takes FIELD=VALUE, each field once")
    return pairs


def _query(query: str | None, file: str | None, cookbook: str | None, params: Sequence[str] | None) -> str:
    if sum(x is not None for x in (query, file, cookbook)) != 1:
        raise InputError("give one query: as an argument, with -f FILE, or with --cookbook NAME")
    if cookbook is not None:
        from ontology.cookbook import recipe

        return recipe(cookbook).filled(_conditions(params))
    return _read(file) if file is not None else _given(query or "")


# ------------------------------------------------------------------------------------------------------------- printing
def _say(line: str) -> None:
    typer.echo(line, err=True)


def _json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _print(rows: Sequence[dict[str, Any]], format: Format, columns: Sequence[str]) -> None:
    typer.echo(_text(rows, format, columns), nl=False)


def _text(rows: Sequence[dict[str, Any]], format: Format, columns: Sequence[str], quotes: bool = False) -> str:
    """Rows as a table, JSON or CSV; tables are cut to the terminal, and only there."""
    if format == Format.json:
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    if format == Format.csv:
        out = io.StringIO()
        names = list(columns) if not rows else [*rows[0]]
        writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows([{n: _cell(r.get(n)) for n in names} for r in rows])
        return out.getvalue()
    return _table(rows, columns, quotes)


def _table(rows: Sequence[dict[str, Any]], columns: Sequence[str], quotes: bool) -> str:
    cells = [[_cell(row.get(c)) for c in columns] for row in rows]
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    most = max(12, width // max(1, min(len(columns), 4))) if width else 10**6
    sizes = [min(most, max([len(c), *(len(row[i]) for row in cells)])) for i, c in enumerate(columns)]

    def line(values: Sequence[str]) -> str:
        made = "  ".join(_fit(v, s).ljust(s) for v, s in zip(values, sizes, strict=True)).rstrip()
        return made if not width or len(made) <= width else made[: width - 1] + "…"

    lines = [line([c.replace("_", " ") for c in columns]), line(["-" * s for s in sizes])] if rows else []
    for row, values in zip(rows, cells, strict=True):
        lines.append(line(values))
        lines += [f"    {_quote(place)}" for place in row.get("evidence", ())] if quotes else []
    return "".join(made + "\n" for made in lines)


def _fit(value: str, size: int) -> str:
    return value if len(value) <= size else value[: size - 1] + "…"


def _cell(value: Any) -> str:
    """A value in one line: lists joined by "; ", objects as "name value"."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return (
            " ".join(str(v) for v in value.values())
            if {"value", "unit"} <= set(value)
            else ", ".join(f"{k}: {_cell(v)}" for k, v in value.items())
        )
    if isinstance(value, list | tuple):
        return "; ".join(_cell(v) for v in value)
    return " ".join(str(value).split())


def _place(place: dict[str, Any]) -> str:
    return ", ".join(str(p) for p in (place["report"], f"page {place['page']}" if place["page"] else None, place["section"]) if p)


def _quote(place: dict[str, Any]) -> str:
    """A quote with its place. The quote is one line here; JSON has it verbatim."""
    return f"“{' '.join(place['quote'].split())}” ({_place(place)}, {place['start']}-{place['end']})"


def _entity(record: dict[str, Any], references: Iterable[tuple[str, dict[str, Any]]]) -> None:
    typer.echo(f"{record['label']}  [{record['kind'].rstrip('s')}, {record['report']}]  {record['id']}")
    for name, value in record.items():
        if name not in ("label", "kind", "report", "id", "evidence") and value not in (None, [], {}, ""):
            typer.echo(f"  {name.replace('_', ' ')}: {_cell(value)}")
    for place in record["evidence"]:
        typer.echo(f"    {_quote(place)}")
    for relation, fact in references:
        typer.echo(f"  {relation.replace('_', ' ')} of {fact['kind']}: {fact['label']}")
        for place in fact["evidence"][:2]:
            typer.echo(f"    {_quote(place)}")


def _answer(found: dict[str, Any]) -> None:
    if found["status"] == "not found":
        typer.echo("Not in the report.")
    elif found["status"] == "conflicting":
        typer.echo(f"The report contradicts itself: {found['answer']}")
    else:
        typer.echo(found["answer"])
    for place in found["citations"]:
        typer.echo(f"    {_quote(place)}")
    if found["status"] == "not found" and found["nearest"]:
        typer.echo("  What comes closest:")
        for place in found["nearest"][:3]:
            typer.echo(f"    {_quote(place)}")


def _no_rows(rows: Sequence[Any]) -> None:
    """Nothing found is a clean "no"."""
    if not rows:
        raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[Callable[[str, str, int, int], None]]:
    """A progress bar on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[tuple[str, str], Any] = {}

        def tell(report: str, step: str, done: int, total: int) -> None:
            task = tasks.get((report, step))
            if task is None:
                task = tasks[report, step] = bar.add_task(f"{report}: {step}", total=total)
            bar.update(task, completed=done, total=total)

        yield tell


def main() -> None:
    """Run the command; errors are one line on standard error."""
    usage = typer.BadParameter.__mro__[2]  # what all errors of usage derive from, in any version of Typer
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
    except Exception as error:
        if not isinstance(error, usage):
            raise
        context = getattr(error, "ctx", None)
        status = _failed(error, f"{error.format_message()} See `{context.command_path if context else 'kg'} --help`.")  # type: ignore[attr-defined]
    sys.exit(status if isinstance(status, int) else 0)


def _failed(error: BaseException, line: str) -> int:
    if state["debug"]:
        raise error
    _say(f"kg: {' '.join(line.split())}")
    return 2


if __name__ == "__main__":
    main()
