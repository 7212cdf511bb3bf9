"""Which model makes the vectors of a library: one for all its reports, for vectors of two cannot be compared."""

from __future__ import annotations

from collections.abc import Iterable

from ask.generations import Generation
from index import DEFAULT, made_with
from index.encode import open_encoder
from report.errors import InputError


def encoder_of(old: Generation, built: Iterable[str], asked: str | None) -> str:
    """The model for the reports that are built: the one asked for, else that of the reports that stay, else the default.

    Raises InputError when reports that stay were made with another one, or when this machine has no such model.
    """
    if asked is not None:
        asked = open_encoder(asked).name
    new = frozenset(built)
    made = {id: made_with(part / "index") for id, part in sorted(old.parts.items())}
    stay = {id: model for id, model in made.items() if id not in new}
    for id, model in stay.items():
        if asked is not None and model != asked:
            raise InputError(
                f"--model {asked}: {id} was made with {model!r}, and a library has one model; build all its reports together, or another library"
            )
    return asked or next(iter((stay or made).values()), DEFAULT)
