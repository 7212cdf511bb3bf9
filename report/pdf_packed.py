"""Bombs: a PDF of some kilobytes whose streams unpack to gigabytes is refused before PDFium unpacks it."""

from __future__ import annotations

import re
import zlib

from report.errors import LimitError
from report.limits import Limits

_STREAM = re.compile(rb"stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
BEST = 1032
"""DEFLATE packs at most so many bytes into one."""


def check_packed(data: bytes, name: str, limits: Limits) -> None:
    """Raises LimitError when a stream of a PDF, or all of them, would unpack to more than the limits allow.

    A stream is unpacked here, and thrown away, only if it is long enough to reach the limit, or is packed twice.
    Pictures are left out: the reader never unpacks them.
    """
    total = 0
    for match in _STREAM.finditer(data):
        head = data[max(0, data.rfind(b" obj", 0, match.start())) : match.start()][-2000:]
        packed = len(_FLATE.findall(head))
        if not packed or b"/Image" in head:
            continue
        end = data.find(b"endstream", match.end())
        size = (end if end >= 0 else len(data)) - match.end()
        if packed == 1 and size * BEST <= min(limits.max_stream, limits.max_unpacked // 64):
            continue
        total += _unpacked(data[match.end() : match.end() + size], packed, name, limits)
        if total > limits.max_unpacked:
            raise LimitError(f"{name}: unpacks to more than {limits.max_unpacked // 1_000_000:,} MB")


def _unpacked(data: bytes, times: int, name: str, limits: Limits) -> int:
    """How many bytes a stream unpacks to; a damaged one counts as far as it goes."""
    size = 0
    for _ in range(times):
        unpacker = zlib.decompressobj()
        kept: list[bytes] = []
        size = 0
        waiting = data
        while waiting and not unpacker.eof:
            try:
                piece = unpacker.decompress(waiting, 1 << 20)
            except zlib.error:
                break
            waiting = unpacker.unconsumed_tail
            size += len(piece)
            kept.append(piece)
            if size > limits.max_stream:
                raise LimitError(f"{name}: a part of it unpacks to more than {limits.max_stream // 1_000_000:,} MB")
            if not piece and not waiting:
                break
        data = b"".join(kept)
    return size
