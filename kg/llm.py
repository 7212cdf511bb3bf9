"""A language model behind an OpenAI-compatible endpoint: asked only when a user names one, and never believed without a quote.

The standard library speaks to it; nothing else is needed. Whoever asks must check what comes back (`kg.extract.proposals`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from report.errors import InputError

CHARACTERS_A_TOKEN = 4
"""Of English text, roughly; estimates are made with it before anything is sent."""


@dataclass(frozen=True)
class Model:
    """A model and where it answers: `url` is the base of the API, such as http://localhost:11434/v1. Raises InputError.

    `prices` are what a million tokens in and out cost, in the user's currency, for the estimate; None when not known.
    """

    url: str
    name: str
    key: str | None = None
    prices: tuple[Decimal, Decimal] | None = None
    timeout: float = 120.0

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in ("http", "https") or not urlsplit(self.url).hostname:
            raise InputError(f"--llm {self.url}: not the URL of an OpenAI-compatible API; write https://HOST/v1")
        if not self.name.strip():
            raise InputError("--llm-model is empty; name the model that the API knows")


@dataclass(frozen=True)
class Estimate:
    """What asking will take, before it starts: requests, tokens sent, and tokens that may come back."""

    requests: int
    tokens_in: int
    tokens_out: int

    def __str__(self) -> str:
        return f"{self.requests} requests, about {self.tokens_in:,} tokens in and at most {self.tokens_out:,} out"

    def cost(self, model: Model) -> Decimal | None:
        """In the currency of the model's prices; None when they are not known."""
        if model.prices is None:
            return None
        into, out = model.prices
        return (self.tokens_in * into + self.tokens_out * out) / 1_000_000


def estimate(prompts: Sequence[Sequence[str]], most: int) -> Estimate:
    """For these prompts, each with at most `most` tokens to answer."""
    characters = sum(len(part) for prompt in prompts for part in prompt)
    return Estimate(len(prompts), -(-characters // CHARACTERS_A_TOKEN), most * len(prompts))


def ask(model: Model, system: str, user: str, most: int = 2000) -> str:
    """What the model answers; temperature 0. Raises InputError, in one line, when it does not answer as such an API should."""
    messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    body = {"model": model.name, "temperature": 0, "seed": 0, "max_tokens": most, "messages": messages}
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "reportgraph"}
    if model.key:
        headers["Authorization"] = f"Bearer {model.key}"
    request = Request(f"{model.url.rstrip('/')}/chat/completions", json.dumps(body).encode(), headers)
    try:
        with urlopen(request, timeout=model.timeout) as answer:
            return _content(json.load(answer))
    except HTTPError as error:
        said = " ".join(error.read(300).decode("utf-8", "replace").split())
        raise InputError(f"{model.url}: the language model answers {error.code} {error.reason}: {said}") from error
    except (URLError, HTTPException, OSError) as error:
        raise InputError(f"{model.url}: no language model answers there: {getattr(error, 'reason', error)}") from error
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise InputError(f"{model.url}: the answer is not that of an OpenAI-compatible API") from error


def _content(answer: Any) -> str:
    content = answer["choices"][0]["message"]["content"]
    if not isinstance(content, str):
        raise TypeError("no text")
    return content
