"""The text of a query: what is refused before it runs, and what went wrong, in one line."""

from __future__ import annotations

import re

from ontology.vocab import PREFIXES
from report.errors import InputError

_NOISE = re.compile(r"#[^\n\r]*|<[^<>\"{}|^`\\\s]*>|'''.*?'''|\"\"\".*?\"\"\"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"", re.S)
_PROLOGUE = re.compile(r"\s*(?:PREFIX\s+[\w.-]*:\s*|BASE\s*)*", re.I)
_UPDATE = re.compile(r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.I)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")
_SERVICE = re.compile(r"(?<![\w:?$-])SERVICE\b(?!\s*:)", re.I)


def refuse(sparql: str) -> None:
    """Raise InputError for a query that would change the library or call another machine."""
    for text in (sparql, _ESCAPE.sub(_character, sparql)):  # a keyword may be spelled with escapes
        bare = _NOISE.sub(" ", text)
        words = _PROLOGUE.match(bare)
        if _UPDATE.match(bare, words.end() if words else 0):
            raise InputError("SPARQL update: the library is read-only here; use SELECT, ASK, CONSTRUCT or DESCRIBE")
        if _SERVICE.search(bare):
            raise InputError("SPARQL SERVICE: queries do not leave this machine; ask the library alone")


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match[0]


def explain(sparql: str, message: str) -> str:
    """Oxigraph lists every character class it would have taken; users need the place, and the words that fit there."""
    found = re.match(r"error at (\d+):(\d+): (.*)", message, re.S)
    if not found:
        return "SPARQL syntax: " + " ".join(message.split())[:300]
    line, column = int(found[1]), int(found[2])
    lines = sparql.splitlines()
    near = lines[line - 1][column - 1 :][:30].strip() if line <= len(lines) else ""
    if not near:
        return f"SPARQL syntax: something is missing or too much near the end: {sparql.strip()[-30:]!r}"
    if "Prefix not found" in found[3]:
        return f"SPARQL syntax, line {line}, column {column}: unknown prefix (known: {', '.join(PREFIXES)}), at {near!r}"
    return f"SPARQL syntax, line {line}, column {column}: not expected here: {near!r}"
