"""What several readers of a report need, worked out once: kept with the report, gone with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from report.model import Report

T = TypeVar("T")


def once(work: Callable[[Report], T]) -> Callable[[Report], T]:
    """A function of a report that is worked out at the first call for each report. Its result is shared: nobody changes it."""

    @wraps(work)
    def kept(report: Report) -> T:
        if work not in report.kept:
            report.kept[work] = work(report)
        return cast(T, report.kept[work])

    return kept
