"""What a figure measures: its category, its dimensions, its kind. Words: data/metrics.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from kg.data import load


def _words(listed: str) -> re.Pattern[str]:
    parts = [re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]") for w in listed.split("|")]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)", re.I)


@cache
def _categories() -> list[tuple[str, re.Pattern[str]]]:
    table = load("metrics")["categories"]
    found: list[tuple[str, re.Pattern[str]]] = []
    for group in table["order"]:
        found += [(name, _words(w)) for name, w in table["first"]] if group == "first" else [(group, _words(w)) for w in table[group]]
    return found


@lru_cache(maxsize=8192)
def category(metric: str, *around: str) -> str | None:
    """E, S, G or economic, by the metric's own words, else by the titles above it, nearest first. None when none says."""
    for text in (metric, *around):
        for name, pattern in _categories():
            if pattern.search(text):
                return name
    return None


@cache
def _dimensions() -> list[tuple[str, str, re.Pattern[str]]]:
    return [(name, value, _words(w)) for name, values in load("metrics")["dimensions"].items() for value, w in values.items()]


@lru_cache(maxsize=8192)
def _dimensions_of(text: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, list[str]] = {}
    for name, value, pattern in _dimensions():
        if any(not (m.group()[-1].isdigit() and re.match(r"\s?%", text[m.end() :])) for m in pattern.finditer(text)):  # ">50%" is no age
            found.setdefault(name, []).append(value)
    if re.search(r"\bscopes?\s*1\s*(?:[+,&/–-]|and)\s*(?:scope\s*)?[23]", text, re.I):
        found.pop("scope", None)
    return tuple((name, values[0]) for name, values in found.items() if len(values) == 1)


def dimensions(texts: Iterable[str]) -> dict[str, str]:
    """How a figure is split, by the words of its name: {"gender": "female"}. A text that names two values of one gives neither."""
    return {name: value for text in texts for name, value in _dimensions_of(text)}


@cache
def _measures() -> re.Pattern[str]:
    return _words(load("metrics")["measures"]["words"])


def names_a_measure(label: str) -> bool:
    """Does a row label say what is measured ("Total waste", "Training hours"), or only of what ("Male", "Diesel")?"""
    return bool(_measures().search(label))


_RATIO = re.compile(
    r"\b(?:rate|ratio|share|proportion|percentage|intensity|per capita|per employee|average|coverage|per unit|per ton|frequency)\b", re.I
)


def kind_of(metric: str, dimension: str | None, context: str, target: bool) -> str:
    """actual, ratio, cumulative or target. `context`: the clause; `dimension`: that of the unit."""
    if target:
        return "target"
    if re.search(r"\b(?:cumulative(?:ly)?|accumulat\w+|to date)\b", f"{metric} {context}", re.I):
        return "cumulative"
    said = metric.split(": ")[0] if dimension in ("mass", "energy", "volume", "currency", "area") else metric
    return "ratio" if dimension in ("share", "ratio") or _RATIO.search(said) else "actual"
