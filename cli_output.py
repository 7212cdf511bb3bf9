"""What the command `kg` prints: tables, JSON and CSV, entities, answers and quotes with their places, and a bar of progress.

All functions take plain rows, as the contract of the commands describes them, and know nothing of the library.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import typer

Row = dict[str, Any]


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"


def say(line: str) -> None:
    """A message for the user, on standard error."""
    typer.echo(line, err=True)


# ---------------------------------------------------------------------------------------------------------------- rows
def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(_json(value))


def print_rows(rows: Sequence[Row], format: Format, columns: Sequence[str]) -> None:
    """Rows on standard output; `columns` are those of a table, JSON and CSV have them all."""
    typer.echo(as_text(rows, format, columns), nl=False)


def as_text(rows: Sequence[Row], format: Format, columns: Sequence[str], quotes: bool = False) -> str:
    """Rows as a table, JSON or CSV. Tables are cut to the terminal, and only there; `quotes` puts its evidence under each row."""
    if format == Format.json:
        return _json(rows)
    return _csv(rows, columns) if format == Format.csv else _table(rows, columns, quotes)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _csv(rows: Sequence[Row], columns: Sequence[str]) -> str:
    out = io.StringIO()
    names = list(columns) if not rows else [*dict.fromkeys(name for row in rows for name in row)]
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows([{n: _cell(r.get(n)) for n in names} for r in rows])
    return out.getvalue()


def _table(rows: Sequence[Row], columns: Sequence[str], quotes: bool) -> str:
    cells = [[_cell(row.get(c)) for c in columns] for row in rows]
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    most = max(12, width // max(1, min(len(columns), 4))) if width else 10**6
    sizes = [min(most, max([len(c), *(len(row[i]) for row in cells)])) for i, c in enumerate(columns)]

    def line(values: Sequence[str]) -> str:
        made = "  ".join(_fit(v, s).ljust(s) for v, s in zip(values, sizes, strict=True)).rstrip()
        return _fit(made, width) if width else made

    lines = [line([c.replace("_", " ") for c in columns]), line(["-" * s for s in sizes])] if rows else []
    for row, values in zip(rows, cells, strict=True):
        lines += [line(values), *corrected(row)]
        lines += [f"    {quoted(place)}" for place in row.get("evidence", ())] if quotes else []
    return "".join(made + "\n" for made in lines)


def _fit(value: str, size: int) -> str:
    return value if len(value) <= size else value[: size - 1] + "…"


def _cell(value: Any) -> str:
    """A value in one line: lists joined by "; ", quantities as "value unit what", other objects as "name: value"."""
    if value is None:
        return ""
    if isinstance(value, dict):
        if {"value", "unit"} <= set(value):
            return " ".join(str(v) for v in value.values())
        return ", ".join(f"{k}: {_cell(v)}" for k, v in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_cell(v) for v in value)
    return " ".join(str(value).split())


def corrected(record: Row) -> list[str]:
    """A line for each correction of a record: what, by whom and why; the quotes below are of what is printed in the report."""
    return [f"  corrected: {one['what']} ({one['by']}: {one['because']})" for one in record.get("corrections", ())]


def no_rows(rows: Sequence[Any], none: str = "") -> None:
    """Nothing found is a clean "no": says `none`, where given, and ends the command with status 1."""
    if not rows:
        if none:
            say(f"kg: {none}")
        raise typer.Exit(1)


# ------------------------------------------------------------------------------------------------------------ evidence
def place(evidence: Row) -> str:
    """Where evidence stands: report, page and section, as far as they are known."""
    page = f"page {evidence['page']}" if evidence["page"] else None
    return ", ".join(str(part) for part in (evidence["report"], page, evidence["section"]) if part)


def quoted(evidence: Row) -> str:
    """A quote with its place. The quote is one line here; JSON has it verbatim."""
    return f"“{' '.join(evidence['quote'].split())}” ({place(evidence)}, {evidence['start']}-{evidence['end']})"


def print_repairs(rows: Iterable[Row]) -> None:
    """A line for each repair: where, what, how sure, and what came of it; its quotes below."""
    for row in rows:
        made = f" -> {row['result']}" if row["result"] else ""
        typer.echo(f"line {row['line']}: {row['kind']} ({row['confidence']:.2f}){made}")
        for found in row["evidence"][:3]:
            typer.echo(f"    “{_fit(' '.join(found['quote'].split()), 160)}” ({found['start']}-{found['end']})")
        if len(row["evidence"]) > 3:
            typer.echo(f"    and {len(row['evidence']) - 3} more places")


def print_quotes(evidence: Iterable[Row]) -> None:
    """One indented line for each piece of evidence."""
    for piece in evidence:
        typer.echo(f"    {quoted(piece)}")


# ---------------------------------------------------------------------------------------------- entities, hits, answers
def print_entity(record: Row, references: Iterable[tuple[str, Row]]) -> None:
    """An entity's own record, then each (relation, record) that names it, with quotes."""
    typer.echo(f"{record['label']}  [{record['kind'].rstrip('s')}, {record['report']}]  {record['id']}")
    for name, value in record.items():
        if name not in ("label", "kind", "report", "id", "evidence", "corrections", "linked") and value not in (None, [], {}, ""):
            typer.echo(f"  {name.replace('_', ' ')}: {_cell(value)}")
    for why in record.get("linked", ()):
        typer.echo(f"  linked: {why}")
    for told in corrected(record):
        typer.echo(told)
    print_quotes(record["evidence"])
    for relation, fact in references:
        typer.echo(f"  {relation.replace('_', ' ')} of {fact['kind']}: {fact['label']}")
        for told in corrected(fact):
            typer.echo("  " + told)
        print_quotes(fact["evidence"][:2])


