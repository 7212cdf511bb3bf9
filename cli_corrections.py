"""The commands that correct a library: merge, split, correct, reject, undo, and the list of what was done."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli_library import Fmt, Json, Lib, OneReport, Wait, folder_of, form_of, open_library, tell_server
from cli_output import Format, no_rows, print_rows, say
from report.errors import InputError

if TYPE_CHECKING:
    from kg.corrections import Correction, Operation

app = typer.Typer()
Because = Annotated[str, typer.Option("--because", help="Why; kept with the correction.", show_default=False)]
By = Annotated[str | None, typer.Option("--by", help="Who corrects (default: the user's name).", show_default=False)]
FactName = Annotated[str, typer.Argument(metavar="FACT", help="Id or label of a fact (see `kg list --json`).", show_default=False)]


@app.command()
def merge(
    a: Annotated[str, typer.Argument(help="Name or id of what stays.", show_default=False)],
    b: Annotated[str, typer.Argument(help="Name or id of what is the same.", show_default=False)],
    because: Because,
    by: By = None,
    library: Lib = None,
    report: OneReport = None,
    wait: Wait = None,
) -> None:
    """Say that two entities are one. The first stays, with the names, quotes and facts of both."""
    _record("merge", library, (a, b), because, by, report=report, wait=wait)


@app.command()
def split(
    name: Annotated[str, typer.Argument(help="Name or id of an entity.", show_default=False)],
    take: Annotated[list[str], typer.Option("--take", help="A name that means something else; may be repeated.", show_default=False)],
    because: Because,
    by: By = None,
    library: Lib = None,
    report: OneReport = None,
    wait: Wait = None,
) -> None:
    """Say that an entity is two. The names taken become another one, with the quotes and facts that use them."""
    _record("split", library, (name,), because, by, report=report, values=take, wait=wait)


@app.command()
def correct(
    fact: FactName,
    set_: Annotated[list[str], typer.Option("--set", help="FIELD=VALUE, for lists repeated; FIELD= clears it.", show_default=False)],
    because: Because,
    by: By = None,
    library: Lib = None,
    report: OneReport = None,
    wait: Wait = None,
) -> None:
    """Set a field of a fact. The quote stays, so that anybody can see what the report says."""
    fields: dict[str, list[str]] = {}
    for given in set_:
        name, equals, value = given.partition("=")
        if not equals:
            raise InputError(f"--set {given}: write FIELD=VALUE")
        fields.setdefault(name.strip(), []).extend([value.strip()] if value.strip() else [])
    if len(fields) != 1:
        raise InputError("correct one field at a time, so that each can be undone")
    for name, values in fields.items():
        _record("correct", library, (fact,), because, by, report=report, field=name, values=values, wait=wait)


@app.command()
def reject(fact: FactName, because: Because, by: By = None, library: Lib = None, report: OneReport = None, wait: Wait = None) -> None:
    """Take a fact out that the report does not say."""
    _record("reject", library, (fact,), because, by, report=report, wait=wait)


@app.command()
def undo(
    number: Annotated[int | None, typer.Argument(help="Number of the correction (default: the last).", show_default=False)] = None,
    by: By = None,
    library: Lib = None,
    wait: Wait = None,
) -> None:
    """Take a correction back; what was extracted shows again."""
    from ask.correcting import undo as take_back

    gone = take_back(folder_of(library), number, by=_who(by), at=_now(), wait=wait, say=say)
    typer.echo(f"undone\t{gone.number}\t{gone}")
    tell_server(library, gone.reports)


@app.command()
def corrections(library: Lib = None, format: Fmt = Format.table, as_json: Json = False) -> None:
    """List all corrections, who made them and why, with those undone and those that wait for their fact."""
    from kg.corrections import corrections_in

    with open_library(library) as found:
        rows = [_row(c) for c in corrections_in(found.store)]
    print_rows(rows, form_of(format, as_json), ("number", "state", "what", "by", "at", "because"))
    no_rows(rows, "no corrections")


def _row(c: Correction) -> dict[str, Any]:
    return {"number": c.number, "state": c.state, "what": str(c), "by": c.by, "at": c.at, "because": c.because, "id": c.iri,
            "operation": c.operation, "facts": [target.iri for target in c.targets], "field": c.field or None, "values": list(c.values),
            "before": list(c.before), "undone_by": c.undone_by or None, "undone_at": c.undone_at or None}  # fmt: skip


def _record(operation: Operation, library: Path | None, named: Sequence[str], because: str, by: str | None, **options: Any) -> None:
    from ask.correcting import record

    if not because.strip():
        raise InputError("--because is empty; say why, for those who read it later")
    made = record(folder_of(library), operation, named, by=_who(by), at=_now(), because=because.strip(), say=say, **options)
    typer.echo(f"{made.number}\t{made}")
    tell_server(library, made.reports)


def _who(by: str | None) -> str:
    return (by or "").strip() or getpass.getuser()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
