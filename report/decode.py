"""Bytes of a text file become its text; line ends stay as they are."""

from __future__ import annotations

import codecs
import re

from report.errors import InputError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_SIGNATURES = {b"%PDF": ".pdf", b"PK\x03\x04": ".docx", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture",
               b"\xd0\xcf\x11\xe0": "an old Office file", b"\x1f\x8b": "a gzip file"}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(data: bytes, name: str) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else GB 18030, else Windows-1252.

    Raises InputError for an empty file and for bytes that are no text.
    """
    if not data.strip():
        raise InputError(f"{name}: the file is empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :] if encoding == "utf-8" else data, (encoding,), name)
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise InputError(f"{name}: this is {what}, not text; give it its own file ending")
    if b"\x00" in data[:65536]:
        raise InputError(f"{name}: binary data, not text")
    return _checked(data, ("utf-8", "gb18030", "cp1252"), name)


def _checked(data: bytes, encodings: tuple[str, ...], name: str) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) * 100 > len(text):
            raise InputError(f"{name}: binary data, not text")
        if encoding != "gb18030" or _looks_chinese(text):
            return text
    raise InputError(f"{name}: the encoding is not known; save it as UTF-8")


def _looks_chinese(text: str) -> bool:
    """Windows-1252 bytes often decode as GB 18030 by chance; real Chinese has many common characters."""
    wide = [c for c in text if ord(c) > 0x2E80]
    return bool(wide) and sum(c in "的一是在不了有和年中国公司人为及等与" for c in wide) * 50 > len(wide)