def print_hits(hits: Iterable[Row]) -> None:
    """Passages that a search found: rank, score, place and text, with the words of the query bold on a terminal."""
    for hit in hits:
        typer.echo(f"{hit['rank']}. [{hit['score']:.3f}] {place(hit['evidence'][0])}")
        typer.echo(f"   {' '.join(_marked(hit['text'], hit['highlights']).split())}")
        if "explain" in hit:
            typer.echo("   " + ", ".join(f"{name} {value:+.3f}" for name, value in hit["explain"].items()))


def _marked(text: str, marks: Iterable[Row]) -> str:
    """A text with its marked stretches bold (typer leaves the bold out where no terminal reads it)."""
    parts, at = [], 0
    for mark in marks:
        parts += [text[at : mark["start"]], typer.style(text[mark["start"] : mark["end"]], bold=True)]
        at = mark["end"]
    return "".join((*parts, text[at:]))


def print_findings(findings: Iterable[Row]) -> None:
    """Contradictions that an audit found: severity and message, then the places that disagree."""
    for found in findings:
        typer.echo(f"{found['severity']}: {found['message']}  [{found['rule']}]")
        print_quotes(found["evidence"])


def print_answer(found: Row) -> None:
    """An answer with its citations, or what came closest to one."""
    if found["status"] == "not found":
        typer.echo("Not in the report.")
    elif found["status"] == "conflicting":
        typer.echo(f"The report contradicts itself: {found['answer']}")
    else:
        typer.echo(found["answer"])
    print_quotes(found["citations"])
    if found["status"] == "not found" and found["nearest"]:
        typer.echo("  What comes closest:")
        print_quotes(found["nearest"][:3])


def print_explained(found: Row, how: Row) -> None:
    """How a question was read and answered: what it wants, its words, what was weighed, the query."""
    typer.echo("read as:")
    for name, value in how.get("reading", {}).items():
        if name == "terms":
            told = [f"{t['term']} ({t['weight']})" + (f" = {', '.join(t['also'][:3])}" if t["also"] else "") for t in value]
            typer.echo(f"  words: {'; '.join(told)}")
        elif name == "parts":
            typer.echo(f"  parts: {len(value)}")
        else:
            typer.echo(f"  {name}: {_cell(value)}")
    for name in ("declined", "wording"):
        if how.get(name):
            typer.echo(f"{name}: {how[name]}")
    if how.get("marks"):
        typer.echo("marks: " + ", ".join(f"{name} {value:.2f}" for name, value in how["marks"].items()))
    typer.echo(f"confidence: {found['confidence']}")
    for made in how.get("candidates", ())[:3]:
        typer.echo(f"  weighed {made['score']}: {made['text']}")
    if found.get("computation"):
        typer.echo(f"computed: {found['computation']}")
    if found.get("sparql"):
        typer.echo(f"query:\n{found['sparql']}")


# ------------------------------------------------------------------------------------------------------------ progress
@contextmanager
def progress_bar() -> Iterator[Callable[[str, str, int, int], None]]:
    """Called with (report, step, done, total): a bar of progress on a terminal, and nothing elsewhere."""
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
