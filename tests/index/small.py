"""A small report for the tests of search, and ways to make others."""

from __future__ import annotations

from report.model import Report
from report.read import read_markdown

REPORT = """# Contents

About Us\t03
Water and Waste\t05

# About Us

Fernhill Looms weaves linen and hemp cloth in three mills. It was founded in 1931 by four sisters.

# Water and Waste

## Water

The mills drew 412,000 cubic metres of fresh water from the river in 2024, and gave 90% of it back after treatment.

Dye baths are used again:

- rinse water of light colours starts the next dark bath
- salt is recovered in an evaporator
- heat of spent baths warms the incoming water

## Certificates

All mills hold ISO 14001 and ISO 50001 certificates. Seed oil cloth is tested to GB/T 13586-2021.

# Our People

Women hold 44% of the positions in management. The canteen serves free meals, and every weaver has a pension plan.

## Training

Each weaver was trained for 31 hours on average.

# Key Figures

Indicator\t\tUnit\t2023\t2024
Emissions
Direct GHG emissions (Scope 1)\t\tt CO2e\t9,104\t8,870
Indirect GHG emissions (Scope 2)\t\tt CO2e\t4,050\t3,990
Employees
Total employees\t\tPerson\t1,201\t1,188
By gender\tFemale\tPerson\t640\t633

# GRI Index

Code\tDisclosure\tChapter
303-3\tWater withdrawal\tWater and Waste
305-1\tDirect (Scope 1) GHG emissions\tKey Figures
404-1\tAverage hours of training per year per employee\tOur People
"""


def report(text: str = REPORT, id: str = "fernhill-2024") -> Report:
    """A report of Markdown text."""
    return read_markdown(text.encode(), f"{id}.md", id)
