"""How far confidence can be trusted, and the weights that it is made from: a regression over the marks of answers, right or wrong.

    python benchmarks/ask/reliability.py --scorer score.py LIBRARY:REPORT=QUESTIONS.jsonl ... [--ridge 1.0]

Every question is answered, whether or not the answer would be given; answers from series and exact figures, whose confidence is set by
rule, are told apart. Figures are cross-validated by report: each report's answers are judged by weights that were fitted on the others.
Printed: the weights on all of them, the reliability curve, and what thresholds hold back.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from answers import Asked, ask_all, opened, scorer_of

from ask.confidence import BASE, OTHER, WEIGHTS, marks_made

NAMES = ("cover2", "meaning", "typed", "near", "lack", "unseen", "year", "named", "sort")
RANGES = (0.0, 0.15, 0.3, 0.45, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0001)
Array = Any


@dataclass(frozen=True)
class Sample:
    """Answers with their marks: `x` by `NAMES`, `y` right or not, `report` each is of, `answerable` whether there was an answer."""

    x: Array
    y: Array
    report: Array
    answerable: Array
    given: Array
    """Confidence as it is now."""


def sampled(asked: Sequence[Asked], scorer: Any) -> Sample:
    """The answers that have marks; those declined are judged as if they had been given."""
    rows = []
    for a in asked:
        how = a.reply["how"] or {}
        marks = how.get("marks") or {}
        if not marks or {"exact", "series"} & set(marks):
            continue
        declined = a.reply["status"] == "not found"
        said = {**a.reply, "status": "answered", "answer": how.get("declined", "")} if declined else a.reply
        right = a.task["type"] != "unanswerable" and scorer.answer_credit(a.task, said) >= 0.5
        made = marks_made(marks)
        now = 1 - a.reply["confidence"] if declined else a.reply["confidence"]
        rows.append(([made[n] for n in NAMES], float(right), a.report, a.task["type"] != "unanswerable", now))
    x, y, report, answerable, given = zip(*rows, strict=True)
    return Sample(np.array(x), np.array(y), np.array(report), np.array(answerable), np.array(given))


def present() -> Array:
    """The weights as the program has them, the base first."""
    return np.array([BASE - sum(OTHER.values()), *({**WEIGHTS, **OTHER}.get(name, 0.0) for name in NAMES)])


def fitted(x: Array, y: Array, ridge: float) -> Array:
    """Weights of a logistic regression drawn towards the present ones, by Newton's method; the base first."""
    one = np.hstack([np.ones((len(x), 1)), x])
    w = prior = present()
    pull = np.full(one.shape[1], ridge)
    pull[0] = 0.0
    for _ in range(60):
        p = 1 / (1 + np.exp(-one @ w))
        hessian = (one * (p * (1 - p))[:, None]).T @ one + np.diag(pull + 1e-6)
        step = np.linalg.solve(hessian, one.T @ (y - p) - pull * (w - prior))
        w = w + step
        if float(np.abs(step).max()) < 1e-8:
            break
    return w


def cross_validated(s: Sample, ridge: float) -> Array:
    """The confidence of each answer by weights fitted on the other reports."""
    made = np.zeros(len(s.y))
    for report in sorted(set(s.report.tolist())):
        mine = s.report == report
        w = fitted(s.x[~mine], s.y[~mine], ridge)
        made[mine] = 1 / (1 + np.exp(-(w[0] + s.x[mine] @ w[1:])))
    return made


def print_curve(confidence: Array, y: Array) -> None:
    print("| confidence | answers | mean confidence | right |\n| --- | --- | --- | --- |")
    for low, high in pairwise(RANGES):
        mine = (confidence >= low) & (confidence < high)
        if mine.sum():
            print(f"| {low:.2f} to {min(high, 1.0):.2f} | {mine.sum()} | {confidence[mine].mean():.2f} | {y[mine].mean():.2f} |")
    print(f"\nBrier score {np.mean((confidence - y) ** 2):.3f}")


def print_thresholds(confidence: Array, s: Sample) -> None:
    print("| threshold | right ones held back | wrong ones held back | unanswerable ones held back |\n| --- | --- | --- | --- |")
    right, wrong, none = s.y > 0, (s.y == 0) & s.answerable, ~s.answerable
    for at in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        held = [float((confidence[mask] < at).mean()) if mask.sum() else 0.0 for mask in (right, wrong, none)]
        print(f"| {at:.2f} | {held[0]:.2f} ({right.sum()}) | {held[1]:.2f} ({wrong.sum()}) | {held[2]:.2f} ({none.sum()}) |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="LIBRARY:REPORT=QUESTIONS")
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--ridge", type=float, default=1.0, help="how hard weights are drawn towards the present ones")
    options = parser.parse_args()
    scorer = scorer_of(options.scorer)
    asked: list[Asked] = []
    for library, report, questions in opened(options.sets, None):
        asked += ask_all(library, report, questions, scorer)
    sample = sampled(asked, scorer)
    w = fitted(sample.x, sample.y, options.ridge)
    print(f"{len(sample.y)} answers, {int(sample.y.sum())} right; base {w[0]:.2f}")
    print(", ".join(f"{name} {value:.2f}" for name, value in zip(NAMES, w[1:], strict=True)))
    print("\nAs the program has it now:\n")
    print_curve(sample.given, sample.y)
    print_thresholds(sample.given, sample)
    made = cross_validated(sample, options.ridge)
    print("\nCross-validated by report:\n")
    print_curve(made, sample.y)
    print_thresholds(made, sample)


if __name__ == "__main__":
    main()
